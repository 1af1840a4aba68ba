import Testing

@testable import Dashboard

@Suite struct FileTests {
  private func save(_ path: String, _ state: inout DashboardState) -> [Effect] {
    update(&state, .commands(.run("save \(path)")))
  }

  @Test func theNameSaysWhatIsSaved() {
    var state = Fixtures.edited()
    for path in ["a.yaml", "b.YML", "plain", ".hidden", "dir.d/plain"] {
      #expect(save(path, &state) == [.save(state.scenario, path: path, consent: [])])
    }
    for path in ["a.json", "b.csv", "c.md", "d.x/e.JSON"] {
      #expect(
        save(path, &state) == [
          .savePlan(
            Fixtures.plan, of: state.scenario, title: state.scenario.title, path: path, overwrite: false)
        ])
    }
    #expect(save("a.txt", &state).isEmpty)
    #expect(state.message?.text.contains(".yaml") == true)
  }

  @Test func onlyThePlanOfThePresentScenarioIsSaved() {
    var state = Fixtures.edited()
    Fixtures.press([.right], &state)
    #expect(save("a.json", &state).isEmpty)
    #expect(state.message?.text.contains("earlier scenario") == true)
    _ = update(&state, .planner(.planArrived(Fixtures.noPlan, generation: state.generation, isFinal: true)))
    #expect(save("a.json", &state).isEmpty)
    var empty = DashboardState(scenario: Fixtures.scenario, scenarioPath: nil, notice: nil)
    #expect(save("a.json", &empty).isEmpty)
  }

  @Test func overwritingAsksAndThenWritesTheSame() {
    var state = Fixtures.edited()
    _ = save("a.json", &state)
    _ = update(&state, .reports(.saveExists(path: "a.json")))
    #expect(
      Fixtures.press([.character("y")], &state) == [
        .savePlan(
          Fixtures.plan, of: state.scenario, title: state.scenario.title, path: "a.json", overwrite: true)
      ])
  }

  @Test func theChosenPlanIsSaved() {
    var state = OtherPlansTests.options()
    Fixtures.press([.down], &state)
    guard case .savePlan(let plan, _, let title, _, _)? = save("b.json", &state).first else {
      Issue.record("nothing saved")
      return
    }
    #expect(plan.requestsPerSecond == 57.25 && title.hasSuffix("runner-up 3"))
    Fixtures.press([.character("b"), .escape, .character("c"), .character("B")], &state)
    guard case .savePlan(let pinned, _, let name, _, _)? = save("b.json", &state).first else {
      Issue.record("nothing saved")
      return
    }
    #expect(pinned == plan && name.hasSuffix("plan B runner-up 3"))
  }

  @Test func aPlanIsExported() {
    var state = Fixtures.edited()
    let effects = update(&state, .commands(.run("export kubernetes fleet one.yaml")))
    let title = state.scenario.title
    #expect(
      effects == [
        .export(Fixtures.plan, .kubernetes, title: title, path: "fleet one.yaml", overwrite: false)
      ])
    _ = update(&state, .reports(.exportExists(.kubernetes, path: "fleet one.yaml")))
    #expect(
      Fixtures.press([.character("y")], &state) == [
        .export(Fixtures.plan, .kubernetes, title: title, path: "fleet one.yaml", overwrite: true)
      ])
    _ = update(&state, .reports(.exported(.kubernetes, path: "fleet one.yaml")))
    #expect(state.message?.text == "Exported Deployments and Services to fleet one.yaml")
    for line in ["export kubernets a.yaml", "export vllm", "export"] {
      #expect(update(&state, .commands(.run(line))).isEmpty)
      #expect(state.message?.kind == .error, "\(line)")
    }
    _ = update(&state, .edit(.set(.budget, 12)))
    #expect(update(&state, .commands(.run("export vllm a.sh"))).isEmpty)
  }

  @Test func knownFilesAreChosenAndOthersTyped() {
    var state = Fixtures.opened()
    _ = update(
      &state,
      .reports(
        .filesKnown([
          KnownFile(path: "/fleets/now.yaml", note: "lately"),
          KnownFile(path: "Samples/x.yaml", note: "sample"),
        ]))
    )
    Fixtures.press([.character("o")], &state)
    #expect(state.paletteRows.map(\.text) == ["open /fleets/now.yaml", "open Samples/x.yaml"])
    #expect(Fixtures.press([.down, .enter], &state) == [.open(path: "Samples/x.yaml")])
    #expect(state.overlay == nil)
    // A path that resembles a known one is still the path typed.
    Fixtures.press([.character("o")], &state)
    Fixtures.type("now.yaml", &state)
    #expect(state.paletteRows.count == 2)
    #expect(Fixtures.press([.enter], &state) == [.open(path: "now.yaml")])
  }

  @Test func doubtsAboutASaveAreAskedOneByOne() {
    var state = Fixtures.edited()
    _ = save("a.yaml", &state)
    _ = update(&state, .reports(.saveNeeds([.changed, .overwrite], given: [], path: "a.yaml")))
    #expect(
      render(state).text.contains { $0.contains("a.yaml was changed by somebody else. Overwrite it? y n") })
    let second = Fixtures.press([.character("y")], &state)
    #expect(second == [.save(state.scenario, path: "a.yaml", consent: [.overwrite, .changed])])
    _ = update(&state, .reports(.saveNeeds(.rewrite, given: [.overwrite, .changed], path: "a.yaml")))
    #expect(render(state).text.contains { $0.contains("cannot keep comments and layout. Rewrite it? y n") })
    var other = state
    #expect(Fixtures.press([.character("n")], &other).isEmpty && other.prompt == nil)
    #expect(
      Fixtures.press([.character("y")], &state) == [
        .save(state.scenario, path: "a.yaml", consent: [.overwrite, .changed, .rewrite])
      ])
  }

  @Test func filesBesideAScenarioAreNamed() {
    var state = Fixtures.edited()
    _ = save("a.yaml", &state)
    _ = update(&state, .reports(.saveExistsBeside(["profile.csv"], given: .overwrite, path: "w/a.yaml")))
    #expect(render(state).text.contains { $0.contains("Overwrite profile.csv beside w/a.yaml? y n") })
    var other = state
    #expect(Fixtures.press([.character("n")], &other).isEmpty && other.prompt == nil)
    #expect(
      Fixtures.press([.character("y")], &state) == [
        .save(state.scenario, path: "w/a.yaml", consent: [.overwrite, .beside])
      ])
    _ = update(&state, .reports(.saved(state.scenario, path: "w/a.yaml", beside: ["profile.csv"])))
    #expect(state.message?.text == "Saved w/a.yaml, and profile.csv beside it")
    _ = update(&state, .reports(.saved(state.scenario, path: "w/a.yaml")))
    #expect(state.message?.text == "Saved w/a.yaml")
  }

  @Test func leavingAsksAboutAllThatWouldBeLost() {
    var state = Fixtures.opened()
    #expect(state.keptSession == nil && Fixtures.press([.character("q")], &state) == [.quit])
    state = PinTests.pinned()
    _ = update(&state, .reports(.saved(state.scenario, path: "a.yaml")))
    #expect(!state.hasUnsavedEdits && state.keptSession?.pins.count == 2)
    #expect(Fixtures.press([.character("q")], &state).isEmpty)
    #expect(render(state).text.contains { $0.contains("Quit and drop the pinned plans? y n") })
    Fixtures.press([.character("n")], &state)
    #expect(!state.files.hasDiscarded)
    // What was left does not take the pins' place unasked.
    _ = update(&state, .reports(.leftoversFound([RecoveryTests.left])))
    #expect(Fixtures.press([.character("O")], &state).isEmpty)
    #expect(Fixtures.press([.character("y")], &state) == [.recover(path: "/state/1/scenario.yaml")])
    _ = update(&state, .edit(.set(.budget, 12)))
    Fixtures.press([.character("q")], &state)
    #expect(
      render(state).text.contains { $0.contains("Quit without saving the edits and pinned plans? y n") })
    #expect(Fixtures.press([.character("y")], &state) == [.quit] && state.files.hasDiscarded)
  }

  @Test func openingKeepsKeysMouseAndCommands() {
    var state = Fixtures.opened()
    state.keys = KeyBindings(changes: ["undo": [.character("z")]])
    _ = update(&state, .commands(.run("mouse off")))
    _ = update(&state, .reports(.scenarioOpened(Fixtures.scenario, path: "b.yaml")))
    #expect(
      state.keys.hint("undo") == "z" && !state.display.capturesMouse
        && state.input.commandHistory == ["mouse off"])
  }
}
