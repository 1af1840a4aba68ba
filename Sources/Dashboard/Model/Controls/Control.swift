/// A figure of the scenario that the operator can move.
public enum Control: Sendable, Hashable {
  case budget, demand, headroom, ttft, tpot
  /// GPUs on offer in a pool.
  case available(pool: Int)
  /// Price of a pool.
  case price(pool: Int)
  /// Machines of a size on offer, in a pool that rents several sizes, and the price of one.
  case machines(pool: Int, gpus: Int)
  case machinePrice(pool: Int, gpus: Int)
  /// Share of a model in all requests.
  case modelShare(Int)
  /// Share of a workload type in its model's requests.
  case workloadShare(model: Int, workload: Int)
}

extension Control {
  /// The pool that it belongs to; nil: none.
  var pool: Int? {
    switch self {
    case .available(let pool), .price(let pool), .machines(let pool, _), .machinePrice(let pool, _): pool
    case .budget, .demand, .headroom, .ttft, .tpot, .modelShare, .workloadShare: nil
    }
  }

  /// Whether it is a price.
  var isPrice: Bool {
    switch self {
    case .price, .machinePrice: true
    default: false
    }
  }
}

/// A group of rows that the keys can act on.
public enum Panel: Sendable, Hashable, CaseIterable {
  case controls, pools, prices, models, mix, results

  /// Its name as its title has it.
  var name: String {
    switch self {
    case .controls: "CONTROLS"
    case .pools: "POOLS"
    case .prices: "PRICES"
    case .models: "MODELS"
    case .mix: "MIX"
    case .results: "RESULTS"
    }
  }
}

/// The results that a screen shows if it has no room for all of them.
public enum ResultTab: Int, Sendable, Hashable, CaseIterable {
  /// The controls themselves, where they have no column of their own.
  case controls = 0
  case plan, routes, cost, frontier, why, options, move, machines

  /// The word in the row of tabs.
  public var title: String {
    switch self {
    case .controls: "Controls"
    case .plan: "Plan"
    case .routes: "Routes"
    case .cost: "Cost"
    case .frontier: "Frontier"
    case .why: "Why"
    case .options: "Options"
    case .move: "Move"
    case .machines: "Machines"
    }
  }

  /// Its content, in the words that people search for.
  var contents: String {
    switch self {
    case .controls: "limits, stock, prices, mix"
    case .plan: "replicas and where requests go"
    case .routes: "which part of each workload goes where"
    case .cost: "cost per token by model, GPU and workload"
    case .frontier: "rate and cost as a limit moves"
    case .why: "what binds, losses withstood, error bands, solver"
    case .options: "alternatives, baselines, sensitivity, ranges"
    case .move: "replanning: steps from a running fleet"
    case .machines: "which replica stands on which machine, idle GPUs"
    }
  }

  /// Whether it lists plans beside the one shown: a table even where it has not the whole screen.
  var isOfOtherPlans: Bool { self == .options || self == .move }
}
