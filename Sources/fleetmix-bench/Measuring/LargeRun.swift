import Interchange
import Optimization
import Planning

/// Solves instances that need no end to be useful: plan and bound over time.
struct LargeRun {
  /// Wall seconds for a solve, and for a move after it.
  var seconds: Double
  var moves: Int
  var moveSeconds: Double
  var seed: UInt64
  var options: PlanningOptions
  /// Whether times are processor times.
  var countsCPU: Bool

  /// When plan and bound are read, in seconds; those past the limit are left out.
  private static let checkpoints = [0.05, 0.25, 1, 2, 5, 15]
  /// When plan and bound of a move are read, in ms: a frame, then what feels immediate, then the limit.
  private static let moveCheckpoints = [1000.0 / 60, 100, .infinity]

  private static let table = Table(columns: [
    .init(title: "instance", width: 26, isName: true), .init(title: "layouts", width: 7),
    .init(title: "kept", width: 5), .init(title: "columns", width: 7), .init(title: "at s", width: 5),
    .init(title: "plan", width: 9), .init(title: "bound", width: 9), .init(title: "gap %", width: 6),
    .init(title: "below best %", width: 12),
  ])
  private static let moveTable = Table(columns: [
    .init(title: "moves", width: 26, isName: true), .init(title: "ms to plan", width: 10),
    .init(title: "max", width: 6), .init(title: "ms to bound", width: 11), .init(title: "max", width: 6),
    .init(title: "gap % 17 ms", width: 11), .init(title: "max", width: 6),
    .init(title: "100 ms", width: 6), .init(title: "max", width: 6), .init(title: "end", width: 6),
    .init(title: "max", width: 6),
  ])

  /// Measures the instances one by one, prints rows and summaries, and adds them to the report.
  func run(_ instances: [Instance], report: inout Report) {
    Self.table.begin()
    var rows: [JSONValue] = []
    var walks: [(name: String, moves: [Progress])] = []
    var latencies: [Double] = []
    for instance in instances {
      let session = PlanningSession(candidatesOf: instance.fleet)
      var walk = SliderWalk(from: instance.scenario, seed: seed &+ 78)
      let progress = solve(walk.scenario, session, seconds: seconds)
      printed(progress, of: instance)
      let after = (0..<moves).map { _ in
        _ = walk.move()
        return solve(walk.scenario, session, seconds: moveSeconds)
      }
      walks.append((instance.name, after))
      latencies += interrupted(&walk, session)
      rows.append(json(instance, progress, after))
    }
    guard moves > 0 else { return report.add("large", rows: rows, summary: .null) }
    print("")
    Self.moveTable.begin()
    let all = walks.flatMap(\.moves)
    for walk in walks + [("all", all)] {
      let figures = Self.moveFigures(walk.moves)
      Self.moveTable.row(
        [walk.name] + figures.prefix(4).map { Shown.number($0.value) }
          + figures.dropFirst(4).map { Shown.percent($0.value) })
    }
    let stops = [("median", Statistics.median(latencies)), ("max", latencies.max())]
    print(
      "\n\(latencies.count) solves cancelled in mid-course ended after \(Shown.number(stops[0].1)) ms in the "
        + "median, \(Shown.number(stops[1].1)) ms at most")
    report.add(
      "large", rows: rows,
      summary: .object([
        ("moves", .numbers(Self.moveFigures(all))), ("cancellation_ms", .numbers(stops)),
      ]))
  }

  /// Runs as many moves again, each solve cancelled as the next step of a held slider would cancel it;
  /// returns the milliseconds until each has ended.
  private func interrupted(_ walk: inout SliderWalk, _ session: PlanningSession) -> [Double] {
    var random = SplitMix(seed: seed &+ 79)
    return (0..<moves).compactMap { _ in
      _ = walk.move()
      return Interruption(
        walk.scenario, with: session, options: options, after: Double(1 + random.below(Self.longestHold))
      ).latency
    }
  }

  /// Most milliseconds that a solve runs before it is cancelled.
  private static let longestHold = 300

  private func solve(_ scenario: Scenario, _ session: PlanningSession, seconds: Double) -> Progress {
    var options = options
    options.timeLimit = seconds
    let run = Measurement.solve(scenario, with: session, options: options)
    return Progress(run, countsCPU: countsCPU)
  }

  private func printed(_ progress: Progress, of instance: Instance) {
    let columns = instance.fleet.rate.count { $0 > 0 }
    var isFirst = true
    func row(_ label: String, _ state: Progress.State) {
      Self.table.row(
        (isFirst
          ? [
            instance.name, "\(instance.layouts)", "\(instance.fleet.candidates.count)", "\(columns)",
          ] : ["", "", "", ""]) + [
            label, Shown.number(state.value), Shown.number(state.bound), Shown.percent(state.gap),
            Shown.percent(progress.distance(of: state)),
          ])
      isFirst = false
    }
    for checkpoint in Self.checkpoints where checkpoint * 1e3 < progress.end {
      row(Shown.number(checkpoint), progress.state(at: checkpoint * 1e3))
    }
    row(Shown.number(progress.end / 1e3), progress.state(at: .infinity))
    print(
      "  first plan \(Shown.number(progress.firstPlan)) ms, first bound \(Shown.number(progress.firstBound)) ms, "
        + "within 1 % of the best plan after \(Shown.number(progress.reached(ColdRun.goodPlan))) ms, "
        + "\(progress.nodes) nodes, \(progress.pivots) pivots")
  }

  private static func moveFigures(_ moves: [Progress]) -> [(key: String, value: Double?)] {
    func both(_ key: String, _ sample: [Double?]) -> [(key: String, value: Double?)] {
      // A move without the figure has it at infinity: it counts in median and maximum.
      let all = sample.map { $0 ?? .infinity }
      return [("\(key)_median", Statistics.median(all)), ("\(key)_max", all.max())]
    }
    return both("first_plan_ms", moves.map(\.firstPlan)) + both("first_bound_ms", moves.map(\.firstBound))
      + both("gap_at_a_frame", moves.map { $0.state(at: moveCheckpoints[0]).gap })
      + both("gap_at_100_ms", moves.map { $0.state(at: moveCheckpoints[1]).gap })
      + both("gap_at_end", moves.map { $0.state(at: moveCheckpoints[2]).gap })
  }

  private func json(_ instance: Instance, _ progress: Progress, _ moves: [Progress]) -> JSONValue {
    .object([
      ("name", .text(instance.name)), ("layouts", .integer(instance.layouts)),
      ("candidates", .integer(instance.fleet.candidates.count)),
      ("columns", .integer(instance.fleet.rate.count { $0 > 0 })), ("solve", progress.json),
      (
        "states",
        .array(
          (Self.checkpoints.filter { $0 * 1e3 < progress.end } + [.infinity]).map { checkpoint in
            let state = progress.state(at: checkpoint * 1e3)
            return .numbers([
              ("seconds", min(checkpoint, progress.end / 1e3)), ("value", state.value),
              ("bound", state.bound), ("gap", state.gap),
            ])
          })
      ), ("moves", .array(moves.map(\.json))),
    ])
  }
}
