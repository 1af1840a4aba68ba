import Planning
import Testing

@testable import Dashboard

@Suite struct SliderTests {
  @Test func keysMoveTheBudgetAndAskForAPlan() {
    var state = Fixtures.opened()
    let cases: [(Key, Double)] = [
      (.right, 30.5), (.left, 30), (.shiftRight, 35), (.shiftLeft, 30), (.pageUp, 36), (.pageDown, 30),
      (.end, 60), (.home, 0), (.character("5"), 30), (.character("0"), 60), (.character("1"), 6),
      (.character("l"), 6.5), (.character("H"), 1.5),
    ]
    for (key, budget) in cases {
      let before = state.scenario.budget
      let effects = Fixtures.press([key], &state)
      #expect(state.scenario.budget == budget, "after \(key)")
      #expect(effects == (before == budget ? [] : [.solve(state.scenario, generation: state.generation)]))
    }
  }

  @Test func sharesKeepTheirSum() throws {
    var state = Fixtures.opened()
    Fixtures.press([.tab, .tab, .tab], &state)
    #expect(state.panel == .models)
    Fixtures.press([.right], &state)
    #expect(abs(state.scenario.models[0].share - 21) < 1e-9)
    #expect(abs(state.scenario.models[1].share - 79) < 1e-9)
    // The mix: w5 locked stays, the rest scales, and both models follow as they share it.
    Fixtures.press([.tab, .down, .down, .down, .down, .character(" "), .up, .up, .up, .up], &state)
    Fixtures.press([.shiftRight], &state)
    for model in state.scenario.models {
      let shares = model.workloads.map(\.share)
      #expect(abs(shares.reduce(0, +) - 100) < 1e-9)
      #expect(abs(shares[0] - 43) < 1e-9)
      #expect(shares[4] == 27)
      // 40 points were left for the seven others, 30 are now.
      #expect(abs(shares[1] - 7 * 30 / 40) < 1e-9)
    }
    let facts = (0..<9).compactMap { state.facts(of: .workloadShare(model: 0, workload: $0))?.value }
    #expect(facts.reduce(0, +) == 100)
  }

  @Test func sharesComeBackExactly() {
    for keys in [[Key.right, .left], [.shiftRight, .character("r")], [.end, .character("r")]] {
      var state = Fixtures.opened()
      Fixtures.press([.tab, .tab, .tab, .tab, .down, .down], &state)
      Fixtures.press([keys[0]], &state)
      #expect(state.scenario != Fixtures.scenario)
      Fixtures.press([keys[1]], &state)
      // After the end of the range nothing is left of the others' proportions but their sum.
      if keys[0] != .end { #expect(state.scenario == Fixtures.scenario, "\(keys)") }
    }
  }

  @Test func lockedSharesRefuse() {
    var state = Fixtures.opened()
    Fixtures.press([.tab, .tab, .tab, .character(" ")], &state)
    let before = state.statement
    Fixtures.press([.right], &state)
    #expect(state.statement == before)
    #expect(state.message?.text.contains("locked") == true)
    Fixtures.press([.down, .right], &state)
    #expect(state.message?.text.contains("every other share is locked") == true)
  }

  @Test func aPoolGoesOffAndComesBack() {
    var state = Fixtures.opened()
    Fixtures.press([.tab, .character(" ")], &state)
    #expect(state.scenario.pools[0].available == 0)
    #expect(state.statement.switchedOff == [0: 8])
    Fixtures.press([.character(" ")], &state)
    #expect(state.scenario == Fixtures.scenario)
    Fixtures.press([.right, .right], &state)
    #expect(state.scenario.pools[0].available == 10)
    Fixtures.press([.character("r")], &state)
    #expect(state.scenario == Fixtures.scenario)
  }

  @Test func pricesMove() {
    var state = Fixtures.opened()
    Fixtures.press([.tab, .tab, .right], &state)
    #expect(state.scenario.pools[0].price == 3.04)
    #expect(state.scenario.pools[0].priceSource == .scenario)
  }

  @Test func typedValuesAreRead() {
    let cases: [(String, Double?)] = [
      ("32", 32), ("$32/h", 32), ("32.5 $/h", 32.5), ("+2", 32), ("-2", 28), ("50%", 15), ("100", 100),
      ("0", 0),
      ("abc", nil), ("$3x", nil), ("-31", nil), ("1e9", 1e9), ("1e13", nil), ("nan", nil), ("inf", nil),
      ("0x10", nil),
      ("1.2.3", nil),
      ("99999999", 99_999_999), ("20k", 20_000), ("$720/day", 30), ("32 ms", nil), ("off", nil), ("$", nil),
    ]
    for (text, budget) in cases {
      var state = Fixtures.opened()
      Fixtures.press([.enter], &state)
      Fixtures.type(text, &state)
      Fixtures.press([.enter], &state)
      #expect(state.scenario.budget == budget ?? 30, "after \(text)")
      #expect((state.message?.kind == .error) == (budget == nil), "after \(text)")
    }
    var state = Fixtures.opened()
    Fixtures.press([.down, .down, .down, .enter], &state)
    Fixtures.type("2.5 s", &state)
    Fixtures.press([.enter], &state)
    #expect(state.scenario.slo?.ttftMs == 2500)
    Fixtures.press([.up, .enter], &state)
    Fixtures.type("35%", &state)
    Fixtures.press([.enter], &state)
    #expect(state.scenario.headroom == 0.35)
  }

  @Test func typingBeyondTheRangeWidensIt() {
    var state = Fixtures.opened()
    Fixtures.press([.enter], &state)
    Fixtures.type("100", &state)
    Fixtures.press([.enter, .left], &state)
    #expect(state.facts(of: .budget)?.range == 0...100)
  }

  @Test func theTextFieldEdits() {
    var state = Fixtures.opened()
    Fixtures.press([.enter], &state)
    Fixtures.type("123", &state)
    Fixtures.press([.left, .backspace, .home, .delete, .end], &state)
    #expect(state.prompt?.text == "3")
    _ = update(&state, .typing(.paste("45\nrest")))
    #expect(state.prompt?.text == "345")
    Fixtures.press([.escape], &state)
    #expect(state.prompt == nil)
    #expect(state.scenario == Fixtures.scenario)
  }

  @Test func limitsAreDroppedAndTakenUp() {
    var state = Fixtures.opened()
    Fixtures.press([.down, .down, .down, .character(" ")], &state)
    #expect(state.scenario.slo?.ttftMs == nil)
    Fixtures.press([.character(" ")], &state)
    #expect(state.scenario == Fixtures.scenario)
  }

  @Test func theGoalTakesWhatItNeedsFromThePlan() {
    var state = Fixtures.opened()
    Fixtures.press([.character("g")], &state)
    #expect(state.scenario.objective == .cost)
    #expect(state.scenario.demand == 56.8)
    Fixtures.press([.character("g"), .character("g")], &state)
    #expect(state.scenario.objective == .throughput)
    #expect(state.scenario.budget == 30)
  }
}
