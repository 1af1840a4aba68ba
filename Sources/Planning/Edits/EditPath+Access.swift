import Serving

extension EditPath {
  /// The value that a scenario has at the path.
  public func value(in scenario: Scenario) -> EditValue {
    func optional(_ figure: Double?) -> EditValue { figure.map { .figure($0) } ?? .none }
    switch self {
    case .objective: return .word(scenario.objective.rawValue)
    case .budget: return optional(scenario.budget)
    case .demand: return optional(scenario.demand)
    case .headroom: return .figure(scenario.headroom)
    case .ttft: return optional(scenario.slo?.ttftMs)
    case .tpot: return optional(scenario.slo?.tpotMs)
    case .survives: return scenario.resilience.survives.map { .word($0.rawValue) } ?? .none
    case .remaining: return .figure(scenario.resilience.remaining)
    case .misjudged: return .figure(Double(scenario.resilience.misjudged))
    case .bands: return optional(scenario.bands.all)
    case .bandsOfKind(let kind): return optional(scenario.bands.kinds[kind])
    case .available(let pool): return .figure(Double(scenario.pools[pool].available))
    case .price(let pool): return .figure(scenario.pools[pool].price)
    case .machines(let pool, let gpus):
      return optional(scenario.pools[pool].size(gpus).map { Double($0.available) })
    case .machinePrice(let pool, let gpus):
      return optional(scenario.pools[pool].size(gpus)?.price)
    case .modelShare(let model): return .figure(scenario.models[model].share)
    case .workloadShare(let model, let workload):
      return .figure(scenario.models[model].workloads[workload].share)
    }
  }

  /// The value of a scenario as an edit states it: read back it changes nothing.
  public func argument(in scenario: Scenario) -> String {
    switch value(in: scenario) {
    case .none: "null"
    case .figure(let figure), .part(let figure): NumberText.shortest(figure)
    case .word(let word): word
    }
  }

  /// Puts a value that `read` or the caller has found to be in order; shares that are `locked` do not give way.
  public func set(_ value: EditValue, in scenario: inout Scenario, locked: Set<EditPath> = []) {
    let figure: Double? = if case .figure(let figure) = value { figure } else { nil }
    switch self {
    case .objective:
      if case .word(let word) = value, let objective = Objective(rawValue: word) {
        scenario.objective = objective
      }
    case .budget: scenario.budget = figure
    case .demand: scenario.demand = figure
    case .headroom: scenario.headroom = figure ?? 0
    case .ttft: scenario.slo = Self.limits(SLO(ttftMs: figure, tpotMs: scenario.slo?.tpotMs), scenario.slo)
    case .tpot: scenario.slo = Self.limits(SLO(ttftMs: scenario.slo?.ttftMs, tpotMs: figure), scenario.slo)
    case .survives:
      let word: String? = if case .word(let word) = value { word } else { nil }
      scenario.resilience.survives = word.flatMap(Resilience.Loss.init)
    case .remaining: scenario.resilience.remaining = figure ?? 1
    case .misjudged: scenario.resilience.misjudged = Int(figure ?? 0)
    case .bands: scenario.bands.all = figure
    case .bandsOfKind(let kind): scenario.bands.kinds[kind] = figure
    case .available(let pool): scenario.pools[pool].available = Int(figure ?? 0)
    case .price(let pool):
      scenario.pools[pool].price = figure ?? scenario.pools[pool].price
      scenario.pools[pool].priceSource = .scenario
    case .machines(let pool, let gpus):
      scenario.pools[pool].changeSize(gpus) { $0.available = Int(figure ?? 0) }
    case .machinePrice(let pool, let gpus):
      scenario.pools[pool].changeSize(gpus) { $0.price = figure ?? $0.price }
    case .modelShare, .workloadShare: setShare(value, in: &scenario, locked: locked)
    }
  }

  /// Limits that take the place of former ones; none where there were none and there are none.
  private static func limits(_ new: SLO, _ former: SLO?) -> SLO? { former == nil && new == SLO() ? nil : new }

  // MARK: Shares

  /// The shares of the group that a share belongs to, with the paths of all, and which is its own; empty for other
  /// paths.
  public func shares(in scenario: Scenario) -> (shares: [Double], paths: [EditPath], own: Int) {
    switch self {
    case .modelShare(let model):
      (scenario.models.map(\.share), scenario.models.indices.map { .modelShare($0) }, model)
    case .workloadShare(let model, let workload):
      (
        scenario.models[model].workloads.map(\.share),
        scenario.models[model].workloads.indices.map { .workloadShare(model: model, workload: $0) }, workload
      )
    default: ([], [], 0)
    }
  }

  private func setShare(_ value: EditValue, in scenario: inout Scenario, locked: Set<EditPath>) {
    var (shares, paths, own) = shares(in: scenario)
    switch value {
    case .figure(let weight): shares[own] = weight
    case .part(let part): shares = Self.moved(shares, at: own, to: part, isLocked: paths.map(locked.contains))
    case .none, .word: return
    }
    for (path, share) in zip(paths, shares) {
      switch path {
      case .modelShare(let model): scenario.models[model].share = share
      case .workloadShare(let model, let workload): scenario.models[model].workloads[workload].share = share
      default: break
      }
    }
  }

  /// Shares with one put to a part of their sum: the others scale so that the sum stays, locked ones stay. What locked
  /// ones hold cannot be taken.
  private static func moved(
    _ shares: [Double], at own: Int, to part: Double, isLocked: [Bool]
  ) -> [Double] {
    let sum = shares.reduce(0, +)
    let others = shares.indices.filter { $0 != own }
    let free = others.filter { !isLocked[$0] }
    guard !free.isEmpty else { return shares }
    let fixed = others.filter { isLocked[$0] }.reduce(0) { $0 + shares[$1] }
    let wanted = min(max(0, part * sum), sum - fixed)
    let freeSum = free.reduce(0) { $0 + shares[$1] }
    var result = shares
    for index in free {
      let rest = sum - fixed - wanted
      result[index] = freeSum > 0 ? shares[index] / freeSum * rest : rest / Double(free.count)
    }
    result[own] = wanted
    return result
  }
}
