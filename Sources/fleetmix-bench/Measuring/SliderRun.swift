import Interchange
import Planning

/// Walks over sliders with one warm session each; every move is checked cold, some with HiGHS.
struct SliderRun {
  var moves: Int
  var peerMoves: Int
  /// Whether each walk is done twice, to compare.
  var repeats: Bool
  var seed: UInt64
  var options: PlanningOptions
  var peer: HighsPeer?

  /// Measures the walks one by one, prints rows and summaries, and adds them to the report.
  func run(_ instances: [Instance], mode: String, report: inout Report) throws {
    var rows: [MoveRow] = []
    var summaries: [(key: String, value: JSONValue)] = []
    SliderSummary.table.begin()
    for instance in instances {
      let walk = try measure(instance)
      rows += walk
      let summary = SliderSummary(name: instance.name, rows: walk)
      SliderSummary.table.row(summary.cells)
      summaries.append((instance.name, summary.json))
    }
    let all = SliderSummary(name: "all", rows: rows)
    SliderSummary.table.row(all.cells)
    summaries.append(("all", all.json))
    all.printAgreement()
    report.add(
      mode, rows: rows.map(\.json), summary: .object(summaries), problems: rows.count { $0.problem != nil })
  }

  private func measure(_ instance: Instance) throws -> [MoveRow] {
    var walk = SliderWalk(from: instance.scenario, seed: seed &+ 77)
    let session = PlanningSession(candidatesOf: instance.fleet)
    let twin = repeats ? PlanningSession(candidatesOf: instance.fleet) : nil
    _ = session.solve(walk.scenario, options: options)
    _ = twin?.solve(walk.scenario, options: options)
    let everyPeer = peerMoves > 0 ? max(1, moves / peerMoves) : Int.max
    return try (1...max(1, moves)).map { move in
      let control = walk.move()
      let warm = Measurement.solve(walk.scenario, with: session, options: options)
      let cold = Measurement.solve(
        walk.scenario, with: PlanningSession(candidatesOf: instance.fleet), options: options)
      var row = MoveRow(
        walk: instance.name, move: move, control: control, objective: walk.scenario.objective, warm: warm,
        cold: cold)
      if let twin, let plan = warm.plan, let again = twin.solve(walk.scenario, options: options) {
        row.isDeterministic = plan.isSameRun(as: again)
      }
      if let peer, move % everyPeer == 0 {
        row.peer = try peer.solve(
          ExplicitModel.program(instance.with(walk.scenario)),
          isRatio: walk.scenario.objective == .costPerToken)
      }
      return row
    }
  }
}

/// The measurements of one move.
struct MoveRow {
  var walk: String
  var move: Int
  var control: SliderWalk.Control
  /// Processor and wall milliseconds: to the first plan, to the first one within 1 % of the move's optimum, to the
  /// first one with a bound, to the proof.
  var firstPlan: (cpu: Double, wall: Double)
  var goodPlan: (cpu: Double, wall: Double)
  var firstBound: (cpu: Double, wall: Double)
  var proof: (cpu: Double, wall: Double)
  /// Whether the first plan was within 1 % already.
  var isFirstGood: Bool
  var coldProof: Double
  var coldGoodPlan: Double
  var nodes: Int
  var pivots: Int
  var status: Plan.Status
  /// The warm optimum and the cold one, in the units of the explicit model; nil without a plan.
  var value: Double?
  var coldValue: Double?
  var isDeterministic: Bool?
  var peer: PeerAnswer?

  init(
    walk: String, move: Int, control: SliderWalk.Control, objective: Objective, warm: Measurement,
    cold: Measurement
  ) {
    self.walk = walk
    self.move = move
    self.control = control
    proof = (warm.cpu, warm.wall)
    coldProof = cold.cpu
    nodes = warm.plan?.solve.nodes ?? 0
    pivots = warm.plan?.solve.pivots ?? 0
    status = warm.plan?.status ?? .infeasible
    firstPlan = warm.published.first.map { ($0.cpu, $0.wall) } ?? proof
    // Without a bound on the way it comes with the proof; 0 and infinity bound nothing.
    firstBound =
      warm.published.first { $0.bound.isFinite && $0.bound > 0 }.map { ($0.cpu, $0.wall) } ?? proof
    goodPlan = proof
    coldGoodPlan = cold.cpu
    isFirstGood = false
    func value(_ plan: Plan?) -> Double? {
      guard let plan, plan.infeasibility == nil else { return nil }
      return objective == .costPerToken ? plan.costPerHour / plan.requestsPerSecond : plan.objectiveValue
    }
    self.value = value(warm.plan)
    coldValue = value(cold.plan)
    guard let one = warm.plan?.objectiveValue, let other = cold.plan?.objectiveValue else { return }
    let best = objective == .throughput ? max(one, other) : min(one, other)
    goodPlan = warm.reached(ColdRun.goodPlan, of: best, objective: objective)
    coldGoodPlan = cold.reached(ColdRun.goodPlan, of: best, objective: objective).cpu
    isFirstGood =
      warm.published.first.map { Measurement.isWithin(ColdRun.goodPlan, $0.value, of: best, objective) }
      ?? false
  }

  /// Whether the move left something to plan; where nothing can be planned there is no plan to wait for.
  var hasPlan: Bool { value != nil }

  /// The problem, in a word; nil if all is well.
  var problem: String? {
    if isDeterministic == false { return "RUNS DIFFER" }
    if let peer, peer.isProven, let theirs = peer.objective, let value, !Agreement.holds(value, theirs) {
      return "DIFFERENT FROM HIGHS"
    }
    switch (value, coldValue) {
    case (nil, nil): return nil
    case (let value?, let coldValue?):
      if status != .optimal { return "OPEN" }
      return Agreement.holds(value, coldValue) ? nil : "DIFFERENT FROM COLD"
    default: return "DIFFERENT FROM COLD"
    }
  }

  /// The row with every figure.
  var json: JSONValue {
    .object([
      ("walk", .text(walk)), ("move", .integer(move)), ("control", .text(control.rawValue)),
      ("status", .text(status.rawValue)), ("value", .optional(value)), ("cold_value", .optional(coldValue)),
      ("first_plan_cpu_ms", .number(firstPlan.cpu)), ("first_plan_wall_ms", .number(firstPlan.wall)),
      ("first_plan_is_good", .flag(isFirstGood)), ("good_plan_cpu_ms", .number(goodPlan.cpu)),
      ("good_plan_wall_ms", .number(goodPlan.wall)), ("first_bound_cpu_ms", .number(firstBound.cpu)),
      ("first_bound_wall_ms", .number(firstBound.wall)), ("proof_cpu_ms", .number(proof.cpu)),
      ("proof_wall_ms", .number(proof.wall)), ("nodes", .integer(nodes)), ("pivots", .integer(pivots)),
      ("cold_proof_cpu_ms", .number(coldProof)), ("cold_good_plan_cpu_ms", .number(coldGoodPlan)),
      ("problem", problem.map { .text($0) } ?? .null), ("highs", peer?.json ?? .null),
    ])
  }
}
