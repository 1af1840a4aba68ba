import Testing

@testable import Dashboard

@Suite struct TourTests {
  @Test func theTourLeadsThroughItsStopsWhileKeysGoOnWorking() {
    var state = Fixtures.opened()
    Fixtures.press([.character("T")], &state)
    #expect(render(state).text.contains { $0.contains("TOUR 1/6 · Move the budget") })
    // What it tells to try works, and leaves it where it is.
    let before = state.scenario.budget
    Fixtures.press([.right], &state)
    #expect(state.scenario.budget != before && state.input.tourStop == 0)
    Fixtures.press([.character("N"), .character("n")], &state)
    #expect(state.input.tourStop == 1)
    for _ in 2..<TourStop.all(state.keys).count { Fixtures.press([.character("n")], &state) }
    #expect(render(state).text.contains { $0.contains("TOUR 6/6") })
    Fixtures.press([.character("n")], &state)
    #expect(state.input.tourStop == nil)
  }

  @Test func escapeEndsItAndLettersAreTextWhereOneTypes() {
    var state = Fixtures.opened()
    _ = update(&state, .commands(.run("tour")))
    Fixtures.press([.character(":"), .character("n"), .escape], &state)
    #expect(state.input.tourStop == 0)
    Fixtures.press([.escape], &state)
    #expect(state.input.tourStop == nil && state.keyContext == .panels)
  }

  /// The sliders stay in sight beside the card, and the card names the keys that a key file gives.
  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func theCardLeavesTheSlidersAlone(columns: Int, rows: Int) {
    var state = Fixtures.opened(columns: columns, rows: rows)
    let plain = render(state).text
    state.keys = KeyBindings(changes: ["tour-next": [.function(5)]])
    _ = update(&state, .view(.beginTour))
    let text = render(state).text
    #expect(text.contains { $0.contains("F5 next") && $0.contains("Esc ends") })
    for (row, line) in text.enumerated() { #expect(line.prefix(28) == plain[row].prefix(28)) }
  }

  @Test func whereThereIsNoRoomThereIsNoCard() {
    var state = Fixtures.opened(columns: 24, rows: 4)
    _ = update(&state, .view(.beginTour))
    #expect(!render(state).text.contains { $0.contains("TOUR") })
  }
}
