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
      .planner(
        .feedArrived([
          PoolFigures(pool: first.name, available: first.available + 3, price: first.price),
          PoolFigures(pool: second.name, available: nil, price: second.price + 0.25),
          PoolFigures(pool: "nobody's", available: 5, price: 1),
        ])))
    #expect(effects.contains { if case .solve = $0 { true } else { false } })
    #expect(state.scenario.pools[0].available == first.available + 3)
    #expect(state.scenario.pools[0].priceSource == first.priceSource)
    #expect(state.scenario.pools[1].price == second.price + 0.25)
    #expect(state.history.undoStack.count == 1)
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
      &state,
      .planner(.feedArrived([PoolFigures(pool: pool.name, available: pool.available, price: pool.price)])))
    #expect(effects.isEmpty && state.history.undoStack.isEmpty && state.feed == .live)
  }

  @Test func aPoolThatIsOffStaysOff() throws {
    var state = Fixtures.edited()
    let off = try #require(state.statement.switchedOff.keys.first)
    let name = state.scenario.pools[off].name
    #expect(
      update(&state, .planner(.feedArrived([PoolFigures(pool: name, available: 21, price: nil)]))).isEmpty)
    #expect(state.scenario.pools[off].available == 0 && state.statement.switchedOff[off] == 21)
  }

  @Test func troubleIsToldAndShown() {
    var state = Fixtures.opened()
    let scenario = state.scenario
    _ = update(&state, .planner(.feedTrouble(FeedTrouble(reason: "feed.csv: no such file", age: 12))))
    #expect(state.scenario == scenario)
    #expect(state.message?.text == "Feed: the figures of 12 s ago stay: feed.csv: no such file")
    #expect(render(state).text.contains { $0.contains("POOLS stale 12 s ") })
    // The age goes on, in the title and in the message while that stands.
    #expect(state.feedStep == 1000)
    _ = update(&state, .program(.tick(milliseconds: state.now + 90_000)))
    #expect(state.message?.text.contains("102 s ago") == true)
    _ = update(&state, .program(.tick(milliseconds: state.now + 3_600_000)))
    #expect(state.message?.text.contains("61 min ago") == true && state.feedStep == 60_000)
    #expect(render(state).text.contains { $0.contains("POOLS stale 61 min ") })
    _ = update(&state, .program(.explain("another")))
    _ = update(&state, .program(.tick(milliseconds: state.now + 3_600_000)))
    #expect(state.message?.text == "another")
    #expect(render(state).text.contains { $0.contains("POOLS stale 2 h ") })
    _ = update(&state, .planner(.feedTrouble(FeedTrouble(reason: "gone", age: nil))))
    #expect(state.message?.text == "Feed: the scenario's own figures stay: gone" && state.feedStep == nil)
    _ = update(&state, .planner(.feedTrouble(nil)))
    #expect(state.feed == .live && state.feedTrouble == nil)
  }
}
