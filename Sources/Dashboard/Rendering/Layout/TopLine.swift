import Planning

extension Screen {
  /// Columns of a title that still tell scenarios apart.
  private static let shortestTitle = 16

  /// Row 0: program, title, objective; right: what the planner is doing.
  mutating func topLine() {
    let width = grid.columns
    paint(row: 0, from: 0, to: width, .bar)
    let bar = CellStyle(.text, on: .bar)
    var status = solverSpans()
    func length(_ spans: [[Span]]) -> Int {
      spans.reduce(0) { $0 + $1.reduce(0) { $0 + $1.text.count } } + 3 * max(0, spans.count - 1)
    }
    let program = 10
    let title = state.scenario.title
    let objective = pageText ?? state.objectiveText(state.scenario)
    let beside = program + 2 + (state.scenario != state.baseline ? 9 : 0)
    // The planner's last figures yield to the objective, then to the title; verdict, gap and time (without a plan: verdict and proof) only to a title
    // that would become unreadable.
    while status.count > 4, length(status) + beside + title.count + objective.count + 5 > width {
      status.removeLast()
    }
    let kept = state.infeasibility == nil ? 3 : 2
    while status.count > kept, length(status) + beside + title.count + 3 > width { status.removeLast() }
    let shortest = min(title.count, Self.shortestTitle)
    while status.count > 1, length(status) + beside + shortest + 3 > width { status.removeLast() }
    let statusWidth = min(length(status), max(0, width - 2))
    var joined: [Span] = []
    for (index, part) in status.enumerated() {
      if index > 0 { joined.append(Span(" · ", bar)) }
      joined += part
    }
    let statusStart = width - 1 - statusWidth
    put(joined, 0, statusStart, end: width - 1)
    let end = statusStart - 1
    var place = put("fleetmix", 0, 1, CellStyle(.strong, on: .bar, bold: true), end: end) + 2
    let changed = state.scenario != state.baseline ? " modified" : ""
    let room = end - place - changed.count
    guard room > 3 else { return }
    place = put(Characters.cut(title, to: room), 0, place, bar, end: end)
    place = put(changed, 0, place, CellStyle(.changed, on: .bar), end: end)
    if place + 2 + objective.count < end { put(objective, 0, place + 2, bar, end: end) }
  }

  /// The name of the page shown in place of the panels; nil: it has none.
  private var pageText: String? {
    if let tab = state.zoomedTab {
      return "\(state.objectiveText(state.scenario)) · \(tab.title.lowercased())"
    }
    guard let comparison = state.comparison else { return nil }
    switch comparison.reference {
    case .pin(let letter): return "compare with \(letter)"
    case .now: return "compare with now"
    }
  }

  /// The planner's state, most important part first.
  func solverSpans() -> [[Span]] {
    func part(_ text: String, _ role: Role = .text) -> [Span] { [Span(text, CellStyle(role, on: .bar))] }
    switch state.solver {
    case .idle: return [part("◌ starting")]
    case .solving(let since):
      let elapsed = state.now - since
      if let plan = state.plan, !state.isPlanOutdated {
        return [part("◐ gap \(gap(plan))", .warn), part("solving \(tenths(elapsed))")]
      }
      if let plan = state.plan, !state.isStale { return planSpans(plan, part) }
      return [part("◌ solving \(tenths(elapsed))", .warn)]
    case .settled: return state.plan.map { planSpans($0, part) } ?? [part("◌ starting")]
    case .noPlan(let reason, let cost):
      let time = Numbers.time(milliseconds: cost.milliseconds)
      return [
        part(reason.isProven ? "✗ no plan" : "? unknown", .bad),
        part(reason.isProven ? "proven in \(time)" : time, .bad), part("\(cost.pivots) pivots", .bad),
      ]
    case .failed: return [part("! planner failed", .bad)]
    }
  }

  private func planSpans(_ plan: Plan, _ part: (String, Role) -> [Span]) -> [[Span]] {
    let isOptimal = plan.status == .optimal
    var result = isOptimal ? [part("● optimal", .good)] : []
    // Only somebody who stops it ends a search before its proof.
    if !isOptimal, state.solver == .settled { result.append(part("◐ stopped", .warn)) }
    result.append(
      part(
        isOptimal || state.solver == .settled ? "gap \(gap(plan))" : "◐ gap \(gap(plan))",
        isOptimal ? .good : .warn))
    if grid.columns >= 160 {
      result.append(part("bound \(objectiveFigure(plan.bound, plan.objective))", .text))
    }
    result.append(part(Numbers.time(milliseconds: plan.solve.milliseconds), .text))
    result.append(part("\(plan.solve.pivots) pivots", .text))
    result.append(part("\(plan.solve.nodes) nodes", .text))
    if plan.solve.warm { result.append(part("warm", .text)) }
    return result
  }

  /// A figure of an objective with its unit.
  func objectiveFigure(_ value: Double, _ objective: Objective) -> String {
    switch objective {
    case .throughput: "\(Numbers.amount(value)) req/s"
    case .cost: "\(Numbers.amount(value)) $/h"
    case .costPerToken: "\(Numbers.headlineCost(value)) $/Mtok"
    }
  }

  private func gap(_ plan: Plan) -> String {
    plan.gap.isFinite ? "\(Numbers.fixed(plan.gap * 100, 2)) %" : "–"
  }

  private func tenths(_ milliseconds: Double) -> String { "\(Numbers.fixed(milliseconds / 1000, 1)) s" }
}
