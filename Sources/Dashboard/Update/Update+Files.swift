import Planning

extension DashboardState {
  /// Opens and saves; nil: nothing that has effects of its own.
  mutating func update(_ action: FileAction) -> [Effect]? {
    switch action {
    case .beginOpen: beginOpen()
    case .beginSave:
      let usual = comparison == nil ? files.scenarioPath ?? "scenario.yaml" : "comparison.md"
      prompt = Prompt(.save, text: usual)
    case .open(let path): return open(path)
    case .save(let path): return save(to: path, consent: [])
    case .export(let language, let path): return export(language, to: path, overwrite: false)
    case .savePicture(let path): return [.savePicture(path: path, overwrite: false)]
    case .recover: return recover()
    }
    return nil
  }

  /// Takes what became of files; nil: nothing that has effects of its own.
  mutating func update(_ report: FileReport) -> [Effect]? {
    switch report {
    case .scenarioOpened(let scenario, let path): return replaceScenario(scenario, path: path)
    case .openFailed(let reason), .saveFailed(let reason): message = Message(.error, reason)
    case .saved(let scenario, let path, let beside): noteSaved(scenario, path: path, beside: beside)
    case .saveExists(let path): prompt = Prompt(.overwrite(path: path))
    case .saveNeeds(let asked, let given, let path):
      prompt = Prompt(.saveAnyway(asked, given: given, path: path))
    case .saveExistsBeside(let names, let given, let path):
      prompt = Prompt(.overwriteBeside(names, given: given, path: path))
    case .leftoversFound(let found): noteLeftovers(found)
    case .recovered(let session): return takeRecovered(session)
    case .recoverFailed(let reason): noteUnreadable(reason)
    case .planSaved(let path): message = Message(.notice, "Saved the plan to \(path)")
    case .exported(let language, let path):
      message = Message(.notice, "Exported \(language.words) to \(path)")
    case .exportExists(let language, let path): prompt = Prompt(.overwriteExport(language, path: path))
    case .filesKnown(let known): files.knownFiles = known
    case .folderListed(let listing): if listing.folder == files.askedFolder { files.listing = listing }
    case .tableSaved(let path): message = Message(.notice, "Saved the comparison to \(path)")
    case .pictureSaved(let path): message = Message(.notice, "Saved the screen to \(path)")
    case .pictureExists(let path): prompt = Prompt(.overwritePicture(path: path))
    }
    return nil
  }

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

  // MARK: Earlier sessions

  /// The unsaved work to offer first: the latest on the open scenario, else the latest of all.
  var nextLeftover: Leftover? { files.leftovers.first { isOfOpenScenario($0) } ?? files.leftovers.first }

  private func isOfOpenScenario(_ leftover: Leftover) -> Bool {
    guard let scenarioPath = files.scenarioPath else {
      return leftover.file == nil && leftover.title == baseline.title
    }
    let path = scenarioPath.hasPrefix("/") ? scenarioPath : "\(files.workingFolder)/\(scenarioPath)"
    return leftover.file?.replacing("/./", with: "/") == path.replacing("/./", with: "/")
  }

  /// Reports the unsaved work that can be recovered.
  mutating func noteLeftovers(_ found: [Leftover]) {
    files.leftovers = found
    guard let next = nextLeftover else { return }
    let key = keys.hint("recover")
    message = Message(
      .notice,
      found.count == 1
        ? "An earlier session left unsaved edits of \(next.name): \(key) opens them"
        : "\(found.count) earlier sessions left unsaved edits: \(key) opens the latest of \(next.name)")
  }

  /// Opens an earlier session's unsaved work; asks first where another file or pinned plans would be lost.
  mutating func recover() -> [Effect] {
    guard files.recovering == nil, let next = nextLeftover else { return [] }
    guard !hasUnsavedEdits else {
      message = Message(.error, "Save or undo the edits made here first")
      return []
    }
    let staysHere = files.scenarioPath == nil || isOfOpenScenario(next)
    guard staysHere, !hasOwnPins else {
      prompt = Prompt(.recover(next))
      return []
    }
    return read(next)
  }

  /// Asks for unsaved work, one at a time: a second would drop the first before it is kept again.
  mutating func read(_ leftover: Leftover) -> [Effect] {
    files.recovering = leftover
    return [.recover(path: leftover.path)]
  }

  /// Reports unsaved work that could not be read, and moves it to the end of the offers.
  mutating func noteUnreadable(_ reason: String) {
    message = Message(.error, reason)
    guard let recovering = files.recovering else { return }
    files.leftovers.removeAll { $0 == files.recovering }
    files.leftovers.append(recovering)
    self.files.recovering = nil
  }

  /// Adopts an earlier session's unsaved work, with its file as the scenario opened.
  mutating func takeRecovered(_ session: KeptSession) -> [Effect] {
    let recovering = files.recovering
    files.leftovers.removeAll { $0 == recovering }
    files.recovering = nil
    let left = session.statement
    _ = replaceScenario(session.opened ?? left.scenario, path: session.path)
    files.recovered = recovering
    files.isRecovered = session.opened == nil
    if left != statement {
      record(
        HistoryEntry(
          statement: statement, message: Message(.edit, subject: "Recovered", "what an earlier session left"))
      )
    }
    statement = left
    solved.planScenario = left.scenario
    solved.planStatement = left
    pinned = PinState(plans: session.pins, referenceLetter: session.reference)
    pinned.hasOpening = pinned["A"] != nil
    let more = files.leftovers.isEmpty ? "" : " · \(files.leftovers.count) more left"
    message = Message(.notice, "Recovered \(left.scenario.title); \(keys.hint("save")) saves it\(more)")
    return askForPlan()
  }
}
