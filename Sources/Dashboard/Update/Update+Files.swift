import Planning

extension DashboardState {
  /// Saves what the file's name asks for: the scenario, the plan shown, or the comparison shown.
  mutating func save(to path: String, overwrite: Bool) -> [Effect] {
    guard let format = SaveFormat(path: path) else {
      message = Message(.error, "A name must end in .yaml (scenario), .json, .csv or .md (plan)")
      return []
    }
    if format == .yaml { return [.save(scenario, path: path, overwrite: overwrite)] }
    if format == .csv || format == .md, let texts = comparisonTexts {
      return [.saveTable(header: texts.header, rows: texts.rows, path: path, overwrite: overwrite)]
    }
    guard let plan else {
      message = Message(.error, "No plan to save yet; .yaml saves the scenario")
      return []
    }
    guard !isPlanOutdated, infeasibility == nil else {
      message = Message(.error, "The plan shown answers an earlier scenario; .yaml saves this one")
      return []
    }
    return [.savePlan(plan, title: planScenario.title, path: path, overwrite: overwrite)]
  }

  /// Opens a file, or asks first where edits or pinned plans would be lost.
  mutating func open(_ path: String) -> [Effect] {
    overlay = nil
    prompt = hasUnsavedEdits || hasOwnPins ? Prompt(.discard(path: path)) : nil
    guard prompt == nil else { return [] }
    message = Message(.notice, "Opening \(path)")
    return [.open(path: path)]
  }

  /// Opens the list of files that are known; any other path can be typed.
  mutating func beginOpen() {
    overlay = .palette(PaletteView(field: TextField("open ")))
  }

  /// Says that there is something to be recovered.
  mutating func noteLeftover(_ path: String) {
    leftover = path
    message = Message(.notice, "An earlier session left unsaved edits: \(keys.hint("recover")) opens them")
  }

  /// Opens what an earlier session left.
  mutating func recover() -> [Effect] {
    guard let leftover else { return [] }
    guard !hasUnsavedEdits else {
      message = Message(.error, "Save or undo the edits made here first")
      return []
    }
    return [.recover(path: leftover)]
  }

  /// Starts on what an earlier session left; it counts as unsaved until it is saved.
  mutating func takeRecovered(_ scenario: Scenario) -> [Effect] {
    let effects = replaceScenario(scenario, path: nil)
    isRecovered = true
    message = Message(.notice, "Recovered \(scenario.title); \(keys.hint("save")) saves it")
    return effects
  }
}
