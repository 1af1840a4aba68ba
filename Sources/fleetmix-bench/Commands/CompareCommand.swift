import ArgumentParser
import Foundation

/// `fleetmix-bench compare`: what a change of the program did to the figures of a run.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare the reports of two runs on the same instances.",
    discussion: """
      Factors are new over old, geometric means over the rows that both reports have: below 1 is better. Nodes and \
      pivots do not depend on the machine's load, times do.
      """)

  @Argument(help: "Report of the old run (--json).")
  var old: String

  @Argument(help: "Report of the new run.")
  var new: String

  @Option(help: "How many of the rows that lost most to list.")
  var worst = 5

  func run() throws {
    let (before, after) = (try SavedReport(path: old), try SavedReport(path: new))
    let table = Table(columns: [
      .init(title: "mode", width: 12, isName: true), .init(title: "rows", width: 5),
      .init(title: "time", width: 6), .init(title: "1 % plan", width: 8), .init(title: "nodes", width: 6),
      .init(title: "pivots", width: 6), .init(title: "max ms old", width: 10), .init(title: "new", width: 7),
      .init(title: "values differ", width: 13),
    ])
    table.begin()
    var losses: [(name: String, factor: Double, times: (Double, Double))] = []
    for mode in before.modes.keys.sorted() {
      let pairs = (before.modes[mode] ?? [:]).compactMap { name, row in
        after.modes[mode]?[name].map { (name: name, old: row, new: $0) }
      }
      guard !pairs.isEmpty else { continue }
      // A node more keeps the mean finite where a tree is empty.
      func factor(_ figure: (SavedReport.Row) -> Double, plus: Double = 0) -> Double? {
        Statistics.geometricMean(pairs.map { (figure($0.new) + plus) / (figure($0.old) + plus) })
      }
      let different = pairs.count { pair in
        guard let one = pair.old.value, let other = pair.new.value else {
          return pair.old.value != pair.new.value
        }
        return !Agreement.holds(one, other)
      }
      table.row([
        mode, "\(pairs.count)", Shown.number(factor { $0.time }), Shown.number(factor { $0.goodPlan }),
        Shown.number(factor({ $0.nodes }, plus: 1)), Shown.number(factor({ $0.pivots }, plus: 1)),
        Shown.number(pairs.map(\.old.time).max()), Shown.number(pairs.map(\.new.time).max()), "\(different)",
      ])
      losses += pairs.map { ("\(mode) \($0.name)", $0.new.time / $0.old.time, ($0.old.time, $0.new.time)) }
    }
    print("")
    for loss in losses.sorted(by: { $0.factor > $1.factor }).prefix(worst) {
      print(
        "\(Shown.ratio(loss.factor)): \(loss.name), \(Shown.number(loss.times.0)) ms, now "
          + "\(Shown.number(loss.times.1)) ms")
    }
  }
}

/// The rows of a report that two runs can be compared by: those of `cold`, `objectives` and `slider`.
struct SavedReport {
  /// One instance or one move.
  struct Row {
    var value: Double?
    var time: Double
    var goodPlan: Double
    var nodes: Double
    var pivots: Double
  }

  /// Rows by mode and name.
  private(set) var modes: [String: [String: Row]] = [:]

  init(path: String) throws {
    let content = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    for (mode, section) in content as? [String: Any] ?? [:] {
      guard let rows = (section as? [String: Any])?["rows"] as? [[String: Any]] else { continue }
      for row in rows {
        func figure(_ keys: String...) -> Double? { keys.lazy.compactMap { row[$0] as? Double }.first }
        let name = row["name"] as? String ?? "\(row["walk"] ?? ""), move \(row["move"] ?? "")"
        guard let time = figure("cpu_ms", "proof_cpu_ms"), let goodPlan = figure("good_plan_cpu_ms"),
          let nodes = figure("nodes"), let pivots = figure("pivots")
        else { continue }
        modes[mode, default: [:]][name] = Row(
          value: figure("value"), time: time, goodPlan: goodPlan, nodes: nodes, pivots: pivots)
      }
    }
  }
}
