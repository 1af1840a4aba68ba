import Glibc
import Interchange

/// Where a user's own files are (XDG base directory specification).
struct UserFolders {
  /// `config.yaml`; nil: there is no home folder.
  let config: String?
  /// The folder of what the program remembers between sessions; nil: there is no home folder.
  let state: String?

  /// The folders of an environment.
  init(environment: (String) -> String? = ResourceLocator.processEnvironment) {
    func folder(_ variable: String, _ fallback: String) -> String? {
      // The specification wants relative paths ignored.
      if let path = environment(variable), path.hasPrefix("/") { return path + "/fleetmix" }
      guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
      return "\(home)/\(fallback)/fleetmix"
    }
    config = folder("XDG_CONFIG_HOME", ".config").map { $0 + "/config.yaml" }
    state = folder("XDG_STATE_HOME", ".local/state")
  }

  /// Creates the folders above a file, for this user alone, as the specification asks.
  static func make(for path: String) {
    var place = path.startIndex
    while let slash = path[place...].dropFirst().firstIndex(of: "/") {
      mkdir(String(path[..<slash]), 0o700)
      place = slash
    }
  }
}
