/// Where the files that a scenario names are found.
public enum SourceFolder: Sendable, Equatable {
  /// A folder on disk; empty: the working directory.
  case disk(String)
  /// Files held in memory, by the path a scenario states.
  case embedded([String: String])

  /// The folder that holds the file at `path`.
  public static func containing(_ path: String) -> SourceFolder {
    guard let slash = path.lastIndex(of: "/") else { return .disk("") }
    return .disk(slash == path.startIndex ? "/" : String(path[..<slash]))
  }

  /// The path of `stated` as it can be opened and shown.
  func resolve(_ stated: String) -> String {
    guard case .disk(let folder) = self, !folder.isEmpty, !stated.hasPrefix("/") else { return stated }
    return folder.hasSuffix("/") ? folder + stated : folder + "/" + stated
  }

  /// The text file `stated`.
  func document(_ stated: String) throws -> SourceFile {
    guard case .embedded(let files) = self else { return try SourceFile.read(resolve(stated)) }
    return SourceFile(path: stated, text: try text(stated, in: files))
  }

  func text(_ stated: String, in files: [String: String]) throws -> String {
    guard let text = files[stated] else {
      throw FileError(path: stated, reason: "no such file", exitCode: ExitStatus.noInput)
    }
    return text
  }
}
