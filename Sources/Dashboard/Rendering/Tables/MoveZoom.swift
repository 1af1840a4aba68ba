import Planning

/// The table of a move from a running fleet: the result of staying, the steps, the flows moved.
struct MoveZoom {
  /// Columns of a move's rows beside the layout.
  private static let figures = 35
  private static let layouts = 8...30
  /// Columns of the widest rows beside the note.
  private static let allButNote = 83

  /// Name of the running fleet; nil: there is none.
  let source: String?
  /// The scenario with the fleet.
  let scenario: Scenario?
  /// The way; nil: not known yet.
  let move: Replanning?
  /// Whether there is no plan to move to.
  let lacksPlan: Bool
  /// What is said where an answer is missing.
  let unanswered: String
  /// The key that pins a plan.
  let pinKey: String
  /// Shortens a model's name.
  let shortName: (String) -> String
  /// Columns of the screen.
  let width: Int

  init(_ state: DashboardState) {
    source = state.fleetSource.map(\.name)
    scenario = state.moveScenario
    move = state.others.moveScenario == state.moveScenario ? state.others.move : nil
    lacksPlan = state.lacksPlan
    unanswered = state.unanswered
    pinKey = state.keys.hint("pin")
    shortName = state.shortModelName
    width = state.tableWidth
  }

  var table: DataTable {
    let layout = min(max(width - Self.figures, Self.layouts.lowerBound), Self.layouts.upperBound)
    let schema = TableSchema.steps(layoutWidth: layout, noteWidth: max(24, width - Self.allButNote))
    let note = note
    func table(_ sections: [TableSection<MoveRow>], _ total: MoveRow? = nil) -> DataTable {
      DataTable(title: "MOVE", note: note, schema, sections: sections, total: total, remarks: Self.remarks)
    }
    func reason(_ text: String) -> DataTable { table([TableSection(title: "FROM", note: text, rows: [])]) }
    guard let source else { return reason("no running fleet: \(pinKey) pins a plan to move from") }
    if lacksPlan { return reason("\(source) · there is no plan to move to") }
    guard let move else { return reason("\(source) · \(unanswered)") }
    return table([stayingSection(move, source), stepSection(move), routeSection(move)], goalRow(move))
  }

  private var note: String {
    var note = source.map { "from \($0) to this scenario's plan" } ?? "no running fleet"
    if let terms = scenario?.current {
      note += " · a start is charged \(Numbers.fixed(terms.startCost, 2)) $/h"
      if let most = terms.maxStarts { note += " · at most \(most) start\(most == 1 ? "" : "s")" }
    }
    return note
  }

  private static func remarks(_ row: MoveRow) -> DataTable.Remarks {
    let count =
      switch row.count {
      case .count(let count): String(count)
      case .figure(let part, _, _): "\(Numbers.percent(part))%"
      default: ""
      }
    return DataTable.Remarks(
      id: row.id,
      detail: "\(row.change) \(count) \(row.layout)\(row.model.isEmpty ? "" : " for \(row.model)")"
        + (row.note.isEmpty ? "" : ": \(row.note)"))
  }

  private func stayingSection(_ move: Replanning, _ source: String) -> TableSection<MoveRow> {
    let stay = move.stay
    let running = (scenario?.current?.replicas ?? []).reduce(0) { $0 + $1.count }
    var subtotal = MoveRow("stay", id: "stay", count: .count(running), layout: source)
    subtotal.level = .subtotal
    subtotal.rate = .figure(stay.requestsPerSecond)
    subtotal.cost = .figure(stay.costPerHour)
    subtotal.note = stay.isEnough ? "keeps the limits" : "breaks a limit of the scenario"
    subtotal.warns = !stay.isEnough
    let rows = stay.losses.enumerated().map { index, loss in
      var row = MoveRow(
        "lost", id: "loss \(index)", count: .count(loss.count), layout: loss.layout,
        model: shortName(loss.model))
      row.note = loss.reason
      row.warns = true
      return row
    }
    return TableSection(subtotal: subtotal, rows: rows)
  }

  private func stepSection(_ move: Replanning) -> TableSection<MoveRow> {
    let floor = Numbers.amount(move.floor)
    var rows = move.steps.enumerated().map { index, step in
      var notes: [String] = []
      if step.dips { notes.append("below \(floor) req/s: stock has no room for both") }
      if step.exceedsBudget { notes.append("over the budget until more stop") }
      var row = MoveRow(step, number: index + 1)
      row.change = step.isStart ? "+ start" : "− stop"
      row.model = shortName(step.model)
      row.note = notes.joined(separator: "; ")
      row.warns = !notes.isEmpty
      return row
    }
    for (index, moved) in (move.moves ?? []).enumerated() {
      var row = MoveRow(
        "↷ move", id: "move \(index)", count: .count(moved.count), layout: moved.layout,
        model: shortName(moved.model))
      row.note = "to another machine"
      rows.append(row)
    }
    return TableSection(
      title: "STEPS",
      note: rows.isEmpty
        ? "nothing changes: what runs is the plan" : "never below \(floor) req/s where stock allows it",
      rows: rows)
  }

  private func routeSection(_ move: Replanning) -> TableSection<MoveRow> {
    let rows = move.transition.flows.enumerated().map { index, flow in
      var row = MoveRow(
        "route", id: "route \(index)", count: .figure(flow.fraction),
        layout: "\(flow.from ?? "new") → \(flow.to ?? "ends")",
        model: "\(shortName(flow.model)) \(flow.workload)")
      row.rate = .figure(flow.requestsPerSecond)
      return row
    }
    return TableSection(
      title: "RE-ROUTE", note: rows.isEmpty ? "no route changes" : "n: % of the workload type", rows: rows)
  }

  private func goalRow(_ move: Replanning) -> MoveRow {
    let plan = move.plan
    guard plan.exists else {
      var row = MoveRow("no plan", id: "plan", count: .none, layout: "")
      row.level = .total
      row.note = plan.infeasibility?.reason ?? ""
      row.warns = true
      return row
    }
    let count = plan.replicas.reduce(0) { $0 + $1.count }
    var row = MoveRow("plan", id: "plan", count: .count(count), layout: "new plan")
    row.level = .total
    row.rate = .figure(plan.requestsPerSecond)
    row.cost = .figure(plan.costPerHour)
    let charge = move.startCharge
    row.note = charge > 0 ? "and \(Numbers.fixed(charge, 2)) $/h charged for its starts" : ""
    return row
  }
}
