import Planning
import Testing

@testable import Dashboard

/// Plans beside the one shown: when they are asked for, and what is shown of them.
@Suite struct OtherPlansTests {
  /// The table of options with everything found out.
  static func options(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = Fixtures.explored(columns: columns, rows: rows)
    Fixtures.answerExplorations(&state, update(&state, .focus(.selectTab(.options))))
    return state
  }

  /// The way from plan A of the worked example to the plan without the second t1.
  static func move(columns: Int = 120, rows: Int = 40) -> DashboardState {
    guard var state = try? Solved.opened("worked-example/scenario", columns: columns, rows: rows) else {
      return Fixtures.edited()
    }
    Solved.perform(.edit(.set(.available(pool: 1), 1)), &state)
    Solved.perform(.focus(.selectTab(.move)), &state)
    // Wall times differ from run to run.
    state.plan?.solve = Plan.SolveStatistics(milliseconds: 1, firstPlanMilliseconds: 1)
    return state
  }

  private func questions(_ effects: [Effect]) -> [ExplorationTask.Question] {
    effects.flatMap { effect -> [ExplorationTask.Question] in
      if case .explore(let tasks, _) = effect { tasks.map(\.question) } else { [] }
    }
  }

  private func screen(_ state: DashboardState) -> [String] { render(state).text }

  @Test func otherPlansAreAskedForOnlyInView() {
    var state = Fixtures.explored()
    #expect(!questions(update(&state, .focus(.rowDown))).contains(.alternatives))
    let asked = questions(update(&state, .focus(.selectTab(.options))))
    #expect(state.zoomedTab == .options)
    #expect(asked.contains(.alternatives) && asked.contains(.baseline(.melange, keepsStock: false)))
    #expect(asked.contains(.sensitivity(.price(pool: 2, part: -Sensitivity.part))))
    #expect(!asked.contains(.baseline(.roundRobin, keepsStock: false)))
    #expect(!asked.contains { if case .worth = $0 { true } else { false } })
    // What is under way is not asked for again by the next key.
    #expect(questions(update(&state, .focus(.rowDown))).isEmpty)
    #expect(screen(state).contains { $0.contains("RUNNERS-UP computing…") })
    #expect(screen(state).contains { $0.contains("only A100") && $0.contains("…") })
    #expect(screen(state).contains { $0.contains("SENSITIVITY 0 of") })
  }

  @Test func whatIsKnownIsNotAskedForAgain() {
    var state = Self.options()
    _ = update(&state, .focus(.selectTab(.plan)))
    #expect(questions(update(&state, .focus(.selectTab(.options)))).isEmpty)
    _ = update(&state, .edit(.set(.budget, 33)))
    let effects = update(
      &state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    let again = questions(effects)
    // The table in view comes before the curve.
    let table = again.firstIndex(of: .alternatives) ?? .max
    let curve = again.firstIndex { if case .frontier = $0 { true } else { false } } ?? .max
    #expect(table < curve || curve == .max)
    #expect(again.contains(.baseline(.uniformComposition, keepsStock: true)))
  }

  @Test func aWideScreenComparesFleetsOfOneType() {
    var state = Fixtures.edited(columns: 200, rows: 60)
    let asked = questions(
      update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true))))
    #expect(asked.contains(.baseline(.homogeneous(pool: 0), keepsStock: false)))
    #expect(!asked.contains(.baseline(.melange, keepsStock: true)) && !asked.contains(.alternatives))
    // A window that grows asks too.
    var small = Fixtures.explored()
    #expect(!questions(update(&small, .program(.resize(columns: 200, rows: 60)))).isEmpty)
  }

  @Test func optionsAreComparedWithThePlan() {
    let rows = screen(Self.options())
    func has(_ words: String...) -> Bool { rows.contains { row in words.allSatisfy { row.contains($0) } } }
    #expect(has("this plan", "59.63", "31.68", "0.0887", "="))
    // 58.44 of 59.63: 2.0 % less; 41.74: 30.0 % less, and 53.67 with any stock 10.0 %.
    #expect(has("2  6 H100 · 2 A100", "58.44", "31.20", "−2.0"))
    #expect(has("only H100", "41.74", "−30.0", "−10.0"))
    #expect(has("only 4090", "–"))
    #expect(has("Budget 32.00 → 33.60 $/h", "65.59", "+10.0"))
    #expect(has("H100 8 → 7 GPUs", "–"))
    #expect(has("A100 6 → 7 GPUs", "59.63", "="))
    #expect(has("SENSITIVITY one figure changed, solved again"))
    let ranges = Self.options().listedTable?.sections.last
    #expect(ranges?.title == "SAME GPUS" && ranges?.note == "while one figure moves so far")
    #expect(ranges?.rows.first?.cells[0].text == "Budget 31.75 to 33.50 $/h")
  }

  @Test func aChosenGroupIsWeighed() {
    var state = Fixtures.explored(columns: 200, rows: 60)
    let effects = update(&state, .focus(.replica(2)))
    #expect(questions(effects).first == .without(model: "llama-3-70b", layout: "A40*4+L40*1"))
    #expect(screen(state).contains { $0.contains("Without  computing…") })
    Fixtures.answerExplorations(&state, effects)
    let rows = screen(state)
    func has(_ words: String) -> Bool { rows.contains { $0.contains(words) } }
    #expect(has("Without  59.21 req/s (−0.42), 31.86 $/h (+0.18): +2 A100 −4 L40"))
    #expect(has("Export   none: vLLM needs the same TP in every stage, these have 4, 1"))
    let again = update(&state, .focus(.replica(0)))
    #expect(questions(again).first == .without(model: "llama-3-70b", layout: "H100*4"))
    #expect(screen(state).contains { $0.contains("Export   vLLM, Kubernetes, SkyPilot") })
    // What is known is not asked for again.
    #expect(
      !questions(update(&state, .focus(.replica(2)))).contains {
        if case .without = $0 { true } else { false }
      })
  }

  @Test func whatIsWithstoodIsListed() {
    for (columns, rows) in [(80, 24), (200, 60)] {
      var state = Fixtures.explored(columns: columns, rows: rows)
      state.plan?.stresses = [
        Plan.Stress(lost: "H100", misjudged: [], requestsPerSecond: 50.5, needed: 47.7),
        Plan.Stress(lost: nil, misjudged: ["llama-3-8b on H100-SXM"], requestsPerSecond: 47.71, needed: 47.7),
      ]
      _ = update(&state, .focus(.selectTab(.why)))
      let rows = screen(state)
      let first = rows.firstIndex { $0.contains("WITHSTANDS") } ?? 0
      #expect(first > 0 && rows[first + 1].contains("llama-3-8b on H100-SXM slow"))
      #expect(rows[first + 2].contains("H100 lost") && rows[first + 2].contains("50.50"))
    }
  }

  @Test func theTableIsSortedAndFiltered() {
    var state = Self.options()
    #expect(state.listedTable?.items.count == state.optionCount)
    _ = update(&state, .table(.sortBy("req/s")))
    let rates = state.listedTable?.sections[1].rows.map { $0.cells[1].text }
    #expect(rates == ["58.44", "57.25"])
    _ = update(&state, .table(.reverseSort))
    #expect(state.listedTable?.sections[1].rows.map { $0.cells[1].text } == ["57.25", "58.44"])
    Fixtures.press([.character("/")], &state)
    Fixtures.type("melange", &state)
    #expect(state.listedTable?.items.map(\.id) == ["melange"])
  }

  @Test func aRunnerUpIsPinnedAndStays() throws {
    var state = Self.options()
    Fixtures.press([.down, .character("b")], &state)
    let pin = try #require(state.pins.last)
    #expect(pin.name == "runner-up 3" && pin.plan.requestsPerSecond == 57.25 && !pin.isOptimum)
    Fixtures.press([.character("b")], &state)
    #expect(state.message?.text.contains("pinned already, as \(pin.letter)") == true)
    #expect(screen(state).contains { $0.contains("57.25") })
    // A baseline has figures, but is no plan with routes.
    Fixtures.press([.down, .character("b"), .up], &state)
    #expect(state.message == nil && state.pins.count == 2)
    // The plan of the same sliders arrives once more: the runner-up is still the runner-up.
    _ = update(&state, .planner(.planArrived(Fixtures.plan, generation: state.generation, isFinal: true)))
    #expect(state.pins.last?.plan.requestsPerSecond == 57.25)
    // The plan itself is another one, and gets a letter of its own.
    Fixtures.press([.escape, .character("b")], &state)
    #expect(state.pins.count == 3 && state.pins.last?.isOptimum == true)
    Fixtures.press([.character("c"), .character(pin.letter)], &state)
    let text = screen(state)
    #expect(text.contains { $0.contains("req/s") && $0.contains("57.25") && $0.contains("59.63") })
  }

  @Test func theMoveStartsFromAnyFleet() throws {
    var state = Fixtures.explored()
    let tasks = update(&state, .focus(.selectTab(.move))).flatMap { effect -> [ExplorationTask] in
      if case .explore(let tasks, _) = effect { tasks } else { [] }
    }
    let asked = try #require(tasks.first { $0.question == .replanning })
    #expect(
      asked.scenario.current?.replicas
        == Fixtures.reference.replicas.map {
          RunningReplica(model: $0.model, layout: $0.layout, count: $0.count)
        })
    #expect(screen(state).contains { $0.contains("MOVE from plan A to this scenario's plan") })
    #expect(screen(state).contains { $0.contains("plan A · computing…") })
    #expect(questions(update(&state, .commands(.run("start-cost $0.50/h")))) == [.replanning])
    #expect(state.moveScenario?.current?.startCost == 0.5)
    #expect(questions(update(&state, .commands(.run("max-starts 2")))) == [.replanning])
    #expect(screen(state).contains { $0.contains("charged 0.50 $/h · at most 2 starts") })
    _ = update(&state, .commands(.run("max-starts off")))
    #expect(state.moveScenario?.current?.maxStarts == nil)
    _ = update(&state, .commands(.run("start-cost default")))
    #expect(state.moveScenario?.current?.startCost == 0)
    // The next fleet is the next pinned plan; the last is followed by the first.
    Fixtures.press([.character("b"), .character("f")], &state)
    #expect(state.fleetSource == .pin("B"))
    Fixtures.press([.character("f")], &state)
    #expect(state.fleetSource == .pin("A"))
    _ = update(&state, .commands(.run("move-from b")))
    #expect(state.fleetSource == .pin("B"))
    _ = update(&state, .commands(.run("move-from Z")))
    #expect(state.message?.kind == .error)
    // The scenario itself names no running fleet: nothing of this is part of it.
    #expect(state.scenario.current == nil && state.scenario == Fixtures.edited().scenario)
  }

  @Test func theScenariosOwnFleetComesFirst() {
    var scenario = Fixtures.scenario
    scenario.current = CurrentFleet(
      planPath: "running.json", replicas: [RunningReplica(model: "llama-3-8b", layout: "H100*1", count: 2)],
      startCost: 0.25, maxStarts: 4)
    var state = DashboardState(scenario: scenario, scenarioPath: nil, notice: nil)
    _ = update(&state, .program(.start))
    _ = update(
      &state, .planner(.planArrived(Fixtures.reference, generation: state.generation, isFinal: true)))
    #expect(state.fleetSource == .scenario)
    #expect(state.moveScenario == scenario)
  }

  @Test func baselinesThatMissTheDemandSaySo() throws {
    var state = Fixtures.opened()
    _ = update(&state, .edit(.set(.demand, 50)))
    _ = update(&state, .edit(.chooseObjective(.cost)))
    var plan = Fixtures.plan
    plan.objective = .cost
    let effects = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    Fixtures.answerExplorations(&state, effects + update(&state, .focus(.selectTab(.options))))
    let section = try #require(state.table(of: .options)?.sections.first { $0.title == "BASELINES" })
    // Within the stock 41.74 req/s, with any number 53.67.
    #expect(section.note.hasSuffix("misses: below 50.0 req/s"))
    #expect(section.rows.filter { $0.cells[4].text == "misses" }.count == section.rows.count - 1)
    #expect(!section.rows.contains { $0.cells[5].text == "misses" })
    _ = update(&state, .edit(.set(.demand, 41)))
    let again = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    Fixtures.answerExplorations(&state, again)
    #expect(state.table(of: .options)?.sections.contains { $0.note.contains("misses") } == false)
  }

  @Test func withoutAPlanThereIsNothingToMoveTo() {
    var state = Self.move()
    Solved.perform(.edit(.set(.budget, 0.5)), &state)
    #expect(state.infeasibility != nil)
    let shown = render(state).text.joined(separator: "\n")
    #expect(shown.contains("FROM plan A · there is no plan to move to") && !shown.contains("computing"))
    _ = update(&state, .focus(.selectTab(.options)))
    #expect(!render(state).text.joined().contains("computing"))
    Solved.perform(.history(.undo), &state)
    #expect(!render(state).text.joined().contains("no plan to move to"))
  }

  @Test func theMoveIsTheReplanners() throws {
    let state = Self.move()
    let scenario = try #require(state.moveScenario)
    let move = try #require(Replanning(scenario, options: PlanningOptions(gap: 1e-6)))
    let rows = screen(state)
    #expect(!move.steps.isEmpty)
    // One GPU of the pair is gone, so the pair cannot go on.
    #expect(rows.contains { $0.contains("stay") && $0.contains("plan A") })
    #expect(rows.contains { $0.contains("lost") && $0.contains("t2*2") })
    for (index, step) in move.steps.enumerated() {
      let word = step.isStart ? "+ start" : "− stop"
      #expect(
        rows.contains {
          $0.contains("\(index + 1) \(word)") && $0.contains(step.layout)
            && $0.contains(Numbers.fixed(step.requestsPerSecond, 2))
            && $0.contains(Numbers.fixed(step.costPerHour, 2))
        }, "\(step)")
    }
    #expect(
      rows.contains { $0.contains("plan") && $0.contains(Numbers.fixed(move.plan.requestsPerSecond, 2)) })
    #expect(rows.contains { $0.contains("RE-ROUTE") })
  }

  @Test func theGoalOfAMoveIsPinned() throws {
    var state = Self.move()
    Solved.press([.character("b")], &state)
    let pin = try #require(state.pins.last)
    #expect(pin.name == "from A" && !pin.isOptimum)
    #expect(pin.plan.requestsPerSecond == state.others.move?.plan.requestsPerSecond)
  }

  @Test func backFromOptionsThePlanIsZoomed() {
    var state = Self.options()
    Fixtures.press([.escape, .character("e")], &state)
    #expect(state.zoomedTab == .plan)
    // Where there are tabs, the tab stays.
    var small = Self.options(columns: 80, rows: 24)
    #expect(small.shownResults == .options && small.zoomedTab == nil)
    Fixtures.press([.character("e")], &small)
    #expect(small.zoomedTab == .options)
    Fixtures.press([.escape], &small)
    #expect(small.shownResults == .options && small.zoomedTab == nil)
  }

  @Test func noFigureIsCut() {
    for columns in 40...120 {
      for tab in [ResultTab.options, .move, .plan, .routes, .cost, .why] {
        let state = ZoomTests.zoomed(tab, columns: columns, rows: 24)
        guard let table = state.listedTable else { continue }
        let shown = table.shownColumns(width: state.tableWidth)
        #expect(shown.reduce(0) { $0 + table.columns[$1].width } <= state.tableWidth, "\(tab) at \(columns)")
      }
      let rows = screen(Self.options(columns: columns, rows: 24))
      #expect(rows.contains { $0.contains("58.44") && $0.contains("−2.0") }, "\(columns)")
    }
  }

  @Test func tabsHaveRoomAtEveryWidth() {
    for columns in [40, 48, 60, 78, 80, 99, 117] {
      for tab in ResultTab.allCases.dropFirst() {
        var state = Self.options(columns: columns, rows: 24)
        _ = update(&state, .focus(.selectTab(tab)))
        let rows = screen(state)
        // Where the row is narrow titles stand at their keys.
        let names = ["", " "].map { "\(tab.rawValue)\($0)\(tab.title.prefix(3))" }
        #expect(
          rows.contains { row in names.contains { row.contains($0) } && row.contains("8") },
          "\(tab) at \(columns)")
      }
    }
  }

  @Test func errorBandsAreShown() {
    let rows = screen(Fixtures.explored(columns: 200, rows: 60))
    func has(_ words: String...) -> Bool { rows.contains { row in words.allSatisfy { row.contains($0) } } }
    #expect(has("ERROR BANDS", "req/s   $/Mtok"))
    // 59.63 req/s at 0.0887: 49.90 at 0.0887 * 59.63 / 49.90.
    #expect(has("as planned", "59.63   0.0887"))
    #expect(has("19 in 20 reach", "49.90   0.1060"))
    #expect(has("worst case", "44.10   0.1199"))
    #expect(screen(Fixtures.edited(columns: 200, rows: 60)).contains { $0.contains("computing…") })
    #expect(Numbers.band(0.81...1.22) == "−19…+22 %" && Numbers.band(0.95...1.05) == "±5 %")
  }
}
