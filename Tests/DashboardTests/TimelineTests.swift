import Planning
import Testing

@testable import Dashboard

@Suite struct TimelineTests {
  /// Three edits, the last of which is undone.
  private func edited() -> DashboardState {
    var state = Fixtures.opened()
    _ = update(&state, .edit(.set(.budget, 32)))
    _ = update(&state, .edit(.set(.available(pool: 0), 4)))
    _ = update(&state, .edit(.set(.headroom, 10)))
    Fixtures.press([.character("u")], &state)
    return state
  }

  @Test func theListReadsAsWhatWasDone() {
    let state = edited()
    #expect(
      state.history.timeline.map(\.text) == [
        "scenario as opened", "Budget 30.00 → 32.00 $/h", "H100 8 → 4 GPUs", "Headroom 0 → 10 %",
      ])
    #expect(state.history.timeline.map(\.isUndone) == [false, false, false, true])
    #expect(state.history.place == 2)
  }

  @Test func anyStateCanBeGoneToAndBack() {
    var state = edited()
    let statements = [30.0, 32, 32, 32]
    for target in [0, 3, 1, 2, 0] {
      Fixtures.press([.character("U")], &state)
      for _ in 0..<4 { Fixtures.press([.up], &state) }
      for _ in 0..<target { Fixtures.press([.down], &state) }
      let isThere = state.history.place == target
      let effects = Fixtures.press([.enter], &state)
      #expect(effects.count == (isThere ? 0 : 1))
      #expect(effects.isEmpty || effects == [.solve(state.scenario, generation: state.generation)])
      #expect(state.page == .panels && state.history.place == target)
      #expect(state.scenario.budget == statements[target])
      #expect(state.scenario.pools[0].available == (target < 2 ? 8 : 4))
      #expect(state.scenario.headroom == (target < 3 ? 0 : 0.1))
    }
    // The branch stays until the next edit.
    #expect(state.history.timeline.count == 4)
    _ = update(&state, .edit(.set(.budget, 40)))
    #expect(state.history.timeline.map(\.text) == ["scenario as opened", "Budget 30.00 → 40.00 $/h"])
  }

  @Test func theListFillsTheScreen() {
    var state = edited()
    Fixtures.press([.character("U")], &state)
    let text = render(state).text
    #expect(text.contains { $0.contains("HISTORY 3 edits, 1 undone") })
    #expect(text.contains { $0.contains("▸   2 ● H100 8 → 4 GPUs") })
    #expect(text.contains { $0.contains("3 ○ Headroom 0 → 10 %") })
    for columns in [40, 80, 300] {
      for rows in [10, 24, 60] {
        _ = update(&state, .program(.resize(columns: columns, rows: rows)))
        Fixtures.press([.down], &state)
        #expect(render(state).text.filter { $0.contains("▸") }.count == 1)
      }
    }
    Fixtures.press([.escape], &state)
    #expect(state.page == .panels && state.history.place == 2)
  }
}

@Suite struct WideLayoutTests {
  @Test func everyModelsMixIsReached() {
    var scenario = Fixtures.scenario
    scenario.models[1].workloads = [
      Workload(name: "chat", inputTokens: 100, outputTokens: 50, share: 60),
      Workload(name: "code", inputTokens: 900, outputTokens: 90, share: 40),
    ]
    for (columns, rows) in [(120, 40), (200, 60), (80, 24), (60, 16)] {
      var state = DashboardState(scenario: scenario, scenarioPath: nil, notice: nil)
      _ = update(&state, .program(.resize(columns: columns, rows: rows)))
      while state.panel != .mix { Fixtures.press([.tab], &state) }
      for _ in 0..<10 { Fixtures.press([.down], &state) }
      #expect(state.focusedControl == .workloadShare(model: 1, workload: 1))
      #expect(render(state).text.contains { $0.contains("▸code") }, "\(columns)x\(rows)")
      #expect(render(state).text.contains { $0.contains("MIX llama-3-8b") }, "\(columns)x\(rows)")
      Fixtures.press([.right], &state)
      #expect(state.scenario.models[1].workloads[1].share > 40)
      #expect(state.scenario.models[0] == scenario.models[0])
    }
  }

  @Test(arguments: [(160, 50), (200, 60), (300, 100)])
  func theLowerThirdIsFilled(columns: Int, rows: Int) {
    let text = render(Fixtures.explored(columns: columns, rows: rows)).text
    let start = rows * 2 / 3
    let lower = text[start..<(rows - 2)]
    func filled(_ from: Int, _ to: Int) -> Int {
      lower.filter { line in Array(line)[from..<to].contains { $0 != " " } }.count
    }
    // Results and what explains them reach the end; the controls' column may end earlier.
    #expect(filled(38, columns - 60) >= lower.count - 5, "\(columns)x\(rows)")
    #expect(filled(columns / 2 + 20, columns) >= lower.count * 3 / 5, "\(columns)x\(rows)")
    #expect(text.contains { $0.contains("HISTORY") })
  }

  @Test func solvesAreCounted() {
    let state = Fixtures.edited(columns: 200, rows: 60)
    #expect(state.solved.solveCount == 2 && state.solved.solveTimes == [3.4, 3.4])
    #expect(render(state).text.contains { $0.contains("whole solve 3.4 ms") && $0.contains("slowest") })
  }

  @Test func figuresOfTheGroupAreThePlans() {
    var state = Fixtures.explored(columns: 200, rows: 60)
    while state.panel != .results { Fixtures.press([.tab], &state) }
    Fixtures.press([.down, .down], &state)
    let text = render(state).text
    #expect(text.contains { $0.contains("GROUP selected") && $0.contains("A40*4+L40*1") })
    #expect(
      text.contains { $0.contains("Layout") && $0.contains("1 copy of 2 stages; 1 L40 + 4 A40 in all") })
    #expect(text.contains { $0.contains("Serves") && $0.contains("w1 7 % · w3 4 % · w5 31 % · w8 100 %") })
  }
}
