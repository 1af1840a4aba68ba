import Planning

extension DashboardState {
  /// Applies an edit: records it in the history, reports it in the message row and asks for a plan.
  mutating func edit(_ control: Control, to value: Double?) -> [Effect] {
    guard let before = facts(of: control) else { return [] }
    do throws(EditRefusal) {
      if let reason = before.disabled { throw EditRefusal(reason) }
      let next = try controls.statement(control, setTo: value)
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
    focus.isPreviewing = false
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

  private mutating func note(_ facts: ControlFacts, _ text: String, when condition: Bool) -> [Effect] {
    if condition { message = Message(.notice, "\(facts.label): \(text)") }
    return []
  }

  /// Sets the value at a path as an edit states it; one step of the history.
  mutating func set(_ path: EditPath, to value: String) -> [Effect] { set([path], to: value) }

  /// The same for the text typed into a control's field: a bare figure has the unit shown after the field,
  /// and a mix that all models share moves in all of them.
  mutating func type(_ value: String, into control: Control) -> [Effect] {
    let isBare = value.last.map { $0.isNumber || $0 == "." } ?? false
    let isPercent = facts(of: control)?.unit == .percent
    let stated = isPercent && isBare ? value + "%" : controls.statedStock(value, of: control) ?? value
    return set(controls.paths(of: control), to: stated)
  }

  private mutating func set(_ paths: [EditPath], to value: String) -> [Effect] {
    guard let first = paths.first else { return [] }
    let name = first.rule(in: scenario).name
    do throws(EditRefusal) {
      let next = try controls.statement(paths, setTo: value)
      if let control = controls.control(of: first) { return take(next, for: control) }
      let (old, new) = (first.shown(in: scenario), first.shown(in: next.scenario))
      guard next != statement else {
        message = Message(.notice, "\(name): already \(new)")
        return []
      }
      return adopt(next, Message(.edit, subject: name, "\(old) → \(new)"))
    } catch {
      message = Message(.error, "\(name): \(error.reason)")
      return []
    }
  }
}
