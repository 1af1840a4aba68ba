/// How far measured figures have lain from the serving model's, by class of replica.
///
/// The factors are measured / estimated from the 5th to the 95th percentile of layouts left out of the fit, rounded
/// outwards; a test derives them again from the measurements. They hardly depend on load or lengths, so the class alone states them;
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

  /// Name of the model that the estimates come from, for display.
  static let estimatorName = "roofline, steady state"

  /// Dense models over NVLink.
  public static let dense = AccuracyBand(
    name: "dense, NVLink", factors: 0.80...1.21, tpotFactors: 0.79...1.27, ttftFactors: 0.52...2.08)
  /// Mixture-of-experts models over NVLink.
  public static let experts = AccuracyBand(
    name: "experts, NVLink", factors: 0.67...1.29, tpotFactors: 0.77...1.43, ttftFactors: 0.64...3.07)
  /// Boards without NVLink, and pipelines over them; the TTFT's by judgement, few of them were measured.
  public static let boards = AccuracyBand(
    name: "PCIe", factors: 0.76...1.38, tpotFactors: 0.73...1.20, ttftFactors: 0.2...2)
  /// Replicas like none with end-to-end measurements: other GPUs, pipelines over NVLink, several GPU types;
  /// wider than the others by judgement.
  public static let unmeasured = AccuracyBand(
    name: "no serving data", factors: 0.65...1.5, tpotFactors: 0.65...1.5, ttftFactors: 0.2...4)

  /// Measured again / measured: the spread of repeated runs of one layout on rented servers.
  public static let repeated = 0.95...1.05
  /// Measured / interpolated from three or more shapes of the same layout; the worst shapes are off by 21 %.
  public static let interpolated = 0.8...1.25

  /// The provenance that estimates of this class state.
  let provenance: Provenance

  private init(
    name: String, factors: ClosedRange<Double>, tpotFactors: ClosedRange<Double>,
    ttftFactors: ClosedRange<Double>
  ) {
    self.name = name
    self.factors = factors
    self.tpotFactors = tpotFactors
    self.ttftFactors = ttftFactors
    provenance = .estimated("\(AccuracyBand.estimatorName); \(name)", within: factors)
  }

  /// The classes that rest on measurements.
  package static let measured = [dense, experts, boards]

  /// The class of a model on the GPU types of its stages.
  public static func of(model: ModelArchitecture, stages: [GPUType]) -> AccuracyBand {
    of(
      model: model, isMeasured: stages.allSatisfy(isMeasured), hasNVLink: stages.allSatisfy { $0.hasNVLink },
      stages: stages.count, isMixed: stages.contains { $0.name != stages[0].name })
  }

  /// The same of stages whose types are known to be measured or linked by NVLink, or not.
  static func of(
    model: ModelArchitecture, isMeasured: Bool, hasNVLink: Bool, stages: Int, isMixed: Bool
  ) -> AccuracyBand {
    // The pipelines that were measured are of one type of board.
    guard isMeasured, !isMixed, stages == 1 || !hasNVLink else { return .unmeasured }
    guard hasNVLink else { return .boards }
    return model.experts == nil ? .dense : .experts
  }

  /// Whether the fit includes end-to-end measurements on a type.
  static func isMeasured(_ type: GPUType) -> Bool { measuredTypes.contains(type.name) }

  /// Whether the fit includes measurements of a four-bit format that is stated by its own name: NVFP4 where the GPU
  /// multiplies it, MXFP4 in experts. What `int4` stands for is the measured one of each model.
  static func isMeasured(_ precision: Precision, of model: ModelArchitecture, on type: GPUType) -> Bool {
    switch precision.fourBitFormat {
    case .nvfp4: type.fp4Tflops != nil
    case .mxfp4: model.experts != nil
    case .awq, .gptq: false
    case nil: true
    }
  }

  /// Types with end-to-end measurements in the fit.
  private static let measuredTypes: Set<String> = [
    "H100-SXM", "H200-SXM", "B200-SXM", "B300-SXM", "H100-PCIe", "L40S", "A10G", "RTX-4090",
  ]
}
