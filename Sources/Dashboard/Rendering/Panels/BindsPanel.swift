import Planning

/// A limit of the scenario, how far it is used, and what moving it by a step is worth.
private struct Limit {
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

extension Screen {
  /// Rows the panel would like.
  static func bindsHeight(_ plan: Plan) -> Int { plan.gpus.count + 4 }

  /// Draws the limits of the plan, and the gain from moving each by one step.
  mutating func bindsPanel(_ plan: Plan, _ area: Area) {
    guard area.height > 1 else { return }
    let heads =
      plan.objective == .throughput ? "worth req/s" : plan.objective == .cost ? "saves $/h" : "saves $/Mtok"
    title("WHAT BINDS", heads: heads, area.row, area.column, width: area.width)
    var row = area.row + 1
    let limits = limits(of: plan)
    var space = area.endRow - row
    if space > limits.count {
      let muted = CellStyle(.muted)
      put("limit", row, area.column, muted)
      putRight("used", row, end: area.endColumn - 16, muted)
      putRight("one more", row, end: area.endColumn - 5, muted)
      row += 1
      space -= 1
    }
    for limit in limits.prefix(space) {
      bindRow(limit, plan.objective, row, area)
      row += 1
    }
  }

  private mutating func bindRow(_ limit: Limit, _ objective: Objective, _ row: Int, _ area: Area) {
    let isWarn = limit.isBinding
    let usedEnd = area.endColumn - 16
    put(
      Characters.cut(limit.name, to: max(1, usedEnd - limit.used.count - 1 - area.column)), row, area.column)
    putRight(limit.used, row, end: usedEnd, CellStyle(isWarn ? .warn : .text))
    if isWarn { put("◆", row, usedEnd + 1, CellStyle(.warn)) }
    put(limit.step, row, usedEnd + 3, CellStyle(.muted))
    putRight([worthSpan(limit.worth, objective)], row, end: area.endColumn)
  }

  /// Returns the worth of a step: a gain, nothing, or `…` while it is being solved.
  func worthSpan(_ worth: Worth?, _ objective: Objective) -> Span {
    guard let worth else { return Span("…", CellStyle(.muted)) }
    guard let gain = worth.gain else { return Span(Numbers.none, CellStyle(.muted)) }
    let decimals = objective == .costPerToken ? 4 : 2
    let isGain = (Numbers.units(gain, decimals) ?? 0) > 0
    return isGain
      ? Span("+" + Numbers.fixed(gain, decimals), CellStyle(.good, bold: true)) : Span("0", CellStyle(.muted))
  }

  /// Returns the scenario's limits, then the pools: the binding ones first, then by the worth of one more.
  private func limits(of plan: Plan) -> [Limit] {
    let scenario = state.solved.planScenario
    var result: [Limit] = []
    if let budget = scenario.budget {
      let worth = state.worth(of: .budget)
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
            name: "", used: more, isBinding: false, step: "+5 %", worth: state.worth(of: .budgetPercent),
            estimate: 0))
      }
    }
    if plan.objective != .throughput, let demand = scenario.demand, demand > 1 {
      let worth = state.worth(of: .demand)
      result.append(
        Limit(
          name: "Demand", used: "\(Numbers.fixed(demand, 1)) req/s", isBinding: (worth?.gain ?? 0) > 0,
          step: "−1", worth: worth, estimate: 0))
    }
    let pools = plan.gpus.enumerated().map { index, gpu in
      let worth = state.worth(of: .gpu(pool: index))
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
