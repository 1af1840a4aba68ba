import Planning

extension DashboardState {
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
    files.leftovers.removeAll { $0 == files.recovering }
    files.recovering = nil
    let left = session.statement
    _ = replaceScenario(session.opened ?? left.scenario, path: session.path)
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
    pins = session.pins
    referenceLetter = session.reference
    hasPinnedOpening = pin("A") != nil
    let more = files.leftovers.isEmpty ? "" : " · \(files.leftovers.count) more left"
    message = Message(.notice, "Recovered \(left.scenario.title); \(keys.hint("save")) saves it\(more)")
    return askForPlan()
  }
}
