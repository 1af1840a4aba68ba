import Planning
import Serving

/// A limit of the scenario, how far it is used, and what moving it by a step is worth.
private struct Limit: Sendable {
  var name: String
  var used: String
  var isBinding: Bool
  var step: String
  /// The gain of a solve with the limit moved; nil: not solved yet.
  var worth: Worth?
  /// The gain estimated from the relaxation's dual price, until that solve is done.
  var estimate: Double

  /// For ranking.
  var size: Double { worth?.gain ?? estimate }
}

/// The limits of a plan, and the gain from moving each by one step.
struct BindsPanel: Drawable {
  let objective: Objective
  /// The limits, those of the scenario first, then the pools: the binding ones first, then by the worth of one more.
  private let limits: [Limit]
  /// Rows the panel would like.
  let height: Int

  init(_ plan: Plan, _ solved: SolvedState, _ exploration: Exploration) {
    objective = plan.objective
    limits = Self.limits(of: plan, solved.planScenario, exploration)
    height = Self.height(plan)
  }

  /// Rows the panel of a plan would like.
  static func height(_ plan: Plan) -> Int { plan.gpus.count + 4 }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    let heads = objective == .throughput ? "worth req/s" : objective == .cost ? "saves $/h" : "saves $/Mtok"
    canvas.title("WHAT BINDS", heads: heads, area.row, area.column, width: area.width)
    var row = area.row + 1
    var space = area.endRow - row
    if space > limits.count {
      let muted = CellStyle(.muted)
      canvas.put("limit", row, area.column, muted)
      canvas.putRight("used", row, end: area.endColumn - 16, muted)
      canvas.putRight("one more", row, end: area.endColumn - 5, muted)
      row += 1
      space -= 1
    }
    for limit in limits.prefix(space) {
      draw(limit, on: &canvas, row, area)
      row += 1
    }
  }

  private func draw(_ limit: Limit, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    let usedEnd = area.endColumn - 16
    let nameWidth = max(1, usedEnd - limit.used.count - 1 - area.column)
    canvas.put(Characters.cut(limit.name, to: nameWidth), row, area.column)
    canvas.putRight(limit.used, row, end: usedEnd, CellStyle(limit.isBinding ? .warn : .text))
    if limit.isBinding { canvas.put("◆", row, usedEnd + 1, CellStyle(.warn)) }
    canvas.put(limit.step, row, usedEnd + 3, CellStyle(.muted))
    canvas.putRight([Self.span(limit.worth, objective)], row, end: area.endColumn)
  }

  /// Returns the worth of a step: a gain, nothing, or `…` while it is being solved.
  static func span(_ worth: Worth?, _ objective: Objective) -> Span {
    guard let worth else { return Span("…", CellStyle(.muted)) }
    guard let gain = worth.gain else { return Span(Numbers.none, CellStyle(.muted)) }
    let decimals = objective.decimals
    let isGain = (DecimalText.units(gain, decimals) ?? 0) > 0
    return isGain
      ? Span("+" + Numbers.fixed(gain, decimals), CellStyle(.good, bold: true)) : Span("0", CellStyle(.muted))
  }

  private static func limits(of plan: Plan, _ scenario: Scenario, _ exploration: Exploration) -> [Limit] {
    func stepWorth(_ step: LimitStep) -> Worth? { exploration.worth(of: step, in: scenario) }
    var result: [Limit] = []
    if let budget = scenario.budget {
      let worth = stepWorth(.budget)
      let isBinding = worth.map { ($0.gain ?? 0) > 0.005 } ?? (plan.budgetMarginalValue > 1e-9)
      let used = "\(Numbers.amount(plan.costPerHour))/\(Numbers.amount(budget))"
      result.append(
        Limit(
          name: "Budget", used: used, isBinding: isBinding && plan.objective != .cost, step: "+1 $/h",
          worth: plan.objective == .cost ? Worth(gain: 0, gap: 0) : worth, estimate: 0))
      if plan.objective != .cost {
        let more = Numbers.amount(budget * (1 + LimitStep.budgetShare))
        result.append(
          Limit(
            name: "", used: more, isBinding: false, step: "+5 %", worth: stepWorth(.budgetPercent),
            estimate: 0))
      }
    }
    if plan.objective != .throughput, let demand = scenario.demand, demand > 1 {
      let worth = stepWorth(.demand)
      result.append(
        Limit(
          name: "Demand", used: "\(Numbers.fixed(demand, 1)) req/s", isBinding: (worth?.gain ?? 0) > 0,
          step: "−1", worth: worth, estimate: 0))
    }
    let pools = plan.gpus.enumerated().map { index, gpu in
      let worth = stepWorth(.gpu(pool: index))
      let isUseful = (worth?.gain ?? gpu.marginalValue) > 1e-9
      return Limit(
        name: gpu.name, used: "\(gpu.used)/\(gpu.available)",
        isBinding: gpu.used >= gpu.available && isUseful,
        step: "+1", worth: worth, estimate: gpu.marginalValue)
    }
    let ranked = pools.enumerated().sorted {
      if $0.element.isBinding != $1.element.isBinding { return $0.element.isBinding }
      return $0.element.size == $1.element.size
        ? $0.offset < $1.offset : $0.element.size > $1.element.size
    }
    return result + ranked.map(\.element)
  }
}
