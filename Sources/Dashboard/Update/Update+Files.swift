import Planning

extension DashboardState {
  /// Saves what the file's name asks for: the scenario, the plan shown, or the comparison shown.
  mutating func save(to path: String, consent: SaveConsent) -> [Effect] {
    let overwrite = consent.contains(.overwrite)
    guard let format = SaveFormat(path: path) else {
      message = Message(.error, "A name must end in .yaml (scenario), .json, .csv or .md (plan)")
      return []
    }
    if format == .yaml { return [.save(scenario, path: path, consent: consent)] }
    if format == .csv || format == .md, let texts = comparisonTexts {
      return [.saveTable(header: texts.header, rows: texts.rows, path: path, overwrite: overwrite)]
    }
    guard let chosen = chosenPlan(or: ".yaml saves the scenario") else { return [] }
    return [
      .savePlan(chosen.plan, of: chosen.scenario, title: chosen.title, path: path, overwrite: overwrite)
    ]
  }

  /// Writes what runs the chosen plan.
  mutating func export(_ language: ExportLanguage, to path: String, overwrite: Bool) -> [Effect] {
    guard let chosen = chosenPlan(or: "only its plan can be exported") else { return [] }
    return [.export(chosen.plan, language, title: chosen.title, path: path, overwrite: overwrite)]
  }

  /// The plan that the keys are on, with its scenario and a title: one that is compared or listed beside the plan shown, else that
  /// one. Says why there is none, and what is left to do.
  private mutating func chosenPlan(or rest: String) -> (plan: Plan, scenario: Scenario, title: String)? {
    let title = solved.planScenario.title
    if case .pin(let letter)? = comparison?.selected, let pin = pin(letter) {
      return (pin.plan, pin.statement.scenario, "\(title), plan \(letter) \(pin.name)")
    }
    if let other = focusedOtherPlan { return (other.plan, solved.planScenario, "\(title), \(other.name)") }
    guard let plan else {
      message = Message(.error, "No plan yet; \(rest)")
      return nil
    }
    guard !isPlanOutdated, infeasibility == nil else {
      message = Message(.error, "The plan shown answers an earlier scenario; \(rest)")
      return nil
    }
    return (plan, solved.planScenario, title)
  }

  /// Opens a file, or asks first where edits or pinned plans would be lost.
  mutating func open(_ path: String) -> [Effect] {
    overlay = nil
    prompt = hasUnsavedWork ? Prompt(.discard(path: path)) : nil
    guard prompt == nil else { return [] }
    message = Message(.notice, "Opening \(path)")
    return [.open(path: path)]
  }

  /// Opens the list of files that are known; any other path can be typed.
  mutating func beginOpen() {
    overlay = .palette(PaletteView(field: TextField("open ")))
  }
}
