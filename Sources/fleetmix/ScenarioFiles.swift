import Dashboard
import Glibc
import Interchange
import Planning

/// Opens and saves scenarios for the dashboard; what goes wrong becomes a sentence for its message row.
struct ScenarioFiles {
  /// The folder that the scenario's profile paths are relative to. Saving elsewhere does not change what the
  /// scenario in memory states; opening does.
  private var folder: SourceFolder

  /// Starts with a scenario whose profile paths are relative to `folder`.
  init(folder: SourceFolder) {
    self.folder = folder
  }

  /// Reads a scenario; the action that tells the dashboard of it.
  mutating func open(_ path: String) -> Action {
    let path = Self.expanded(path)
    do {
      let scenario = try ScenarioReader.read(path: path)
      folder = .containing(path)
      return .scenarioOpened(scenario, path: path)
    } catch {
      return .openFailed(Self.sentence(error))
    }
  }

  /// Writes a scenario; a file that exists is replaced only with `overwrite`.
  func save(_ scenario: Scenario, to path: String, overwrite: Bool) -> Action {
    let path = Self.expanded(path)
    if !overwrite && access(path, F_OK) == 0 { return .saveExists(path: path) }
    do {
      try ScenarioWriter.save(scenario, to: path, origin: folder)
      return .saved(scenario, path: path)
    } catch {
      return .saveFailed(Self.sentence(error))
    }
  }

  /// Writes a picture of the screen; a file that exists is replaced only with `overwrite`.
  func savePicture(_ text: String, to path: String, overwrite: Bool) -> Action {
    let path = Self.expanded(path)
    if !overwrite && access(path, F_OK) == 0 { return .pictureExists(path: path) }
    do {
      try AtomicFile.write(text, to: path)
      return .pictureSaved(path: path)
    } catch {
      return .saveFailed(Self.sentence(error))
    }
  }

  /// The path with a leading `~/` as a shell reads it.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }

  /// The first problem in one row, and how many more there are.
  private static func sentence(_ error: any Error) -> String {
    let lines = "\(error)".split(separator: "\n")
    guard let first = lines.first else { return "it failed without a reason" }
    return lines.count > 1 ? "\(first) (and \(lines.count - 1) more)" : String(first)
  }
}
