/// A pool of GPUs as the serving model sees it: no price, no stock.
public struct ServingPool: Sendable, Equatable {
  /// Unique name; layouts are written with it.
  public var name: String
  /// The GPU's facts.
  public var type: GPUType
  /// GPUs of one machine; tensor parallelism never crosses it.
  public var gpusPerMachine: Int

  /// Creates a pool; a machine has the type's usual number of GPUs by default.
  public init(name: String, type: GPUType, gpusPerMachine: Int? = nil) {
    self.name = name
    self.type = type
    self.gpusPerMachine = gpusPerMachine ?? type.gpusPerMachine
  }
}

/// A model to find replica configurations for.
public struct ServedModelInput: Sendable, Equatable {
  /// Name as the scenario writes it.
  public var name: String
  /// Shape of the model.
  public var architecture: ModelArchitecture
  /// Number format of the weights.
  public var precision: Precision
  /// Further formats, of which each layout may have another.
  public var alternatives: [Precision]
  /// One entry per workload type, in the scenario's order.
  public var workloads: [RequestShape]
  /// Limits an operating point must keep; nil: none.
  public var slo: SLO?
  /// The engine that serves it.
  public var engine: EngineSettings

  /// Creates a model with its workload types; by default without limits.
  public init(
    name: String, architecture: ModelArchitecture, precision: Precision, alternatives: [Precision] = [],
    workloads: [RequestShape], slo: SLO? = nil, engine: EngineSettings = .vllm
  ) {
    self.engine = engine
    self.name = name
    self.architecture = architecture
    self.precision = precision
    self.alternatives = alternatives
    self.workloads = workloads
    self.slo = slo
  }
}

/// Where throughput figures may come from.
public enum ThroughputSource: String, Sendable, CaseIterable {
  /// Profile rows only.
  case measured
  /// The serving model only.
  case estimated
  /// Both; a measured row wins.
  case both
}
