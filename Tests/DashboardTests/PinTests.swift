import Planning
import Testing

@testable import Dashboard

@Suite struct PinTests {
  /// The mockup's moment with B pinned before H100s were taken off the market again.
  static func pinned(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = Fixtures.edited(columns: columns, rows: rows)
    _ = update(&state, .edit(.set(.available(pool: 0), 4)))
    _ = update(&state, .planner(.planArrived(other, generation: state.generation, isFinal: true)))
    Fixtures.press([.character("b"), .character("u")], &state)
    _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    return state
  }

  /// A plan without the five dearest GPUs: two replicas fewer of the small model, one group more of the large one.
  static var other: Plan {
    var plan = Fixtures.plan(rate: 55.02, cost: 31.72, perToken: 0.0962)
    plan.replicas[5].count = 1
    plan.replicas[5].costPerHour = 2.99
    plan.replicas[1].count = 2
    plan.replicas[1].costPerHour = 6.64
    return plan
  }

  @Test func theScenarioPinsItselfAsA() {
    let state = Fixtures.opened()
    #expect(state.pins.map(\.letter) == ["A"])
    #expect(state.pins[0].name == "scenario" && state.pins[0].plan == Fixtures.reference)
    #expect(state.referencePlan == Fixtures.reference)
  }

  @Test func pinsKeepPlanAndSliders() {
    let state = Self.pinned()
    #expect(state.pins.map(\.letter) == ["A", "B"])
    #expect(state.pins[1].name == "4 H100")
    #expect(state.pins[1].plan == Self.other)
    #expect(state.pins[1].statement.scenario.pools[0].available == 4)
    #expect(state.pins[1].statement.scenario.budget == 32)
    #expect(state.pins[1].statement.switchedOff == [3: 8])
    #expect(state.scenario.pools[0].available == 8)
  }

  @Test func noPlanIsPinnedTwiceAndNineAreTheMost() {
    var state = Fixtures.opened()
    Fixtures.press([.character("b")], &state)
    #expect(state.pins.count == 1)
    #expect(state.message?.text.contains("pinned already") == true)
    for _ in 0..<10 {
      Fixtures.press([.right], &state)
      _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
      Fixtures.press([.character("b")], &state)
    }
    #expect(state.pins.map(\.letter) == Pin.letters)
    #expect(state.message?.text.contains("A to I are taken") == true)
    // What is shown is what is pinned, not what is being solved.
    Fixtures.press([.character("c"), .character("I"), .delete, .escape], &state)
    let shown = state.solved.planScenario
    Fixtures.press([.right], &state)
    Fixtures.press([.character("b")], &state)
    #expect(state.pins.last?.statement.scenario == shown)
  }

  @Test func goingToAPlanMovesTheSlidersAndCanBeUndone() {
    var state = Self.pinned()
    let before = state.statement
    let generation = state.generation
    let effects = Fixtures.press([.character("c"), .character("B"), .enter], &state)
    #expect(state.page == .panels)
    #expect(state.statement == state.pins[1].statement)
    #expect(effects == [.solve(state.scenario, generation: generation + 1)])
    Fixtures.press([.character("u")], &state)
    #expect(state.statement == before)
    // To where one is already.
    #expect(Fixtures.press([.control("r"), .character("c"), .character("B"), .enter], &state).count == 1)
    #expect(state.message?.text.contains("already") == true)
  }

  @Test func nowHasNoPlanWhereThereIsNone() {
    var state = Fixtures.opened(columns: 160, rows: 50)
    _ = update(&state, .edit(.set(.budget, 1)))
    _ = update(&state, .planner(.planArrived(Fixtures.noPlan, generation: state.generation, isFinal: true)))
    func line(_ words: String...) -> String? {
      render(state).text.first { line in words.allSatisfy { line.contains($0) } }
    }
    #expect(line("✗ now: no plan", "–") != nil)
    Fixtures.press([.character("b")], &state)
    #expect(state.pins.map(\.letter) == ["A"] && state.message?.text == "There is no plan to pin")
    Fixtures.press([.character("c")], &state)
    #expect(line("scenario", "no plan") != nil)
    #expect(line("Budget", "30.00", "1.00", "▼ −29.00") != nil)
    #expect(line("Requests served", Numbers.amount(Fixtures.reference.requestsPerSecond), "–") != nil)
    #expect(line("now has no plan: nothing starts or stops.") != nil)
    #expect(line("keep") == nil && line("Every request stays") == nil)
    #expect(state.comparisonTexts?.header.last == "now no plan")
    // While the next one is being solved, and once it is there.
    Fixtures.press([.escape, .character("u"), .character("c")], &state)
    #expect(line("FROM A TO NOW") != nil)
    _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    #expect(line("no plan") == nil && line("keep") != nil)
  }

  @Test func settingsWithoutASliderAreCompared() {
    var state = Fixtures.opened()
    _ = update(&state, .edit(.setPath(.survives, "pool")))
    _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    Fixtures.press([.character("b"), .character("c")], &state)
    #expect(state.pins.last?.name == "survives pool")
    let text = render(state).text
    #expect(text.contains { $0.contains("SETTINGS THAT DIFFER") })
    #expect(text.contains { $0.contains("Survives") && $0.contains("off") && $0.contains("pool") })
  }

  @Test func swappingChangesWhatDeltasReferTo() {
    var state = Self.pinned()
    Fixtures.press([.character("c")], &state)
    #expect(state.comparison?.reference == .pin("A") && state.comparison?.selected == .now)
    Fixtures.press([.character("B"), .character("=")], &state)
    #expect(state.comparison?.reference == .pin("B") && state.comparison?.selected == .pin("A"))
    Fixtures.press([.escape], &state)
    #expect(state.referencePlan == Self.other)
    // 59.63 - 55.02.
    #expect(render(state).text.contains { $0.contains("▲ +4.61") && $0.contains("vs plan B") })
  }

  @Test func plansAreNamedAndDropped() {
    var state = Self.pinned()
    Fixtures.press([.character("c"), .character("B"), .character("n")], &state)
    for _ in 0..<20 { Fixtures.press([.backspace], &state) }
    Fixtures.type("few", &state)
    Fixtures.press([.enter], &state)
    #expect(state.pins[1].name == "few")
    let statement = state.statement
    Fixtures.press([.delete], &state)
    #expect(state.pins.map(\.letter) == ["A"])
    #expect(state.comparison?.selected == .now)
    Fixtures.press([.character("u")], &state)
    #expect(state.pins.map(\.name) == ["scenario", "few"])
    #expect(state.statement == statement)
    Fixtures.press([.control("r")], &state)
    #expect(state.pins.map(\.letter) == ["A"])
  }

  @Test func comparisonShowsDistancesAndTheWay() {
    var state = Self.pinned()
    Fixtures.press([.character("c")], &state)
    let text = render(state).text
    func row(_ start: String) -> String { text.first { $0.hasPrefix(" " + start) } ?? "" }
    #expect(row("Requests served").contains("56.85"))
    #expect(row("Requests served").contains("55.02 ▼ −1.83"))
    #expect(row("Requests served").contains("59.63 ▲ +2.78"))
    #expect(row("Bill").contains("29.89") && row("Bill").contains("31.72 ▲ +1.83"))
    // 30 - 29.89, 32 - 31.72, 32 - 31.68.
    #expect(row("Unspent").contains("0.11     0.28 ▲ +0.17      0.32 ▲ +0.21"))
    #expect(row("Budget").contains("30.00    32.00 ▲ +2.00     32.00 ▲ +2.00"))
    #expect(row("H100 available").contains("8        4 ▼ −4            8 ="))
    #expect(row("8b  H100*1").contains("3        1 ▼ −2            3 ="))
    Fixtures.press([.character("B")], &state)
    let way = render(state).text
    #expect(way.contains { $0.contains("FROM A TO B") })
    #expect(way.contains { $0.contains("1 L40*2+L40*2") })
    #expect(way.contains { $0.contains("− stop   2") && $0.contains("5.98 $/h") })
    #expect(way.contains { $0.contains("2 H100*1") && $0.contains("5.98") })
  }

  @Test func onlyDifferencesLeavesOutTheRest() {
    var state = Self.pinned()
    Fixtures.press([.character("c")], &state)
    #expect(render(state).text.contains { $0.contains("70b H100*4") })
    Fixtures.press([.character("d")], &state)
    #expect(!render(state).text.contains { $0.hasPrefix(" 70b H100*4") })
    #expect(render(state).text.contains { $0.hasPrefix(" 8b  H100*1") })
  }

  @Test func everySizeComparesWithoutATrap() {
    for columns in [24, 40, 59, 60, 80, 107, 110, 120, 200, 300] {
      for rows in [4, 10, 16, 24, 40, 60] {
        var state = Self.pinned(columns: columns, rows: rows)
        Fixtures.press([.character("c")], &state)
        for _ in 0..<3 {
          let grid = render(state)
          #expect(grid.columns == columns)
          Fixtures.press([.pageDown, .right], &state)
        }
        if columns >= 40, rows >= 10 {
          for _ in 0..<9 { Fixtures.press([.pageDown], &state) }
          #expect(
            render(state).text.contains { $0.contains("FROM ") || $0.contains("RE-ROUTE") },
            "\(columns)x\(rows)")
        }
      }
    }
  }

  @Test func openingAnotherScenarioAsksBeforeItDropsPins() {
    var state = Self.pinned()
    _ = update(&state, .reports(.saved(state.scenario, path: "llama.yaml")))
    #expect(!state.hasUnsavedEdits)
    #expect(update(&state, .files(.open("b.yaml"))).isEmpty)
    #expect(render(state).text.contains { $0.contains("Drop the pinned plans and open b.yaml? y n") })
    #expect(Fixtures.press([.character("y")], &state) == [.open(path: "b.yaml")])
    // The plan of the scenario as opened pins itself again: nothing is lost with it.
    var fresh = Fixtures.opened()
    #expect(update(&fresh, .files(.open("b.yaml"))) == [.open(path: "b.yaml")])
  }

  @Test func theComparisonIsSavedAsATable() {
    var state = Self.pinned()
    Fixtures.press([.character("c"), .character("s")], &state)
    #expect(state.prompt?.text == "comparison.md")
    guard
      case .saveTable(let header, let rows, "comparison.md", false)? = Fixtures.press([.enter], &state).first
    else {
      Issue.record("no table saved")
      return
    }
    #expect(header == ["section", "figure", "unit", "A scenario", "B 4 H100", "now"])
    #expect(rows.allSatisfy { $0.count == header.count })
    #expect(rows.contains(["figures", "Requests served", "req/s", "56.85", "55.02", "59.63"]))
    #expect(rows.contains(["settings that differ", "H100 available", "GPUs", "8", "4", "8"]))
  }
}
