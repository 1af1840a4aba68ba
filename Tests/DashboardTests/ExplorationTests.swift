import Planning
import Testing

@testable import Dashboard

@Suite struct ExplorationTests {
  private func tasks(_ effects: [Effect]) -> [ExplorationTask] {
    effects.flatMap { effect -> [ExplorationTask] in
      if case .explore(let tasks, _) = effect { tasks } else { [] }
    }
  }

  @Test func aSettledPlanAsksForItsSurroundings() {
    var state = Fixtures.opened()
    Fixtures.press([.right], &state)
    #expect(
      tasks(
        update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: false)))
      ).isEmpty
    )
    let asked = tasks(
      update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true))))
    let questions = asked.map(\.question)
    // Worths first, then the frontier, then the three unused pools.
    #expect(
      questions.prefix(8) == [
        .worth(.budget), .worth(.budgetPercent), .worth(.gpu(pool: 0)), .worth(.gpu(pool: 1)),
        .worth(.gpu(pool: 2)), .worth(.gpu(pool: 3)), .worth(.gpu(pool: 4)), .worth(.gpu(pool: 5)),
      ])
    #expect(questions.suffix(3) == [.entryPrice(pool: 1), .entryPrice(pool: 3), .entryPrice(pool: 5)])
    #expect(questions[8] == .robustness && asked[8].plan == Fixtures.plan)
    #expect(questions.count == 9 + Exploration.curvePoints + 3)
    #expect(asked[0].scenario.budget == 31.5)
    #expect(asked[2].scenario.pools[0].available == 9)
  }

  @Test func theFrontierSurvivesMovesAlongItself() {
    var state = Fixtures.explored()
    #expect(state.shownCurve?.isCurrent == true)
    #expect(state.shownCurve?.curve.points.count == Exploration.curvePoints)
    Fixtures.press([.right], &state)
    let effects = update(
      &state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    #expect(!tasks(effects).contains { if case .frontier = $0.question { true } else { false } })
    #expect(state.shownCurve?.isCurrent == true)
    // Another stock is another curve; the old one stays on the screen, as out of date.
    _ = update(&state, .edit(.set(.available(pool: 0), 5)))
    let again = update(
      &state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    #expect(tasks(again).filter { if case .frontier = $0.question { true } else { false } }.count == 48)
    #expect(state.shownCurve?.isCurrent == false)
  }

  @Test func answersToAnOlderScenarioAreDropped() {
    var state = Fixtures.edited()
    let effects = update(
      &state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    Fixtures.press([.right], &state)
    Fixtures.answerExplorations(&state, effects)
    #expect(state.exploration.worth.isEmpty)
    #expect(state.exploration.curve?.points.isEmpty == true)
  }

  @Test func worthsAreDifferencesOfPlans() {
    let state = Fixtures.explored()
    #expect(abs((state.worth(of: .budget)?.gain ?? 0) - 2.75) < 1e-9)
    #expect(state.worth(of: .gpu(pool: 2))?.gain == 0)
    let text = render(state).text
    #expect(text.contains { $0.contains("Budget") && $0.contains("31.68/32.00 ◆ +1 $/h  +2.75") })
    #expect(text.contains { $0.contains("33.60") && $0.contains("+5 %    +4.10") })
    #expect(text.contains { $0.contains("A40") && $0.contains("12/12 ◆ +1      +1.32") })
    // Until they are solved nothing is claimed.
    #expect(render(Fixtures.edited()).text.contains { $0.contains("31.68/32.00 ◆ +1 $/h      …") })
  }

  @Test func theFrontierHasItsMarksAndTypes() {
    for (columns, rows) in [(120, 40), (200, 60), (80, 24)] {
      var state = Fixtures.explored(columns: columns, rows: rows)
      _ = update(&state, .focus(.selectTab(.frontier)))
      let text = render(state).text
      let all = text.joined(separator: "\n")
      #expect(all.contains("FRONTIER req/s"), "\(columns)x\(rows)")
      #expect(all.contains("budget $/h"))
      // The steps of 60/48 $/h: the first with A100s is 41.25.
      #expect(all.contains("┴ types: 41.3 +A100"), "\(columns)x\(rows)")
      #expect(
        text.contains {
          $0.contains("●") && $0.contains("A")
            && $0.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }
        })
    }
  }

  /// The curve of least cost goes on above the budget, which is drawn across it.
  @Test func theBudgetIsDrawnAcrossTheCurveOfLeastCost() throws {
    var state = try Solved.opened("today/scenario")
    #expect(!render(state).text.contains { $0.contains("cap 80.00") })
    Solved.perform(.edit(.chooseObjective(.cost)), &state)
    let row = try #require(render(state).text.first { $0.contains("cap 80.00") })
    #expect(row.contains("╌"))
    Solved.perform(.edit(.set(.budget, 90)), &state)
    #expect(render(state).text.contains { $0.contains("cap 90.00") })
  }

  @Test func chartAxesHaveRoundTicks() {
    let axis = ChartAxis(0...107, count: 4)
    #expect(axis.ticks == [0, 50, 100] && axis.range == 0...107)
    #expect(ChartAxis(0...60, count: 6).ticks == [0, 10, 20, 30, 40, 50, 60])
    let far = ChartAxis(0.086...0.108, count: 3, isZeroBased: false)
    #expect(far.ticks.map { far.text($0) } == ["0.08", "0.09", "0.10"])
    #expect(axis.part(53.5) == 0.5 && axis.part(-1) == 0 && axis.part(200) == 1)
  }
}
