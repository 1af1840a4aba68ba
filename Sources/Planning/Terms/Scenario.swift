import Serving

/// The operator's statement: the GPUs on offer, the models and their traffic, and the objective.
public struct Scenario: Sendable, Equatable {
  /// Shown in the title line.
  public var title: String
  /// The objective to optimise.
  public var objective: Objective
  /// Hard cap on spending in $/h; nil only under objective cost.
  public var budget: Double?
  /// Requests/s over all models: the target for cost, the floor for cost_per_token.
  public var demand: Double?
  /// GPU pools; names are unique.
  public var pools: [Pool]
  /// Models with their workload types; names are unique.
  public var models: [ServedModel]
  /// Which replica configurations may be used.
  public var replicas: ReplicaOptions
  /// Measured operating points of all profile files.
  public var profile: [ProfileRow]
  /// The profile files' paths as the scenario file states them.
  public var profilePaths: [String]
  /// Limits every operating point keeps; a model's own limits override it.
  public var slo: SLO?
  /// The engine of every model that names no other.
  public var engine: EngineSettings
  /// Share of every replica kept idle, 0 ..< 1.
  public var headroom: Double
  /// The running fleet; nil: none.
  public var current: CurrentFleet?
  /// The events that the plan must withstand.
  public var resilience: Resilience
  /// Where in their error bands the throughput figures lie.
  public var bands: BandPositions

  /// Creates a scenario from its parts.
  public init(
    title: String, objective: Objective, budget: Double?, demand: Double?, pools: [Pool],
    models: [ServedModel],
    replicas: ReplicaOptions = ReplicaOptions(), profile: [ProfileRow] = [], profilePaths: [String] = [],
    slo: SLO? = nil, engine: EngineSettings = .vllm, headroom: Double = 0, current: CurrentFleet? = nil,
    resilience: Resilience = Resilience(),
    bands: BandPositions = BandPositions()
  ) {
    self.title = title
    self.objective = objective
    self.budget = budget
    self.demand = demand
    self.pools = pools
    self.models = models
    self.replicas = replicas
    self.profile = profile
    self.profilePaths = profilePaths
    self.slo = slo
    self.engine = engine
    self.headroom = headroom
    self.current = current
    self.resilience = resilience
    self.bands = bands
  }
}

extension Scenario {
  /// Whether throughput figures may be other than stated, so that what beats a candidate as stated may not in truth.
  var figuresMove: Bool { resilience.misjudged > 0 || bands.freedom != .fixed }

  /// The limits a model's operating points keep: its own where stated, else the scenario's.
  public func limits(of model: ServedModel) -> SLO? {
    guard let own = model.slo else { return slo }
    return SLO(ttftMs: own.ttftMs ?? slo?.ttftMs, tpotMs: own.tpotMs ?? slo?.tpotMs)
  }

  /// The engine that serves a model: its own where stated, the scenario's settings in what that leaves open.
  public func engine(of model: ServedModel) -> EngineSettings {
    model.engine?.completed(by: engine) ?? engine
  }
}

/// The objective of a plan.
public enum Objective: String, Sendable, CaseIterable {
  /// Most requests/s at the mix, inside the budget.
  case throughput
  /// Least $/h that serves the demand.
  case cost
  /// Least $/token, serving at least the demand.
  case costPerToken = "cost_per_token"
}

/// GPUs of one type at one price.
public struct Pool: Sendable, Equatable {
  /// Unique name in the scenario; layouts are written with it.
  public var name: String
  /// The GPU's facts.
  public var type: GPUType
  /// GPUs that can be rented now.
  public var available: Int
  /// $/h for one GPU.
  public var price: Double
  /// Where the price comes from.
  public var priceSource: PriceSource
  /// GPUs of one machine; tensor parallelism never crosses it.
  public var gpusPerMachine: Int
  /// Where and on what terms they are rented.
  public var offer: Offer
  /// Whether GPUs or whole machines are rented.
  public var rental: Rental

  /// Creates a pool; a machine has the type's usual number of GPUs by default.
  public init(
    name: String, type: GPUType, available: Int, price: Double, priceSource: PriceSource = .scenario,
    gpusPerMachine: Int? = nil, offer: Offer = Offer(), rental: Rental = .byGPU
  ) {
    self.name = name
    self.type = type
    self.available = available
    self.price = price
    self.priceSource = priceSource
    self.gpusPerMachine = gpusPerMachine ?? type.gpusPerMachine
    self.offer = offer
    self.rental = rental
  }
}

/// Where a pool's price comes from.
public enum PriceSource: Sendable, Equatable {
  /// The scenario states it.
  case scenario
  /// The catalogue's list price.
  case list(ListPrice)
}

/// A model to serve, its part of the traffic, and its workload types.
public struct ServedModel: Sendable, Equatable {
  /// Name as the scenario writes it; unique.
  public var name: String
  /// Shape of the model.
  public var architecture: ModelArchitecture
  /// Part of all requests; normalised over the models.
  public var share: Double
  /// Number format of the weights.
  public var precision: Precision
  /// Further formats, of which the planner may choose another for each layout.
  public var alternatives: [Precision] = []
  /// At least one; names unique within the model.
  public var workloads: [Workload]
  /// The model's own limits; nil: the scenario's.
  public var slo: SLO?
  /// The model's own engine; nil: the scenario's.
  public var engine: EngineSettings?
  /// Fewest replicas of a model with traffic, whatever a plan could do without; one is needed anyway.
  public var leastReplicas = 0
  /// The Hugging Face repository to serve; nil: see `repository`.
  public var checkpoint: String?
  /// The configuration that the architecture was read from; nil: the catalogue's facts or the scenario's own.
  public var configuration: ModelConfiguration?

  /// The repository that an engine loads for a number format: the one stated, the name where that is one, else the
  /// catalogue's.
  public func repository(in precision: Precision) -> String {
    checkpoint ?? (name.contains("/") ? name : architecture.repository(for: precision) ?? name)
  }

  /// Creates a served model; by default the scenario's limits hold.
  public init(
    name: String, architecture: ModelArchitecture, share: Double, precision: Precision, workloads: [Workload],
    slo: SLO? = nil, engine: EngineSettings? = nil, checkpoint: String? = nil
  ) {
    self.name = name
    self.engine = engine
    self.checkpoint = checkpoint
    self.architecture = architecture
    self.share = share
    self.precision = precision
    self.workloads = workloads
    self.slo = slo
  }
}

/// Requests of one size.
public struct Workload: Sendable, Equatable {
  /// Unique within the model.
  public var name: String
  /// Tokens of the prompt.
  public var inputTokens: Int
  /// Tokens generated.
  public var outputTokens: Int
  /// Part of the model's requests; normalised within the model.
  public var share: Double

  /// Creates a workload type.
  public init(name: String, inputTokens: Int, outputTokens: Int, share: Double) {
    self.name = name
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.share = share
  }
}

/// Which replica configurations the planner may use.
public struct ReplicaOptions: Sendable, Equatable {
  /// Where throughput figures may come from.
  public typealias Source = ThroughputSource
  /// Where throughput figures may come from.
  public var source: Source
  /// Whether pipeline stages may use different GPU types.
  public var mixed: Bool
  /// Most GPUs of one replica.
  public var maxGPUs: Int
  /// Whether stages may differ in TP (vLLM needs the same TP in every stage).
  public var unevenTP: Bool

  /// Creates options; the defaults are the scenario file's.
  public init(source: Source = .both, mixed: Bool = true, maxGPUs: Int = 8, unevenTP: Bool = false) {
    self.source = source
    self.mixed = mixed
    self.maxGPUs = maxGPUs
    self.unevenTP = unevenTP
  }
}

/// The running fleet, and what starting a replica costs.
public struct CurrentFleet: Sendable, Equatable {
  /// Path of the plan as the scenario file states it.
  public var planPath: String
  /// Running replicas: model name, layout text, count.
  public var replicas: [RunningReplica]
  /// Where they stand; empty: not known.
  public var machines: [Plan.Machine]
  /// $/h equivalent charged per newly started replica; counts against the budget.
  public var startCost: Double
  /// Most replicas to start; nil: any number.
  public var maxStarts: Int?
  /// Most running replicas to stop; nil: any number.
  public var maxStops: Int?

  /// Creates a running fleet; by default any number of replicas may start and stop.
  public init(
    planPath: String, replicas: [RunningReplica], startCost: Double, maxStarts: Int? = nil,
    maxStops: Int? = nil, machines: [Plan.Machine] = []
  ) {
    self.machines = machines
    self.planPath = planPath
    self.replicas = replicas
    self.startCost = startCost
    self.maxStarts = maxStarts
    self.maxStops = maxStops
  }
}

/// Replicas of one layout that run now.
public struct RunningReplica: Sendable, Equatable {
  /// Name of the model.
  public var model: String
  /// Layout in profile notation.
  public var layout: String
  /// How many run.
  public var count: Int

  /// Creates an entry for the replicas of one layout.
  public init(model: String, layout: String, count: Int) {
    self.model = model
    self.layout = layout
    self.count = count
  }
}
