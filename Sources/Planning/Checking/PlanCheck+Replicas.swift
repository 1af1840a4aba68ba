import Serving

/// The replicas rented, and their cost.
extension PlanCheck {
  /// Each replica's configuration, GPUs and cost, and the order in which they stand.
  func checkReplicas(_ plan: Plan, _ names: ResolvedPlan, _ report: inout CheckReport) {
    let pools = fleet.scenario.pools
    let costs = costs(plan, names)
    var before: (model: Int, cost: Double)?
    for (place, replica) in plan.replicas.enumerated() {
      func label() -> String { "\(replica.count) x \(replica.model) on \(replica.layout)" }
      report.expect(replica.count > 0, "\(label()): the count must be positive")
      report.expect(
        !plan.replicas[..<place].contains {
          $0.layout == replica.layout && $0.model == replica.model && $0.precision == replica.precision
        }, "\(label()) stands twice")
      guard let candidate = names.candidate[place] else {
        report.expect(
          false, "\(label()): the scenario has no such configuration in \(replica.precision.rawValue)")
        continue
      }
      let gpus = pools.indices.compactMap { pool -> Plan.PoolCount? in
        let count = fleet.use[candidate * pools.count + pool]
        return count > 0 ? Plan.PoolCount(pool: pools[pool].name, count: count) : nil
      }
      report.expect(
        replica.gpus == gpus, "\(label()): takes \(gpus.text), the plan says \(replica.gpus.text)")
      let cost = costs[place] * Double(replica.count)
      report.equal(replica.costPerHour, cost, "\(label()): cost_per_hour")
      let model = fleet.table.model[candidate]
      let repository = fleet.scenario.models[model].repository(in: replica.precision)
      report.expect(
        replica.checkpoint.map { $0 == repository } ?? true,
        "\(label()): checkpoint is \(replica.checkpoint ?? ""), the scenario's is \(repository)")
      if let before {
        let isInOrder =
          before.model < model
          || before.model == model && (before.cost >= cost || CheckReport.agree(before.cost, cost))
        report.expect(
          isInOrder, "\(label()): stands after a later model's or a cheaper one; models have an order")
      }
      before = (model, cost)
    }
    checkLeastReplicas(plan, &report)
  }

  /// Whether each model with traffic has as many replicas as it must.
  private func checkLeastReplicas(_ plan: Plan, _ report: inout CheckReport) {
    for (index, model) in fleet.scenario.models.enumerated()
    where fleet.traffic.contains(where: { $0.model == index }) {
      let count = plan.replicas.reduce(0) { $0 + ($1.model == model.name ? $1.count : 0) }
      report.expect(
        count >= model.leastReplicas,
        "\(model.name): \(count) replicas, the scenario asks for at least \(model.leastReplicas)")
    }
  }

  /// Checks the use of each pool, the stock and the bill.
  func checkPools(_ plan: Plan, _ names: ResolvedPlan, _ report: inout CheckReport) {
    let pools = fleet.scenario.pools
    let used = used(plan, names)
    let bills = bills(plan, used: used)
    report.equal(plan.gpus.count, pools.count, "gpus: the number of pools")
    for (entry, pool) in zip(plan.gpus, pools.indices) {
      let name = pools[pool].name
      report.expect(entry.name == name, "gpus: \(entry.name) stands where \(name) should")
      report.equal(entry.used, used[pool], "gpus \(name): used")
      report.equal(entry.available, pools[pool].available, "gpus \(name): available")
      report.equal(entry.costPerHour, bills[pool], "gpus \(name): cost_per_hour")
      report.expect(entry.marginalValue.isFinite, "gpus \(name): marginal_value is no number")
      report.expect(
        used[pool] <= pools[pool].rentable,
        "\(name): \(used[pool]) GPUs used, \(pools[pool].rentable) "
          + (pools[pool].rentsMachines ? "in whole machines" : "available"))
    }
    let bill = bills.reduce(0, +)
    report.equal(plan.costPerHour, bill, "cost_per_hour")
    report.expect(plan.budgetMarginalValue.isFinite, "budget_marginal_value is no number")
    guard let budget = fleet.scenario.budget else { return }
    let charge = fleet.startCharge(of: counts(plan, names))
    report.atMost(
      bill + charge, budget, charge > 0 ? "cost_per_hour with the charge for starts" : "cost_per_hour")
  }

  /// Replicas by candidate.
  func counts(_ plan: Plan, _ names: ResolvedPlan) -> [Int] {
    var counts = [Int](repeating: 0, count: fleet.candidates.count)
    for (replica, candidate) in zip(plan.replicas, names.candidate) {
      if let candidate { counts[candidate] += replica.count }
    }
    return counts
  }
}

extension [Plan.PoolCount] {
  /// `4 H100 + 2 L40S`.
  fileprivate var text: String {
    isEmpty ? "nothing" : map { "\($0.count) \($0.pool)" }.joined(separator: " + ")
  }
}
