import ArgumentParser
import Dashboard
import Interchange

/// `fleetmix themes`: the themes found.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "themes", abstract: "List the themes found.")

  func run() throws {
    try reportingProblems {
      for theme in try ThemeLoader.load() { StandardOutput.write("\(theme.name)\n") }
    }
  }
}

/// `fleetmix actions`: everything a key can do in the dashboard.
struct ActionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actions",
    abstract:
      "List the dashboard's actions with the keys they have now, and what is wrong in the config file.")

  func run() throws {
    try reportingProblems {
      let config = try ThemeLoader.config()
      let bindings = KeyBindings(changes: config.keys)
      for entry in ActionTable.entries {
        let context = padded(entry.context.rawValue, 10)
        let usage = entry.form.map { "\(entry.name) \($0.usage)" }
        if let usage, entry.bindings.count != 1 { write(usage, "", context, entry.help) }
        for binding in entry.bindings {
          let keys = bindings.keys(of: binding, in: entry.context).map(\.name).joined(separator: " ")
          write(entry.bindings.count == 1 ? usage ?? entry.name : binding.name, keys, context, entry.help)
        }
      }
      if !config.problems.isEmpty { throw InputError(config.problems) }
    }
  }

  private func write(_ name: String, _ keys: String, _ context: String, _ help: String) {
    StandardOutput.write("\(padded(name, 38)) \(padded(keys, 20)) \(context) \(help)\n")
  }
}

/// Text with blanks to a width.
private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// `fleetmix paths`: where themes and samples are taken from.
struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "List the folders and files the program uses.")

  func run() throws {
    let own = UserFolders()
    if let config = own.config { StandardOutput.write("config  \(config)\n") }
    if let state = own.state { StandardOutput.write("state   \(state)\n") }
    for line in ResourceLocator().inventory { StandardOutput.write("\(line)\n") }
  }
}
