import Planning
import Serving
import Testing

@testable import Dashboard

@Suite struct TooltipTests {
  @Test func everyControlSaysWhatItMeansWithUnitAndRange() {
    for (columns, rows) in [(200, 60), (120, 40)] {
      var state = Fixtures.opened(columns: columns, rows: rows)
      for control in state.controls.controlChoices().compactMap(\.control) {
        _ = update(&state, .focus(.control(control)))
        guard let facts = state.facts(of: control) else { continue }
        let row = render(state).text[rows - 2]
        #expect(row.contains(state.controls.meaning(of: control)), "\(row)")
        #expect(row.contains(" \(facts.unit.text)): "), "\(row)")
      }
    }
  }

  @Test func poolsSayWhereTheyStandAndWhoStatesTheirPrice() {
    var scenario = Fixtures.scenario
    scenario.pools[0].offer = Offer(
      provider: "RunPod", region: "EU-RO-1", tier: .spot, interruptionsPerHour: 0.02)
    scenario.pools[1].priceSource = .list(
      ListPrice(
        gpu: "A100", dollarsPerHour: 1.75, provider: "Lambda", tier: "on_demand", date: "2026-11-20",
        source: "its page"))
    var state = DashboardState(scenario: scenario, scenarioPath: nil, notice: nil)
    _ = update(&state, .program(.resize(columns: 120, rows: 40)))
    _ = update(&state, .focus(.control(.available(pool: 0))))
    #expect(render(state).text[38].contains("RunPod, EU-RO-1, spot, 0.020 interruptions/h a machine"))
    _ = update(&state, .focus(.control(.price(pool: 1))))
    let grid = render(state)
    #expect(grid.text[38].contains("list price of 2026-11-20, Lambda on demand"))
    // The stated price beside it is not underlined.
    func isUnderlined(_ pool: String) -> Bool? {
      grid.text.firstIndex { $0.contains(pool) && $0.contains("/") }.map { grid[$0, 35].style.underline }
    }
    #expect(isUnderlined("A100") == true && isUnderlined("H100") == false)
    // A price that was moved is the operator's.
    _ = update(&state, .edit(.set(.price(pool: 1), 1.5)))
    #expect(!render(state).text[38].contains("list price"))
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
