import Serving

/// The planner's answer: what to rent, how to lay it out, who serves what, and how good it is provably.
public struct Plan: Sendable, Equatable {
  /// How much is proven.
  public enum Status: String, Sendable {
    /// The gap asked for is proven.
    case optimal
    /// A valid plan with a bound, stopped before the proof.
    case feasible
    /// No plan exists, which is proven; `infeasibility` says why.
    case infeasible
    /// Neither a plan nor a proof that there is none; `infeasibility` says why.
    case unknown
  }
  /// Input and output tokens kept apart.
  public struct TokenPair: Sendable, Equatable {
    /// Of prompt tokens.
    public var input: Double
    /// Of generated tokens.
    public var output: Double
    /// Creates a pair of figures for input and output tokens.
    public init(input: Double, output: Double) {
      self.input = input
      self.output = output
    }
  }
  /// All copies of one configuration.
  public struct Replica: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Number format of the weights.
    public var precision: Precision
    /// Layout in profile notation.
    public var layout: String
    /// GPUs of one copy by pool, in the scenario's pool order, zeros left out.
    public var gpus: [PoolCount]
    /// Copies.
    public var count: Int
    /// $/h of all copies.
    public var costPerHour: Double
    /// Busy part of the copies' time, 0...1 (headroom counts as idle).
    public var utilization: Double
    /// Requests/s of all copies.
    public var requestsPerSecond: Double
    /// The weakest provenance among the figures in use.
    public var provenance: Provenance
    /// The repository that is served; nil where an older file names none.
    public var checkpoint: String?
    /// Creates an entry for the copies of one configuration.
    public init(
      model: String, precision: Precision, layout: String, gpus: [PoolCount], count: Int, costPerHour: Double,
      utilization: Double, requestsPerSecond: Double, provenance: Provenance, checkpoint: String? = nil
    ) {
      self.model = model
      self.precision = precision
      self.layout = layout
      self.gpus = gpus
      self.count = count
      self.costPerHour = costPerHour
      self.utilization = utilization
      self.requestsPerSecond = requestsPerSecond
      self.provenance = provenance
      self.checkpoint = checkpoint
    }
  }
  /// A number of GPUs of one pool.
  public struct PoolCount: Sendable, Equatable {
    /// Name of the pool.
    public var pool: String
    /// GPUs.
    public var count: Int
    /// Creates a count of GPUs of one pool.
    public init(pool: String, count: Int) {
      self.pool = pool
      self.count = count
    }
  }
  /// The part of one workload type that all copies of one configuration serve.
  public struct Assignment: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Name of the workload type.
    public var workload: String
    /// Layout of the serving replicas.
    public var layout: String
    /// Part of the workload type's requests, 0...1.
    public var fraction: Double
    /// Requests/s.
    public var requestsPerSecond: Double
    /// $/h: the replicas' cost shared by the time the workload takes, idle time in proportion.
    public var costPerHour: Double
    /// Part of that cost that is prefill, 0...1.
    public var prefillShare: Double
    /// Where the throughput figure comes from.
    public var provenance: Provenance
    /// Creates an entry for one configuration's part of a workload type.
    public init(
      model: String, workload: String, layout: String, fraction: Double, requestsPerSecond: Double,
      costPerHour: Double, prefillShare: Double, provenance: Provenance
    ) {
      self.model = model
      self.workload = workload
      self.layout = layout
      self.fraction = fraction
      self.requestsPerSecond = requestsPerSecond
      self.costPerHour = costPerHour
      self.prefillShare = prefillShare
      self.provenance = provenance
    }
  }
  /// How what one more of a limit is worth was found.
  public enum MarginalKind: String, Sendable, CaseIterable {
    /// The difference to the plan with one more, which was solved.
    case solved
    /// A price of the linear relaxation, which rents parts of GPUs.
    case lp
  }
  /// The plan's use of one pool.
  public struct GPUUse: Sendable, Equatable {
    /// Name of the pool.
    public var name: String
    /// GPUs rented.
    public var used: Int
    /// GPUs offered.
    public var available: Int
    /// $/h of the GPUs rented.
    public var costPerHour: Double
    /// Change of the objective's own value for one more GPU, or one more machine where those are rented whole; >= 0 is
    /// better.
    public var marginalValue: Double
    /// How that was found.
    public var marginalKind: MarginalKind
    /// Creates an entry for one pool.
    public init(
      name: String, used: Int, available: Int, costPerHour: Double, marginalValue: Double,
      marginalKind: MarginalKind = .lp
    ) {
      self.marginalKind = marginalKind
      self.name = name
      self.used = used
      self.available = available
      self.costPerHour = costPerHour
      self.marginalValue = marginalValue
    }
  }
  /// One workload type's traffic and price.
  public struct WorkloadResult: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Name of the workload type.
    public var workload: String
    /// Requests/s.
    public var requestsPerSecond: Double
    /// $/h that this traffic costs.
    public var costPerHour: Double
    /// $ for 10^6 tokens, input and output together.
    public var costPerMillionTokens: Double
    /// $ for 10^6 input (output) tokens.
    public var split: TokenPair
    /// Creates an entry for one workload type.
    public init(
      model: String, workload: String, requestsPerSecond: Double, costPerHour: Double,
      costPerMillionTokens: Double, split: TokenPair
    ) {
      self.model = model
      self.workload = workload
      self.requestsPerSecond = requestsPerSecond
      self.costPerHour = costPerHour
      self.costPerMillionTokens = costPerMillionTokens
      self.split = split
    }
  }
  /// The time and work of the solve.
  public struct SolveStatistics: Sendable, Equatable {
    /// Wall time to the end of the proof in ms.
    public var milliseconds: Double
    /// Wall time to the first plan in ms.
    public var firstPlanMilliseconds: Double
    /// Branch-and-bound nodes.
    public var nodes: Int
    /// Simplex pivots.
    public var pivots: Int
    /// Whether it started from an earlier solve.
    public var warm: Bool
    /// Creates statistics; by default all are 0.
    public init(
      milliseconds: Double = 0, firstPlanMilliseconds: Double = 0, nodes: Int = 0, pivots: Int = 0,
      warm: Bool = false
    ) {
      self.milliseconds = milliseconds
      self.firstPlanMilliseconds = firstPlanMilliseconds
      self.nodes = nodes
      self.pivots = pivots
      self.warm = warm
    }
  }

  /// How much is proven.
  public var status: Status
  /// The objective that was optimised.
  public var objective: Objective
  /// Rate served over all models.
  public var requestsPerSecond: Double
  /// $/h.
  public var costPerHour: Double
  /// Tokens/s.
  public var tokensPerSecond: TokenPair
  /// $ for 10^6 tokens, by kind.
  public var costPerMillionTokens: TokenPair
  /// $ for 10^6 tokens of both kinds together.
  public var totalCostPerMillionTokens: Double
  /// Proven bound on the objective's own value (req/s, $/h, or $ for 10^6 tokens).
  public var bound: Double
  /// |bound - value| / |value| of the objective.
  public var gap: Double
  /// Replicas, by model in the scenario's order, then by cost, dearest first.
  public var replicas: [Replica]
  /// Who serves what; zero parts are left out.
  public var assignments: [Assignment]
  /// One entry per pool, in the scenario's order.
  public var gpus: [GPUUse]
  /// One entry per workload type, in the scenario's order.
  public var workloads: [WorkloadResult]
  /// The machines that the replicas stand on, pool by pool; too many to list one by one are grouped.
  public var machines: [Machine] = []
  /// Change of the objective's own value for 1 $/h more, >= 0 is better.
  public var budgetMarginalValue: Double
  /// How that was found.
  public var budgetMarginalKind = MarginalKind.lp
  /// The time and work of the solve.
  public var solve: SolveStatistics
  /// The rate that the plan serves in each event that it must withstand; empty where nothing is asked.
  public var stresses: [Stress]
  /// Why there is no plan; nil with a plan.
  public var infeasibility: Infeasibility?
  /// Why not every configuration was considered (a better plan may exist), as a sentence part; nil: all were.
  public var omission: String?

  /// Creates a plan from all its parts.
  public init(
    status: Status, objective: Objective, requestsPerSecond: Double, costPerHour: Double,
    tokensPerSecond: TokenPair, costPerMillionTokens: TokenPair, totalCostPerMillionTokens: Double,
    bound: Double, gap: Double, replicas: [Replica], assignments: [Assignment], gpus: [GPUUse],
    workloads: [WorkloadResult], budgetMarginalValue: Double, solve: SolveStatistics,
    stresses: [Stress] = [], infeasibility: Infeasibility? = nil, omission: String? = nil
  ) {
    self.status = status
    self.objective = objective
    self.requestsPerSecond = requestsPerSecond
    self.costPerHour = costPerHour
    self.tokensPerSecond = tokensPerSecond
    self.costPerMillionTokens = costPerMillionTokens
    self.totalCostPerMillionTokens = totalCostPerMillionTokens
    self.bound = bound
    self.gap = gap
    self.replicas = replicas
    self.assignments = assignments
    self.gpus = gpus
    self.workloads = workloads
    self.budgetMarginalValue = budgetMarginalValue
    self.solve = solve
    self.stresses = stresses
    self.infeasibility = infeasibility
    self.omission = omission
  }

  /// Whether there is a plan: what it serves and costs means something.
  public var exists: Bool { status == .optimal || status == .feasible }

  /// The objective's own value: req/s, $/h, or $ for 10^6 tokens.
  public var objectiveValue: Double {
    switch objective {
    case .throughput: requestsPerSecond
    case .cost: costPerHour
    case .costPerToken: totalCostPerMillionTokens
    }
  }
}

/// Why there is no plan.
public struct Infeasibility: Sendable, Equatable {
  /// One sentence with the limits in figures.
  public var reason: String
  /// Whether it is proven (by exhaustion or a Farkas certificate), not only not found.
  public var isProven: Bool
  /// Layouts refused, where that is the reason.
  public var refusals: [LayoutRefusal]
  /// Whether the size that a replica may have is the reason.
  public var isReplicaSize: Bool

  /// Creates a reason, with the layouts refused where they are part of it.
  public init(
    reason: String, isProven: Bool, refusals: [LayoutRefusal] = [], isReplicaSize: Bool = false
  ) {
    self.isReplicaSize = isReplicaSize
    self.reason = reason
    self.isProven = isProven
    self.refusals = refusals
  }
}
