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
    for place in models.indices {
      guard let path = models[place].configuration?.path else { continue }
      result.models[place].configuration?.path = paths.moved(path)
    }
    return result
  }
}

extension ScenarioWriter {
  /// Writes `scenario` to the file at `path`; `origin` is where its profile and plan paths lead now. The document written.
  ///
  /// The paths are rewritten to lead to the same files. Files that exist only inside the binary are written
  /// beside the new file (see `companions`), over one of other content only with `replacing`. With a `document` its text is written, changed only where
  /// the scenario says something else; throws `LayoutLost` where that cannot be had, and nothing is written.
  @discardableResult
  public static func save(
    _ scenario: Scenario, to path: String, origin: SourceFolder, keeping document: ScenarioDocument? = nil,
    replacing: Bool = false
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
    for companion in companions(of: scenario, savedTo: path, origin: origin) {
      try companion.write(replacing: replacing)
    }
    try AtomicFile.write(text, to: path)
    return ScenarioDocument(scenario: moved, text: text, path: path)
  }

  /// The files that a scenario saved at `path` needs beside it because they exist only inside the binary.
  public static func companions(
    of scenario: Scenario, savedTo path: String, origin: SourceFolder
  ) -> [CompanionFile] {
    guard case .embedded(let files) = origin else { return [] }
    return scenario.namedFiles.compactMap { name in
      files[name].map {
        CompanionFile(name: name, path: SourceFolder.containing(path).resolve(name), content: $0)
      }
    }
  }
}

/// A file that is written beside a scenario.
public struct CompanionFile: Sendable, Equatable {
  /// The state of the path that it goes to.
  public enum Place: Sendable { case free, same, taken }

  /// Its name as the scenario states it.
  public let name: String
  /// Where it goes.
  public let path: String
  let content: String

  /// The state of that path now; a file that cannot be read counts as another one.
  public var place: Place {
    do {
      let existing = try SourceFile.readBytes(path, limit: SourceFile.tableLimit)
      return existing == Array(content.utf8) ? .same : .taken
    } catch let error as FileError where error.exitCode == ExitStatus.noInput {
      return .free
    } catch {
      return .taken
    }
  }

  func write(replacing: Bool) throws {
    switch place {
    case .same: return
    case .taken where !replacing:
      throw FileError(
        path: path, reason: "cannot be written: a file of other content has this name",
        exitCode: ExitStatus.cannotWrite)
    case .free, .taken: try AtomicFile.write(content, to: path)
    }
  }
}
