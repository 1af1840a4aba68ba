import Planning
import Testing

@testable import Dashboard

/// Work that earlier sessions left: how it is offered, and what it is when it is opened again.
@Suite struct RecoveryTests {
  static let left = offer(1)

  /// Work on a file, the scenario of the fixtures where none is named.
  private static func offer(_ number: Int, _ file: String = "/fleets/llama.yaml") -> Leftover {
    Leftover(path: "/state/\(number)/scenario.yaml", file: file, title: "Llama 3 on rented GPUs")
  }

  private static func opened() -> DashboardState {
    var state = Fixtures.opened()
    state.files.workingFolder = "/fleets"
    return state
  }

  /// The fixtures' scenario with another budget, as its file says it without.
  private static func session(budget: Double) -> KeptSession {
    var scenario = Fixtures.scenario
    scenario.budget = budget
    scenario.resilience.survives = .pool
    let statement = EditableScenario(scenario: scenario, locked: [], switchedOff: [:])
    let own = EditableScenario(scenario: Fixtures.scenario, locked: [], switchedOff: [:])
    let pin = Pin(letter: "A", name: "scenario", statement: own, plan: Fixtures.reference)
    return KeptSession(
      statement: statement, pins: [pin], reference: "A", path: "/fleets/llama.yaml", opened: Fixtures.scenario
    )
  }

  @Test func whatWasLeftIsRecoveredAndStaysUnsaved() {
    var state = Self.opened()
    #expect(Fixtures.press([.character("O")], &state).isEmpty)
    #expect(state.message?.text.contains("nothing is left") == true)
    _ = update(&state, .reports(.leftoversFound([Self.left])))
    #expect(state.message?.text.contains("O opens them") == true)
    Fixtures.press([.right], &state)
    #expect(Fixtures.press([.character("O")], &state).isEmpty)
    Fixtures.press([.character("u")], &state)
    #expect(Fixtures.press([.character("O")], &state) == [.recover(path: "/state/1/scenario.yaml")])
    var left = Fixtures.scenario
    left.budget = 77
    let statement = EditableScenario(scenario: left, locked: [.modelShare(0)], switchedOff: [1: 3])
    let pin = Pin(letter: "C", name: "kept", statement: statement, plan: Fixtures.plan)
    _ = update(
      &state,
      .reports(
        .recovered(KeptSession(statement: statement, pins: [pin], reference: "C", path: "/fleets/x.yaml"))))
    #expect(
      state.statement == statement && state.hasUnsavedEdits && state.files.scenarioPath == "/fleets/x.yaml")
    #expect(state.pins == [pin] && state.pinned.referenceLetter == "C")
    // It is kept again as it was.
    #expect(
      state.keptSession
        == KeptSession(statement: statement, pins: [pin], reference: "C", path: "/fleets/x.yaml"))
    #expect(Fixtures.press([.character("q")], &state).isEmpty)
    Fixtures.press([.character("n")], &state)
    _ = update(&state, .reports(.saved(left, path: "x.yaml")))
    #expect(!state.hasUnsavedEdits)
  }

  @Test func whatTheFileSaysStaysWhatEditsReferTo() throws {
    var state = Self.opened()
    _ = update(&state, .reports(.leftoversFound([Self.left])))
    Fixtures.press([.character("O")], &state)
    let effects = update(&state, .reports(.recovered(Self.session(budget: 50))))
    #expect(effects == [.solve(state.scenario, generation: state.generation)])
    _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    #expect(render(state).text[0].contains(" modified"))
    #expect(try #require(state.facts(of: .budget)).baseline == 30 && state.scenario.budget == 50)
    #expect(render(state).text.contains { $0.contains("Budget") && $0.contains("┿") })
    #expect(!state.hasOwnPins && state.hasUnsavedEdits)
    Fixtures.press([.character("c")], &state)
    let compared = render(state).text
    #expect(compared.contains { $0.contains("Budget") && $0.contains("30.00") && $0.contains("50.00") })
    #expect(compared.contains { $0.contains("Survives") && $0.contains("pool") })
    Fixtures.press([.escape, .character("R")], &state)
    #expect(state.scenario == Fixtures.scenario && !state.hasUnsavedWork)
    Fixtures.press([.character("u"), .character("u")], &state)
    // Recovering is a step of the history too.
    #expect(state.scenario == Fixtures.scenario && state.history.undoStack.isEmpty)
    #expect(state.history.timeline.map(\.text).contains("Recovered what an earlier session left"))
  }

  @Test func theOfferNamesFileAndCount() {
    var state = Self.opened()
    _ = update(&state, .reports(.leftoversFound([Self.offer(1)])))
    #expect(state.message?.text == "An earlier session left unsaved edits of llama.yaml: O opens them")
    // Of the file at hand first, then the latest.
    _ = update(&state, .reports(.leftoversFound([Self.offer(1, "/x/a.yaml"), Self.offer(2), Self.offer(3)])))
    #expect(
      state.message?.text == "3 earlier sessions left unsaved edits: O opens the latest of llama.yaml")
    #expect(Fixtures.press([.character("O")], &state) == [.recover(path: "/state/2/scenario.yaml")])
    // A second press meanwhile would take the next one in its place.
    #expect(Fixtures.press([.character("O")], &state).isEmpty)
    _ = update(&state, .reports(.recovered(Self.session(budget: 60))))
    #expect(state.message?.text.hasSuffix("2 more left") == true)
    #expect(Fixtures.press([.character("O")], &state).isEmpty)
    #expect(state.message?.text == "Save or undo the edits made here first")
    _ = update(&state, .reports(.saved(state.scenario, path: "/fleets/llama.yaml")))
    #expect(Fixtures.press([.character("O")], &state) == [.recover(path: "/state/3/scenario.yaml")])
    // What cannot be read does not stand in the way of the rest.
    _ = update(&state, .reports(.recoverFailed("scenario.yaml: error: no such file")))
    _ = update(&state, .reports(.scenarioOpened(Fixtures.scenario, path: nil)))
    #expect(Fixtures.press([.character("O")], &state) == [.recover(path: "/state/1/scenario.yaml")])
  }

  @Test func whatWasRecoveredAndUndoneIsOfferedAgain() {
    var state = Self.opened()
    _ = update(&state, .reports(.leftoversFound([Self.offer(1), Self.offer(2)])))
    Fixtures.press([.character("O")], &state)
    _ = update(&state, .reports(.recovered(Self.session(budget: 60))))
    Fixtures.press([.character("R")], &state)
    #expect(!state.hasUnsavedWork)
    #expect(Fixtures.press([.character("O")], &state) == [.recover(path: "/state/2/scenario.yaml")])
    _ = update(&state, .reports(.recovered(Self.session(budget: 70))))
    #expect(state.files.leftovers == [Self.offer(1)])
    #expect(state.message?.text.hasSuffix("1 more left") == true)
    // Once saved it is nowhere else.
    _ = update(&state, .reports(.saved(state.scenario, path: "/fleets/llama.yaml")))
    #expect(Fixtures.press([.character("O")], &state) == [.recover(path: "/state/1/scenario.yaml")])
    _ = update(&state, .reports(.recovered(Self.session(budget: 80))))
    #expect(state.files.leftovers.isEmpty)
    // Another file leaves it unsaved.
    _ = update(&state, .reports(.scenarioOpened(Fixtures.scenario, path: "/x/b.yaml")))
    #expect(state.files.leftovers == [Self.offer(1)])
  }

  @Test func anotherFileIsNotLeftUnasked() {
    var state = Self.opened()
    _ = update(&state, .reports(.leftoversFound([Self.offer(1, "/x/a.yaml")])))
    #expect(Fixtures.press([.character("O")], &state).isEmpty)
    #expect(
      render(state).text.contains { $0.contains("Leave llama.yaml for the unsaved edits of /x/a.yaml? y n") })
    Fixtures.press([.character("n")], &state)
    #expect(state.files.leftovers.count == 1 && state.files.recovering == nil)
    #expect(
      Fixtures.press([.character("O"), .character("y")], &state) == [.recover(path: "/state/1/scenario.yaml")]
    )
  }
}
