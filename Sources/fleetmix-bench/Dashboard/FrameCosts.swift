import Dashboard
import Interchange
import Planning

/// The time that the key loop spends on a key: its meaning, the new state, the new frame; no terminal, no
/// other thread.
struct FrameCosts {
  /// Milliseconds of processor time of every key, and of drawing alone.
  private(set) var keys: [Double] = []
  private(set) var frames: [Double] = []
  /// The key that took longest, with the screen it was pressed on.
  private(set) var slowest = (name: "", milliseconds: 0.0)

  /// Every key of the action table is pressed this often on every screen.
  private static let rounds = 3
  private static let frameRounds = 200

  private let opened: DashboardState

  /// Opens a scenario at a size, planned for a while and, where it is proven then, explored.
  init(_ scenario: Scenario, columns: Int, rows: Int) {
    var state = DashboardState(scenario: scenario, scenarioPath: nil, notice: nil)
    let session = PlanningSession()
    let explorer = Explorer(gap: Self.gap)
    let options = PlanningOptions(gap: Self.gap, timeLimit: Self.planSeconds)
    _ = update(&state, .program(.resize(columns: columns, rows: rows)))
    for case .solve(let scenario, let generation) in update(&state, .program(.start)) {
      guard let plan = session.solve(scenario, options: options) else { continue }
      for case .explore(let tasks, let request) in update(
        &state, .planner(.planArrived(plan, generation: generation, isFinal: true)))
      {
        for task in tasks where plan.status == .optimal {
          guard let answer = explorer.answer(task) else { continue }
          _ = update(&state, .planner(.explored(task.question, answer, request: request)))
        }
      }
    }
    opened = state
  }

  private static let gap = 1e-4
  private static let planSeconds = 1.0

  /// The screens on which every key is pressed, and the keys that lead to them.
  private static let screens: [(name: String, keys: [Key])] = [
    ("panels", []), ("comparison", [.right, .character("c")]), ("history", [.right, .character("U")]),
    ("zoomed plan", [.alt("1"), .character("e")]), ("zoomed routes", [.alt("2"), .character("e")]),
    ("zoomed cost", [.alt("3"), .character("e")]), ("zoomed frontier", [.alt("4"), .character("e")]),
    ("zoomed pools", [.alt("5"), .character("e")]), ("options", [.alt("6")]), ("move", [.alt("7")]),
    ("help", [.character("?")]),
    ("commands", [.character(":")]), ("commands: set", [.character(":")] + "set bud".map { .character($0) }),
  ]

  /// Measures; nothing is kept of a key once the next is pressed.
  mutating func measure() {
    for _ in 0..<Self.frameRounds {
      let start = Clocks.cpu()
      _ = draw(opened)
      frames.append(Clocks.cpu() - start)
    }
    let keys = Set(ActionTable.entries.flatMap(\.keys)).sorted { "\($0)" < "\($1)" }
    for screen in Self.screens {
      var shown = opened
      for key in screen.keys { _ = press(key, &shown) }
      for key in keys {
        // A cold cache or a page that comes is no cost of the key's: the least of a few rounds counts.
        var least = Double.infinity
        for _ in 0..<Self.rounds {
          var state = shown
          least = min(least, press(key, &state))
        }
        self.keys.append(least)
        if least > slowest.milliseconds { slowest = ("\(key) on \(screen.name)", least) }
      }
    }
  }

  /// Milliseconds of processor time that a key takes.
  private func press(_ key: Key, _ state: inout DashboardState) -> Double {
    let start = Clocks.cpu()
    for action in action(for: .key(key), in: state) { _ = update(&state, action) }
    _ = draw(state)
    return Clocks.cpu() - start
  }
}

/// The scenario that the dashboard opens on.
enum DefaultSample {
  /// Reads it from the folder beside the program or from the program itself.
  static func scenario() throws -> Scenario {
    let locator = ResourceLocator()
    guard let resource = locator.file(ResourceLocator.defaultScenario) else {
      throw TerminalProgram.Failure(description: "no \(ResourceLocator.defaultScenario)")
    }
    let source = try locator.read(resource)
    return try ScenarioReader.read(
      text: source.text, fileName: source.path, folder: locator.folder(of: resource))
  }
}
