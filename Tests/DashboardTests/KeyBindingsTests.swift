import Testing

@testable import Dashboard

@Suite struct KeyBindingsTests {
  @Test func otherKeysMeanTheSame() {
    var state = Fixtures.edited()
    state.keys = KeyBindings(changes: ["undo": [.character("z")], "step-up": [.shiftUp], "quit": []])
    Fixtures.press([.shiftUp], &state)
    #expect(state.scenario.budget == 32.5)
    Fixtures.press([.character("z")], &state)
    #expect(state.scenario.budget == 32)
    // The keys of the table mean nothing any more.
    let before = state
    Fixtures.press([.right, .character("l"), .character("u"), .character("q")], &state)
    #expect(state == before)
    // What a changed binding left alone stays.
    Fixtures.press([.left], &state)
    #expect(state.scenario.budget == 31.5)
  }

  @Test func helpHintsAndPaletteNameTheKeysInForce() {
    var state = Fixtures.edited(columns: 160)
    state.keys = KeyBindings(changes: ["undo": [.control("z")], "pin": [], "step-down": [.character("a")]])
    let hints = render(state).text.last ?? ""
    #expect(hints.contains("^Z undo") && !hints.contains(" pin") && hints.contains("a→ ±0.50"))
    #expect(HelpText.groups(state).joined().contains { $0.keys == "^Z" && $0.text == "undo" })
    #expect(HelpText.groups(state).joined().contains { $0.keys == "a → l" && $0.text == "one step" })
    #expect(state.paletteRows(for: "undo").first?.keys == "^Z")
    #expect(state.paletteRows(for: "pin").first?.keys == "")
  }

  @Test func aKeyGivenAwayIsNoLongerItsFormerOwners() {
    let keys = KeyBindings(changes: ["undo": [.character("r")]])
    #expect(keys.meaning(of: .character("r"), in: .panels)?.binding.name == "undo")
    #expect(keys.hint("reset") == "")
    #expect(keys.bereft == ["reset"])
    #expect(KeyBindings.standard.bereft.isEmpty)
  }

  @Test func everyBindingCanHaveAKeyOfItsOwn() throws {
    for entry in ActionTable.entries {
      for binding in entry.bindings {
        #expect(KeyBindings.problem(of: .function(12), for: binding.name, beside: [:]) == nil)
        let keys = KeyBindings(changes: [binding.name: [.function(12)]])
        #expect(keys.meaning(of: .function(12), in: entry.context)?.binding.name == binding.name)
      }
    }
  }
}
