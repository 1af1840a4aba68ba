import Planning

extension DashboardState {
  /// Returns the cost per million tokens by workload type, by GPU type and by replica group.
  func costZoom(_ plan: Plan) -> DataTable {
    let table = PlanTable(plan, solved.planScenario)
    let parts = CostPart.parts(of: plan, solved.planScenario)
    let columns = [
      DataTable.Column(head: "workload", width: costNameWidth, isLeft: true),
      DataTable.Column(head: "req/s", width: 8),
      DataTable.Column(head: "in ktok/s", width: 11, yields: 3),
      DataTable.Column(head: "out ktok/s", width: 11, yields: 2),
      DataTable.Column(head: "$/h", width: 8, yields: 1),
      DataTable.Column(head: "in", width: 8),
      DataTable.Column(head: "out", width: 8),
      DataTable.Column(head: "total", width: 8),
    ]
    let models = solved.planScenario.models.indices.filter { model in
      parts.contains { $0.model == solved.planScenario.models[model].name }
    }
    let sums = models.map { model in
      CostPart.sum(parts.filter { $0.model == solved.planScenario.models[model].name })
    }
    let figures = Shown(
      sums, totals: plan, rates: models.map { table.modelRate[$0] }, costs: models.map { table.modelCost[$0] }
    )
    var sections: [DataTable.Section] = []
    for (place, model) in models.enumerated() {
      let entry = solved.planScenario.models[model]
      let served = entry.workloads.filter { workload in
        parts.contains { $0.model == entry.name && $0.workload == workload.name }
      }
      let own = served.map { workload in
        CostPart.sum(parts.filter { $0.model == entry.name && $0.workload == workload.name })
      }
      let shown = Shown(own, within: figures, place)
      let width = served.map(\.name.count).max() ?? 2
      let rows = served.enumerated().map { index, workload in
        let name = " " + workload.name.padded(to: width) + " \(workload.inputTokens)→\(workload.outputTokens)"
        return costRow(
          "\(entry.name) \(workload.name)", name, own[index], shown, index, CellStyle(),
          detail: destinations(plan, entry.name, workload.name))
      }
      let subtotal = costRow(
        entry.name, entry.name, sums[place], figures, place, CellStyle(.text, bold: true), detail: "")
      sections.append(DataTable.Section(subtotal: subtotal, rows: rows))
    }
    sections.append(poolSection(plan, parts))
    sections.append(groupSection(plan, table, parts))
    let all = CostPart.sum(parts)
    var total = costRow(
      "all", "all", all, Shown([all], totals: plan, rates: [table.totalRate], costs: [table.totalCost]), 0,
      CellStyle(.strong, bold: true), detail: "")
    let pair = plan.costPerMillionTokens
    let exact = costCells(
      pair.input, pair.output, plan.totalCostPerMillionTokens, CellStyle(.strong, bold: true))
    total.cells.replaceSubrange(5...7, with: exact)
    return DataTable(
      title: "COST PER TOKEN", note: "$/Mtok · ○ input  ● output  ◆ total · log scale", columns: columns,
      sections: sections, total: total)
  }

  /// Rates, tokens and costs of some rows as shown: they add up to the totals shown.
  private struct Shown {
    var rates: [Int]
    var inputs: [Int]
    var outputs: [Int]
    var costs: [Int]

    /// Rows that make up the whole plan.
    init(_ parts: [CostPart], totals plan: Plan, rates: [Int], costs: [Int]) {
      self.rates = rates
      self.costs = costs
      inputs = Self.split(
        parts.map { $0.inputTokens / 1000 }, Numbers.units(plan.tokensPerSecond.input / 1000, 2))
      outputs = Self.split(
        parts.map { $0.outputTokens / 1000 }, Numbers.units(plan.tokensPerSecond.output / 1000, 2))
    }

    /// Rows that make up one row of others.
    init(_ parts: [CostPart], within sum: Shown, _ place: Int) {
      rates = Self.split(parts.map(\.rate), sum.rates[place])
      inputs = Self.split(parts.map { $0.inputTokens / 1000 }, sum.inputs[place])
      outputs = Self.split(parts.map { $0.outputTokens / 1000 }, sum.outputs[place])
      costs = Self.split(parts.map(\.cost), sum.costs[place])
    }

    static func split(_ values: [Double], _ total: Int?) -> [Int] {
      Numbers.apportion(values, toUnits: total ?? 0, decimals: 2)
    }
  }

  private func costRow(
    _ id: String, _ name: String, _ sum: CostPart, _ shown: Shown, _ place: Int, _ style: CellStyle,
    detail: String
  ) -> DataTable.Row {
    DataTable.Row(
      id: id,
      cells: [
        DataTable.Cell(name, style),
        DataTable.Cell(Numbers.hundredths(shown.rates[place]), by: sum.rate, style),
        DataTable.Cell(Numbers.hundredths(shown.inputs[place]), by: sum.inputTokens, style),
        DataTable.Cell(Numbers.hundredths(shown.outputs[place]), by: sum.outputTokens, style),
        DataTable.Cell(Numbers.hundredths(shown.costs[place]), by: sum.cost, style),
      ] + costCells(sum.input, sum.output, sum.total, style),
      costs: DataTable.Costs(input: sum.input, output: sum.output, total: sum.total), detail: detail)
  }

  private func poolSection(_ plan: Plan, _ parts: [CostPart]) -> DataTable.Section {
    let pools = plan.gpus.indices.filter { pool in parts.contains { $0.pool == plan.gpus[pool].name } }
    let sums = pools.map { pool in CostPart.sum(parts.filter { $0.pool == plan.gpus[pool].name }) }
    let shown = Shown(
      sums, totals: plan, rates: Shown.split(sums.map(\.rate), Numbers.units(plan.requestsPerSecond, 2)),
      costs: Shown.split(sums.map(\.cost), Numbers.units(plan.costPerHour, 2)))
    let rows = pools.enumerated().map { place, pool in
      let use = plan.gpus[pool]
      return costRow(
        "pool \(use.name)", " \(use.name)  \(use.used)/\(use.available)", sums[place], shown, place,
        CellStyle(),
        detail:
          "\(use.name): \(use.used) of \(use.available) GPUs for \(Numbers.fixed(use.costPerHour, 2)) $/h")
    }
    return DataTable.Section(
      title: "BY GPU TYPE", note: "a replica of several types is shared over them by price", rows: rows)
  }

  private func groupSection(_ plan: Plan, _ table: PlanTable, _ parts: [CostPart]) -> DataTable.Section {
    let sums = plan.replicas.map { replica in
      CostPart.sum(parts.filter { $0.model == replica.model && $0.layout == replica.layout })
    }
    let shown = Shown(sums, totals: plan, rates: table.replicaRate, costs: table.replicaCost)
    let rows = plan.replicas.enumerated().map { place, replica in
      costRow(
        "group \(replica.model) \(replica.layout)", " \(replica.layout) \(shortModelName(replica.model))",
        sums[place], shown, place, CellStyle(),
        detail:
          "\(replica.count) of \(replica.layout) · \(replica.provenance.kind): \(replica.provenance.detail)")
    }
    return DataTable.Section(title: "BY REPLICA GROUP", rows: rows)
  }

  /// Columns for a workload type's name and tokens.
  private var costNameWidth: Int {
    let widths = solved.planScenario.models.map { model in
      let names = model.workloads.map(\.name.count).max() ?? 0
      let tokens = model.workloads.map { "\($0.inputTokens)→\($0.outputTokens)".count }.max() ?? 0
      return names + tokens + 4
    }
    return min(34, max(20, widths.max() ?? 0))
  }

  /// `w5 of llama-3-70b goes to A40*4 69 % and A40*4+L40*1 31 %`.
  private func destinations(_ plan: Plan, _ model: String, _ workload: String) -> String {
    let places = plan.assignments.filter { $0.model == model && $0.workload == workload }
      .sorted { $0.fraction > $1.fraction }.map { "\($0.layout) \(Numbers.percent($0.fraction)) %" }
    return "\(workload) of \(model) goes to \(places.joined(separator: " and "))"
  }
}

extension String {
  /// Returns the text with trailing blanks, at least `width` columns wide.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
