extension DashboardState {
  /// Finds and runs commands; nil: nothing that has effects of its own.
  mutating func update(_ action: CommandAction) -> [Effect]? {
    switch action {
    case .begin: overlay = .palette(PaletteView())
    case .choose(let rows): choose(rows)
    case .chooseRow(let row): choose(row - (palette?.choice ?? 0))
    case .complete: completeChosen()
    case .recall(let count): recall(count)
    case .run(let line): return run(line)
    }
    return nil
  }

  /// Commands kept for `^P`.
  private static let longestHistory = 100

  /// The row of the list of commands that Enter acts on.
  var chosenRow: PaletteRow? {
    guard case .palette(let view) = overlay else { return nil }
    let rows = paletteRows
    return rows.isEmpty ? nil : rows[min(view.choice, rows.count - 1)]
  }

  /// Moves the choice; it stays in the list.
  mutating func choose(_ rows: Int) {
    guard case .palette(var view) = overlay else { return }
    view.choice = min(max(0, view.choice + rows), max(0, paletteRows.count - 1))
    overlay = .palette(view)
  }

  /// Puts the chosen row into the field, ready for its argument.
  mutating func completeChosen() {
    if completeCommon() { return }
    guard let row = chosenRow else { return }
    let typed = activeField?.text ?? ""
    guard !typed.lowercased().hasPrefix(row.text.lowercased() + " ") else { return }
    activeField = TextField(row.text + (row.rest.isEmpty ? "" : " "))
  }

  /// An earlier or later command, as a shell does.
  mutating func recall(_ count: Int) {
    guard case .palette(let view) = overlay, !commandHistory.isEmpty else { return }
    let place = (view.recalled ?? -1) + count
    guard place >= 0 else { return overlay = .palette(PaletteView()) }
    let back = min(place, commandHistory.count - 1)
    let text = commandHistory[commandHistory.count - 1 - back]
    overlay = .palette(PaletteView(field: TextField(text), recalled: back))
  }

  /// Runs what is typed, or the row chosen where that says more.
  mutating func runChosen() -> [Effect] {
    guard let typed = activeField?.text.trimmingSpaces else { return [] }
    guard let row = chosenRow else { return run(typed) }
    let hasArgument = !row.rest.isEmpty && typed.lowercased().hasPrefix(row.text.lowercased() + " ")
    if hasArgument { return run(typed) }
    if row.needsArgument {
      completeChosen()
      message = nil
      return []
    }
    return run(row.text)
  }

  /// Runs a command line; what it means nothing of stays in the field, with the reason.
  mutating func run(_ line: String) -> [Effect] {
    do throws(EditRefusal) {
      let action = try CommandLine.action(line, in: self)
      overlay = nil
      if message?.kind == .error { message = nil }
      remember(line)
      return update(action)
    } catch {
      message = Message(.error, error.reason)
      return []
    }
  }

  private mutating func remember(_ line: String) {
    commandHistory.removeAll { $0 == line }
    commandHistory.append(line)
    if commandHistory.count > Self.longestHistory { commandHistory.removeFirst() }
  }
}
