import Foundation
import Interchange
import Planning

/// Figures of the running dashboard, each with the limit it must keep.
struct DashboardRun {
  /// One line of the table.
  struct Figure {
    var name: String
    /// The value and its unit.
    var value: Double?
    var unit: String
    /// The limit that the value must stay below (or at, for counts); nil: it is only reported.
    var limit: Double?

    /// Whether the value keeps its limit.
    var isKept: Bool { limit.map { limit in value.map { $0 <= limit } ?? false } ?? true }
  }

  /// Path of the dashboard's program.
  let program: String
  /// Milliseconds between two presses of the held key, and how many.
  let interval: Double
  let presses: Int
  /// Seconds without a key in which the processor's use is measured.
  let idleSeconds: Double
  /// Seed of the scenario that is hard to solve.
  let seed: UInt64

  private static let size = (columns: 120, rows: 40)
  private static let large = (columns: 200, rows: 60)

  /// Measures everything, printing rows as they come; returns the figures.
  func measure() throws -> [Figure] {
    let home = FileManager.default.temporaryDirectory.appending(path: "fleetmix-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    var figures: [Figure] = []
    func add(_ new: [Figure]) {
      for figure in new { Self.table.row(Self.cells(figure)) }
      figures += new
    }
    Self.table.begin()
    add(try frameFigures())
    add(try liveFigures(home: home.path))
    add(try hardFigures(home: home.path))
    return figures
  }

  /// Drawing and updating alone.
  private func frameFigures() throws -> [Figure] {
    var costs = FrameCosts(try DefaultSample.scenario(), columns: Self.large.columns, rows: Self.large.rows)
    costs.measure()
    var hard = FrameCosts(hardScenario, columns: Self.large.columns, rows: Self.large.rows)
    hard.measure()
    return [
      Figure(
        name: "render 200x60, median", value: Statistics.median(costs.frames), unit: "ms", limit: 2),
      Figure(
        name: "any key on any screen at 200x60, median", value: Statistics.median(costs.keys), unit: "ms"),
      Figure(
        name: "slowest key: \(costs.slowest.name)", value: costs.slowest.milliseconds, unit: "ms", limit: 5),
      Figure(
        name: "hard scenario: render 200x60, median", value: Statistics.median(hard.frames), unit: "ms"),
      Figure(
        name: "slowest key: \(hard.slowest.name)", value: hard.slowest.milliseconds, unit: "ms", limit: 5),
    ]
  }

  /// The default sample: start, held keys, rest.
  private func liveFigures(home: String) throws -> [Figure] {
    let (dashboard, start) = try open([], Self.size, home: home)
    var figures = [
      Figure(name: "start to first frame", value: start, unit: "ms", limit: 250),
      Figure(
        name: "start to proven plan", value: try dashboard.wait(for: "● optimal") - dashboard.start,
        unit: "ms"),
    ]
    let held = try hold(dashboard)
    figures +=
      latencyFigures("held key 120x40", held) + [
        Figure(name: "  presses lost", value: Double(held.lost), unit: "", limit: 0),
        Figure(name: "  bytes a press", value: Double(held.bytes) / Double(presses), unit: ""),
        Figure(name: "  processor time a press", value: held.cpu / Double(presses), unit: "ms"),
      ]
    dashboard.watch(until: Clocks.wall() + Self.calmSeconds * 1000)
    let cpu = dashboard.cpu
    let from = Clocks.wall()
    dashboard.watch(until: from + idleSeconds * 1000)
    let idle = (dashboard.cpu - cpu) / (Clocks.wall() - from) * 100
    figures.append(Figure(name: "processor use at rest", value: idle, unit: "%", limit: 0.5))
    figures.append(
      Figure(name: "Ctrl-C not answered", value: dashboard.interrupt() ? 0 : 1, unit: "", limit: 0))
    let (wide, _) = try open([], Self.large, home: home)
    try wide.wait(for: "● optimal")
    figures += latencyFigures("held key 200x60", try hold(wide))
    _ = wide.interrupt()
    return figures
  }

  /// After a key, everything in the background is found out within this.
  private static let calmSeconds = 5.0

  /// Ten times the paper's size: its proof takes far longer than a key is held.
  private var hardScenario: Scenario {
    var families = LargeFamilies(seed: seed)
    return families.instance(2).scenario
  }

  /// The hard scenario under a held key.
  private func hardFigures(home: String) throws -> [Figure] {
    let path = home + "/hard.yaml"
    try ScenarioWriter.save(hardScenario, to: path, origin: .containing(path))
    let (dashboard, _) = try open([path, "--gap", "0"], Self.size, home: home)
    try dashboard.wait(for: "gap")
    let held = try hold(dashboard)
    let top = dashboard.glass.rows.first.map { String($0) } ?? ""
    _ = dashboard.interrupt()
    return latencyFigures("held key, hard scenario", held) + [
      Figure(name: "  presses lost", value: Double(held.lost), unit: "", limit: 0),
      Figure(name: "  proven after all", value: top.contains("optimal") ? 1 : 0, unit: "", limit: 0),
    ]
  }

  private func latencyFigures(_ name: String, _ held: KeyHold.Result) -> [Figure] {
    [
      Figure(
        name: "\(name): key to frame, median", value: Statistics.median(held.latencies), unit: "ms", limit: 8),
      Figure(
        name: "  95th percentile", value: Statistics.quantile(0.95, of: held.latencies), unit: "ms", limit: 33
      ),
      Figure(name: "  worst", value: held.latencies.max(), unit: "ms"),
    ]
  }

  /// Holds the key that raises the budget, then the one that lowers it, and so on; one press before shows the
  /// step.
  private func hold(_ dashboard: TerminalProgram) throws -> KeyHold.Result {
    let hold = KeyHold(interval: interval)
    guard let before = KeyHold.budget(on: dashboard.glass) else {
      throw TerminalProgram.Failure(description: "no budget on the screen")
    }
    dashboard.type(KeyHold.right)
    var after = before
    dashboard.watch(until: Clocks.wall() + 2000) { glass, _ in
      after = KeyHold.budget(on: glass) ?? before
      return after != before
    }
    guard after > before else {
      throw TerminalProgram.Failure(description: "the budget does not move from \(before) $/h")
    }
    let step = after - before
    var result = KeyHold.Result()
    // A slider has an end; turning round often keeps away from it.
    for (index, start) in stride(from: 0, to: presses, by: Self.pressesInARow).enumerated() {
      let (key, step) = index % 2 == 0 ? (KeyHold.right, step) : (KeyHold.left, -step)
      let count = min(Self.pressesInARow, presses - start)
      result = result + hold.hold(key, step: step, presses: count, on: dashboard)
    }
    return result
  }

  private static let pressesInARow = 25

  /// Starts the dashboard; it and the milliseconds to its first frame.
  private func open(
    _ arguments: [String], _ size: (columns: Int, rows: Int), home: String
  ) throws -> (TerminalProgram, Double) {
    let dashboard = try TerminalProgram(
      program, arguments, columns: size.columns, rows: size.rows,
      environment: [
        "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": home, "SWIFT_BACKTRACE": "enable=no",
      ])
    let first = try dashboard.wait(for: "Budget") - dashboard.start
    return (dashboard, first)
  }

  // MARK: Showing

  static let table = Table(columns: [
    .init(title: "figure", width: 52, isName: true), .init(title: "value", width: 8),
    .init(title: "", width: 2, isName: true), .init(title: "limit", width: 5), .init(title: "", width: 6),
  ])

  private static func cells(_ figure: Figure) -> [String] {
    [
      figure.name, Shown.number(figure.value), figure.unit, figure.limit.map { Shown.number($0) } ?? "",
      figure.isKept ? "" : "MISSED",
    ]
  }
}
