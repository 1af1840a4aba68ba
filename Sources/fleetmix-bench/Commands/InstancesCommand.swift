import ArgumentParser
import Interchange
import Optimization

/// `fleetmix-bench instances`: the engine on general programs with known answers.
struct InstancesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instances", abstract: "Solve a folder of MPS files and compare with known optima.",
    discussion: """
      The folder holds instances.csv with the columns name, file and known_optimum (a number, `infeasible`, or \
      nothing), and optionally set, integers and tier. An answer is right when it proves the known one, open when a \
      limit came first and nothing claimed is false, wrong when a plan, a bound or a status contradicts it.
      """)

  @Argument(help: "Folder with instances.csv.")
  var folder: String

  @OptionGroup var options: RunOptions

  @Option(help: "Wall seconds for each file.")
  var seconds = 60.0

  func run() throws {
    var report = Report()
    let cases: [KnownProgram]
    do {
      cases = try KnownProgram.read(folder: folder)
    } catch let error as InputError {
      throw ValidationError(error.description)
    } catch let error as FileError {
      throw ValidationError(error.description)
    }
    try InstancesRun(seconds: seconds, gap: options.gap)
      .run(options.selected(cases) { "\($0.set)/\($0.name)" }, report: &report)
    try options.finish(report)
  }
}
