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
  /// Columns right of what is used: a mark, the step and its worth.
  private let stepWidth: Int
  /// The limits, those of the scenario first, then the pools: the binding ones first, then by the worth of one more.
  private let limits: [Limit]
  /// Rows the panel would like.
  let height: Int

  init(_ plan: Plan, _ solved: SolvedState, _ exploration: Exploration) {
    objective = plan.objective
    stepWidth = solved.planScenario.rentsMachines ? Self.machineSteps : Self.steps
    limits = Self.limits(of: plan, solved.planScenario, exploration)
    height = Self.height(plan, solved.planScenario)
  }

  /// Columns for `+1` and `+5 %`, and where `+1 machine` is one of the steps.
  private static let steps = 16
  private static let machineSteps = 20

  /// Rows the panel of a plan would like; a pool of machines of several sizes has one for each.
  static func height(_ plan: Plan, _ scenario: Scenario) -> Int {
    4 + scenario.pools.indices.reduce(0) { $0 + LimitStep.more(of: $1, in: scenario).count }
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    let heads = objective == .throughput ? "worth req/s" : objective == .cost ? "saves $/h" : "saves $/Mtok"
    canvas.title("WHAT BINDS", heads: heads, area.row, area.column, width: area.width)
    var row = area.row + 1
    var space = area.endRow - row
    if space > limits.count {
      let muted = CellStyle(.muted)
      canvas.put("limit", row, area.column, muted)
      canvas.putRight("used", row, end: area.endColumn - stepWidth, muted)
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
    let usedEnd = area.endColumn - stepWidth
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
    let pools = plan.gpus.indices.flatMap { pool in
      LimitStep.more(of: pool, in: scenario).map { step in
        Self.stock(step, of: pool, in: plan, scenario, worth: stepWorth(step))
      }
    }
    let ranked = pools.enumerated().sorted {
      if $0.element.isBinding != $1.element.isBinding { return $0.element.isBinding }
      return $0.element.size == $1.element.size
        ? $0.offset < $1.offset : $0.element.size > $1.element.size
    }
    return result + ranked.map(\.element)
  }

  /// The stock of a pool, in GPUs, or in machines of a size where those are rented whole.
  private static func stock(
    _ step: LimitStep, of index: Int, in plan: Plan, _ scenario: Scenario, worth: Worth?
  ) -> Limit {
    let gpu = plan.gpus[index]
    let pool = scenario.pools[index]
    let isUseful = (worth?.gain ?? gpu.marginalValue) > 1e-9
    func limit(_ name: String, _ used: Int, _ available: Int, _ step: String) -> Limit {
      Limit(
        name: name, used: "\(used)/\(available)", isBinding: used >= available && isUseful, step: step,
        worth: worth, estimate: gpu.marginalValue)
    }
    let size: MachineSize? =
      if case .machine(_, let gpus) = step { pool.size(gpus) } else { pool.sizes.first }
    guard let size else { return limit(gpu.name, gpu.used, gpu.available, "+1") }
    return limit(
      "\(gpu.name) ×\(size.gpus)", plan.rentedMachines(of: gpu.name, gpus: size.gpus), size.available,
      "+1 machine")
  }
}
