import Testing

@testable import Dashboard

@Suite struct TooltipTests {
  @Test func everyControlSaysWhatItMeansWithUnitAndRange() {
    for (columns, rows) in [(200, 60), (120, 40)] {
      var state = Fixtures.opened(columns: columns, rows: rows)
      for (_, control) in state.controlPaths {
        _ = update(&state, .focus(control))
        guard let facts = state.facts(of: control) else { continue }
        let row = render(state).text[rows - 2]
        #expect(row.contains(state.meaning(of: control)), "\(row)")
        #expect(row.contains(" \(facts.unit.text)): "), "\(row)")
      }
    }
  }

  @Test func anEditIsToldUntilAnotherRowIsChosen() {
    var state = Fixtures.opened()
    Fixtures.press([.right], &state)
    #expect(render(state).text[38].contains("30.00 → 30.50"))
    Fixtures.press([.down], &state)
    #expect(render(state).text[38].contains("requests/s to serve"))
    while state.panel != .results { Fixtures.press([.tab], &state) }
    let row = render(state).text[38]
    #expect(row.contains("H100*4") && row.contains("$/h each"), "\(row)")
    #expect(row.contains("measured"), "\(row)")
  }

  @Test func errorsAndQuestionsComeFirst() {
    var state = Fixtures.opened()
    Fixtures.press([.down, .character("u")], &state)
    #expect(render(state).text[38].contains("nothing to undo"))
    Fixtures.press([.enter], &state)
    #expect(render(state).text[38].contains("type 20"))
  }
}
