import Interchange
import Optimization

/// Solves programs with known optima and judges every claim made about them.
struct InstancesRun {
  /// Wall seconds for each program.
  var seconds: Double
  /// Relative gap to prove where there are integers.
  var gap: Double

  /// How an answer stands to what is known.
  enum Verdict: String, CaseIterable {
    case right, open, wrong, unreadable
  }

  /// Relative difference at which the optimum of a linear program counts as the known one.
  private static let linearTolerance = 1e-7
  /// Absolute difference that an optimum near zero may have.
  private static let absoluteTolerance = 1e-6

  private static let table = Table(columns: [
    .init(title: "program", width: 28, isName: true), .init(title: "rows", width: 6),
    .init(title: "cols", width: 6), .init(title: "status", width: 10, isName: true),
    .init(title: "objective", width: 20), .init(title: "known", width: 20), .init(title: "gap %", width: 6),
    .init(title: "ms cpu", width: 7), .init(title: "nodes", width: 7), .init(title: "pivots", width: 8),
    .init(title: "verdict", width: 10, isName: true),
  ])

  /// Solves the programs one by one, prints rows and counts, and adds them to the report.
  func run(_ programs: [KnownProgram], report: inout Report) {
    Self.table.begin()
    var rows: [JSONValue] = []
    var counts: [(set: String, verdict: Verdict)] = []
    for known in programs {
      let (cells, json, verdict) = solve(known)
      Self.table.row(cells)
      rows.append(json)
      counts.append((known.tier.isEmpty ? known.set : "\(known.set) \(known.tier)", verdict))
    }
    print("")
    var summary: [(key: String, value: JSONValue)] = []
    for set in Set(counts.map(\.set)).sorted() {
      let figures = Verdict.allCases.map { verdict in
        (key: verdict.rawValue, value: Double(counts.count { $0 == (set, verdict) }))
      }
      print("\(set): " + figures.map { "\(Int($0.value)) \($0.key)" }.joined(separator: ", "))
      summary.append((set, .numbers(figures.map { ($0.key, $0.value) })))
    }
    report.add(
      "instances", rows: rows, summary: .object(summary), problems: counts.count { $0.verdict == .wrong })
  }

  private func solve(_ known: KnownProgram) -> ([String], JSONValue, Verdict) {
    let label = known.set.isEmpty ? known.name : "\(known.set)/\(known.name)"
    let program: LinearProgram
    do {
      program = try MPSReader.read(try SourceFile.read(known.path, limit: SourceFile.tableLimit).text)
    } catch {
      let cells = [label, "", "", "unreadable", "", "", "", "", "", "", "\(error)"]
      return (cells, .object([("name", .text(known.name)), ("verdict", .text("unreadable"))]), .unreadable)
    }
    var options = MIPOptions()
    options.relativeGap = gap
    options.timeLimitSeconds = seconds
    let (cpu, wall) = (Clocks.cpu(), Clocks.wall())
    let result = MIPSession(program).solve(options)
    let spent = (cpu: Clocks.cpu() - cpu, wall: Clocks.wall() - wall)
    let verdict = verdict(result, known, isMaximized: program.sense == .maximize)
    let truth =
      switch known.truth {
      case .optimum(let value): "\(value)"
      case .infeasible: "infeasible"
      case .nothing: "–"
      }
    let cells = [
      label, "\(program.rowCount)", "\(program.columnCount)", "\(result.status)",
      result.objective.map { "\($0)" } ?? "–", truth,
      Shown.percent(result.objective == nil ? nil : result.gap),
      Shown.number(spent.cpu), "\(result.nodes)", "\(result.pivots)", verdict.rawValue,
    ]
    let json = JSONValue.object([
      ("name", .text(known.name)), ("set", .text(known.set)), ("tier", .text(known.tier)),
      ("status", .text("\(result.status)")), ("objective", .optional(result.objective)),
      ("bound", .number(result.bound)), ("known", .text(truth)), ("cpu_ms", .number(spent.cpu)),
      ("wall_ms", .number(spent.wall)), ("nodes", .integer(result.nodes)),
      ("pivots", .integer(result.pivots)), ("verdict", .text(verdict.rawValue)),
    ])
    return (cells, json, verdict)
  }

  private func verdict(_ result: MIPResult, _ known: KnownProgram, isMaximized: Bool) -> Verdict {
    let isOptimal = result.status == .optimal
    switch known.truth {
    case .nothing: return isOptimal ? .right : .open
    case .infeasible:
      if result.status == .infeasible { return .right }
      return result.objective == nil && result.status == .unknown ? .open : .wrong
    case .optimum(let optimum):
      if result.status == .infeasible || result.status == .unbounded { return .wrong }
      let slack = max(
        Self.absoluteTolerance, abs(optimum) * (known.hasIntegers ? gap : Self.linearTolerance))
      if let objective = result.objective {
        // A plan better than the optimum is none; a proof must have found the optimum.
        let surplus = isMaximized ? objective - optimum : optimum - objective
        let tight = max(Self.absoluteTolerance, abs(optimum) * Self.absoluteTolerance)
        if surplus > tight || (isOptimal && abs(surplus) > slack) { return .wrong }
      } else if isOptimal {
        return .wrong
      }
      // A bound past the optimum is a false claim, proven or not.
      let excess = isMaximized ? optimum - result.bound : result.bound - optimum
      if excess.isFinite, excess > slack { return .wrong }
      return isOptimal ? .right : .open
    }
  }
}
