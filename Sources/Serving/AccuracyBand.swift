/// How far measured rates have lain from the serving model's, by class of replica.
///
/// The factors are measured / estimated from the 5th to the 95th percentile of layouts left out of the fit. They hardly
/// depend on load or lengths, so the class alone states them; engine versions and kernels cause most of the spread.
public struct AccuracyBand: Sendable, Equatable {
  /// Name of the class, for display.
  public let name: String
  /// Measured / estimated requests/s, low to high.
  public let factors: ClosedRange<Double>

  /// Largest relative error the band allows, such as 0.27.
  public var relativeError: Double { max(1 - factors.lowerBound, factors.upperBound - 1) }

  /// Dense models over NVLink.
  public static let dense = AccuracyBand(name: "dense, NVLink", factors: 0.82...1.27)
  /// Mixture-of-experts models over NVLink.
  public static let experts = AccuracyBand(name: "experts, NVLink", factors: 0.73...1.26)
  /// Boards without NVLink, fitted on the same layouts.
  public static let boards = AccuracyBand(name: "PCIe", factors: 0.75...1.35)
  /// GPUs that no end-to-end measurement was known for.
  public static let unmeasured = AccuracyBand(name: "no serving data", factors: 0.65...1.5)

  /// The class of a model on GPU types: the weakest of them counts.
  public static func of(model: ModelArchitecture, types: [GPUType]) -> AccuracyBand {
    guard types.allSatisfy({ measuredTypes.contains($0.name) }) else { return .unmeasured }
    if types.contains(where: { !$0.hasNVLink }) { return .boards }
    return model.experts == nil ? .dense : .experts
  }

  /// Types with end-to-end measurements in the fit.
  private static let measuredTypes: Set<String> = [
    "H100-SXM", "H200-SXM", "B200-SXM", "L40S", "A10G", "RTX-4090",
  ]
}
