import Interchange
import Optimization

/// Solves programs with known optima and judges every claim made about them.
struct InstancesRun {
  /// Wall seconds for each program.
  var seconds: Double
  /// Relative gap to prove where there are integers.
  var gap: Double

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
    let verdict = Verdict(
      of: Claim(
        status: result.status, objective: result.objective, bound: result.bound,
        isMaximized: program.sense == .maximize),
      against: known.truth, gap: known.hasIntegers ? gap : nil)
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
}
