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
    commandName: "actions", abstract: "List the dashboard's actions with their keys.")

  func run() throws {
    for entry in ActionTable.entries {
      StandardOutput.write(
        "\(padded(entry.name, 16)) \(padded(entry.keyText, 16)) \(padded(entry.context.rawValue, 9)) \(entry.help)\n"
      )
    }
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
    for line in ResourceLocator().inventory { StandardOutput.write("\(line)\n") }
  }
}
