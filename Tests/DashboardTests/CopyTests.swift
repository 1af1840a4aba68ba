import Interchange
import Planning
import Testing

@testable import Dashboard

@Suite struct CopyTests {
  /// The command on the clipboard states exactly what the sliders state.
  @Test func theCommandPlansTheScenarioAsItStands() throws {
    var state = Fixtures.opened()
    for line in [
      "set budget 40", "set gpus.H100.available 3", "set gpus.A40.price 0.6",
      "set models.llama-3-70b.share 35%",
      "set slo.tpot_ms off", "set headroom 12", "goal cost",
    ] { _ = update(&state, .commands(.run(line))) }
    let effects = Fixtures.press([.character("y")], &state)
    guard case .copy(let text)? = effects.first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.hasPrefix("fleetmix plan llama.yaml --set objective=cost --set budget=40"))
    let edits = try text.split(separator: " --set ").dropFirst().map {
      try Edit(argument: String($0))
    }
    var scenario = state.files.savedScenario
    try Edit.apply(edits, to: &scenario)
    #expect(scenario == state.scenario)
  }

  @Test func wordsOfFilesAreQuotedForTheShell() {
    var state = DashboardState(scenario: Fixtures.scenario, scenarioPath: "it's $(here).yaml", notice: nil)
    _ = update(&state, .program(.start))
    #expect(state.planCommand == "fleetmix plan 'it'\\''s $(here).yaml'")
  }

  @Test func aRowIsCopiedWithTabs() {
    var state = Fixtures.opened()
    Fixtures.press([.alt("1")], &state)
    #expect(
      Fixtures.press([.character("y")], &state) == [
        .copy("1\tllama-3-70b\tbf16\tH100*4\t11.96\t100\t5.19\tmeasured")
      ])
    Fixtures.press([.character("e"), .down], &state)
    guard case .copy(let text)? = Fixtures.press([.character("y")], &state).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.contains("L40*2+L40*2\t") && !text.contains("\n"))
  }

  @Test func planAndScreenAreCopiedByName() {
    var state = Fixtures.opened()
    #expect(
      update(&state, .commands(.run("copy plan"))) == [
        .copyPlan(Fixtures.reference, title: "Llama 3 on rented GPUs")
      ])
    guard case .copy(let text)? = update(&state, .commands(.run("copy screen"))).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.contains("CONTROLS") && text.split(separator: "\n").allSatisfy { $0.last != " " })
    _ = update(&state, .commands(.run("copy everything")))
    #expect(state.message?.kind == .error)
  }
}
