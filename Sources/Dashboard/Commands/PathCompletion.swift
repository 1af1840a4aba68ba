extension FileState {
  /// Paths that the path being typed can go on with, given its folder; `endings` says which files count.
  func pathChoices(in typedFolder: String?, endings: [String]) -> [CommandChoice] {
    guard let listing, listing.folder == typedFolder else { return [] }
    return listing.names.compactMap { name in
      let isFolder = name.hasSuffix("/")
      guard isFolder || endings.contains(where: { name.lowercased().hasSuffix($0) }) else { return nil }
      return CommandChoice(text: listing.folder + name, note: isFolder ? "folder" : "file")
    }
  }
}
