import Foundation
import Planning
import Serving
import Testing

@testable import Dashboard

@Suite struct LayoutTests {
  /// States that fill the screen in different ways.
  static func states() -> [DashboardState] {
    var result = [Fixtures.edited()]
    result.append(DashboardState(scenario: Fixtures.scenario, scenarioPath: nil, notice: "Built-in sample"))
    var noPlan = Fixtures.edited()
    _ = update(&noPlan, .edit(.set(.budget, 1)))
    _ = update(&noPlan, .planner(.planArrived(Fixtures.noPlan, generation: noPlan.generation, isFinal: true)))
    result.append(noPlan)
    var help = Fixtures.edited()
    Fixtures.press([.character("?")], &help)
    result.append(help)
    var typing = Fixtures.edited()
    Fixtures.press([.enter], &typing)
    Fixtures.type("+12345678901234567890", &typing)
    result.append(typing)
    result.append(crowded())
    return result
  }

  /// States with pages in place of the panels, and with answers from the background.
  static func pages() -> [DashboardState] {
    var compared = PinTests.pinned()
    Fixtures.press([.character("c")], &compared)
    var history = Fixtures.edited()
    Fixtures.press([.character("u"), .character("U")], &history)
    var crowded = crowded()
    Fixtures.press([.character("e")], &crowded)
    return [Fixtures.explored(), compared, history, NoPlanTests.blocked(), crowded]
      + ResultTab.allCases.filter { $0 != .controls }.map { ZoomTests.zoomed($0) }
  }

  @Test func noSizeOfAnyPageTraps() {
    for var state in Self.pages() {
      for columns in [23, 39, 41, 79, 101, 118, 181, 300] {
        for rows in [5, 11, 21, 37, 51, 120] {
          _ = update(&state, .program(.resize(columns: columns, rows: rows)))
          state.display.glyphs = .unicode
          let grid = render(state)
          #expect(grid.columns == columns && grid.rows == rows)
          guard rows == 37 else { continue }
          state.display.glyphs = .ascii
          let ascii = render(state)
          #expect(ascii.cells.allSatisfy { $0.character.isASCII })
          // Every glyph drawn has a twin.
          let lost = zip(grid.cells, ascii.cells).filter {
            $1.character == "?" && $0.character != "?" && $0.character != "◌"
          }
          #expect(lost.isEmpty, "\(Set(lost.map(\.0.character)))")
          #expect(ascii.cells.map(\.style) == grid.cells.map(\.style))
        }
      }
    }
  }

  /// All sizes of 1...300 x 1...120 with `FULL_SWEEP=1`, else every 23rd column and 11th row.
  @Test(arguments: 0..<4)
  func everySizeDraws(part: Int) {
    let isFull = ProcessInfo.processInfo.environment["FULL_SWEEP"] == "1"
    let (columnStep, rowStep) = isFull ? (1, 1) : (23, 11)
    // The panels at every size, and one of the other pages in turn.
    var panels = Fixtures.explored()
    var others = Self.states() + Self.pages()
    for columns in stride(from: 1 + part * columnStep, through: 300, by: 4 * columnStep) {
      for rows in stride(from: 1, through: 120, by: rowStep) {
        let turn = (columns * 31 + rows) % others.count
        _ = update(&panels, .program(.resize(columns: columns, rows: rows)))
        _ = update(&others[turn], .program(.resize(columns: columns, rows: rows)))
        let frame = draw(panels)
        let grid = frame.grid
        let otherFrame = draw(others[turn])
        let other = otherFrame.grid
        for frame in [frame, otherFrame] {
          if let problem = Self.misplaced(frame) { Issue.record("\(problem) at \(columns)x\(rows)") }
        }
        guard grid.columns == columns, grid.rows == rows, other.columns == columns, other.rows == rows else {
          Issue.record("another size than \(columns)x\(rows)")
          return
        }
        let text = grid.text
        let needsMore = text.contains { $0.contains("24x4") }
        #expect(needsMore == ((columns < 24 || rows < 4) && columns >= 4), "\(columns)x\(rows)")
        if columns >= 40, rows >= 10 {
          // The bill, the way out and the slider the keys are on are always in sight.
          let isComplete =
            text.contains { $0.contains("31.68") } && text.last?.contains("q quit") == true
            && text.contains { $0.contains("▸Budget") }
          #expect(isComplete, "\(columns)x\(rows)")
        } else if columns >= 24, rows >= 4 {
          #expect(text.contains { $0.contains("31.68 $/h") }, "\(columns)x\(rows)")
        }
      }
    }
  }

  /// Parts of the screen that the mouse acts on and that stand outside of it, or on each other; nil: none do.
  private static func misplaced(_ frame: Frame) -> String? {
    let bounds = Area(row: 0, column: 0, width: frame.grid.columns, height: frame.grid.rows)
    var owner = [Int?](repeating: nil, count: frame.grid.columns * frame.grid.rows)
    let covered = frame.targets.lastIndex { $0.kind == .cover } ?? -1
    for (index, target) in frame.targets.enumerated() where index > covered {
      let area = target.area
      guard area.width > 0 else { continue }
      switch target.kind {
      // A figure and a slider are part of their control's row; scrolling parts lie behind all.
      case .scrolling, .outside, .cover, .value, .slider: continue
      case .panel, .control, .replica, .edit, .head, .tab, .key, .command, .binding: break
      }
      for row in area.row..<area.endRow {
        // What is drawn beyond an edge is cut off there.
        for column in max(area.column, 0)..<min(area.endColumn, bounds.width) {
          guard row >= 0, row < bounds.height else { return "\(target.kind) is outside" }
          let place = row * bounds.width + column
          if let other = owner[place] { return "\(target.kind) is on \(frame.targets[other].kind)" }
          owner[place] = index
        }
      }
    }
    return nil
  }

  /// Long and wide names, many pools, many workload types that differ by model.
  static func crowded() -> DashboardState {
    var scenario = Fixtures.scenario
    scenario.title = String(repeating: "長い題名 ", count: 30)
    scenario.pools += (0..<30).map { Fixtures.pool("pool-with-a-long-name-\($0)", 100_000, 12345.678) }
    let mix = (0..<40).map { (name: "workload-\($0)-漢字", input: 1_000_000, output: 1, share: 1.0) }
    scenario.models.append(Fixtures.model("model-with-a-very-long-name", share: 0, mix: mix))
    var state = DashboardState(scenario: scenario, scenarioPath: nil, notice: nil)
    _ = update(&state, .program(.start))
    var plan = Fixtures.plan
    plan.costPerHour = 1e9
    plan.requestsPerSecond = .nan
    plan.gap = .infinity
    _ = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    return state
  }

  @Test func noSizeTraps() {
    let widths = [1, 3, 21, 23, 24, 39, 40, 41, 60, 77, 78, 80, 99, 100, 118, 179, 180, 300]
    let heights = [1, 3, 4, 9, 10, 11, 19, 20, 24, 35, 36, 49, 50, 120]
    for var state in Self.states() {
      for columns in widths {
        for rows in heights {
          _ = update(&state, .program(.resize(columns: columns, rows: rows)))
          let grid = render(state)
          #expect(grid.columns == columns && grid.rows == rows)
          let isShort = columns < 24 || rows < 4
          let says = grid.text.joined().contains("24x4")
          #expect(says == (isShort && columns >= 4), "\(columns)x\(rows)")
        }
      }
    }
  }

  @Test func theFocusIsAlwaysInSight() {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60), (40, 10)] {
      for start in [Fixtures.edited(columns: columns, rows: rows), Self.crowded()] {
        var state = start
        _ = update(&state, .program(.resize(columns: columns, rows: rows)))
        for _ in 0..<7 {
          for _ in 0..<min(12, max(1, state.rowCount(of: state.panel))) {
            if state.panel != .results || state.tab != .cost && state.tab != .why {
              let marks = render(state).text.filter { $0.contains("▸") }.count
              #expect(marks == 1, "\(state.panel) row \(state.tables.focusedRow) at \(columns)x\(rows)")
            }
            Fixtures.press([.down], &state)
          }
          Fixtures.press([.tab], &state)
        }
      }
    }
  }

  @Test func bothTiersHaveTheSameLayout() {
    for var state in Self.states() {
      for (columns, rows) in [(80, 24), (120, 40), (200, 60), (40, 10)] {
        _ = update(&state, .program(.resize(columns: columns, rows: rows)))
        state.display.glyphs = .unicode
        let unicode = render(state)
        state.display.glyphs = .ascii
        let ascii = render(state)
        #expect(ascii.cells.allSatisfy { $0.character.isASCII })
        #expect(ascii.cells.map(\.style) == unicode.cells.map(\.style))
        #expect(ascii.cells.map { $0.character == " " } == unicode.cells.map { $0.character == " " })
      }
    }
  }

  @Test func listsShowTheFocusAndAccountForTheRest() {
    for count in 0..<12 {
      for space in 0..<12 {
        for focus in 0..<max(1, count) {
          let window = ListWindow(count: count, space: space, focus: focus)
          let used = window.rows.count + (window.before.isEmpty ? 0 : 1) + (window.after.isEmpty ? 0 : 1)
          #expect(used <= max(space, 0) || count <= space)
          if space > 0, count > 0 { #expect(window.rows.contains(focus)) }
          if space > 2 {
            #expect(window.before.count + window.rows.count + window.after.count == count)
          }
        }
      }
    }
  }
}
