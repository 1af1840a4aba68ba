import Planning

extension ScenarioWriter {
  /// Writes `scenario` to the file at `path`; `origin` is where its profile and plan paths lead now.
  ///
  /// The paths are rewritten to lead to the same files. Files that exist only inside the binary are written
  /// beside the new file, but never over one of other content.
  public static func save(_ scenario: Scenario, to path: String, origin: SourceFolder) throws {
    guard case .disk(let newFolder) = SourceFolder.containing(path) else { return }
    switch origin {
    case .disk(let oldFolder):
      try AtomicFile.write(text(scenario, from: oldFolder, to: newFolder), to: path)
    case .embedded(let files):
      let named = scenario.profilePaths + [scenario.current?.planPath].compactMap { $0 }
      for name in named {
        guard let content = files[name] else { continue }
        try writeBeside(content, to: SourceFolder.disk(newFolder).resolve(name))
      }
      try AtomicFile.write(text(scenario), to: path)
    }
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
