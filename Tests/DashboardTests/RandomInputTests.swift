import Foundation
import Testing

@testable import Dashboard

/// Whatever is pressed, clicked or resized: no trap, a screen of the right size, and a way out.
/// `FULL_SWEEP=1` makes it 10,000 events; without it a fifth of them.
@Suite struct RandomInputTests {
  private static let keys = Array(Set(ActionTable.entries.flatMap(\.keys))).sorted { $0.name < $1.name }
  private static let texts = [
    "set budget 40", "goal cost", "off", "-5", "1e9", "漢字", "H100", "open x", ".svg", "%",
  ]

  private static let events = ProcessInfo.processInfo.environment["FULL_SWEEP"] == "1" ? 2000 : 400

  @Test(arguments: [1, 2, 3, 4, 5])
  func noEventTrapsOrSticks(seed: UInt64) {
    var random = SplitMix(state: seed)
    var state = seed == 5 ? LayoutTests.crowded() : Fixtures.edited()
    state.display.themes = [
      .mono, Theme(name: "b", colours: [:], grounds: [:], base: Theme.mono.base, isMonochrome: true),
    ]
    var trace: [String] = []
    for step in 0..<Self.events {
      let event = event(&random, state)
      trace = trace.suffix(20) + ["\(event)"]
      // The mouse needs the screen it points at; other events need it only now and then.
      let isPointed = if case .mouse = event { true } else { false }
      let frame = isPointed || step % 10 == 0 ? draw(state) : nil
      if let frame, frame.grid.columns != state.columns || frame.grid.rows != state.rows {
        Issue.record("a frame of another size after \(trace)")
        return
      }
      let actions = action(for: event, in: state, on: frame)
      for action in actions { _ = update(&state, action) }
      answer(&state, &random)
      if step % 50 == 0, let way = wayOut(state) {
        Issue.record("\(way) after \(trace)")
        return
      }
    }
  }

  private func event(_ random: inout SplitMix, _ state: DashboardState) -> TerminalEvent {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<55: return .key(Self.keys.randomElement(using: &random) ?? .escape)
    case 55..<65:
      return .key(.character(Character(UnicodeScalar(UInt8.random(in: 32...126, using: &random)))))
    case 65..<70: return .paste(Self.texts.randomElement(using: &random) ?? "")
    case 70..<72:
      return .resize(
        columns: Int.random(in: 1...200, using: &random), rows: Int.random(in: 1...60, using: &random))
    default:
      let kinds: [MouseEvent.Kind] = [.press, .press, .drag, .drag, .release, .wheelUp, .wheelDown]
      return .mouse(
        MouseEvent(
          kind: kinds.randomElement(using: &random) ?? .press,
          row: Int.random(in: 0..<max(1, state.rows), using: &random),
          column: Int.random(in: 0..<max(1, state.columns), using: &random)))
    }
  }

  /// Plans come now and then, time goes on.
  private func answer(_ state: inout DashboardState, _ random: inout SplitMix) {
    _ = update(&state, .program(.tick(milliseconds: state.now + 40)))
    guard case .solving = state.solver, Bool.random(using: &random) else { return }
    let plan = Int.random(in: 0..<4, using: &random) == 0 ? Fixtures.noPlan : Fixtures.plan
    _ = update(
      &state, .planner(.planArrived(plan, generation: state.generation, isFinal: Bool.random(using: &random)))
    )
  }

  /// Why Esc, q and y do not lead out of the program; nil: they do.
  private func wayOut(_ state: DashboardState) -> String? {
    var state = state
    Fixtures.press(Array(repeating: .escape, count: 6), &state)
    guard state.keyContext == .panels else { return "Esc leads to \(state.keyContext)" }
    Fixtures.press([.character("q"), .character("y")], &state)
    return state.shouldQuit ? nil : "q and y do not quit"
  }
}
