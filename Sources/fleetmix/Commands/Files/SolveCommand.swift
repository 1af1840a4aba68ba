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
      case .unknown, .cancelled: throw noPlan("unknown: no solution was found, and none is ruled out")
      }
    }
  }

  /// Solves one file and prints the answer.
  private func solve(_ file: String) throws -> MIPStatus {
    let deadline = options.timeLimit.map { Deadline(after: $0) }
    let clock = ContinuousClock()
    let isCancelled = { Interruption.isRaised }
    let source = try SourceFile.read(file, limit: SourceFile.tableLimit)
    let program: LinearProgram
    do {
      program = try MPSReader.read(
        source.text, fileName: file, isCancelled: { isCancelled() || deadline?.hasPassed ?? false })
    } catch let error as MPSError {
      StandardError.write("\(error)\n")
      throw ExitCode(ExitStatus.badData)
    } catch is CancellationError {
      print(
        SolveReport(
          status: MIPStatus.unknown.word, objective: nil, bound: nil, gap: nil, milliseconds: 0, nodes: 0,
          pivots: 0, proof: nil))
      return .unknown
    }
    var settings = MIPOptions()
    if let gap = options.gap { settings.relativeGap = gap }
    settings.timeLimitSeconds = deadline?.remainingSeconds
    let log = options.log
    log.debug("solving", metadata: ["rows": "\(program.rowCount)", "columns": "\(program.columnCount)"])
    let start = clock.now
    let result = MIPSession(program).solve(
      settings, isCancelled: isCancelled,
      onImprovement: {
        log.debug("better point", metadata: ["objective": "\($0.objective)", "bound": "\($0.bound)"])
      })
    let elapsed = (clock.now - start).components
    let milliseconds = Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) * 1e-15
    print(
      SolveReport(
        status: result.status == .cancelled && result.point != nil ? "feasible" : result.status.word,
        objective: result.objective, bound: result.bound, gap: result.gap, milliseconds: milliseconds,
        nodes: result.nodes, pivots: result.pivots,
        proof: result.proof?.word))
    let isOpen = result.status == .feasible || result.status == .unknown
    if isOpen, !isCancelled(), deadline.map({ !$0.hasPassed }) ?? true {
      StandardError.write(
        "fleetmix: \(file): no limit ended the search; rounding errors leave it open\n")
    }
    return result.status
  }

  private func print(_ report: SolveReport) {
    StandardOutput.write((json ? report.json.compact : text(report)) + "\n")
  }

  private func text(_ report: SolveReport) -> String {
    func shown(_ value: Double?) -> String { value.map { "\($0)" } ?? "none" }
    return """
      status     \(report.status)
      objective  \(shown(report.objective))
      bound      \(shown(report.bound))
      gap        \(shown(report.gap))
      proof      \(report.proof ?? "none")
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

extension MIPProof {
  /// The proof as the JSON answer spells it.
  fileprivate var word: String {
    switch self {
    case .certified: "certified"
    case .searched: "searched"
    }
  }
}
