import ArgumentParser
import Glibc
import Interchange

/// The program: one subcommand per task, the dashboard without one.
@main
struct Fleetmix: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleetmix",
    abstract: "Plan which GPUs to rent to serve LLMs, how to lay replicas out on them, and who serves what.",
    discussion: """
      Without a command it opens the dashboard, on the built-in sample if no scenario is named.

      Exit status: 0 done, 64 bad usage, 65 bad input data, 66 no such input, 69 infeasible or no plan, \
      70 internal error, 73 cannot write, 130 interrupted, 141 nobody reads the result.
      """,
    version: "0.1.0",
    subcommands: [
      DashboardCommand.self, PlanCommand.self, CheckCommand.self, ReplayCommand.self, FrontierCommand.self,
      SensitivityCommand.self, ExplainCommand.self, AlternativesCommand.self, BaselinesCommand.self,
      CompareCommand.self, ReplanCommand.self, SweepCommand.self, WatchCommand.self, ModelCommand.self,
      SolveCommand.self, ExportCommand.self, EstimateCommand.self, ImportCommand.self, PricesCommand.self,
      ThemesCommand.self, ActionsCommand.self, PathsCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)

  /// Runs the command that the arguments name. Errors quote the arguments, and are written as all other text
  /// is; help and version are results, and checked as such.
  static func main() {
    StandardStreams.fillClosed()
    endOnQuit()
    if let unknown = UnknownCommand(CommandLine.arguments.dropFirst()) {
      StandardError.write(unknown.text + "\n")
      Glibc.exit(unknown.status)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = exitCode(for: error)
      let text = fullMessage(for: error)
      if !text.isEmpty {
        if status.isSuccess { StandardOutput.write(text + "\n") } else { StandardError.write(text + "\n") }
      }
      // What no command knows how to tell is a fault of the program.
      Glibc.exit(status == .failure ? ExitStatus.internalError : status.rawValue)
    }
  }
}

/// Lets Ctrl-\ end a command at once. The runtime takes it for a crash, about which it asks questions on the terminal
/// for half a minute; that is left to those who configured it.
private func endOnQuit() {
  if getenv("SWIFT_BACKTRACE") == nil { signal(SIGQUIT, SIG_DFL) }
}

/// Lets Ctrl-C end a command with the documented status.
func endOnInterrupt() {
  signal(SIGINT) { _ in _exit(ExitStatus.interrupted) }
}
