/// How far measured figures have lain from the serving model's, by class of replica.
///
/// The factors are measured / estimated from the 5th to the 95th percentile of layouts left out of the fit; a test
/// derives them again from the measurements. They hardly depend on load or lengths, so the class alone states them;
/// engine versions and kernels cause most of the spread.
public struct AccuracyBand: Sendable, Equatable {
  /// Name of the class, for display.
  public let name: String
  /// Measured / estimated requests/s, low to high.
  public let factors: ClosedRange<Double>
  /// Measured / estimated time per output token.
  public let tpotFactors: ClosedRange<Double>
  /// Measured / estimated time to first token, while the KV memory holds all requests: beyond that none is predicted.
  public let ttftFactors: ClosedRange<Double>

  /// Largest relative error the band allows, such as 0.27.
  public var relativeError: Double { max(1 - factors.lowerBound, factors.upperBound - 1) }

  /// Dense models over NVLink.
  public static let dense = AccuracyBand(
    name: "dense, NVLink", factors: 0.81...1.22, tpotFactors: 0.77...1.26, ttftFactors: 0.45...2.26)
  /// Mixture-of-experts models over NVLink.
  public static let experts = AccuracyBand(
    name: "experts, NVLink", factors: 0.66...1.29, tpotFactors: 0.77...1.43, ttftFactors: 0.62...3.07)
  /// Boards without NVLink, and pipelines over them; the TTFT's by judgement, few of them were measured.
  public static let boards = AccuracyBand(
    name: "PCIe", factors: 0.78...1.40, tpotFactors: 0.71...1.18, ttftFactors: 0.2...2)
  /// GPUs that no end-to-end measurement was known for; wider than the others by judgement.
  public static let unmeasured = AccuracyBand(
    name: "no serving data", factors: 0.65...1.5, tpotFactors: 0.65...1.5, ttftFactors: 0.2...4)

  /// Measured again / measured: what repeated runs of one layout on rented servers differ by.
  public static let repeated = 0.95...1.05
  /// Measured / interpolated from three or more shapes of the same layout; the worst shapes are off by 21 %.
  public static let interpolated = 0.8...1.25

  /// What a figure of this class says of itself.
  var provenance: Provenance {
    .estimated("\(RooflineEstimator.provenanceName); \(name)", within: factors)
  }

  /// The classes that measurements stand behind.
  package static let measured = [dense, experts, boards]

  /// The class of a model on GPU types: the weakest of them counts.
  public static func of(model: ModelArchitecture, types: [GPUType]) -> AccuracyBand {
    guard types.allSatisfy({ measuredTypes.contains($0.name) }) else { return .unmeasured }
    if types.contains(where: { !$0.hasNVLink }) { return .boards }
    return model.experts == nil ? .dense : .experts
  }

  /// Types with end-to-end measurements in the fit.
  private static let measuredTypes: Set<String> = [
    "H100-SXM", "H200-SXM", "B200-SXM", "B300-SXM", "H100-PCIe", "L40S", "A10G", "RTX-4090",
  ]
}
