import Serving

/// A simpler way to plan, to compare the optimum with.
public enum Baseline: Sendable, Hashable {
  /// The optimum itself.
  case optimum
  /// GPUs of one pool alone, layouts and assignment at their best.
  case homogeneous(pool: Int)
  /// As many GPUs of every pool, layouts and assignment at their best.
  case uniformComposition
  /// One TP and PP for all replicas of a model, the best such, GPUs and assignment at their best.
  case uniformDeployment
  /// The optimum's replicas; each gets as many requests as any other that can serve them.
  case roundRobin
  /// One GPU type per instance, each with one configuration; slices of a workload type go to one type as a
  /// whole (Griggs et al., Mélange, arXiv 2404.14527).
  case melange
  /// Layouts chosen for the average request and requests spread by capacity, blind to their size, on a composition
  /// that is given (Jiang et al., HexGen, ICML 2024): uniform, or the optimum's own.
  case workloadBlind(uniform: Bool)

  /// The baselines of a scenario, in the order they are shown.
  public static func all(of scenario: Scenario) -> [Baseline] {
    [.optimum] + scenario.pools.indices.map { .homogeneous(pool: $0) } + [
      .uniformComposition, .uniformDeployment, .roundRobin, .melange, .workloadBlind(uniform: true),
      .workloadBlind(uniform: false),
    ]
  }

  /// Whether the stock limits it at all; what keeps the optimum's own replicas is within it in any case.
  public var hasUnlimitedVariant: Bool {
    switch self {
    case .optimum, .homogeneous, .uniformComposition, .uniformDeployment, .melange: true
    case .roundRobin, .workloadBlind: false
    }
  }

  /// A name for people, and for files without blanks.
  public func name(in scenario: Scenario) -> String {
    switch self {
    case .optimum: "optimum"
    case .homogeneous(let pool): "only \(scenario.pools[pool].name)"
    case .uniformComposition: "uniform composition"
    case .uniformDeployment: "uniform deployment"
    case .roundRobin: "round-robin assignment"
    case .melange: "one type an instance (Melange)"
    case .workloadBlind(let uniform):
      uniform
        ? "workload-blind, uniform composition (HexGen)" : "workload-blind, optimum's composition (HexGen)"
    }
  }

  /// A word for files.
  public func key(in scenario: Scenario) -> String {
    switch self {
    case .optimum: "optimum"
    case .homogeneous(let pool): "homogeneous:\(scenario.pools[pool].name)"
    case .uniformComposition: "uniform_composition"
    case .uniformDeployment: "uniform_deployment"
    case .roundRobin: "round_robin"
    case .melange: "melange"
    case .workloadBlind(let uniform): uniform ? "hexgen_uniform_composition" : "hexgen_optimum_composition"
    }
  }
}

/// The result of a baseline.
public struct BaselineResult: Sendable, Equatable {
  /// Replicas of one layout.
  public struct Replica: Sendable, Equatable {
    /// Name of the model.
    public var model: String
    /// Layout in profile notation.
    public var layout: String
    /// Copies.
    public var count: Int
  }

  /// The baseline that this is the result of.
  public var baseline: Baseline
  /// Whether it keeps to the stock; else any number of GPUs of its types can be rented.
  public var keepsStock: Bool
  /// Requests/s; nil: it cannot serve the traffic, or the demand.
  public var requestsPerSecond: Double?
  /// $/h of all GPUs that it rents, used or not.
  public var costPerHour: Double
  /// $ for 10^6 tokens of both kinds; nil without a rate.
  public var costPerMillionTokens: Double?
  /// GPUs rented, zeros left out.
  public var gpus: [Plan.PoolCount]
  /// Its replicas, in the candidates' order.
  public var replicas: [Replica]
  /// Whether it is the best of its kind to the gap asked for.
  public var isProven: Bool
  /// A remark on it, as a sentence part; empty: none.
  public var note: String

  /// The objective's own value: req/s, $/h or $ for 10^6 tokens; nil where it serves nothing.
  public func value(_ objective: Objective) -> Double? {
    guard let rate = requestsPerSecond else { return nil }
    switch objective {
    case .throughput: return rate
    case .cost: return costPerHour
    case .costPerToken: return costPerMillionTokens
    }
  }
}
