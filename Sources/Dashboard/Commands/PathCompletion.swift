extension DashboardState {
  /// Paths that what is typed can go on with; `endings` says which files count.
  func pathChoices(endings: [String]) -> [CommandChoice] {
    guard let listing = files.listing, listing.folder == typedFolder else { return [] }
    return listing.names.compactMap { name in
      let isFolder = name.hasSuffix("/")
      guard isFolder || endings.contains(where: { name.lowercased().hasSuffix($0) }) else { return nil }
      return CommandChoice(text: listing.folder + name, note: isFolder ? "folder" : "file")
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
}
