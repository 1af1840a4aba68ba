import Planning

extension DashboardState {
  /// Columns of a move's rows beside the layout.
  private static let moveFigures = 35
  private static let moveLayouts = 8...30

  /// Returns the table of a move from a running fleet: the result of staying, the steps, the flows moved.
  func moveTable(_ plan: Plan) -> DataTable {
    let layout = min(
      max(tableWidth - Self.moveFigures, Self.moveLayouts.lowerBound), Self.moveLayouts.upperBound)
    let columns = [
      DataTable.Column(head: "step", width: 5, yields: 1),
      DataTable.Column(head: "change", width: 8, isLeft: true),
      DataTable.Column(head: "n", width: 5),
      DataTable.Column(head: "layout", width: layout, isLeft: true),
      DataTable.Column(head: "model", width: 18, isLeft: true, yields: 2),
      DataTable.Column(head: "req/s", width: 8),
      DataTable.Column(head: "$/h", width: 9),
      DataTable.Column(head: "note", width: max(24, tableWidth - 83), isLeft: true, yields: 3),
    ]
    let source = fleetSource.map(\.name)
    let terms = moveScenario?.current
    var note = source.map { "from \($0) to this scenario's plan" } ?? "no running fleet"
    if let terms {
      note += " · a start is charged \(Numbers.fixed(terms.startCost, 2)) $/h"
      if let most = terms.maxStarts { note += " · at most \(most) start\(most == 1 ? "" : "s")" }
    }
    var table = DataTable(title: "MOVE", note: note, columns: columns, sections: [])
    guard let source else {
      let reason = "no running fleet: \(keys.hint("pin")) pins a plan to move from"
      table.sections = [DataTable.Section(title: "FROM", note: reason, rows: [])]
      return table
    }
    if lacksPlan {
      let note = "\(source) · there is no plan to move to"
      table.sections = [DataTable.Section(title: "FROM", note: note, rows: [])]
      return table
    }
    guard let move = others.move, others.moveScenario == moveScenario else {
      table.sections = [DataTable.Section(title: "FROM", note: "\(source) · \(unanswered)", rows: [])]
      return table
    }
    table.sections = [stayingSection(move, source), stepSection(move), routeSection(move)]
    table.total = goalRow(move)
    return table
  }

  private func moveRow(
    _ id: String, step: String = "", _ change: String, n: String, _ layout: String, _ model: String,
    rate: Double?, cost: Double?, note: String, _ style: CellStyle = CellStyle(), mark: CellStyle? = nil,
    warns: Bool = false
  ) -> DataTable.Row {
    func figure(_ value: Double?) -> DataTable.Cell {
      value.map { DataTable.Cell(Numbers.amount($0), by: $0, style) } ?? .none
    }
    return DataTable.Row(
      id: id,
      cells: [
        DataTable.Cell(step, CellStyle(.muted)), DataTable.Cell(change, mark ?? style),
        DataTable.Cell(n, style),
        DataTable.Cell(layout, style), DataTable.Cell(model, CellStyle(.muted)),
        figure(rate), figure(cost), DataTable.Cell(note, CellStyle(warns ? .warn : .muted)),
      ],
      detail:
        "\(change) \(n) \(layout)\(model.isEmpty ? "" : " for \(model)")\(note.isEmpty ? "" : ": \(note)")")
  }

  private func stayingSection(_ move: Replanning, _ source: String) -> DataTable.Section {
    let stay = move.stay
    let running = (moveScenario?.current?.replicas ?? []).reduce(0) { $0 + $1.count }
    let subtotal = moveRow(
      "stay", "stay", n: String(running), source, "", rate: stay.requestsPerSecond, cost: stay.costPerHour,
      note: stay.isEnough ? "keeps the limits" : "breaks a limit of the scenario",
      CellStyle(.text, bold: true), warns: !stay.isEnough)
    let rows = stay.losses.enumerated().map { index, loss in
      moveRow(
        "loss \(index)", "lost", n: String(loss.count), loss.layout, shortModelName(loss.model), rate: nil,
        cost: nil,
        note: loss.reason, warns: true)
    }
    return DataTable.Section(subtotal: subtotal, rows: rows)
  }

  private func stepSection(_ move: Replanning) -> DataTable.Section {
    let rows = move.steps.enumerated().map { index, step in
      var notes: [String] = []
      if step.dips { notes.append("below \(Numbers.amount(move.floor)) req/s: stock has no room for both") }
      if step.exceedsBudget { notes.append("over the budget until more stop") }
      return moveRow(
        "step \(index)", step: String(index + 1), step.isStart ? "+ start" : "− stop", n: String(step.count),
        step.layout, shortModelName(step.model), rate: step.requestsPerSecond, cost: step.costPerHour,
        note: notes.joined(separator: "; "), mark: CellStyle(step.isStart ? .good : .bad),
        warns: !notes.isEmpty)
    }
    let floor = Numbers.amount(move.floor)
    return DataTable.Section(
      title: "STEPS",
      note: rows.isEmpty
        ? "nothing changes: what runs is the plan" : "never below \(floor) req/s where stock allows it",
      rows: rows)
  }

  private func routeSection(_ move: Replanning) -> DataTable.Section {
    let rows = move.transition.flows.enumerated().map { index, flow in
      moveRow(
        "route \(index)", "route", n: "\(Numbers.percent(flow.fraction))%",
        "\(flow.from ?? "new") → \(flow.to ?? "ends")", "\(shortModelName(flow.model)) \(flow.workload)",
        rate: flow.requestsPerSecond, cost: nil, note: "")
    }
    return DataTable.Section(
      title: "RE-ROUTE", note: rows.isEmpty ? "no route changes" : "n: % of the workload type", rows: rows)
  }

  private func goalRow(_ move: Replanning) -> DataTable.Row? {
    let plan = move.plan
    let strong = CellStyle(.strong, bold: true)
    guard plan.exists else {
      return moveRow(
        "plan", "no plan", n: "", "", "", rate: nil, cost: nil, note: plan.infeasibility?.reason ?? "",
        strong, warns: true)
    }
    let charge = move.startCharge
    return moveRow(
      "plan", "plan", n: String(plan.replicas.reduce(0) { $0 + $1.count }), "new plan", "",
      rate: plan.requestsPerSecond, cost: plan.costPerHour,
      note: charge > 0 ? "and \(Numbers.fixed(charge, 2)) $/h charged for its starts" : "", strong)
  }
}
