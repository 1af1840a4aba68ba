import Interchange
import Planning

/// Solves instances from nothing, and has HiGHS solve the same.
struct ColdRun {
  /// Solves of each instance; nil: 3, and of short ones as many as `shortTotal` holds, up to `mostShort`.
  var repetitions: Int?
  var options: PlanningOptions
  var peer: HighsPeer?
  /// Whether HiGHS solves our formulation too.
  var projected = false

  /// Largest relative distance from the optimum of a good first plan.
  static let goodPlan = 0.01
  /// Processor milliseconds that repeated solves of a short instance may take, and how many there are at most: a median
  /// of three below a millisecond says more about the caches than about the solve.
  private static let shortTotal = 20.0
  private static let mostShort = 15

  private static let table = Table(columns: [
    .init(title: "instance", width: 24, isName: true), .init(title: "cols", width: 5),
    .init(title: "optimum", width: 9), .init(title: "ms cpu", width: 7), .init(title: "ms wall", width: 7),
    .init(title: "1 % plan", width: 8), .init(title: "nodes", width: 6), .init(title: "pivots", width: 7),
    .init(title: "HiGHS ms", width: 8), .init(title: "ratio", width: 7),
    .init(title: "", width: 0, isName: true),
  ])

  /// Measures the instances one by one, prints rows and summaries, and adds them to the report.
  func run(_ instances: [Instance], mode: String, report: inout Report) throws {
    Self.table.begin()
    var rows: [ColdRow] = []
    for instance in instances {
      let row = try measure(instance)
      rows.append(row)
      Self.table.row(row.cells)
    }
    let summary = ColdSummary(rows: rows)
    summary.printed()
    report.add(
      mode, rows: rows.map(\.json), summary: summary.json, problems: rows.count { $0.problem != nil })
  }

  private func measure(_ instance: Instance) throws -> ColdRow {
    var runs: [Measurement] = []
    var total = 0.0
    while runs.count < max(1, repetitions ?? 3)
      || repetitions == nil && runs.count < Self.mostShort && total < Self.shortTotal
    {
      let run = Measurement.solve(
        instance.scenario, with: PlanningSession(candidatesOf: instance.fleet), options: options)
      total += run.cpu
      runs.append(run)
    }
    var row = ColdRow(instance: instance, runs: runs)
    guard let peer else { return row }
    let objective = instance.scenario.objective
    row.peer = try peer.solve(ExplicitModel.program(instance.fleet), isRatio: objective == .costPerToken)
    if projected, objective != .costPerToken {
      row.projectedPeer = try peer.solve(ProjectedFormulation.program(instance.fleet))
    }
    return row
  }
}

/// The measurements of one instance.
struct ColdRow {
  var name: String
  var family: String
  var layouts: Int
  var candidates: Int
  var columns: Int
  var plan: Plan?
  /// Value in the units of the explicit model: req/s, $/h, or $/h per req/s.
  var value: Double?
  var cpu: Double
  var wall: Double
  var goodPlanCPU: Double
  var goodPlanWall: Double
  /// The first bound handed out with a plan, usually the root's.
  var firstBound: Double?
  var isDeterministic: Bool
  var peer: PeerAnswer?
  /// HiGHS on our own formulation.
  var projectedPeer: PeerAnswer?

  init(instance: Instance, runs: [Measurement]) {
    name = instance.name
    family = instance.family
    layouts = instance.layouts
    candidates = instance.fleet.candidates.count
    columns = instance.fleet.rate.count { $0 > 0 }
    let plans = runs.compactMap(\.plan)
    plan = plans.first
    isDeterministic = plans.count == runs.count && plans.dropFirst().allSatisfy { $0.isSameRun(as: plans[0]) }
    cpu = Statistics.median(runs.map(\.cpu)) ?? .nan
    wall = Statistics.median(runs.map(\.wall)) ?? .nan
    let objective = instance.scenario.objective
    let best = plan.map(\.objectiveValue)
    let reached: [(cpu: Double, wall: Double)] = runs.map { run in
      best.map { run.reached(ColdRun.goodPlan, of: $0, objective: objective) } ?? (run.cpu, run.wall)
    }
    goodPlanCPU = Statistics.median(reached.map(\.cpu)) ?? .nan
    goodPlanWall = Statistics.median(reached.map(\.wall)) ?? .nan
    firstBound = runs.first?.published.first { $0.bound.isFinite && $0.bound > 0 }?.bound
    value = plan.flatMap { plan in
      guard plan.infeasibility == nil else { return nil }
      return objective == .costPerToken ? plan.costPerHour / plan.requestsPerSecond : plan.objectiveValue
    }
  }

  /// HiGHS's time over ours; a lower bound where HiGHS did not end.
  var ratio: Double? { peer.map { $0.cpuMs / cpu } }

  /// The problem, in a word; nil if all is well.
  var problem: String? {
    if !isDeterministic { return "RUNS DIFFER" }
    guard let plan else { return "NO ANSWER" }
    if let reason = plan.infeasibility {
      guard reason.isProven else { return "NO PLAN" }
      return peer.map { $0.status == "Infeasible" || ($0.objective ?? 1) < 1e-9 } ?? true ? nil : "WRONG"
    }
    if plan.status != .optimal { return "OPEN" }
    guard let peer, let value else { return nil }
    for answer in [peer, projectedPeer].compactMap({ $0 }) where answer.isProven {
      if let theirs = answer.objective, !Agreement.holds(value, theirs) { return "DIFFERENT" }
    }
    return nil
  }

  /// The row of the table.
  var cells: [String] {
    [
      name, "\(columns)", value.map { Shown.fixed($0, 4) } ?? "none", Shown.number(cpu), Shown.number(wall),
      Shown.number(goodPlanCPU), "\(plan?.solve.nodes ?? 0)", "\(plan?.solve.pivots ?? 0)",
      Shown.number(peer?.cpuMs), (peer.map { $0.isProven ? "" : ">" } ?? "") + Shown.ratio(ratio),
      problem ?? "",
    ]
  }

  /// The row with every figure.
  var json: JSONValue {
    .object([
      ("name", .text(name)), ("family", .text(family)), ("layouts", .integer(layouts)),
      ("candidates", .integer(candidates)), ("columns", .integer(columns)),
      ("status", .text(plan?.status.rawValue ?? "none")), ("value", .optional(value)),
      ("gap", .optional(plan?.gap)), ("cpu_ms", .number(cpu)), ("wall_ms", .number(wall)),
      ("good_plan_cpu_ms", .number(goodPlanCPU)), ("good_plan_wall_ms", .number(goodPlanWall)),
      ("first_bound", .optional(firstBound)), ("nodes", .integer(plan?.solve.nodes ?? 0)),
      ("pivots", .integer(plan?.solve.pivots ?? 0)),
      ("deterministic", .flag(isDeterministic)), ("ratio", .optional(ratio)),
      ("problem", problem.map { .text($0) } ?? .null), ("highs", peer?.json ?? .null),
      ("highs_projected", projectedPeer?.json ?? .null),
    ])
  }
}

extension PeerAnswer {
  /// Every figure.
  var json: JSONValue {
    .object([
      ("version", .text(version)), ("status", .text(status)), ("objective", .optional(objective)),
      ("bound", .optional(bound)), ("cpu_ms", .number(cpuMs)), ("wall_ms", .number(wallMs)),
      ("nodes", .integer(nodes)), ("iterations", .integer(iterations)), ("cached", .flag(cached)),
    ])
  }
}
