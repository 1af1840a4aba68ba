import Planning
import Testing

@testable import Dashboard

@Suite struct PlanArrivalTests {
  @Test func onlyTheLatestGenerationCounts() {
    var state = Fixtures.opened()
    Fixtures.press([.right], &state)
    let old = state.generation
    Fixtures.press([.right], &state)
    _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: old, isFinal: true)))
    #expect(state.plan == Fixtures.reference)
    _ = update(&state, .planner(.solveFailed("late", generation: old)))
    #expect(state.solver == .solving(since: 0))
    _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    #expect(state.plan == Fixtures.plan)
    #expect(state.solver == .settled)
    #expect(state.referencePlan == Fixtures.reference)
  }

  @Test func resultsStayStrongForFiftyMilliseconds() {
    var state = Fixtures.opened()
    _ = update(&state, .program(.tick(milliseconds: 1000)))
    let settled = render(state)
    Fixtures.press([.right], &state)
    _ = update(&state, .program(.tick(milliseconds: 1049)))
    #expect(!state.isStale)
    #expect(render(state)[8, 60] == settled[8, 60])
    _ = update(&state, .program(.tick(milliseconds: 1050)))
    #expect(state.isStale)
    #expect(render(state).text[0].contains("solving 0.1 s"))
    #expect(render(state)[8, 60].style.role == .stale)
    #expect(render(state).text[8] == settled.text[8])
    // The clock never runs backwards.
    _ = update(&state, .program(.tick(milliseconds: 10)))
    #expect(state.now == 1050)
  }

  @Test func betterPlansStreamIn() {
    var state = Fixtures.opened()
    Fixtures.press([.right], &state)
    var plan = Fixtures.plan
    plan.status = .feasible
    plan.gap = 0.008
    _ = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: false)))
    _ = update(&state, .program(.tick(milliseconds: 400)))
    #expect(render(state).text[0].contains("◐ gap 0.80 % · solving 0.4 s"))
    #expect(!state.isStale)
  }

  @Test func escapeStopsALongSolveAndKeepsItsPlan() {
    var state = Fixtures.opened()
    Fixtures.press([.right], &state)
    var plan = Fixtures.plan
    plan.status = .feasible
    plan.gap = 0.008
    _ = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: false)))
    _ = update(&state, .program(.tick(milliseconds: 900)))
    #expect(!render(state).text.joined().contains("Esc stop"))
    #expect(update(&state, .typing(.cancel)).isEmpty)
    _ = update(&state, .program(.tick(milliseconds: 1100)))
    #expect(render(state).text.last?.contains("Esc stop") == true)
    // What is in front closes first.
    _ = update(&state, .view(.toggleHelp))
    #expect(!update(&state, .typing(.cancel)).contains(.stopSolving) && state.overlay == nil)
    #expect(update(&state, .typing(.cancel)) == [.stopSolving])
    _ = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    #expect(state.plan == plan && state.solver == .settled)
    #expect(render(state).text[0].contains("◐ stopped · gap 0.80 %"))
    #expect(!render(state).text.joined().contains("Esc stop"))
  }

  @Test func aSearchWithoutAnAnswerIsUnknownNotInfeasible() {
    var state = Fixtures.opened()
    Fixtures.press([.right], &state)
    var none = Fixtures.noPlan
    none.status = .unknown
    none.infeasibility = Infeasibility(reason: "interrupted before a plan was found", isProven: false)
    _ = update(&state, .planner(.planArrived(none, generation: state.generation, isFinal: true)))
    let text = render(state).text
    #expect(text[0].contains("? unknown") && !text.joined().contains("NO PLAN"))
    #expect(text.contains { $0.contains("UNKNOWN") })
    #expect(text.joined().contains("Interrupted before a plan was found."))
  }

  @Test func withoutAPlanTheLastOneStays() {
    var state = Fixtures.opened()
    Fixtures.press([.right], &state)
    _ = update(&state, .planner(.planArrived(Fixtures.noPlan, generation: state.generation, isFinal: true)))
    #expect(state.plan == Fixtures.reference)
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
      _ = update(&state, .program(.resize(columns: columns, rows: rows)))
      let text = render(state).text.joined(separator: "\n")
      for word in ["✗ no plan", "LAST PLAN", "NO PLAN", "68.0 req/s needs 37.02 $/h"] {
        #expect(text.contains(word), "\(word) at \(columns)x\(rows)")
      }
    }
  }

  @Test func savingAndQuittingAsk() {
    var state = Fixtures.opened()
    #expect(Fixtures.press([.character("q")], &state) == [.quit])
    state = Fixtures.opened()
    Fixtures.press([.right], &state)
    #expect(Fixtures.press([.character("q")], &state).isEmpty)
    #expect(Fixtures.press([.character("n")], &state).isEmpty)
    #expect(!state.shouldQuit)
    #expect(
      Fixtures.press([.character("s"), .enter], &state)
        == [.save(state.scenario, path: "llama.yaml", consent: [])])
    _ = update(&state, .reports(.saveExists(path: "llama.yaml")))
    #expect(
      Fixtures.press([.character("y")], &state) == [
        .save(state.scenario, path: "llama.yaml", consent: .overwrite)
      ])
    _ = update(&state, .reports(.saved(state.scenario, path: "llama.yaml")))
    #expect(Fixtures.press([.character("q")], &state) == [.quit])
    #expect(Fixtures.press([.control("c")], &state) == [.quit])
  }

  @Test func openingReplacesTheScenario() {
    var state = Fixtures.opened()
    Fixtures.press([.right, .character("o")], &state)
    Fixtures.type("other.yaml", &state)
    #expect(Fixtures.press([.enter], &state).isEmpty)
    #expect(Fixtures.press([.character("y")], &state) == [.open(path: "other.yaml")])
    var other = Fixtures.scenario
    other.title = "Other"
    let generation = state.generation
    let effects = update(&state, .reports(.scenarioOpened(other, path: "other.yaml")))
    #expect(effects == [.solve(other, generation: generation + 1)])
    #expect(state.baseline == other && state.plan == nil && state.history.undoStack.isEmpty)
    _ = update(&state, .reports(.openFailed("x.yaml: no such file")))
    #expect(state.message?.kind == .error && state.scenario == other)
  }
}

@Suite struct FlashTests {
  private func flashing(_ state: DashboardState) -> Int {
    render(state).cells.filter { $0.style.ground == .flash }.count
  }

  @Test func changesAreMarkedOnceAndOnlyInRest() {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60), (60, 16)] {
      var state = Fixtures.opened(columns: columns, rows: rows)
      _ = update(&state, .program(.tick(milliseconds: 1000)))
      Fixtures.press([.right], &state)
      _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
      #expect(flashing(state) == 0)
      _ = update(&state, .program(.tick(milliseconds: 1150)))
      #expect(flashing(state) > 0, "\(columns)x\(rows)")
      _ = update(&state, .program(.tick(milliseconds: 1550)))
      #expect(flashing(state) == 0)
      // The next key ends it at once.
      _ = update(&state, .program(.tick(milliseconds: 1200)))
      Fixtures.press([.right], &state)
      #expect(flashing(state) == 0)
    }
  }
}
