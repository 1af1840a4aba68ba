/// The names in a folder with which a path being typed can continue.
public struct FolderListing: Sendable, Equatable {
  /// The folder as it was typed, with its last slash; empty for the one the program runs in.
  public var folder: String
  /// Names; those of folders end in a slash.
  public var names: [String]

  /// Creates the listing of a folder.
  public init(folder: String, names: [String]) {
    self.folder = folder
    self.names = names
  }
}

extension DashboardState {
  /// Commands that take a path.
  private static let pathCommands = ["open", "save", "save-screen"]

  /// The folder of the path being typed after a command; nil where none is.
  var typedFolder: String? {
    guard case .palette(let view) = overlay else { return nil }
    let text = view.field.text
    guard let command = Self.pathCommands.first(where: { text.hasPrefix($0 + " ") }) else { return nil }
    let path = String(text.dropFirst(command.count + 1))
    return path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Asks once for the listing of the folder of the path being typed.
  mutating func folderQuestion() -> [Effect] {
    guard let folder = typedFolder, folder != files.askedFolder else { return [] }
    files.askedFolder = folder
    return [.listFolder(folder)]
  }
}
