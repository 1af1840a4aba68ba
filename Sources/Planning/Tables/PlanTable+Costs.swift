import Serving

/// Rates, tokens and costs of some rows, rounded so that they add up to the totals shown; hundredths.
private struct CostShares {
  var rates: [Int]
  var inputs: [Int]
  var outputs: [Int]
  var costs: [Int]

  /// Rows that make up the whole plan.
  init(_ parts: [CostPart], of plan: Plan, rates: [Int], costs: [Int]) {
    self.rates = rates
    self.costs = costs
    inputs = Apportionment.hundredths(
      parts.map { $0.inputTokens / 1000 }, of: plan.tokensPerSecond.input / 1000)
    outputs = Apportionment.hundredths(
      parts.map { $0.outputTokens / 1000 }, of: plan.tokensPerSecond.output / 1000)
  }

  /// Rows that make up one row of others.
  init(_ parts: [CostPart], within sum: CostShares, _ place: Int) {
    func split(_ value: (CostPart) -> Double, _ total: [Int]) -> [Int] {
      Apportionment.split(parts.map(value), toUnits: total[place], decimals: 2)
    }
    rates = split(\.rate, sum.rates)
    inputs = split({ $0.inputTokens / 1000 }, sum.inputs)
    outputs = split({ $0.outputTokens / 1000 }, sum.outputs)
    costs = split(\.cost, sum.costs)
  }

  func row(_ subject: CostRow.Subject, _ sum: CostPart, _ place: Int) -> CostRow {
    var row = CostRow(subject, sum)
    row.rate = .figure(sum.rate, shown: rates[place])
    row.inputTokens = .figure(sum.inputTokens, shown: inputs[place])
    row.outputTokens = .figure(sum.outputTokens, shown: outputs[place])
    row.cost = .figure(sum.cost, shown: costs[place])
    return row
  }
}

extension PlanTable {
  /// The cost per million tokens by workload type, by GPU type and by replica group, and of all.
  public func costRows() -> (sections: [TableSection<CostRow>], total: CostRow) {
    let parts = CostPart.parts(of: plan, scenario)
    let models = scenario.models.indices.filter { model in
      parts.contains { $0.model == scenario.models[model].name }
    }
    let sums = models.map { model in
      CostPart.sum(parts.filter { $0.model == scenario.models[model].name })
    }
    let shares = CostShares(
      sums, of: plan, rates: models.map { modelRate[$0] }, costs: models.map { modelCost[$0] })
    let sections = models.enumerated().map { place, model in
      section(scenario.models[model], parts, sums[place], shares, place)
    }
    let all = CostPart.sum(parts)
    var total = CostShares([all], of: plan, rates: [totalRate], costs: [totalCost])
      .row(.all, all, 0)
    total.state(plan)
    return (sections + [poolCosts(parts), groupCosts(parts)], total)
  }

  private func section(
    _ model: ServedModel, _ parts: [CostPart], _ sum: CostPart, _ shares: CostShares, _ place: Int
  ) -> TableSection<CostRow> {
    let served = model.workloads.filter { workload in
      parts.contains { $0.model == model.name && $0.workload == workload.name }
    }
    let own = served.map { workload in
      CostPart.sum(parts.filter { $0.model == model.name && $0.workload == workload.name })
    }
    let figures = CostShares(own, within: shares, place)
    let rows = served.enumerated().map { index, workload in
      figures.row(.workload(workload.name, model: model.name), own[index], index)
    }
    return TableSection(subtotal: shares.row(.model(model.name), sum, place), rows: rows)
  }

  private func poolCosts(_ parts: [CostPart]) -> TableSection<CostRow> {
    let pools = plan.gpus.filter { pool in parts.contains { $0.pool == pool.name } }
    let sums = pools.map { pool in CostPart.sum(parts.filter { $0.pool == pool.name }) }
    let shares = CostShares(
      sums, of: plan, rates: Apportionment.hundredths(sums.map(\.rate), of: plan.requestsPerSecond),
      costs: Apportionment.hundredths(sums.map(\.cost), of: plan.costPerHour))
    let rows = pools.enumerated().map { place, use in shares.row(.pool(use.name), sums[place], place) }
    return TableSection(
      title: "BY GPU TYPE", note: "a replica of several types is shared over them by price", rows: rows)
  }

  private func groupCosts(_ parts: [CostPart]) -> TableSection<CostRow> {
    let sums = plan.replicas.map { CostPart.sum(of: $0, in: parts) }
    let shares = CostShares(sums, of: plan, rates: replicaRate, costs: replicaCost)
    let rows = plan.replicas.enumerated().map { place, replica in
      shares.row(.group(replica), sums[place], place)
    }
    return TableSection(title: "BY REPLICA GROUP", rows: rows)
  }
}
