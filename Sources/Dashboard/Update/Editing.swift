import Planning
import Serving

/// Why an edit was not made; one short sentence part.
struct EditRefusal: Error, Equatable {
  /// The reason.
  var reason: String

  /// Makes a refusal.
  init(_ reason: String) { self.reason = reason }
}

extension DashboardState {
  /// The statement with a control put to a figure (nil: none), or why it cannot be.
  func statement(_ control: Control, setTo value: Double?) throws(EditRefusal) -> Statement {
    var result = statement
    switch control {
    case .budget:
      if value == nil, scenario.objective != .cost {
        throw EditRefusal("only least cost goes without a budget")
      }
      result.scenario.budget = value
    case .demand:
      if value == nil, scenario.objective == .cost { throw EditRefusal("least cost needs a demand") }
      result.scenario.demand = value
    case .headroom: result.scenario.headroom = (value ?? 0) / 100
    case .ttft: result.scenario.slo = limits(SLO(ttftMs: value, tpotMs: scenario.slo?.tpotMs))
    case .tpot: result.scenario.slo = limits(SLO(ttftMs: scenario.slo?.ttftMs, tpotMs: value))
    case .available(let pool):
      guard scenario.pools.indices.contains(pool) else { throw EditRefusal("no such pool") }
      result.scenario.pools[pool].available = Int((value ?? 0).rounded())
      result.switchedOff[pool] = nil
    case .price(let pool):
      guard scenario.pools.indices.contains(pool) else { throw EditRefusal("no such pool") }
      result.scenario.pools[pool].price = value ?? scenario.pools[pool].price
      result.scenario.pools[pool].priceSource = .scenario
    case .modelShare:
      let shares = try rescaled(control, toPercent: value ?? 0)
      for (index, share) in shares.enumerated() { result.scenario.models[index].share = share }
    case .workloadShare(let model, _):
      let shares = try rescaled(control, toPercent: value ?? 0)
      for target in mixIsShared ? Array(scenario.models.indices) : [model] {
        for (index, share) in shares.enumerated() {
          result.scenario.models[target].workloads[index].share = share
        }
      }
    }
    return result
  }

  /// Makes an edit: the history grows, the message row tells it, and a plan is asked for.
  mutating func edit(_ control: Control, to value: Double?) -> [Effect] {
    guard let before = facts(of: control) else { return [] }
    do throws(EditRefusal) {
      if let reason = before.disabled { throw EditRefusal(reason) }
      let next = try statement(control, setTo: value)
      guard next != statement else {
        return note(before, "already at its limit", when: value != before.value)
      }
      if let value { widened[control] = max(widened[control] ?? 0, value) }
      let seriesStart = series?.control == control ? series?.from ?? before.value : before.value
      let effects = adopt(next, Message(.edit, subject: name(of: control), ""))
      let after = facts(of: control) ?? before
      let single = Message(.edit, subject: name(of: control), changeText(after, from: before.value))
      if let last = undoStack.indices.last { undoStack[last].message = single }
      message = Message(.edit, subject: name(of: control), changeText(after, from: seriesStart))
      series = EditSeries(control: control, from: seriesStart)
      return effects
    } catch {
      message = Message(.error, "\(name(of: control)): \(error.reason)")
      return []
    }
  }

  /// Takes a new statement; the old one goes to the history.
  mutating func adopt(_ next: Statement, _ note: Message) -> [Effect] {
    record(HistoryEntry(statement: statement, message: note))
    message = note
    return replaceStatement(next)
  }

  /// Adds a step to the history; what was undone is forgotten.
  mutating func record(_ entry: HistoryEntry) {
    undoStack.append(entry)
    if undoStack.count > Self.historyLimit { undoStack.removeFirst(undoStack.count - Self.historyLimit) }
    redoStack = []
    series = nil
  }

  /// Puts a statement in place and asks for its plan where the scenario changed.
  mutating func replaceStatement(_ next: Statement) -> [Effect] {
    let isSameScenario = next.scenario == scenario
    statement = next
    clampFocus()
    return isSameScenario ? [] : askForPlan()
  }

  /// Hands the scenario to the planner under a new generation.
  mutating func askForPlan() -> [Effect] {
    generation += 1
    isPreviewing = false
    lastEdit = now
    flash = nil
    exploration.request += 1
    solver = .solving(since: now)
    return [.solve(scenario, generation: generation)]
  }

  /// `30.00 → 32.00 $/h`.
  private func changeText(_ facts: ControlFacts, from: Double?) -> String {
    "\(facts.text(from)) → \(facts.text(facts.value)) \(facts.unit.text)"
  }

  /// A control's name in a sentence.
  func name(of control: Control) -> String {
    let label = facts(of: control)?.label ?? ""
    switch control {
    case .ttft: return "TTFT"
    case .tpot: return "TPOT"
    case .price: return "Price of \(label)"
    case .modelShare, .workloadShare: return "Share of \(label)"
    default: return label
    }
  }

  private mutating func note(_ facts: ControlFacts, _ text: String, when condition: Bool) -> [Effect] {
    if condition { message = Message(.notice, "\(facts.label): \(text)") }
    return []
  }

  private func limits(_ slo: SLO) -> SLO? { slo.ttftMs == nil && slo.tpotMs == nil ? nil : slo }
}
