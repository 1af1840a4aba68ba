import Interchange

/// Cold solves summed up by family and over all.
struct ColdSummary {
  private struct Group {
    var name: String
    var rows: [ColdRow]
  }

  private let groups: [Group]
  private let rows: [ColdRow]

  init(rows: [ColdRow]) {
    self.rows = rows
    var groups: [Group] = []
    for row in rows {
      if let index = groups.firstIndex(where: { $0.name == row.family }) {
        groups[index].rows.append(row)
      } else {
        groups.append(Group(name: row.family, rows: [row]))
      }
    }
    groups.sort { $0.name < $1.name }
    self.groups = groups + (groups.count > 1 ? [Group(name: "all", rows: rows)] : [])
  }

  /// Prints one line per family, and what went wrong.
  func printed() {
    print("")
    let table = Table(columns: [
      .init(title: "family", width: 20, isName: true), .init(title: "n", width: 3),
      .init(title: "ms med", width: 7), .init(title: "p95", width: 7), .init(title: "max", width: 7),
      .init(title: "1 % med", width: 7), .init(title: "max", width: 7),
      .init(title: "nodes med", width: 9), .init(title: "max", width: 6),
      .init(title: "HiGHS med", width: 9), .init(title: "ratio geo", width: 9),
      .init(title: "worst", width: 7),
    ])
    table.begin()
    for group in groups {
      let figures = Dictionary(uniqueKeysWithValues: Self.figures(group.rows).map { ($0.key, $0.value) })
      func shown(_ key: String) -> String { Shown.number(figures[key] ?? nil) }
      table.row([
        group.name, "\(group.rows.count)", shown("cpu_ms_median"), shown("cpu_ms_p95"), shown("cpu_ms_max"),
        shown("good_plan_ms_median"), shown("good_plan_ms_max"), shown("nodes_median"), shown("nodes_max"),
        shown("highs_ms_median"), Shown.ratio(figures["ratio_geometric_mean"] ?? nil),
        Shown.ratio(figures["ratio_worst"] ?? nil),
      ])
    }
    let problems = rows.filter { $0.problem != nil }
    printProjected()
    let unproven = rows.count { $0.peer.map { !$0.isProven } ?? false }
    print(
      "\n\(rows.count - problems.count) of \(rows.count) right"
        + (rows.lazy.compactMap(\.peer).first.map { ", compared with HiGHS \($0.version)" } ?? "")
        + (unproven > 0 ? "; HiGHS proved \(unproven) of them not in time" : ""))
  }

  /// Prints one line on HiGHS's times with our formulation, where it was run.
  private func printProjected() {
    let both = rows.compactMap { row in row.projectedPeer.map { (row, $0) } }
    guard !both.isEmpty else { return }
    let ratios = both.map { $0.1.cpuMs / $0.0.cpu }
    print(
      "\nHiGHS on our formulation: \(Shown.number(Statistics.median(both.map(\.1.cpuMs)))) ms median, ratio "
        + "\(Shown.ratio(Statistics.geometricMean(ratios))) geometric mean, \(Shown.ratio(ratios.min())) worst"
    )
  }

  /// The same figures for the report.
  var json: JSONValue {
    .object(
      groups.map { ($0.name, .numbers(Self.figures($0.rows))) }
        + [("problems", .array(rows.compactMap { row in row.problem.map { .text("\(row.name): \($0)") } }))])
  }

  private static func figures(_ rows: [ColdRow]) -> [(key: String, value: Double?)] {
    let (cpu, good) = (rows.map(\.cpu), rows.map(\.goodPlanCPU))
    let nodes = rows.compactMap { $0.plan.map { Double($0.solve.nodes) } }
    let ratios = rows.compactMap(\.ratio)
    return [
      ("instances", Double(rows.count)), ("cpu_ms_median", Statistics.median(cpu)),
      ("cpu_ms_geometric_mean", Statistics.geometricMean(cpu)),
      ("cpu_ms_p95", Statistics.quantile(0.95, of: cpu)), ("cpu_ms_max", cpu.max()),
      ("wall_ms_median", Statistics.median(rows.map(\.wall))),
      ("good_plan_ms_median", Statistics.median(good)),
      ("good_plan_ms_p95", Statistics.quantile(0.95, of: good)), ("good_plan_ms_max", good.max()),
      ("nodes_median", Statistics.median(nodes)), ("nodes_max", nodes.max()),
      ("pivots_median", Statistics.median(rows.compactMap { $0.plan.map { Double($0.solve.pivots) } })),
      ("highs_ms_median", Statistics.median(rows.compactMap { $0.peer?.cpuMs })),
      ("ratio_geometric_mean", Statistics.geometricMean(ratios)), ("ratio_worst", ratios.min()),
    ]
  }
}
