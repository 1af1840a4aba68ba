import Interchange
import Planning
import Testing

@testable import Dashboard

@Suite struct PaletteTests {
  private func opened() -> DashboardState {
    var state = Fixtures.opened()
    Fixtures.press([.character(":")], &state)
    return state
  }

  private func run(_ line: String, _ state: inout DashboardState) -> [Effect] {
    Fixtures.press([.character(":")], &state)
    Fixtures.type(line, &state)
    return Fixtures.press([.enter], &state)
  }

  @Test func pathsAreThoseOfTheCommandLine() {
    let state = Fixtures.opened()
    // The objective has a key, and single kinds of replica are set by the command line alone.
    let others = EditPath.all(in: state.scenario).map { $0.text(in: state.scenario) }.filter {
      $0 != "objective" && !$0.hasPrefix("bands.")
    }
    let named = EditPath.withoutSlider.map { $0.text(in: state.scenario) }
    #expect(state.controls.controlChoices().map(\.text) == others.filter { !named.contains($0) })
    #expect(others.filter { named.contains($0) } == named)
  }

  @Test func whatHasNoSliderIsSetByItsPath() throws {
    var state = Fixtures.opened()
    let effects = run("set resilience.survives pool", &state)
    #expect(state.scenario.resilience.survives == .pool)
    #expect(effects == [.solve(state.scenario, generation: state.generation)])
    #expect(state.message?.text == "off → any one pool" && state.message?.subject == "Survives")
    for (line, edit) in [
      ("set resilience.remaining 75%", "resilience.remaining=0.75"),
      ("set resilience.misjudged 2", "resilience.misjudged=2"), ("set bands low", "bands=-1"),
    ] {
      _ = run(line, &state)
      #expect(state.planCommand.contains(edit), "\(state.planCommand)")
    }
    // Both ways of setting mean the same.
    var scenario = Fixtures.opened().scenario
    try Edit.apply(
      ["resilience.survives=pool", "resilience.remaining=75%", "resilience.misjudged=2", "bands=low"].map {
        try Edit(argument: $0)
      }, to: &scenario)
    #expect(state.scenario == scenario)
    Fixtures.press(Array(repeating: .character("u"), count: 4), &state)
    #expect(state.scenario == Fixtures.opened().scenario)
    for line in [
      "set resilience.survives region", "set resilience.remaining 0", "set resilience.misjudged 1.5",
      "set bands 2", "set bands", "set resilience.survivs pool",
    ] {
      _ = run(line, &state)
      #expect(state.scenario == Fixtures.opened().scenario, "\(line)")
    }
  }

  @Test func setPutsAControlToAValueAndAsksForAPlan() {
    var state = Fixtures.opened()
    let effects = run("set budget 40", &state)
    #expect(state.scenario.budget == 40)
    #expect(effects == [.solve(state.scenario, generation: state.generation)])
    #expect(state.overlay == nil)
    _ = run("set gpus.H100.available 4", &state)
    #expect(state.scenario.pools[0].available == 4)
    _ = run("set slo.ttft_ms 2 s", &state)
    #expect(state.scenario.slo?.ttftMs == 2000)
    _ = run("set budget=+2", &state)
    #expect(state.scenario.budget == 42)
    _ = run("set gpus.4090.price $0.75/h", &state)
    #expect(state.scenario.pools[5].price == 0.75)
    _ = run("set models.llama-3-70b.share 30%", &state)
    #expect(state.facts(of: .modelShare(0))?.value == 30)
    _ = run("set slo.tpot_ms off", &state)
    #expect(state.scenario.slo?.tpotMs == nil)
    #expect(state.history.undoStack.count == 6)
  }

  @Test(arguments: [
    ("set bugdet 40", "did you mean budget"), ("set budget", "a value must follow"),
    ("set budget many", "must be a number"), ("set headroom 100", "less than 1"),
    ("thme light", "did you mean theme"), ("theme nord", "no theme “nord”"),
    ("goal speed", "no goal"), ("undo", "nothing to undo"), ("undo 3", "takes no arguments"),
    ("percent 101", "0 to 100"), ("goto budget 3", "one word too many"), ("step", "several meanings"),
  ])
  func aLineThatMeansNothingSaysWhy(line: String, reason: String) {
    var state = Fixtures.opened()
    let before = state.statement
    _ = update(&state, .commands(.run(line)))
    #expect(state.message?.kind == .error)
    #expect(state.message?.text.contains(reason) == true, "\(state.message?.text ?? "")")
    #expect(state.statement == before)
  }

  @Test func everyCallableActionRunsByItsName() throws {
    for entry in ActionTable.callable {
      for binding in entry.bindings {
        var state = Fixtures.edited()
        _ = update(&state, .reports(.leftoversFound([RecoveryTests.left])))
        // Something to undo and to do again, and a second theme, so that nothing is disabled.
        Fixtures.press([.right, .character("u")], &state)
        state.display.themes = [
          .mono, Theme(name: "other", colours: [:], grounds: [:], base: Theme.mono.base, isMonochrome: true),
        ]
        if entry.name == "preview" {
          state = NoPlanTests.blocked()
          Fixtures.press([.alt("1")], &state)
        }
        if entry.context == .history { Fixtures.press([.character("U")], &state) }
        if entry.context == .comparison { Fixtures.press([.character("c")], &state) }
        if entry.name == "sort" || entry.name == "reverse" { Fixtures.press([.character("e")], &state) }
        guard entry.refusal(state) == nil else {
          Issue.record("\(entry.name) is disabled")
          continue
        }
        #expect(try CommandLine.action(binding.name, in: state) == binding.action)
      }
    }
  }

  @Test func whatIsNearestComesFirst() {
    let state = opened()
    #expect(state.paletteRows(for: "bud").first?.text == "set budget")
    #expect(state.paletteRows(for: "bud").allSatisfy { $0.text.contains("budget") })
    #expect(state.paletteRows(for: "gha").first?.text == "set gpus.H100.available")
    #expect(state.paletteRows(for: "undo").first?.text == "undo")
    #expect(state.paletteRows(for: "goal c").first?.text == "goal cost")
    #expect(state.paletteRows(for: "price 4090").first?.text == "set gpus.4090.price")
    #expect(state.paletteRows(for: "set budget 40").first?.text == "set budget")
    #expect(state.paletteRows(for: "theme x").map(\.text) == ["theme"])
    #expect(state.paletteRows(for: "save now.yaml").first?.text == "save")
    #expect(state.paletteRows(for: "no such thing at all").isEmpty)
  }

  @Test func everyActionIsListedAndDisabledOnesSayWhy() {
    let state = opened()
    let rows = state.paletteRows
    for entry in ActionTable.callable {
      #expect(rows.contains { $0.text == entry.name } || entry.bindings.count > 1)
      for binding in entry.bindings { #expect(rows.contains { $0.text == binding.name }) }
    }
    #expect(rows.first { $0.text == "undo" }?.note(state).disabled == "nothing to undo")
    #expect(state.paletteRows(for: "reset budget").first?.note(state).disabled == "as in the scenario")
    #expect(
      state.paletteRows(for: "toggle budget").first?.note(state).disabled
        == "only least cost goes without a budget")
  }

  @Test func tabCompletesAndEnterAsksForWhatIsMissing() {
    var state = opened()
    Fixtures.type("bud", &state)
    Fixtures.press([.tab], &state)
    #expect(state.activeField?.text == "set budget ")
    // Again changes nothing, least of all the argument.
    Fixtures.type("41", &state)
    Fixtures.press([.tab], &state)
    #expect(state.activeField?.text == "set budget 41")
    Fixtures.press([.enter], &state)
    #expect(state.scenario.budget == 41)

    state = opened()
    Fixtures.type("bud", &state)
    Fixtures.press([.enter], &state)
    #expect(state.activeField?.text == "set budget ")
    Fixtures.press([.enter], &state)
    #expect(state.overlay != nil)
    #expect(state.scenario.budget == 30)
  }

  @Test func earlierCommandsComeBack() {
    var state = Fixtures.opened()
    _ = run("set budget 40", &state)
    _ = run("goal cost", &state)
    Fixtures.press([.character(":"), .control("p")], &state)
    #expect(state.activeField?.text == "goal cost")
    Fixtures.press([.control("p")], &state)
    #expect(state.activeField?.text == "set budget 40")
    Fixtures.press([.control("p")], &state)
    #expect(state.activeField?.text == "set budget 40")
    Fixtures.press([.control("n"), .control("n")], &state)
    #expect(state.activeField?.text == "")
  }

  @Test func aBadLineKeepsThePaletteOpenWithItsReason() {
    var state = opened()
    Fixtures.type("set budget many", &state)
    Fixtures.press([.enter], &state)
    #expect(state.activeField?.text == "set budget many")
    #expect(render(state).text.joined().contains("must be a number"))
    Fixtures.press([.escape], &state)
    #expect(state.overlay == nil)
    #expect(state.message?.kind != .error)
  }

  @Test func theFocusGoesWhereACommandSends() {
    var state = Fixtures.opened()
    _ = run("goto gpus.A40.price", &state)
    #expect(state.focusedControl == .price(pool: 4))
    _ = run("toggle gpus.A40.available", &state)
    #expect(state.statement.switchedOff[4] == 12)
    _ = run("help undo", &state)
    #expect(state.activeField?.text == "undo")
  }

  @Test func theListFitsEverySize() {
    for (columns, rows) in [(24, 4), (40, 10), (80, 24), (300, 120)] {
      var state = Fixtures.opened(columns: columns, rows: rows)
      Fixtures.press([.character(":")], &state)
      for _ in 0..<12 {
        if rows >= 10 {
          let marks = render(state).text.filter { $0.contains("▸") }.count
          #expect(marks >= 1, "\(columns)x\(rows)")
        }
        Fixtures.press([.pageDown, .up], &state)
      }
      Fixtures.type("set budget 41", &state)
      #expect(render(state).text.joined().contains("41"), "\(columns)x\(rows)")
      Fixtures.press([.enter], &state)
      #expect(state.scenario.budget == 41)
    }
  }
}
