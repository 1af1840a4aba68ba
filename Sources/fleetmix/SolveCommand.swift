import ArgumentParser
import Interchange
import Optimization

/// `fleetmix solve`: the engine on any linear or mixed-integer program.
struct SolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Solve a linear or mixed-integer program in MPS, fixed or free format.")

  @Argument(help: "MPS files, solved one after the other.")
  var files: [String]

  @OptionGroup var options: SolveOptions

  @Flag(help: "Print JSON, one line a file.")
  var json = false

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var status = MIPStatus.optimal
      for file in files where !Interruption.isRaised {
        status = try Interruption.stopping { try solve(file) }
      }
      try Interruption.endIfRaised()
      // Of several files each has its own line; the exit status speaks of a single one.
      guard files.count == 1 else { return }
      switch status {
      case .optimal, .feasible: return
      case .infeasible, .noneBetter: throw noPlan("the program is infeasible (proven)")
      case .unbounded: throw noPlan("the objective is unbounded")
      case .unknown, .cancelled: throw noPlan("no solution was found before the limit")
      }
    }
  }

  /// Solves one file and prints the answer.
  private func solve(_ file: String) throws -> MIPStatus {
    let clock = ContinuousClock()
    let limit = options.planning()
    let source = try SourceFile.read(file, limit: SourceFile.tableLimit)
    let program: LinearProgram
    do {
      program = try MPSReader.read(source.text, fileName: file)
    } catch let error as MPSError {
      StandardError.write("\(error)\n")
      throw ExitCode(ExitStatus.badData)
    }
    var settings = MIPOptions()
    if let gap = options.gap { settings.relativeGap = gap }
    settings.timeLimitSeconds = limit.deadline.map { max(0, (clock.now.duration(to: $0)) / .seconds(1)) }
    let log = options.log
    log.debug("solving", metadata: ["rows": "\(program.rowCount)", "columns": "\(program.columnCount)"])
    let start = clock.now
    let result = MIPSession(program).solve(
      settings, isCancelled: { Interruption.isRaised },
      onImprovement: {
        log.debug("better point", metadata: ["objective": "\($0.objective)", "bound": "\($0.bound)"])
      })
    let elapsed = (clock.now - start).components
    let milliseconds = Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) * 1e-15
    let report = SolveReport(
      status: result.status == .cancelled && result.point != nil ? "feasible" : result.status.word,
      objective: result.objective, bound: result.bound, gap: result.gap,
      milliseconds: milliseconds, nodes: result.nodes, pivots: result.pivots)
    StandardOutput.write((json ? report.json.compact : text(report)) + "\n")
    return result.status
  }

  private func text(_ report: SolveReport) -> String {
    func shown(_ value: Double?) -> String { value.map { "\($0)" } ?? "none" }
    return """
      status     \(report.status)
      objective  \(shown(report.objective))
      bound      \(shown(report.bound))
      gap        \(shown(report.gap))
      work       \(report.nodes) nodes, \(report.pivots) pivots, \(report.milliseconds) ms
      """
  }
}

extension MIPStatus {
  /// The status as the JSON answer spells it.
  fileprivate var word: String {
    switch self {
    case .optimal: "optimal"
    case .infeasible, .noneBetter: "infeasible"
    case .unbounded: "unbounded"
    case .feasible: "feasible"
    case .unknown, .cancelled: "unknown"
    }
  }
}
