import Interchange
import Planning

/// Solves scenarios under stress from nothing and after slider moves, and has HiGHS solve the program written out.
struct StressRun {
  var moves: Int
  var seed: UInt64
  var options: PlanningOptions
  var peer: HighsPeer?

  private static let table = Table(columns: [
    .init(title: "instance", width: 36, isName: true), .init(title: "value", width: 9),
    .init(title: "gap %", width: 6), .init(title: "ms cpu", width: 7), .init(title: "1 % plan", width: 8),
    .init(title: "nodes", width: 6), .init(title: "edit med", width: 8), .init(title: "edit max", width: 8),
    .init(title: "proven", width: 7), .init(title: "worst %", width: 7), .init(title: "HiGHS ms", width: 8),
    .init(title: "ratio", width: 7), .init(title: "", width: 0, isName: true),
  ])

  /// Measures the instances one by one, prints rows, and adds them to the report.
  func run(_ instances: [Instance], report: inout Report) throws {
    Self.table.begin()
    var rows: [StressRow] = []
    for instance in instances {
      let row = try measure(instance)
      rows.append(row)
      Self.table.row(row.cells)
    }
    let edits = rows.flatMap(\.edits)
    let summary: [(key: String, value: Double?)] = [
      ("cold_cpu_ms_median", Statistics.median(rows.map(\.cold.cpu))),
      ("cold_cpu_ms_max", rows.map(\.cold.cpu).max()),
      ("edit_cpu_ms_median", Statistics.median(edits.map(\.cpu))),
      ("edit_cpu_ms_p95", Statistics.quantile(0.95, of: edits.map(\.cpu))),
      ("proven_part", edits.isEmpty ? nil : Double(edits.count { $0.isProven }) / Double(edits.count)),
      ("ratio_geometric_mean", Statistics.geometricMean(rows.compactMap(\.ratio))),
    ]
    let problems = rows.count { $0.problem != nil }
    print(
      "\n\(rows.count - problems) of \(rows.count) right; edits proven: \(Shown.percent(summary[4].value)) %")
    report.add("stress", rows: rows.map(\.json), summary: .numbers(summary), problems: problems)
  }

  private func measure(_ instance: Instance) throws -> StressRow {
    let session = PlanningSession(candidatesOf: instance.fleet)
    let cold = Measurement.solve(instance.scenario, with: session, options: options)
    var row = StressRow(name: instance.name, objective: instance.scenario.objective, cold: cold)
    var walk = SliderWalk(from: instance.scenario, seed: seed)
    for _ in 0..<moves {
      _ = walk.move()
      row.edits.append(Measurement.solve(walk.scenario, with: session, options: options))
    }
    if let peer {
      let isRatio = instance.scenario.objective == .costPerToken
      row.peer = try peer.solve(ExplicitModel.program(instance.fleet), isRatio: isRatio)
    }
    return row
  }
}

extension Measurement {
  /// Whether the answer is proven: a plan to its gap, or that there is none.
  var isProven: Bool {
    guard let plan else { return false }
    return plan.infeasibility?.isProven ?? (plan.status == .optimal)
  }
}

/// The measurements of one scenario under stress.
struct StressRow {
  var name: String
  var objective: Objective
  var cold: Measurement
  var edits: [Measurement] = []
  var peer: PeerAnswer?

  /// Value in the units of the explicit model; nil without a plan.
  private var value: Double? {
    cold.plan.flatMap { plan in
      guard plan.infeasibility == nil else { return nil }
      return objective == .costPerToken ? plan.costPerHour / plan.requestsPerSecond : plan.objectiveValue
    }
  }

  private var goodPlan: Double {
    cold.plan.map { cold.reached(ColdRun.goodPlan, of: $0.objectiveValue, objective: objective).cpu }
      ?? cold.cpu
  }

  private var worstGap: Double? { edits.compactMap { $0.plan?.gap }.max() }

  /// HiGHS's time over ours.
  var ratio: Double? { peer.map { $0.cpuMs / cold.cpu } }

  /// The problem, in a word; an open gap is none.
  var problem: String? {
    guard let plan = cold.plan else { return "NO ANSWER" }
    guard let peer, peer.isProven, let theirs = peer.objective else { return nil }
    guard let value else { return plan.infeasibility?.isProven == true && theirs > 1e-9 ? "WRONG" : nil }
    if plan.status == .optimal { return Agreement.holds(value, theirs) ? nil : "DIFFERENT" }
    let isBeyond = objective == .throughput ? theirs > plan.bound : theirs < plan.bound
    return isBeyond && !Agreement.holds(plan.bound, theirs) ? "WRONG BOUND" : nil
  }

  /// The row of the table.
  var cells: [String] {
    let cpu = edits.map(\.cpu)
    return [
      name, value.map { Shown.fixed($0, 4) } ?? "none", Shown.percent(cold.plan?.gap), Shown.number(cold.cpu),
      Shown.number(goodPlan), "\(cold.plan?.solve.nodes ?? 0)", Shown.number(Statistics.median(cpu)),
      Shown.number(cpu.max()), "\(edits.count { $0.isProven })/\(edits.count)", Shown.percent(worstGap),
      Shown.number(peer?.cpuMs), (peer.map { $0.isProven ? "" : ">" } ?? "") + Shown.ratio(ratio),
      problem ?? "",
    ]
  }

  /// The row with every figure.
  var json: JSONValue {
    .object([
      ("name", .text(name)), ("status", .text(cold.plan?.status.rawValue ?? "none")),
      ("value", .optional(value)), ("gap", .optional(cold.plan?.gap)), ("cpu_ms", .number(cold.cpu)),
      ("wall_ms", .number(cold.wall)), ("good_plan_cpu_ms", .number(goodPlan)),
      ("nodes", .integer(cold.plan?.solve.nodes ?? 0)), ("pivots", .integer(cold.plan?.solve.pivots ?? 0)),
      ("edit_cpu_ms", .array(edits.map { .number($0.cpu) })),
      ("edit_gaps", .array(edits.map { .optional($0.plan?.gap) })),
      ("edits_proven", .integer(edits.count { $0.isProven })), ("ratio", .optional(ratio)),
      ("problem", problem.map { .text($0) } ?? .null), ("highs", peer?.json ?? .null),
    ])
  }
}
