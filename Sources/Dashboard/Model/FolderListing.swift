/// What a folder holds, as far as paths being typed can go on with it.
public struct FolderListing: Sendable, Equatable {
  /// The folder as it was typed, with its last slash; empty for the one the program runs in.
  public var folder: String
  /// Names; those of folders end in a slash.
  public var names: [String]

  /// Makes a listing.
  public init(folder: String, names: [String]) {
    self.folder = folder
    self.names = names
  }
}

extension DashboardState {
  /// Commands that take a path.
  private static let pathCommands = ["open", "save", "save-screen"]

  /// The folder of the path being typed behind a command; nil where none is.
  private var typedFolder: String? {
    guard case .palette(let view) = overlay else { return nil }
    let text = view.field.text
    guard let command = Self.pathCommands.first(where: { text.hasPrefix($0 + " ") }) else { return nil }
    let path = String(text.dropFirst(command.count + 1))
    return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Asks for the folder of the path being typed, once.
  mutating func folderQuestion() -> [Effect] {
    guard let folder = typedFolder, folder != files.askedFolder else { return [] }
    files.askedFolder = folder
    return [.listFolder(folder)]
  }

  /// Paths that what is typed can go on with; `endings` says which files count.
  func pathChoices(endings: [String]) -> [CommandChoice] {
    guard let listing = files.listing, listing.folder == typedFolder else { return [] }
    return listing.names.compactMap { name in
      let isFolder = name.hasSuffix("/")
      guard isFolder || endings.contains(where: { name.lowercased().hasSuffix($0) }) else { return nil }
      return CommandChoice(text: listing.folder + name, note: isFolder ? "folder" : "file")
    }
  }

  /// Puts what all rows that begin with the typed text have in common into the field; whether it was more.
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
