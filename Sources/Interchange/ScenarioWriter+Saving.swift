import Planning

/// A text whose comments and layout cannot be kept with what is to be saved in it.
public struct LayoutLost: Error {}

extension Scenario {
  /// The scenario with paths that lead to the same files from another folder.
  public func moved(from oldFolder: String, to newFolder: String) -> Scenario {
    let paths = PathMover(from: oldFolder, to: newFolder)
    var result = self
    result.profilePaths = profilePaths.map(paths.moved)
    if let plan = current?.planPath { result.current?.planPath = paths.moved(plan) }
    return result
  }
}

extension ScenarioWriter {
  /// Writes `scenario` to the file at `path`; `origin` is where its profile and plan paths lead now. The document written.
  ///
  /// The paths are rewritten to lead to the same files. Files that exist only inside the binary are written
  /// beside the new file, but never over one of other content. With a `document` its text is written, changed only where
  /// the scenario says something else; throws `LayoutLost` where that cannot be had, and nothing is written.
  @discardableResult
  public static func save(
    _ scenario: Scenario, to path: String, origin: SourceFolder, keeping document: ScenarioDocument? = nil
  ) throws -> ScenarioDocument {
    var moved = scenario
    if case .disk(let oldFolder) = origin, case .disk(let newFolder) = SourceFolder.containing(path) {
      moved = scenario.moved(from: oldFolder, to: newFolder)
    }
    var text = text(moved)
    if let document {
      guard let kept = document.text(saying: moved) else { throw LayoutLost() }
      text = kept
    }
    if case .embedded(let files) = origin {
      for name in scenario.profilePaths + [scenario.current?.planPath].compactMap({ $0 }) {
        guard let content = files[name] else { continue }
        try writeBeside(content, to: SourceFolder.containing(path).resolve(name))
      }
    }
    try AtomicFile.write(text, to: path)
    return ScenarioDocument(scenario: moved, text: text, path: path)
  }

  private static func writeBeside(_ content: String, to path: String) throws {
    let existing: [UInt8]
    do {
      existing = try SourceFile.readBytes(path, limit: SourceFile.tableLimit)
    } catch let error as FileError where error.exitCode == ExitCode.noInput {
      try AtomicFile.write(content, to: path)
      return
    }
    guard existing == Array(content.utf8) else {
      throw FileError(
        path: path, reason: "cannot be written: a file of other content has this name",
        exitCode: ExitCode.cannotWrite)
    }
  }
}
