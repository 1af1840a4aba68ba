import Planning
import Serving

extension DashboardState {
  /// The statement with a control put to a figure (nil: none), or why it cannot be.
  func statement(_ control: Control, setTo value: Double?) throws(EditRefusal) -> EditableScenario {
    if value == nil, control == .budget, scenario.objective != .cost {
      throw EditRefusal("only least cost goes without a budget")
    }
    if value == nil, control == .demand, scenario.objective == .cost {
      throw EditRefusal("least cost needs a demand")
    }
    var next = statement
    let locked = Set(statement.locked.flatMap { paths(of: $0) })
    let stated: EditValue = value.map { .figure($0) } ?? .none
    switch control {
    case .headroom: control.path.set(.figure((value ?? 0) / 100), in: &next.scenario)
    case .available(let pool):
      control.path.set(.figure((value ?? 0).rounded()), in: &next.scenario)
      next.switchedOff[pool] = nil
    case .modelShare, .workloadShare:
      if let reason = shareRefusal(control) { throw EditRefusal(reason) }
      for path in paths(of: control) {
        path.set(.part((value ?? 0) / 100), in: &next.scenario, locked: locked)
      }
    case .budget, .demand, .ttft, .tpot, .price: control.path.set(stated, in: &next.scenario)
    }
    restoreOpened(&next)
    return next
  }

  /// Applies an edit: records it in the history, reports it in the message row and asks for a plan.
  mutating func edit(_ control: Control, to value: Double?) -> [Effect] {
    guard let before = facts(of: control) else { return [] }
    do throws(EditRefusal) {
      if let reason = before.disabled { throw EditRefusal(reason) }
      let next = try statement(control, setTo: value)
      guard next != statement else {
        return note(before, "already at its limit", when: value != before.value)
      }
      return take(next, for: control)
    } catch {
      message = Message(.error, "\(name(of: control)): \(error.reason)")
      return []
    }
  }

  /// Adopts a statement with a moved control; the message gives the value before the series of moves.
  mutating func take(_ next: EditableScenario, for control: Control) -> [Effect] {
    guard let before = facts(of: control) else { return [] }
    guard next != statement else {
      return note(before, "already \(before.textWithUnit(before.value))", when: true)
    }
    let seriesStart = history.series?.control == control ? history.series?.from ?? before.value : before.value
    let effects = adopt(next, Message(.edit, subject: name(of: control), ""))
    let after = facts(of: control) ?? before
    if let value = after.value { history.widened[control] = max(history.widened[control] ?? 0, value) }
    let single = Message(.edit, subject: name(of: control), changeText(after, from: before.value))
    if let last = history.undoStack.indices.last { history.undoStack[last].message = single }
    message = Message(.edit, subject: name(of: control), changeText(after, from: seriesStart))
    history.series = EditSeries(control: control, from: seriesStart)
    return effects
  }

  /// Adopts a new statement and adds the old one to the history.
  mutating func adopt(_ next: EditableScenario, _ note: Message) -> [Effect] {
    record(HistoryEntry(statement: statement, message: note))
    message = note
    return replaceStatement(next)
  }

  /// Adds a step to the history; what was undone is forgotten.
  mutating func record(_ entry: HistoryEntry) {
    history.undoStack.append(entry)
    if history.undoStack.count > EditHistory.limit {
      history.undoStack.removeFirst(history.undoStack.count - EditHistory.limit)
    }
    history.redoStack = []
    history.series = nil
  }

  /// Replaces the statement and asks for its plan where the scenario changed.
  mutating func replaceStatement(_ next: EditableScenario) -> [Effect] {
    let isSameScenario = next.scenario == scenario
    statement = next
    clampFocus()
    return isSameScenario ? [] : askForPlan()
  }

  /// Hands the scenario to the planner under a new generation.
  mutating func askForPlan() -> [Effect] {
    generation += 1
    isPreviewing = false
    history.lastEdit = now
    solved.flash = nil
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
}
