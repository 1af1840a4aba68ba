import Planning
import Testing

@testable import Dashboard

@Suite struct NoPlanTests {
  /// The budget lowered until there is no plan, and some of what was tried: the budget back up, more H100s, fewer
  /// requests for the large model, cheaper A40s; nothing else helps.
  static func blocked(columns: Int = 120, rows: Int = 40, isComplete: Bool = true) -> DashboardState {
    var state = Fixtures.edited(columns: columns, rows: rows)
    _ = update(&state, .edit(.set(.budget, 20)))
    let effects = update(
      &state, .planner(.planArrived(Fixtures.noPlan, generation: state.generation, isFinal: true)))
    for case .explore(let tasks, let request) in effects {
      for task in tasks where isComplete || task.question == .relaxation(.budget) {
        if task.question == .conflict, let clash = Self.clash {
          _ = update(&state, .planner(.explored(.conflict, .conflict(clash), request: request)))
        }
        guard case .relaxation(let kind) = task.question else { continue }
        let found = change(kind, task.scenario)
        _ = update(&state, .planner(.explored(task.question, .relaxation(found), request: request)))
      }
    }
    return state
  }

  /// Of the budget and the stock of A40s, by a scenario of which that is true.
  private static let clash: Conflict? = {
    var conflict = Conflict(of: tight(), options: PlanningOptions())
    conflict?.clashes = [[.budget, .available(pool: 4)]]
    conflict?.decisive = [.budget, .available(pool: 4)]
    return conflict
  }()

  /// A budget of nothing.
  private static func tight() -> Scenario {
    var scenario = Fixtures.scenario
    scenario.budget = 0
    return scenario
  }

  @Test func theClashIsNamed() throws {
    let text = render(Self.blocked()).text.joined(separator: "\n")
    #expect(text.contains("The budget and the stock of A40 clash: without any one of them there is a plan."))
    // Before it is known nothing is said.
    #expect(!render(Self.blocked(isComplete: false)).text.joined().contains("clash"))
    // By the engine: the worked example with a budget that buys nothing.
    var state = try Solved.opened("worked-example/scenario")
    Solved.perform(.edit(.set(.budget, 1)), &state)
    #expect(state.controls.clashText(state.exploration) == "Only the budget stands in the way.")
    Solved.perform(.edit(.set(.budget, 8)), &state)
    #expect(state.infeasibility == nil && state.controls.clashText(state.exploration) == nil)
    // More stock of one kind still needs more money than there is.
    state = try Solved.opened("today/scenario")
    Solved.perform(.edit(.chooseObjective(.cost)), &state)
    Solved.perform(.edit(.set(.demand, 60)), &state)
    #expect(
      state.controls.clashText(state.exploration)
        == "the demand, the stock of H100, the stock of H200 and the stock of B200 clash; "
        + "the budget and the demand clash: only without the demand is there a plan while the others are kept."
    )
  }

  private static func change(_ kind: Relaxation.Kind, _ scenario: Scenario) -> Relaxation? {
    var changed = scenario
    var plan = Fixtures.plan
    let from: Double
    let to: Double
    switch kind {
    case .budget: (from, to, changed.budget, plan.costPerHour) = (20, 25, 25, 24.98)
    case .available(pool: 0): (from, to, changed.pools[0].available) = (8, 9, 9)
    case .price(pool: 4): (from, to, changed.pools[4].price) = (0.55, 0.44, 0.44)
    case .modelShare(0): (from, to, changed.models[0].share) = (0.2, 0.15, 15)
    default: return nil
    }
    return Relaxation(kind: kind, from: from, to: to, demand: nil, scenario: changed, plan: plan)
  }

  @Test func theWayToTheChangesIsNamed() {
    var state = Self.blocked()
    // Of the right side alone: sliders have rules of their own.
    func line(_ words: String) -> String {
      render(state).text.first { $0.contains(words) }.map { String($0.dropFirst(37)) } ?? ""
    }
    #expect(line("SMALLEST CHANGES").contains("Tab leads here · each one alone gives a plan "))
    // Only the panel that the keys act on has a heavy rule.
    #expect(
      line("NO PLAN ─").hasPrefix(" NO PLAN") && !line("NO PLAN ─").contains("━")
        && !line("SMALLEST").contains("━"))
    Fixtures.press([.alt("1")], &state)
    #expect(line("SMALLEST CHANGES").contains("━") && !line("SMALLEST CHANGES").contains("leads here"))
  }

  @Test func theHeadlineIsNotThePresentPlansOnSmallScreensEither() {
    let grid = render(Self.blocked(columns: 80, rows: 24))
    #expect(grid.text[1].contains("59.63 req/s"))
    #expect((0..<79).allSatisfy { grid[1, $0].style.role == .stale })
  }

  @Test func aChangeIsPreviewedBeforeItIsMade() {
    var state = Self.blocked()
    Fixtures.press([.alt("1"), .character("p")], &state)
    func shown() -> String { render(state).text.joined(separator: "\n") }
    #expect(shown().contains("PREVIEW H100 available 8 → 9 GPUs") && !shown().contains("NO PLAN"))
    // The keys go on walking through the changes, and the preview follows.
    Fixtures.press([.down], &state)
    #expect(shown().contains("PREVIEW Price of A40 0.55 → 0.44 $/h"))
    #expect(state.scenario.pools[4].price == 0.55)
    Fixtures.press([.character("p")], &state)
    #expect(shown().contains("NO PLAN"))
    Fixtures.press([.character("p"), .escape], &state)
    #expect(shown().contains("NO PLAN") && state.infeasibility != nil)
    Fixtures.press([.character("p"), .enter], &state)
    #expect(state.scenario.pools[4].price == 0.44 && !state.focus.isPreviewing)
  }

  @Test func changesAreRankedBySize() {
    let state = Self.blocked()
    #expect(
      state.relaxations.map(\.kind) == [
        .available(pool: 0), .price(pool: 4), .budget, .modelShare(0),
      ])
    let text = render(state).text
    #expect(
      text.contains { $0.contains("1 H100 available") && $0.contains("8 → 9 GPUs") && $0.contains("+12.5 %") }
    )
    #expect(
      text.contains {
        $0.contains("2 Price of A40") && $0.contains("0.55 → 0.44 $/h") && $0.contains("−20.0 %")
      })
    #expect(
      text.contains {
        $0.contains("3 Budget") && $0.contains("20.00 → 25.00 $/h") && $0.contains("▲ +5.00")
          && $0.contains("+25.0 %     24.98   59.63")
      })
    #expect(text.contains { $0.contains("4 Share of llama-3-70b") && $0.contains("20 → 15 %") })
    #expect(
      text.contains {
        $0.contains("Would not help: TTFT; TPOT; a lower price of H100, A100")
      })
  }

  @Test func enterMakesTheChangeAndUndoTakesItBack() {
    var state = Self.blocked()
    while state.panel != .results { Fixtures.press([.tab], &state) }
    #expect(render(state).text.filter { $0.contains("▸") }.count == 1)
    let before = state.statement
    let generation = state.generation
    let effects = Fixtures.press([.down, .down, .enter], &state)
    #expect(state.scenario.budget == 25)
    #expect(effects == [.solve(state.scenario, generation: generation + 1)])
    #expect(state.message == Message(.edit, subject: "Budget", "20.00 → 25.00 $/h"))
    Fixtures.press([.character("u")], &state)
    #expect(state.statement == before)
  }

  @Test func theSearchSaysHowFarItIs() {
    let state = Self.blocked(isComplete: false)
    // Budget, two limits, stock and price of six pools, shares of two models.
    #expect(render(state).text.contains { $0.contains("SMALLEST CHANGES Tab leads here · 1 of 17 tried") })
    #expect(!render(state).text.contains { $0.contains("Would not help") })
  }

  @Test func changesOfAnotherScenarioAreForgotten() {
    var state = Self.blocked()
    _ = update(&state, .edit(.set(.budget, 19)))
    #expect(state.relaxations.isEmpty)
    _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    #expect(state.infeasibility == nil)
    #expect(!render(state).text.contains { $0.contains("SMALLEST CHANGES") })
  }

  @Test func unusedPoolsSayWhatWouldChangeThat() {
    let state = Fixtures.explored(columns: 200, rows: 60)
    let text = render(state).text
    #expect(
      text.contains {
        $0.contains("A100") && $0.contains("19 % too dear at 1.75 $/h") && $0.contains("1.42")
      })
    #expect(text.contains { $0.contains("A6000") && $0.contains("switched off") })
    #expect(text.contains { $0.contains("4090") && $0.contains("no better than what is used, at any price") })
    #expect(
      text.contains { $0.contains("One more H100 or A40 pays; one more of any other pool changes nothing.") })
  }

  @Test func everySizeShowsTheReason() {
    for columns in [40, 60, 80, 100, 120, 180, 300] {
      for rows in [10, 16, 24, 36, 50, 100] {
        let text = render(Self.blocked(columns: columns, rows: rows)).text.joined(separator: "\n")
        #expect(text.contains("no plan"), "\(columns)x\(rows)")
        if columns >= 78, rows >= 24 { #expect(text.contains("1 H100 available"), "\(columns)x\(rows)") }
      }
    }
  }
}
