import Glibc
import Interchange
import Planning

/// Keeps unsaved edits where a crash, a kill or a lost connection cannot take them; one folder a running program.
struct Autosave {
  /// The folder of all programs' folders; nil: nothing is kept.
  private let root: String?

  private static let fileName = "scenario.yaml"

  /// Keeps edits below the user's state folder.
  init(stateFolder: String?) {
    root = stateFolder.map { $0 + "/autosave" }
  }

  private var own: String? { root.map { "\($0)/\(getpid())" } }

  /// Writes the scenario; what cannot be written is left out, as it disturbs more than it helps.
  func keep(_ scenario: Scenario, origin: SourceFolder) {
    guard let own else { return }
    let path = "\(own)/\(Self.fileName)"
    UserFolders.make(for: path)
    try? ScenarioWriter.save(scenario, to: path, origin: origin)
  }

  /// Forgets what this program kept.
  func forget() {
    guard let own else { return }
    for name in ResourceLocator.names(in: own) { unlink("\(own)/\(name)") }
    rmdir(own)
  }

  /// The newest scenario that a program kept which runs no more; nil: there is none.
  func leftover() -> String? {
    guard let root else { return nil }
    let paths = ResourceLocator.names(in: root).compactMap { name -> (path: String, time: Int)? in
      guard let process = Int32(name), kill(process, 0) != 0, errno == ESRCH else { return nil }
      let path = "\(root)/\(name)/\(Self.fileName)"
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      return (path, status.st_mtim.tv_sec)
    }
    return paths.max { $0.time < $1.time }?.path
  }

  /// Takes a leftover out of the list; the files beside it stay, for the scenario refers to them.
  func take(_ path: String) { unlink(path) }
}
