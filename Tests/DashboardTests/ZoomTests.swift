import Planning
import Serving
import Testing

@testable import Dashboard

@Suite struct ZoomTests {
  /// The zoomed panel of a tab.
  static func zoomed(_ tab: ResultTab, columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = Fixtures.explored(columns: columns, rows: rows)
    _ = update(&state, .focus(.selectTab(tab)))
    Fixtures.press([.character("e")], &state)
    return state
  }

  private func text(_ state: DashboardState) -> String { render(state).text.joined(separator: "\n") }

  @Test func zoomAndBack() {
    var state = Fixtures.explored()
    let before = render(state)
    Fixtures.press([.character("z")], &state)
    #expect(state.zoomedTab == .plan && state.panel == .results)
    #expect(text(state).contains("PLAN 92 % of req/s measured"))
    Fixtures.press([.escape], &state)
    #expect(state.page == .panels && state.panel == .controls)
    #expect(render(state) == before)
    // Tab walks through the zoomed panels and back to the first.
    Fixtures.press([.character("e")], &state)
    var seen: [ResultTab] = []
    for _ in 0..<8 {
      Fixtures.press([.tab], &state)
      seen.append(state.tab)
    }
    #expect(seen == [.routes, .cost, .frontier, .why, .options, .move, .machines, .plan])
  }

  /// A plan whose replicas serve exactly what is assigned to them.
  private var consistent: Plan {
    var plan = Fixtures.plan
    for index in plan.replicas.indices {
      let own = plan.assignments.filter {
        $0.model == plan.replicas[index].model && $0.layout == plan.replicas[index].layout
      }
      plan.replicas[index].requestsPerSecond = own.reduce(0) { $0 + $1.requestsPerSecond }
    }
    plan.requestsPerSecond = plan.replicas.reduce(0) { $0 + $1.requestsPerSecond }
    let parts = CostPart.sum(CostPart.parts(of: plan, Fixtures.scenario))
    plan.tokensPerSecond = Plan.TokenPair(input: parts.inputTokens, output: parts.outputTokens)
    return plan
  }

  /// Figures in the shown column, as the screen writes them.
  private func units(_ row: DataTable.Row, _ column: Int) -> Int {
    DecimalText.units(Double(row.cells[column].text) ?? 0, 2) ?? 0
  }

  @Test func shownPartsAddUpToShownTotals() throws {
    for (tab, heads) in [
      (ResultTab.plan, ["$/h", "req/s", "ktok/s"]), (.routes, ["req/s", "$/h"]),
      (.cost, ["req/s", "in ktok/s", "out ktok/s", "$/h"]),
    ] {
      var state = Self.zoomed(tab)
      _ = update(&state, .edit(.set(.budget, 33)))
      _ = update(&state, .planner(.planArrived(consistent, generation: state.generation, isFinal: true)))
      let table = try #require(state.listedTable)
      for head in heads {
        let column = try #require(table.columns.firstIndex { $0.head == head })
        let models = table.sections.filter { $0.subtotal != nil }
        for section in models {
          let parts = section.rows.reduce(0) { $0 + units($1, column) }
          #expect(section.subtotal.map { units($0, column) } == parts, "\(tab) \(head)")
        }
        let all = models.reduce(0) { $0 + ($1.subtotal.map { units($0, column) } ?? 0) }
        #expect(table.total.map { units($0, column) } == all, "\(tab) \(head)")
        // Pools and replica groups are other cuts through the same whole.
        for section in table.sections where section.subtotal == nil {
          #expect(section.rows.reduce(0) { $0 + units($1, column) } == all, "\(section.title) \(head)")
        }
      }
    }
    let pools = try #require(Self.zoomed(.why).listedTable)
    let bill = try #require(pools.columns.firstIndex { $0.head == "bill $/h" })
    #expect(pools.items.reduce(0) { $0 + units($1, bill) } == 3168)
    let share = try #require(pools.columns.firstIndex { $0.head == "% of bill" })
    #expect(pools.items.reduce(0) { $0 + (Int($1.cells[share].text) ?? 0) } == 100)
  }

  @Test func tablesAreSortedByColumn() throws {
    var state = Self.zoomed(.why)
    func names() -> [String] { state.listedTable?.items.map { $0.cells[0].text } ?? [] }
    #expect(names() == ["H100", "A100", "L40", "A6000", "A40", "4090"])
    Fixtures.press([.character(">")], &state)
    #expect(names() == ["4090", "A100", "A40", "A6000", "H100", "L40"])
    Fixtures.press([.character(">")], &state)
    #expect(names() == ["A40", "H100", "L40", "A100", "A6000", "4090"])
    #expect(text(state).contains("used▾"))
    Fixtures.press([.character("-")], &state)
    #expect(names().first == "A100" && names().last == "A40")
    // Past the last column: the planner's order.
    Fixtures.press([.character("<"), .character("<")], &state)
    #expect(names() == ["H100", "A100", "L40", "A6000", "A40", "4090"])
  }

  @Test func theZoomedReasonsHaveAllThatTheTabHas() {
    var state = Self.zoomed(.why)
    state.plan?.stresses = [
      Plan.Stress(lost: "H100", misjudged: [], requestsPerSecond: 50.5, needed: 47.7)
    ]
    let shown = text(state)
    for title in ["WHAT BINDS", "WITHSTANDS", "ERROR BANDS", "SOLVER"] { #expect(shown.contains(title)) }
    #expect(shown.contains("H100 lost"))
  }

  @Test func rowsStayDuringADrag() {
    var state = Self.zoomed(.plan)
    _ = update(&state, .program(.tick(milliseconds: 1000)))
    for _ in 0..<20 where state.tables.tableOrder[.plan]?.head != "req/s" {
      Fixtures.press([.character(">")], &state)
    }
    let before = state.listedTable?.items.map(\.id)
    #expect(before?.first == "llama-3-70b H100*4")
    // A move of the budget, whose plan has the other order.
    _ = update(&state, .edit(.set(.budget, 40)))
    var plan = Fixtures.plan
    plan.replicas[0].requestsPerSecond = 0.5
    plan.replicas[3].requestsPerSecond = 5.47
    _ = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    _ = update(&state, .program(.tick(milliseconds: 1100)))
    #expect(state.listedTable?.items.map(\.id) == before)
    _ = update(&state, .program(.tick(milliseconds: 1200)))
    #expect(state.listedTable?.items.first?.id == "llama-3-70b A40*2+A40*2")
  }

  @Test func filterIsLiveAndEscClearsIt() {
    var state = Self.zoomed(.routes)
    Fixtures.press([.character("/")], &state)
    Fixtures.type("a40*2", &state)
    #expect(state.listedTable?.items.map { $0.cells[2].text } == ["A40*2+A40*2"])
    Fixtures.type("zz", &state)
    #expect(text(state).contains("no row matches “a40*2zz” · Esc clears"))
    Fixtures.press([.escape], &state)
    #expect(state.filter.isEmpty && state.zoomedTab == .routes)
    Fixtures.press([.character("/")], &state)
    Fixtures.type("w5", &state)
    Fixtures.press([.enter], &state)
    #expect(state.listedTable?.items.count == 3)
    #expect(text(state).contains("filter “w5” · 3 of 23 rows"))
    Fixtures.press([.escape], &state)
    #expect(state.filter.isEmpty && state.zoomedTab == .routes)
    Fixtures.press([.escape], &state)
    #expect(state.zoomedTab == nil)
  }

  @Test func costsAreDrawnAsRanges() throws {
    let rows = render(Self.zoomed(.cost)).text
    let all = try #require(rows.first { $0.hasPrefix(" all ") })
    #expect(all.contains("59.63") && all.contains("0.078   0.175   0.089"))
    // The marks stand where the figures of the row are.
    let marks = try ["○", "◆", "●"].map { try #require(all.firstIndex(of: $0)) }
    #expect(marks == marks.sorted())
    #expect(rows.contains { $0.contains("w1 2455→18") && $0.contains("○◆───") })
    #expect(rows.contains { $0.contains("BY GPU TYPE") } && rows.contains { $0.contains("BY REPLICA GROUP") })
    for (value, logarithm) in [(1.0, 0.0), (10, 1), (0.001, -3), (2, 0.30103), (9.99, 0.99957)] {
      #expect(abs(Logarithm.ten(value) - logarithm) < 1e-5)
    }
  }

  @Test func slidersMoveThePointOnTheZoomedFrontier() {
    var state = Self.zoomed(.frontier)
    #expect(state.panel == .controls)
    let effects = Fixtures.press([.right], &state)
    #expect(effects.count == 1 && state.scenario.budget == 32.5)
    #expect(state.zoomedTab == .frontier)
  }

  @Test func everySizeZoomsWithoutATrap() {
    for tab in ResultTab.allCases where tab != .controls {
      for columns in [24, 60, 120, 300] {
        for rows in [10, 12, 40] {
          var state = Self.zoomed(tab, columns: columns, rows: rows)
          for _ in 0..<2 {
            #expect(render(state).columns == columns)
            Fixtures.press([.pageDown, .character(">")], &state)
          }
        }
      }
    }
  }

  @Test func aPoolIsTriedWithoutInTheTableOfPools() throws {
    var state = Self.zoomed(.why)
    let row = try #require(state.listedTable?.items.firstIndex { $0.id == "L40" })
    Fixtures.press(Array(repeating: .down, count: row) + [.character(" ")], &state)
    #expect(state.scenario.pools[2].available == 0 && state.statement.switchedOff[2] == 12)
    Fixtures.press([.character(" ")], &state)
    #expect(state.scenario.pools[2].available == 12)
  }
}
