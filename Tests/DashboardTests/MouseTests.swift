import Testing

@testable import Dashboard

@Suite struct MouseTests {
  @discardableResult
  private func mouse(
    _ kind: MouseEvent.Kind, _ row: Int, _ column: Int, _ state: inout DashboardState
  ) -> [Effect] {
    let event = TerminalEvent.mouse(MouseEvent(kind: kind, row: row, column: column))
    return action(for: event, in: state, on: draw(state)).flatMap { update(&state, $0) }
  }

  /// Where the screen shows a text first.
  private func find(_ text: String, in state: DashboardState) -> (row: Int, column: Int)? {
    for (row, line) in render(state).text.enumerated() {
      if let range = line.firstRange(of: text) {
        return (row, line.distance(from: line.startIndex, to: range.lowerBound))
      }
    }
    return nil
  }

  @Test func aClickFocusesTheRowUnderIt() throws {
    var state = Fixtures.opened()
    for (label, control) in [
      ("Headroom", Control.headroom), ("A6000", .available(pool: 3)), ("llama-3-8b   80", .modelShare(1)),
      (" w4  496", .workloadShare(model: 0, workload: 3)),
    ] {
      let place = try #require(find(label, in: state))
      mouse(.press, place.row, place.column, &state)
      #expect(state.focusedControl == control)
    }
    let title = try #require(find("PLAN ", in: state))
    mouse(.press, title.row, title.column, &state)
    #expect(state.panel == .results)
    let replica = try #require(find("A40*2+A40*2", in: state))
    mouse(.press, replica.row, replica.column, &state)
    #expect(state.tables.focusedRow[.results] == 3)
  }

  @Test func draggingASliderFollowsThePointerToItsEnds() throws {
    for (columns, rows) in [(120, 40), (60, 20)] {
      var start = Fixtures.opened(columns: columns, rows: rows)
      if !start.hasControlsColumn { Fixtures.press([.alt("0")], &start) }
      for target in draw(start).targets {
        guard case .slider(let control, let grip) = target.kind else { continue }
        var state = start
        let facts = try #require(state.facts(of: control))
        mouse(.press, target.area.row, target.area.column + 1, &state)
        #expect(state.focusedControl == control)
        // Off the row, and beyond the track: the slider taken still follows.
        mouse(.drag, rows - 1, columns - 1, &state)
        let most = try #require(state.facts(of: control)?.value)
        if case .track = grip { #expect(most == facts.range.upperBound, "\(control)") }
        mouse(.drag, 0, 0, &state)
        #expect(state.facts(of: control)?.value == facts.range.lowerBound, "\(control)")
        mouse(.release, 0, 0, &state)
        mouse(.drag, rows - 1, columns - 1, &state)
        #expect(state.facts(of: control)?.value == facts.range.lowerBound, "\(control)")
      }
    }
  }

  @Test func aCellOfAPoolIsAGPU() throws {
    var state = Fixtures.opened()
    let pool = try #require(draw(state).targets.first { $0.kind == .control(.available(pool: 0)) })
    let bar = try #require(find("■■■■■■■", in: state))
    #expect(bar.row == pool.area.row)
    for count in [5, 1, 8] {
      mouse(.press, bar.row, bar.column + count - 1, &state)
      #expect(state.scenario.pools[0].available == count)
      mouse(.release, bar.row, bar.column, &state)
    }
    mouse(.press, bar.row, bar.column - 1, &state)
    #expect(state.scenario.pools[0].available == 0)
  }

  @Test func theWheelMovesWhatIsUnderIt() throws {
    var state = Fixtures.opened()
    let budget = try #require(find("Budget", in: state))
    Fixtures.press([.tab], &state)
    mouse(.wheelUp, budget.row, budget.column, &state)
    #expect(state.scenario.budget == 30.5)
    mouse(.wheelDown, budget.row, budget.column, &state)
    #expect(state.scenario.budget == 30)
    let plan = try #require(find("H100*4", in: state))
    mouse(.wheelDown, plan.row, plan.column, &state)
    #expect(state.panel == .results && state.tables.focusedRow[.results] == 1)
    Fixtures.press([.character(":")], &state)
    mouse(.wheelDown, 10, 60, &state)
    #expect(state.input.palette?.choice == 1)
  }

  @Test func aSecondClickOnAFigureOpensItsField() throws {
    var state = Fixtures.opened()
    let value = try #require(find("2000", in: state))
    mouse(.press, value.row, value.column, &state)
    #expect(state.prompt == nil)
    mouse(.press, value.row, value.column, &state)
    #expect(state.prompt?.purpose == .value(.ttft))
    // While something is typed, a click elsewhere changes nothing.
    let before = state
    mouse(.press, 3, 30, &state)
    #expect(state == before)
  }

  @Test func hintsAreButtons() throws {
    var state = Fixtures.edited()
    let undo = try #require(find("u undo", in: state))
    #expect(undo.row == state.rows - 1)
    mouse(.press, undo.row, undo.column + 3, &state)
    #expect(state.scenario.budget == 31.5)
    let step = try #require(find("←→ ±", in: state))
    mouse(.press, step.row, step.column, &state)
    #expect(state.scenario.budget == 31)
    mouse(.press, step.row, step.column + 1, &state)
    #expect(state.scenario.budget == 31.5)
    let help = try #require(find("? help", in: state))
    mouse(.press, help.row, help.column, &state)
    #expect(state.keyContext == .help)
  }

  @Test func overlaysTakeClicksOnTheirRowsAndCloseBesideThem() throws {
    var state = Fixtures.opened()
    Fixtures.press([.character(":")], &state)
    Fixtures.type("goal", &state)
    let goal = try #require(find("goal cost_per_token", in: state))
    mouse(.press, goal.row, goal.column, &state)
    #expect(state.scenario.objective == .costPerToken)
    #expect(state.overlay == nil)

    Fixtures.press([.character(":")], &state)
    let before = state.statement
    mouse(.press, 3, 30, &state)
    #expect(state.overlay == nil)
    #expect(state.statement == before)

    Fixtures.press([.character("?")], &state)
    let repaint = try #require(find("repaint", in: state))
    #expect(mouse(.press, repaint.row, repaint.column, &state) == [.repaint])
    #expect(state.overlay == nil)
  }

  @Test func tabsAreClicked() throws {
    var state = Fixtures.opened(columns: 80, rows: 24)
    let cost = try #require(find("3Cost", in: state))
    mouse(.press, cost.row, cost.column + 2, &state)
    #expect(state.tab == .cost)
  }

  @Test func headsSortAndEditsAreGoneTo() throws {
    var state = Fixtures.edited()
    let before = state.scenario
    Fixtures.press([.character("U")], &state)
    let opened = try #require(draw(state).targets.first { $0.kind == .edit(0) })
    mouse(.press, opened.area.row, opened.area.column, &state)
    #expect(state.history.undoStack.isEmpty && state.scenario == state.baseline && before != state.baseline)
    Fixtures.press([.character("e")], &state)
    let head = try #require(draw(state).targets.last { if case .head = $0.kind { true } else { false } })
    mouse(.press, head.area.row, head.area.column, &state)
    let order = try #require(state.tables.tableOrder[.plan])
    mouse(.press, head.area.row, head.area.column, &state)
    #expect(state.tables.tableOrder[.plan]?.head == order.head)
    #expect(state.tables.tableOrder[.plan]?.isReversed == !order.isReversed)
    let row = try #require(draw(state).targets.last { $0.kind == .replica(2) })
    mouse(.press, row.area.row, row.area.column, &state)
    #expect(state.tables.focusedRow[.results] == 2)
  }

  @Test func theMouseIsGivenBackAndTaken() {
    var state = Fixtures.opened()
    #expect(Fixtures.press([.character("m")], &state) == [.captureMouse(false)])
    #expect(state.message?.text.contains("m takes it back") == true)
    #expect(Fixtures.press([.character("m")], &state) == [.captureMouse(true)])
  }

  @Test func noTargetLeavesTheScreen() {
    for var state in LayoutTests.states() {
      for (columns, rows) in [(24, 4), (40, 10), (60, 16), (80, 24), (120, 40), (200, 60), (300, 120)] {
        _ = update(&state, .program(.resize(columns: columns, rows: rows)))
        for target in draw(state).targets {
          let area = target.area
          #expect(area.row >= 0 && area.endRow <= rows, "\(target) at \(columns)x\(rows)")
          #expect(area.column >= 0 && area.endColumn <= columns, "\(target) at \(columns)x\(rows)")
        }
      }
    }
  }
}
