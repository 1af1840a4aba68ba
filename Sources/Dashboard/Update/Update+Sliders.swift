import Planning

extension DashboardState {
  /// Changes what is stated, or moves through a long table by the same keys; nil: nothing that has effects of its own.
  mutating func update(_ action: EditAction) -> [Effect]? {
    switch action {
    case .step(let count): return step(count)
    case .stepTenths(let count):
      if !isTableFocused { return stepTenths(count) }
      moveRow(-10 * count)
    case .moveToPercent(let percent): return move(toPart: Double(percent) / 100)
    case .moveToLeast:
      if !isTableFocused { return move(toPart: 0) }
      moveRow(-rowCount(of: .results))
    case .moveToMost:
      if !isTableFocused { return move(toPart: 1) }
      moveRow(rowCount(of: .results))
    case .toggle: return toggleFocused()
    case .resetFocused: return resetFocused()
    case .resetAll: return resetAll()
    case .set(let control, let value): return set(control, value)
    case .toggleControl(let control): return toggle(control)
    case .setPath(let path, let value): return set(path, to: value)
    case .reset(let control): return reset(control)
    case .nextObjective: return chooseNextObjective()
    case .chooseObjective(let objective): return choose(objective)
    case .togglePreview: focus.isPreviewing = !focus.isPreviewing && chosenChange != nil
    }
    return nil
  }

  /// The control the keys act on; nil in the results.
  var focusedControl: Control? {
    let controls = controls(in: panel)
    guard !controls.isEmpty else { return nil }
    return controls[min(max(0, tables.focusedRow[panel] ?? 0), controls.count - 1)]
  }

  /// Moves the focused control by a number of steps, up or down.
  mutating func step(_ count: Int) -> [Effect] {
    guard let control = focusedControl, let facts = facts(of: control) else { return [] }
    guard let value = facts.value else { return edit(control, to: facts.start) }
    return edit(control, to: tidy(value + Double(count) * facts.step, facts))
  }

  /// Moves the focused control by a number of tenths of its range, up or down.
  mutating func stepTenths(_ count: Int) -> [Effect] {
    guard let control = focusedControl, let facts = facts(of: control) else { return [] }
    guard let value = facts.value else { return edit(control, to: facts.start) }
    let width = facts.range.upperBound - facts.range.lowerBound
    let isWhole = facts.unit.decimals == 0
    let move = isWhole ? max(1, (width / 10).rounded()) : width / 10
    return edit(control, to: tidy(value + Double(count) * move, facts))
  }

  /// To a part of the range.
  mutating func move(toPart part: Double) -> [Effect] {
    guard let control = focusedControl, let facts = facts(of: control) else { return [] }
    let width = facts.range.upperBound - facts.range.lowerBound
    return edit(control, to: tidy(facts.range.lowerBound + part * width, facts))
  }

  /// Sets a control to a value as a script or a drag does; values beyond the limits are clamped.
  mutating func set(_ control: Control, _ value: Double) -> [Effect] {
    guard let facts = facts(of: control), value.isFinite else { return [] }
    return edit(control, to: min(max(facts.range.lowerBound, value), facts.most))
  }

  /// The control that the toggle key acts on: the focused one, or the pool of the focused table row.
  var toggledControl: Control? {
    if let focusedControl { return focusedControl }
    guard zoomedTab == .why, isTableFocused, let items = listedTable?.items, !items.isEmpty else {
      return nil
    }
    let row = min(max(0, tables.focusedRow[.results] ?? 0), items.count - 1)
    return scenario.pools.firstIndex { $0.name == items[row].id }.flatMap { controls.stocks(of: $0).first }
  }

  /// Locks or switches the focused control, or tries the plan without the focused pool.
  mutating func toggleFocused() -> [Effect] { toggledControl.map { toggle($0) } ?? [] }

  /// Locks or unlocks a share, switches a pool off or on, drops or restores a limit.
  mutating func toggle(_ control: Control) -> [Effect] {
    guard let facts = facts(of: control) else { return [] }
    switch control {
    case .available(let pool), .price(let pool), .machines(let pool, _), .machinePrice(let pool, _):
      return togglePool(pool)
    case .modelShare, .workloadShare: return toggleLock(control, facts)
    case .budget, .demand, .ttft, .tpot:
      return edit(control, to: facts.value == nil ? facts.baseline ?? facts.start : nil)
    case .headroom: return edit(control, to: facts.value == 0 ? facts.baseline : 0)
    }
  }

  private mutating func togglePool(_ pool: Int) -> [Effect] {
    guard scenario.pools.indices.contains(pool) else { return [] }
    var next = statement
    let name = scenario.pools[pool].name
    if let before = statement.switchedOff[pool] {
      next.scenario.pools[pool].available = before
      next.switchedOff[pool] = nil
      return adopt(next, Message(.edit, subject: name, "on: \(before) GPUs"))
    }
    let available = scenario.pools[pool].available
    guard available > 0 else {
      message = Message(.notice, "\(name): none on offer; type how many there are")
      return []
    }
    next.scenario.pools[pool].available = 0
    next.switchedOff[pool] = available
    return adopt(next, Message(.edit, subject: name, "off: \(available) GPUs kept out of every plan"))
  }

  private mutating func toggleLock(_ control: Control, _ facts: ControlFacts) -> [Effect] {
    var next = statement
    if next.locked.remove(control) == nil { next.locked.insert(control) }
    let verb = facts.isLocked ? "unlocked" : "locked at \(facts.textWithUnit(facts.value))"
    return adopt(next, Message(.edit, subject: name(of: control), verb))
  }

  /// The focused control back to the scenario's figure.
  mutating func resetFocused() -> [Effect] { focusedControl.map { reset($0) } ?? [] }

  /// Back to the scenario's figure.
  mutating func reset(_ control: Control) -> [Effect] {
    guard let facts = facts(of: control) else { return [] }
    history.widened[control] = nil
    if let pool = control.pool, !control.isPrice, statement.switchedOff[pool] != nil {
      return togglePool(pool)
    }
    guard facts.isChanged else {
      message = Message(.notice, "\(name(of: control)): already as in the scenario")
      return []
    }
    if let group = controls.shareGroup(of: control), let share = controls.share(of: control, in: baseline) {
      let sum = group.controls.compactMap { controls.share(of: $0, in: baseline) }.reduce(0, +)
      return edit(control, to: sum > 0 ? share / sum * 100 : facts.baseline)
    }
    return edit(control, to: facts.baseline)
  }

  /// Everything back to the scenario as opened; one step of the history.
  mutating func resetAll() -> [Effect] {
    history.widened = [:]
    let opened = EditableScenario(scenario: baseline, locked: [], switchedOff: [:])
    guard opened != statement else {
      message = Message(.notice, "Nothing to reset")
      return []
    }
    return adopt(opened, Message(.edit, subject: "All", "back to the scenario as opened"))
  }

  /// Inside the slider's range, without the dust that adding steps leaves.
  private func tidy(_ value: Double, _ facts: ControlFacts) -> Double {
    let inside = min(max(facts.range.lowerBound, value), facts.range.upperBound)
    if facts.unit.decimals == 0 { return inside.rounded() }
    return (inside * 1e4).rounded() / 1e4
  }

  // MARK: The objective

  /// The next objective, round and round.
  mutating func chooseNextObjective() -> [Effect] {
    let all = Objective.allCases
    let index = all.firstIndex(of: scenario.objective) ?? 0
    return choose(all[(index + 1) % all.count])
  }

  /// Another objective; figures that it needs and the scenario lacks are taken from the plan shown.
  mutating func choose(_ objective: Objective) -> [Effect] {
    guard objective != scenario.objective else {
      message = Message(.notice, "Objective: already \(objectiveText(scenario))")
      return []
    }
    var next = statement
    next.scenario.objective = objective
    var note = ""
    if next.scenario.objective == .cost, scenario.demand == nil {
      let demand = facts(of: .demand)?.start ?? 1
      next.scenario.demand = demand
      note = " · demand set to \(Numbers.fixed(demand, 1)) req/s"
    }
    if next.scenario.objective != .cost, scenario.budget == nil {
      next.scenario.budget = (controls.fullPrice * 100).rounded(.up) / 100
      note = " · budget set to \(Numbers.fixed(next.scenario.budget ?? 0, 2)) $/h, the price of every GPU"
    }
    let text = "\(objectiveText(scenario)) → \(objectiveText(next.scenario))\(note)"
    return adopt(next, Message(.edit, subject: "Objective", text))
  }

  /// Returns the objective of a scenario in the words of the top line.
  func objectiveText(_ scenario: Scenario) -> String {
    let demand = scenario.demand.map { Numbers.fixed($0, 1) }
    switch scenario.objective {
    case .throughput: return "max throughput"
    case .cost: return "least cost for \(demand ?? Numbers.none) req/s"
    case .costPerToken: return demand.map { "least $/token from \($0) req/s" } ?? "least $/token"
    }
  }
}
