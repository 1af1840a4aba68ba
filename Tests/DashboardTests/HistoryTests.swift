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
    #expect(state.redoStack.isEmpty)
    #expect(state.undoStack.count == 2)
  }

  @Test func resetAllIsOneStep() {
    var state = Fixtures.edited()
    let before = state.statement
    Fixtures.press([.character("R")], &state)
    #expect(state.scenario == Fixtures.scenario)
    Fixtures.press([.character("u")], &state)
    #expect(state.statement == before)
  }

  @Test func undoOfEverythingLeadsHome() {
    var state = Fixtures.opened()
    for keys in Self.edits { Fixtures.press(keys, &state) }
    while !state.undoStack.isEmpty { Fixtures.press([.character("u")], &state) }
    #expect(state.scenario == Fixtures.scenario)
    let effects = Fixtures.press([.character("u")], &state)
    #expect(effects.isEmpty)
  }
}
