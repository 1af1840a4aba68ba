import Planning
import Testing

@testable import Dashboard

@Suite struct HistoryTests {
  /// Keys that edit, from each panel.
  private static let edits: [[Key]] = [
    [.right], [.end], [.character("3")], [.down, .down, .pageUp], [.down, .down, .down, .left],
    [.tab, .right], [.tab, .character(" ")], [.tab, .tab, .right], [.tab, .tab, .tab, .right],
    [.tab, .tab, .tab, .character(" ")], [.tab, .tab, .tab, .tab, .shiftRight], [.character("g")],
  ]

  @Test func undoIsNamedByWhatItTakesBack() {
    var state = Fixtures.opened()
    func message() -> String { render(state).text[38] }
    for budget in [20.0, 1] {
      _ = update(&state, .edit(.set(.budget, budget)))
      _ = update(&state, .planner(.planArrived(Fixtures.noPlan, generation: state.generation, isFinal: true)))
    }
    #expect(message().contains("Budget 30.00 → 1.00 $/h · no plan · u goes to 20.00 $/h"))
    Fixtures.press([.character("u")], &state)
    #expect(state.scenario.budget == 20)
    _ = update(&state, .edit(.set(.headroom, 7)))
    _ = update(&state, .planner(.planArrived(Fixtures.noPlan, generation: state.generation, isFinal: true)))
    #expect(message().contains("no plan · u takes it back"))
  }

  @Test func undoTakesBackAndRedoDoesAgain() {
    for keys in Self.edits {
      var state = Fixtures.opened()
      let before = state.statement
      Fixtures.press(keys, &state)
      let after = state.statement
      #expect(after != before, "\(keys)")
      Fixtures.press([.character("u")], &state)
      #expect(state.statement == before, "\(keys)")
      Fixtures.press([.control("r")], &state)
      #expect(state.statement == after, "\(keys)")
    }
  }

  @Test func anEditForgetsWhatWasUndone() {
    var state = Fixtures.opened()
    Fixtures.press([.right, .right, .character("u"), .left], &state)
    #expect(state.history.redoStack.isEmpty)
    #expect(state.history.undoStack.count == 2)
  }

  @Test func resetAllIsOneStep() {
    var state = Fixtures.edited()
    let before = state.statement
    Fixtures.press([.character("R")], &state)
    #expect(state.scenario == Fixtures.scenario)
    Fixtures.press([.character("u")], &state)
    #expect(state.statement == before)
  }

  /// Whatever was done, undo leads back through the same states and redo through them again.
  @Test(arguments: [1, 2, 3])
  func undoAndRedoRetraceAnyPath(seed: UInt64) {
    var random = SplitMix(state: seed)
    var state = Fixtures.opened()
    var path = [state.statement]
    for _ in 0..<120 {
      let steps = state.history.undoStack.count
      Fixtures.press(Self.edits.randomElement(using: &random) ?? [], &state)
      while state.panel != .controls { Fixtures.press([.tab], &state) }
      // Keys that only walked, or edits told as one, add no step.
      if state.history.undoStack.count > steps {
        path.append(state.statement)
      } else {
        path[steps] = state.statement
      }
    }
    for statement in path.dropLast().reversed() {
      Fixtures.press([.character("u")], &state)
      #expect(state.statement == statement)
    }
    #expect(state.history.undoStack.isEmpty && state.scenario == Fixtures.scenario)
    for statement in path.dropFirst() {
      Fixtures.press([.control("r")], &state)
      #expect(state.statement == statement)
    }
    #expect(state.history.redoStack.isEmpty)
  }

  @Test func undoOfEverythingLeadsHome() {
    var state = Fixtures.opened()
    for keys in Self.edits { Fixtures.press(keys, &state) }
    while !state.history.undoStack.isEmpty { Fixtures.press([.character("u")], &state) }
    #expect(state.scenario == Fixtures.scenario)
    let effects = Fixtures.press([.character("u")], &state)
    #expect(effects.isEmpty)
  }
}
