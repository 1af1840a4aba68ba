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

  /// Dense models over NVLink, on Hopper and Blackwell.
  public static let dense = AccuracyBand(
    name: "dense, NVLink", factors: 0.64...1.23, tpotFactors: 0.80...1.31, ttftFactors: 0.52...1.98)
  /// Mixture-of-experts models over NVLink, on Hopper and Blackwell.
  public static let experts = AccuracyBand(
    name: "experts, NVLink", factors: 0.55...1.28, tpotFactors: 0.77...1.44, ttftFactors: 0.63...3.03)
  /// The A100 over NVLink; latencies by judgement, none were measured.
  public static let ampere = AccuracyBand(
    name: "A100, NVLink", factors: 0.56...1.11, tpotFactors: 0.8...1.8, ttftFactors: 0.4...4)
  /// AMD's MI250 and MI300X, mostly on vLLM of 2024; latencies by judgement.
  public static let accelerators = AccuracyBand(
    name: "AMD", factors: 0.61...1.38, tpotFactors: 0.65...1.7, ttftFactors: 0.2...4)
  /// Boards without NVLink whose stages are single GPUs; TTFT by judgement, few of them were measured.
  public static let boards = AccuracyBand(
    name: "PCIe", factors: 0.74...1.36, tpotFactors: 0.94...1.25, ttftFactors: 0.2...2)
  /// The same with tensor parallelism over PCIe.
  public static let linkedBoards = AccuracyBand(
    name: "TP over PCIe", factors: 0.76...1.43, tpotFactors: 0.70...1.19, ttftFactors: 0.2...2)
  /// Mixture-of-experts models on boards without NVLink; latencies by judgement.
  public static let boardExperts = AccuracyBand(
    name: "experts, PCIe", factors: 0.63...1.87, tpotFactors: 0.55...1.6, ttftFactors: 0.2...4)
  /// Replicas like none with end-to-end measurements: other GPUs, pipelines over NVLink, several GPU types;
  /// wider than the others by judgement.
  public static let unmeasured = AccuracyBand(
    name: "no serving data", factors: 0.5...1.9, tpotFactors: 0.5...1.9, ttftFactors: 0.2...4)

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
  package static let measured = [dense, experts, ampere, accelerators, boards, linkedBoards, boardExperts]

  /// The class of a model on the GPU types of its stages, each of `tp` GPUs.
  public static func of(model: ModelArchitecture, stages: [GPUType], tp: Int = 1) -> AccuracyBand {
    let isMixed = stages.contains { $0.name != stages[0].name }
    return of(
      model: model, family: isMixed ? nil : stages.first.flatMap(family), tp: tp, stages: stages.count)
  }

  /// The same of stages of one type, whose family is known; nil: serving was not measured on it.
  static func of(model: ModelArchitecture, family: Family?, tp: Int, stages: Int) -> AccuracyBand {
    // The pipelines that were measured are of boards.
    guard let family, stages == 1 || family == .board else { return .unmeasured }
    switch family {
    case .module: return model.experts == nil ? .dense : .experts
    case .ampere: return .ampere
    case .amd: return .accelerators
    case .board: return model.experts != nil ? .boardExperts : tp == 1 ? .boards : .linkedBoards
    }
  }

  /// Types whose measured figures lie alike.
  enum Family {
    case module, ampere, amd, board
  }

  /// The family of a type that serving was measured on; nil: it was not.
  static func family(of type: GPUType) -> Family? {
    guard measuredTypes.contains(type.name) else { return nil }
    switch type.generation {
    case .cdna2, .cdna3: return .amd
    case .ampere where type.hasNVLink: return .ampere
    default: return type.hasNVLink ? .module : .board
    }
  }

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
    "H100-SXM", "H200-SXM", "B200-SXM", "B300-SXM", "GH200", "GB200", "A100-40G-SXM", "A100-80G-SXM", "MI250",
    "MI300X", "H100-PCIe", "A100-80G-PCIe", "L40S", "A10G", "RTX-4090", "RTX-5090", "RTX-PRO-6000",
  ]
}
