extension DashboardState {
  /// Finds and runs commands; nil: nothing that has effects of its own.
  mutating func update(_ action: CommandAction) -> [Effect]? {
    switch action {
    case .begin: overlay = .palette(PaletteView())
    case .choose(let rows): choose(rows)
    case .chooseRow(let row): choose(row - (input.palette?.choice ?? 0))
    case .complete: completeChosen()
    case .recall(let count): input.recall(count)
    case .run(let line): return run(line)
    }
    return nil
  }

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
      input.remember(line)
      return update(action)
    } catch {
      message = Message(.error, error.reason)
      return []
    }
  }

  /// Extends the typed text by the common prefix of the rows it begins; returns whether that was longer.
  mutating func completeCommon() -> Bool {
    guard let typed = activeField?.text, typed.contains(" ") else { return false }
    let texts = paletteRows.map(\.text).filter { $0.hasPrefix(typed) && $0 != typed }
    guard var common = texts.first else { return false }
    for text in texts { while !text.hasPrefix(common) { common.removeLast() } }
    guard common != typed else { return false }
    activeField = TextField(common)
    return true
  }

  /// Asks once for the listing of the folder of the path being typed.
  mutating func folderQuestion() -> [Effect] {
    guard let folder = input.typedFolder, folder != files.askedFolder else { return [] }
    files.askedFolder = folder
    return [.listFolder(folder)]
  }
}
