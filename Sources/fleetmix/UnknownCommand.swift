import ArgumentParser
import Glibc
import Interchange
import Serving

/// A word where a command or a scenario is expected that is neither, but close to the name of a command.
struct UnknownCommand {
  /// The problem, as one line.
  let text: String
  /// The status to end with: bad usage, or no such input where the word could have been a scenario's name.
  let status: Int32

  /// Looks at a command line without the program's name; nil: it may be right, or is no misspelling.
  init?(_ arguments: some Collection<String>) {
    var command: any ParsableCommand.Type = Fleetmix.self
    var path = ["fleetmix"]
    for (position, word) in arguments.enumerated() {
      let below = command.configuration.subcommands
      let names = below.compactMap { $0.configuration.commandName }
      guard !names.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      if let next = below.first(where: { $0.configuration.commandName == word }) {
        command = next
        path.append(word)
        continue
      }
      let mayBeFile = command.configuration.defaultSubcommand != nil
      if mayBeFile, word.contains("/") || word.contains(".") || access(word, F_OK) == 0 { return nil }
      guard let nearest = nearestName(to: word, among: names) else { return nil }
      text =
        "\(path.joined(separator: " ")): \(word): no such command\(mayBeFile ? " or file" : ""); "
        + "did you mean '\(nearest)'?"
      status = mayBeFile && position + 1 == arguments.count ? ExitStatus.noInput : ExitStatus.badUsage
      return
    }
    return nil
  }
}
