import Planning

/// The planner's state in a few parts, for the top line and for screens that show little else.
struct SolverLine: Sendable {
  /// Columns from which the bound is shown.
  private static let widthWithBound = 160

  let solver: SolverStatus
  let plan: Plan?
  /// Whether the plan answers an older scenario, and whether it looks stale for it.
  let isOutdated: Bool
  let isStale: Bool
  /// The program's clock in milliseconds.
  let now: Double

  /// The parts on a screen of that width, the most important one first.
  func parts(width: Int) -> [[Span]] {
    switch solver {
    case .idle: return [Self.part("◌ starting")]
    case .solving(let since):
      let elapsed = "solving \(Numbers.fixed((now - since) / 1000, 1)) s"
      if let plan, !isOutdated {
        return [Self.part("◐ gap \(Self.gap(plan))", .warn), Self.part(elapsed)]
      }
      if let plan, !isStale { return parts(of: plan, width) }
      return [Self.part("◌ \(elapsed)", .warn)]
    case .settled: return plan.map { parts(of: $0, width) } ?? [Self.part("◌ starting")]
    case .noPlan(let reason, let cost):
      let time = Numbers.time(milliseconds: cost.milliseconds)
      return [
        Self.part(reason.isProven ? "✗ no plan" : "? unknown", .bad),
        Self.part(reason.isProven ? "proven in \(time)" : time, .bad),
        Self.part("\(cost.pivots) pivots", .bad),
      ]
    case .failed: return [Self.part("! planner failed", .bad)]
    }
  }

  private func parts(of plan: Plan, _ width: Int) -> [[Span]] {
    let isOptimal = plan.status == .optimal
    var result = isOptimal ? [Self.part("● optimal", .good)] : []
    // Only somebody who stops it ends a search before its proof.
    if !isOptimal, solver == .settled { result.append(Self.part("◐ stopped", .warn)) }
    let gap = "gap \(Self.gap(plan))"
    result.append(
      Self.part(isOptimal || solver == .settled ? gap : "◐ \(gap)", isOptimal ? .good : .warn))
    if width >= Self.widthWithBound {
      result.append(Self.part("bound \(Self.figure(plan.bound, plan.objective))"))
    }
    result.append(Self.part(Numbers.time(milliseconds: plan.solve.milliseconds)))
    result.append(Self.part("\(plan.solve.pivots) pivots"))
    result.append(Self.part("\(plan.solve.nodes) nodes"))
    if plan.solve.warm { result.append(Self.part("warm")) }
    return result
  }

  private static func part(_ text: String, _ role: Role = .text) -> [Span] {
    [Span(text, CellStyle(role, on: .bar))]
  }

  /// A figure of an objective with its unit.
  private static func figure(_ value: Double, _ objective: Objective) -> String {
    let text = objective == .costPerToken ? Numbers.headlineCost(value) : Numbers.amount(value)
    return "\(text) \(FrontierPanel.unit(of: objective))"
  }

  private static func gap(_ plan: Plan) -> String {
    plan.gapText(decimals: 2) ?? "–"
  }
}
