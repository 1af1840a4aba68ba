import Planning

/// The rows above and below the panels.
extension ScreenContents {
  private var solverLine: SolverLine {
    SolverLine(
      solver: state.solver, plan: state.plan, isOutdated: state.isPlanOutdated, isStale: state.isStale,
      now: state.now)
  }

  var topLine: TopLine {
    TopLine(
      title: state.scenario.title, isModified: state.scenario != state.baseline,
      objective: pageText ?? state.objectiveText(state.scenario), solver: solverLine,
      hasPlan: state.infeasibility == nil)
  }

  var figureList: FigureList { FigureList(solver: solverLine, plan: state.plan) }

  /// The name of the page shown in place of the panels; nil: it has none.
  private var pageText: String? {
    if let tab = state.zoomedTab {
      return "\(state.objectiveText(state.scenario)) · \(tab.title.lowercased())"
    }
    switch state.comparison?.reference {
    case .pin(let letter): return "compare with \(letter)"
    case .now: return "compare with now"
    case nil: return nil
    }
  }

  var messageLine: MessageLine {
    MessageLine(
      message: state.message, tooltip: tooltip, notes: editNotes, hasPlan: state.plan != nil)
  }

  /// Notes on the edit's result and on the steps that can be undone and redone.
  private var editNotes: [Span] {
    let muted = CellStyle(.muted)
    guard state.message?.kind == .edit else { return [] }
    if state.infeasibility != nil {
      return [Span("no plan", CellStyle(.bad)), Span(state.undoWords, muted)]
    }
    var notes: [Span] = []
    if let plan = state.plan, let budget = state.scenario.budget, !state.isPlanOutdated,
      plan.status == .optimal, plan.objective == .throughput, budget - plan.costPerHour >= 0.005
    {
      notes.append(Span("\(Numbers.fixed(budget - plan.costPerHour, 2)) $/h left buys no more", muted))
    }
    var history = "undo \(state.history.undoStack.count)"
    if !state.history.redoStack.isEmpty { history += ", redo \(state.history.redoStack.count)" }
    return notes + [Span(history, muted)]
  }

  /// The focused row's meaning, unit and range, for the message row while it has no other message.
  private var tooltip: String? {
    guard [.panels, .tour].contains(state.keyContext), state.zoomedTab == nil else { return nil }
    if let control = state.focusedControl {
      guard let facts = controls.facts(of: control) else { return nil }
      let range = "\(facts.text(facts.range.lowerBound)) to \(facts.text(facts.range.upperBound))"
      return
        "\(controls.name(of: control)) (\(range) \(facts.unit.text)): \(controls.meaning(of: control))"
    }
    guard state.panel == .results, !state.choosesChange, let plan = state.plan else { return nil }
    let index = state.tables.focusedRow[.results] ?? 0
    if let table = state.listedTable {
      return table.items.indices.contains(index) ? table.items[index].detail : nil
    }
    guard plan.replicas.indices.contains(index) else { return nil }
    let replica = plan.replicas[index]
    let each = Numbers.fixed(replica.costPerHour / Double(max(1, replica.count)), 2)
    return "\(replica.count) × \(replica.layout) serve \(replica.model) at \(each) $/h each · "
      + "\(replica.provenance.kind), \(Numbers.band(replica.provenance.band)) · "
      + "POOL*n is one stage on n GPUs, + joins stages"
  }

  // MARK: Prompts

  /// What is being typed or asked; nil: nothing.
  var promptLine: PromptLine? {
    guard let prompt = state.prompt else { return nil }
    switch prompt.purpose {
    case .value(let control): return figurePrompt(control, prompt.field).map(PromptLine.init)
    case .save: return PromptLine(.text(name: "Save as ", prompt.field))
    case .filter: return PromptLine(.text(name: "Rows with ", prompt.field))
    case .pinName(let letter): return PromptLine(.text(name: "Name of plan \(letter) ", prompt.field))
    case .overwrite(let path), .overwritePicture(let path), .overwriteExport(_, let path):
      return question("Overwrite ", path, "? y n")
    case .saveAnyway(let asked, _, let path):
      let doubt =
        asked.contains(.changed)
        ? " was changed by somebody else. Overwrite it? y n"
        : " cannot keep comments and layout. Rewrite it? y n"
      return question("", path, doubt)
    case .overwriteBeside(let names, _, let path):
      return question("Overwrite \(names.joined(separator: ", ")) beside ", path, "? y n")
    case .recover(let leftover):
      let drop = state.hasOwnPins ? "Drop the pinned plans" : "Leave \(state.files.scenarioPath ?? "this")"
      return question("\(drop) for the unsaved edits of ", leftover.file ?? leftover.title, "? y n")
    case .discard(let path): return question("\(discardText) and open ", path, "? y n")
    case .quit: return question(quitText, "", "")
    }
  }

  private func figurePrompt(_ control: Control, _ field: TextField) -> PromptLine.Content? {
    guard let facts = controls.facts(of: control) else { return nil }
    let refusal = state.message.flatMap { $0.kind == .error ? $0.text : nil }
    let now = "now \(facts.textWithUnit(facts.value)); type \(control.path.rule(in: state.scenario).hint)"
    return .figure(
      name: controls.name(of: control), field, unit: facts.unit.text, note: refusal ?? now,
      isRefused: refusal != nil)
  }

  private func question(_ before: String, _ path: String, _ after: String) -> PromptLine {
    PromptLine(.question(before: before, path: path, after: after))
  }

  /// The question about the work that opening another scenario would lose.
  private var discardText: String {
    guard state.hasOwnPins else { return "Discard the edits" }
    return state.hasUnsavedEdits ? "Discard edits and pinned plans" : "Drop the pinned plans"
  }

  /// The question about the work that quitting would lose.
  private var quitText: String {
    guard state.hasUnsavedEdits else { return "Quit and drop the pinned plans? y n" }
    return "Quit without saving the edits\(state.hasOwnPins ? " and pinned plans" : "")? y n"
  }
}
