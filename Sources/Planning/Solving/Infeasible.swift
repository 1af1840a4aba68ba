import Serving

/// Reasons that need no search: nothing can serve, or nothing can be rented.
enum Preflight {
  /// Why there can be no plan, or nil if a search must tell; `explains` looks for the figures that tell it best.
  static func reason(
    _ fleet: FleetData, explains: Bool = false, isCancelled: @escaping () -> Bool = { false }
  ) -> Infeasibility? {
    let scenario = fleet.scenario
    guard !fleet.traffic.isEmpty else {
      return Infeasibility(reason: "no workload has any share of the traffic", isProven: true)
    }
    if let tiny = scenario.tinyShares.first {
      let model = scenario.models[tiny.model]
      return Infeasibility(
        reason:
          "\(model.name) / \(model.workloads[tiny.workload].name) has a smaller part of all requests than "
          + "\(Scenario.smallestShare), the least that is planned for; a share of 0 leaves it out",
        isProven: false)
    }
    let losses = scenario.jointLosses
    for entry in fleet.traffic.indices {
      // The same for all losses, of which there may be hundreds.
      let able = fleet.candidates.indices.filter { fleet.isRentable($0, for: entry) }
      guard !able.isEmpty else { return obstacle(fleet, entry, explains ? isCancelled : nil) }
      let fatal = losses.first { loss in
        !able.contains { candidate in
          !loss.pools.contains { fleet.use[candidate * fleet.poolCount + $0] > 0 }
        }
      }
      if let fatal {
        return Infeasibility(
          reason: "nothing that serves \(label(fleet, entry)) is left when \(fatal.name) is lost",
          isProven: true)
      }
    }
    return nil
  }

  /// Why nothing that serves a traffic entry can be rented; the nearest miss is looked for where there may be time.
  private static func obstacle(
    _ fleet: FleetData, _ entry: Int, _ isCancelled: (() -> Bool)?
  ) -> Infeasibility {
    let label = label(fleet, entry)
    let able = fleet.candidates.indices.filter { fleet.rate[$0 * fleet.traffic.count + entry] > 0 }
    guard able.isEmpty else {
      return Infeasibility(reason: shortage(fleet, able: able, label: label), isProven: true)
    }
    func refusals(of entry: Int) -> [LayoutRefusal] {
      let model = fleet.scenario.models[fleet.traffic[entry].model].name
      return fleet.refusals.filter { $0.model == model }
    }
    if let isCancelled, let miss = NearestMiss(of: fleet, isCancelled: isCancelled) {
      return Infeasibility(
        reason: "no replica layout on the pools offered can serve \(self.label(fleet, miss.entry)) within a "
          + "\(miss.limitName) of \(FigureText.milliseconds(miss.limit)) ms; the nearest, \(miss.layout), takes "
          + "\(FigureText.milliseconds(miss.needed)) ms",
        isProven: true, refusals: refusals(of: miss.entry))
    }
    let refusals = refusals(of: entry)
    if let isCancelled, let smallest = SmallestReplica(for: entry, of: fleet, isCancelled: isCancelled) {
      return Infeasibility(
        reason: "\(label) needs \(smallest.gpus) in one replica, max_gpus is "
          + "\(fleet.scenario.replicas.maxGPUs); replicas: {max_gpus: \(smallest.size)} allows it",
        isProven: true, refusals: refusals, isReplicaSize: true)
    }
    let example = refusals.first.map { "; \($0.layout): \($0.reason)" } ?? ""
    return Infeasibility(
      reason: "no replica layout on the pools offered can serve \(label)\(example)", isProven: true,
      refusals: refusals)
  }

  private static func label(_ fleet: FleetData, _ entry: Int) -> String {
    let model = fleet.scenario.models[fleet.traffic[entry].model]
    let workload = model.workloads[fleet.traffic[entry].workload]
    return "\(model.name) / \(workload.name) (\(workload.inputTokens) in, \(workload.outputTokens) out)"
  }

  private static func shortage(_ fleet: FleetData, able: [Int], label: String) -> String {
    let scenario = fleet.scenario
    let inStock = able.filter { candidate in
      scenario.pools.indices.allSatisfy {
        fleet.use[candidate * fleet.poolCount + $0] <= scenario.pools[$0].rentable
      }
    }
    guard let cheapest = inStock.min(by: { fleet.costAlone(of: $0) < fleet.costAlone(of: $1) }) else {
      let smallest = able.min { fleet.candidates[$0].layout.gpuCount < fleet.candidates[$1].layout.gpuCount }
      let text = smallest.map { fleet.layouts[$0] } ?? "no layout"
      return "the stock has no room for one replica that serves \(label); the smallest is \(text)"
    }
    let layout = fleet.layouts[cheapest]
    return
      "the budget of \(FigureText.money(scenario.budget ?? 0)) $/h does not pay for one replica that serves "
      + "\(label); the cheapest, \(layout), costs \(FigureText.money(fleet.costAlone(of: cheapest))) $/h"
      + (fleet.table.blocks[cheapest].contains { scenario.pools[$0.pool].rentsMachines }
        ? " in whole machines" : "")
  }
}

extension FleetData {
  /// Whether a candidate serves a traffic entry and stock and budget allow one of it.
  fileprivate func isRentable(_ candidate: Int, for entry: Int) -> Bool {
    capacity[candidate] > 0 && rate[candidate * traffic.count + entry] > 0
  }
}

/// Finds out, after an infeasibility proof, which limit stands in the way and by how much.
struct Diagnosis {
  let scenario: Scenario
  let fleet: FleetData
  let options: PlanningOptions

  /// One sentence with the limits in figures; each figure is proven by a solve of its own, or left out.
  func reason(isCancelled: @escaping () -> Bool) -> Infeasibility {
    var most = scenario
    most.objective = .throughput
    most.demand = nil
    if most.budget == nil { most.budget = wholeMarket }
    let best = solve(most, isCancelled)
    let demand = scenario.demand ?? 0
    guard scenario.objective != .throughput, demand > 0 else {
      return Infeasibility(reason: oneOfEach(isCancelled), isProven: true)
    }
    let reach = best.flatMap(Self.most)
    var needed: Plan?
    if scenario.budget != nil {
      var free = scenario
      free.objective = .cost
      free.budget = nil
      needed = solve(free, isCancelled)
    }
    if let budget = scenario.budget, let cost = needed.flatMap(Self.need) {
      let buys = reach.map { ", which buys at most \(FigureText.rate($0)) req/s" } ?? ""
      return Infeasibility(
        reason: "\(FigureText.rate(demand)) req/s needs \(cost) $/h\(condition); the cap is "
          + "\(FigureText.money(budget)) $/h\(buys)", isProven: true)
    }
    // Not even money would help, if that is known: then what the whole market reaches is the figure that counts.
    guard scenario.budget == nil || needed.map({ $0.status == .infeasible }) ?? true else {
      return Infeasibility(
        reason: "\(FigureText.rate(demand)) req/s cannot be served within the limits\(condition)",
        isProven: true)
    }
    most.budget = wholeMarket
    let whole = scenario.budget == nil ? best : solve(most, isCancelled)
    let limit = whole.map(Self.most) ?? reach
    // Where the least replicas find no room, no rate is reached: the stock is short of GPUs, not of throughput.
    if limit == 0, scenario.models.contains(where: { $0.share > 0 && $0.leastReplicas > 1 }) {
      return Infeasibility(
        reason:
          "\(FigureText.rate(demand)) req/s cannot be served: no plan fits the GPUs on offer\(condition)",
        isProven: true)
    }
    let reached = limit.map { ": they reach at most \(FigureText.rate($0)) req/s at this mix" } ?? ""
    return Infeasibility(
      reason:
        "\(FigureText.rate(demand)) req/s cannot be served with the GPUs on offer\(reached)\(condition)",
      isProven: true)
  }

  /// The most requests/s that are possible, as far as a solve for them proves it; nil: nothing is proven.
  private static func most(_ plan: Plan) -> Double? {
    switch plan.status {
    case .optimal, .feasible: plan.bound.isFinite ? plan.bound : nil
    case .infeasible: 0
    case .unknown: nil
    }
  }

  /// The $/h that are needed, as far as a solve for them proves it; nil: nothing is proven.
  private static func need(_ plan: Plan) -> String? {
    switch plan.status {
    case .optimal: FigureText.money(plan.costPerHour)
    case .feasible: "at least \(FigureText.money(plan.bound))"
    case .infeasible, .unknown: nil
    }
  }

  /// The condition under which the figures hold, where that is more than serving the traffic.
  private var condition: String {
    let resilience = scenario.resilience
    var parts: [String] = []
    let asked = scenario.models.filter { $0.share > 0 && $0.leastReplicas > 1 }
    if !asked.isEmpty {
      parts.append(
        "with " + asked.map { "\($0.leastReplicas) replicas of \($0.name)" }.joined(separator: " and "))
    }
    if let loss = resilience.survives { parts.append("surviving the loss of any one \(loss.rawValue)") }
    if resilience.misjudged > 0 { parts.append("with misjudged figures") }
    return parts.isEmpty ? "" : " " + parts.joined(separator: " ")
  }

  private var wholeMarket: Double { scenario.pools.reduce(0) { $0 + $1.priceOfAll } + 1 }

  private func solve(_ scenario: Scenario, _ isCancelled: @escaping () -> Bool) -> Plan? {
    // Two shown digits need no tighter proof. The sub-solve has a demand it can always tell about, so it ends.
    let fleet = FleetData(scenario, candidatesOf: fleet)
    guard Preflight.reason(fleet) == nil else { return nil }
    var quick = options
    quick.gap = max(options.gap, 1e-4)
    quick.breaksTies = false
    return PlanningSession().solveWithoutDiagnosis(fleet, options: quick, isCancelled: isCancelled)
  }

  private func oneOfEach(_ isCancelled: @escaping () -> Bool) -> String {
    let budget = scenario.budget ?? 0
    var cheapest = scenario
    cheapest.objective = .cost
    cheapest.budget = nil
    cheapest.demand = PlanningTolerance.smallestRate * 10
    let plan = solve(cheapest, isCancelled)
    if let plan, plan.exists {
      let cost =
        plan.status == .optimal ? "; the cheapest set costs \(FigureText.money(plan.costPerHour)) $/h" : ""
      return "the budget of \(FigureText.money(budget)) $/h does not pay for \(fewest)" + cost
    }
    return plan?.status == .unknown
      ? "the limits allow no plan"
      : "the GPUs on offer have no room for \(fewest)"
  }

  /// The fewest replicas of a plan, in words.
  private var fewest: String {
    scenario.models.contains { $0.share > 0 && $0.leastReplicas > 1 }
      ? "the least replicas of every model with traffic" : "one replica of every model with traffic"
  }
}
