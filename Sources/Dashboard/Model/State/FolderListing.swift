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
