import Planning
import Testing

@testable import Dashboard

@Suite struct FeedTests {
  @Test func figuresAreOneStepOfTheHistory() throws {
    var state = Fixtures.opened()
    let before = state.statement
    let (first, second) = (state.scenario.pools[0], state.scenario.pools[1])
    let effects = update(
      &state,
      .feedArrived([
        PoolFigures(pool: first.name, available: first.available + 3, price: first.price),
        PoolFigures(pool: second.name, available: nil, price: second.price + 0.25),
        PoolFigures(pool: "nobody's", available: 5, price: 1),
      ]))
    #expect(effects.contains { if case .solve = $0 { true } else { false } })
    #expect(state.scenario.pools[0].available == first.available + 3)
    #expect(state.scenario.pools[0].priceSource == first.priceSource)
    #expect(state.scenario.pools[1].price == second.price + 0.25)
    #expect(state.undoStack.count == 1)
    let words = try #require(state.message?.text)
    #expect(words.contains("\(first.name) \(first.available) → \(first.available + 3)"))
    #expect(render(state).text.contains { $0.contains("POOLS live") })
    Fixtures.press([.character("u")], &state)
    #expect(state.statement == before)
  }

  @Test func whatIsTheSameChangesNothing() {
    var state = Fixtures.opened()
    let pool = state.scenario.pools[0]
    let effects = update(
      &state, .feedArrived([PoolFigures(pool: pool.name, available: pool.available, price: pool.price)]))
    #expect(effects.isEmpty && state.undoStack.isEmpty && state.feed == .live)
  }

  @Test func aPoolThatIsOffStaysOff() throws {
    var state = Fixtures.edited()
    let off = try #require(state.statement.switchedOff.keys.first)
    let name = state.scenario.pools[off].name
    #expect(update(&state, .feedArrived([PoolFigures(pool: name, available: 21, price: nil)])).isEmpty)
    #expect(state.scenario.pools[off].available == 0 && state.statement.switchedOff[off] == 21)
  }

  @Test func troubleIsToldAndShown() {
    var state = Fixtures.opened()
    let scenario = state.scenario
    _ = update(&state, .feedTrouble("feed.csv: no such file; the figures of 12 s ago stay"))
    #expect(state.scenario == scenario && state.feed == .stale)
    #expect(
      render(state).text.contains { $0.contains("POOLS stale") }
        && state.message?.text.contains("12 s ago") == true)
    _ = update(&state, .feedTrouble(nil))
    #expect(state.feed == .live)
  }
}
