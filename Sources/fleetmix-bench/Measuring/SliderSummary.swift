import Interchange

/// Moves summed up over a walk, or over all.
struct SliderSummary {
  let name: String
  let rows: [MoveRow]

  static let table = Table(columns: [
    .init(title: "session", width: 24, isName: true), .init(title: "moves", width: 5),
    .init(title: "1 % med", width: 7), .init(title: "p95", width: 6), .init(title: "max", width: 6),
    .init(title: "first", width: 5), .init(title: "bound med", width: 9),
    .init(title: "proof med", width: 9), .init(title: "p95", width: 6),
    .init(title: "max", width: 6), .init(title: ">16.7", width: 5), .init(title: "wall p95", width: 8),
    .init(title: "nodes", width: 5), .init(title: "pivots", width: 6), .init(title: "cold med", width: 8),
    .init(title: "p95", width: 6), .init(title: "HiGHS", width: 6), .init(title: "ratio", width: 6),
    .init(title: "wrong", width: 5),
  ])

  /// One frame of a screen at 60 Hz, in ms.
  private static let frame = 1000.0 / 60

  /// Moves with a plan; the others only count as agreeing that there is none.
  private var planned: [MoveRow] { rows.filter(\.hasPlan) }

  /// The row of the table.
  var cells: [String] {
    let figures = Dictionary(uniqueKeysWithValues: self.figures.map { ($0.key, $0.value) })
    func shown(_ key: String) -> String { Shown.number(figures[key] ?? nil) }
    return [
      name, "\(planned.count)", shown("good_plan_ms_median"), shown("good_plan_ms_p95"),
      shown("good_plan_ms_max"), Shown.percent(figures["first_plan_good"] ?? nil),
      shown("first_bound_ms_median"),
      shown("proof_ms_median"), shown("proof_ms_p95"), shown("proof_ms_max"),
      Shown.percent(figures["proof_over_a_frame"] ?? nil), shown("proof_wall_ms_p95"), shown("nodes_median"),
      shown("pivots_median"), shown("cold_proof_ms_median"), shown("cold_proof_ms_p95"),
      shown("highs_ms_median"), Shown.ratio(figures["ratio_geometric_mean"] ?? nil), "\(problems.count)",
    ]
  }

  /// The same figures for the report.
  var json: JSONValue { .numbers(figures + [("problems", Double(problems.count))]) }

  /// Says what was compared, and every disagreement.
  func printAgreement() {
    let compared = rows.count { $0.peer != nil }
    let without = rows.count - planned.count
    print(
      "\n\(rows.count - problems.count) of \(rows.count) moves agree with a cold solve, "
        + "\(compared) of them also asked of HiGHS\(without > 0 ? "; \(without) leave no plan" : "")")
    for row in problems {
      print(
        "  \(row.walk), move \(row.move) (\(row.control.rawValue)): \(row.problem ?? ""), "
          + "warm \(row.value.map { "\($0)" } ?? "none"), cold \(row.coldValue.map { "\($0)" } ?? "none"), "
          + "HiGHS \(row.peer?.objective.map { "\($0)" } ?? "not asked")")
    }
  }

  private var problems: [MoveRow] { rows.filter { $0.problem != nil } }

  private var figures: [(key: String, value: Double?)] {
    let moves = planned
    let (good, proof) = (moves.map(\.goodPlan.cpu), moves.map(\.proof.cpu))
    let cold = moves.map(\.coldProof)
    let count = Double(max(1, moves.count))
    return [
      ("moves", Double(moves.count)), ("good_plan_ms_median", Statistics.median(good)),
      ("good_plan_ms_p95", Statistics.quantile(0.95, of: good)), ("good_plan_ms_max", good.max()),
      ("good_plan_wall_ms_p95", Statistics.quantile(0.95, of: moves.map(\.goodPlan.wall))),
      ("first_plan_ms_median", Statistics.median(moves.map(\.firstPlan.cpu))),
      ("first_plan_ms_p95", Statistics.quantile(0.95, of: moves.map(\.firstPlan.cpu))),
      ("first_plan_good", Double(moves.count { $0.isFirstGood }) / count),
      ("first_bound_ms_median", Statistics.median(moves.map(\.firstBound.cpu))),
      ("first_bound_ms_p95", Statistics.quantile(0.95, of: moves.map(\.firstBound.cpu))),
      ("proof_ms_median", Statistics.median(proof)),
      ("proof_ms_p95", Statistics.quantile(0.95, of: proof)), ("proof_ms_max", proof.max()),
      ("proof_over_a_frame", Double(proof.count { $0 > Self.frame }) / count),
      ("proof_wall_ms_median", Statistics.median(moves.map(\.proof.wall))),
      ("proof_wall_ms_p95", Statistics.quantile(0.95, of: moves.map(\.proof.wall))),
      ("nodes_median", Statistics.median(moves.map { Double($0.nodes) })),
      ("nodes_max", moves.map { Double($0.nodes) }.max()),
      ("pivots_median", Statistics.median(moves.map { Double($0.pivots) })),
      ("cold_proof_ms_median", Statistics.median(cold)),
      ("cold_proof_ms_p95", Statistics.quantile(0.95, of: cold)), ("cold_proof_ms_max", cold.max()),
      ("cold_good_plan_ms_median", Statistics.median(moves.map(\.coldGoodPlan))),
      ("highs_ms_median", Statistics.median(moves.compactMap { $0.peer?.cpuMs })),
      (
        "ratio_geometric_mean",
        Statistics.geometricMean(moves.compactMap { row in row.peer.map { $0.cpuMs / row.proof.cpu } })
      ),
    ]
  }
}
