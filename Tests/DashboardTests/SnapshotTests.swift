import Foundation
import Testing

@testable import Dashboard

/// Screens as files: the text in a frame, then the style of each cell as a letter. `RECORD_SNAPSHOTS=1` writes them.
@Suite struct SnapshotTests {
  private static let states: [(name: String, make: @Sendable (Int, Int) -> DashboardState)] = [
    ("edited", { Fixtures.edited(columns: $0, rows: $1) }),
    (
      "no-plan",
      { columns, rows in
        var state = Fixtures.edited(columns: columns, rows: rows)
        Fixtures.press([.right], &state)
        _ = update(
          &state, .planner(.planArrived(Fixtures.noPlan, generation: state.generation, isFinal: true)))
        return state
      }
    ),
    (
      "help",
      { columns, rows in
        var state = Fixtures.edited(columns: columns, rows: rows)
        Fixtures.press([.character("?")], &state)
        return state
      }
    ),
    (
      "palette",
      { columns, rows in
        var state = Fixtures.edited(columns: columns, rows: rows)
        Fixtures.press([.character(":")], &state)
        Fixtures.type("bud", &state)
        return state
      }
    ),
    (
      "ascii",
      { columns, rows in
        var state = Fixtures.edited(columns: columns, rows: rows)
        state.display.glyphs = .ascii
        return state
      }
    ),
    (
      "compare",
      { columns, rows in
        var state = PinTests.pinned(columns: columns, rows: rows)
        Fixtures.press([.character("c"), .character("B")], &state)
        return state
      }
    ),
    ("explored", { Fixtures.explored(columns: $0, rows: $1) }),
    ("changes", { NoPlanTests.blocked(columns: $0, rows: $1) }),
    ("tab-routes", { tab(.routes, $0, $1) }), ("tab-cost", { tab(.cost, $0, $1) }),
    ("tab-frontier", { tab(.frontier, $0, $1) }), ("tab-why", { tab(.why, $0, $1) }),
    ("zoom-plan", { ZoomTests.zoomed(.plan, columns: $0, rows: $1) }),
    ("zoom-routes", { ZoomTests.zoomed(.routes, columns: $0, rows: $1) }),
    ("zoom-cost", { ZoomTests.zoomed(.cost, columns: $0, rows: $1) }),
    ("zoom-frontier", { ZoomTests.zoomed(.frontier, columns: $0, rows: $1) }),
    ("machines", { MachinesTests.renting(columns: $0, rows: $1) }),
    ("tab-machines", { MachinesTests.renting(columns: $0, rows: $1, tab: .machines) }),
    ("zoom-machines", { MachinesTests.zoomed(columns: $0, rows: $1) }),
    ("options", { OtherPlansTests.options(columns: $0, rows: $1) }),
    ("move", { OtherPlansTests.move(columns: $0, rows: $1) }),
    ("zoom-why", { ZoomTests.zoomed(.why, columns: $0, rows: $1) }),
    (
      "history",
      { columns, rows in
        var state = Fixtures.edited(columns: columns, rows: rows)
        Fixtures.press([.character("u"), .character("U")], &state)
        return state
      }
    ),
    (
      "starting",
      { columns, rows in
        var state = DashboardState(scenario: Fixtures.scenario, scenarioPath: nil, notice: "Built-in sample")
        _ = update(&state, .program(.resize(columns: columns, rows: rows)))
        _ = update(&state, .program(.start))
        return state
      }
    ),
  ]

  /// The explored state with a tab selected; larger screens have no tabs and show all panels.
  private static func tab(_ tab: ResultTab, _ columns: Int, _ rows: Int) -> DashboardState {
    var state = Fixtures.explored(columns: columns, rows: rows)
    _ = update(&state, .focus(.selectTab(tab)))
    return state
  }

  /// Every panel and page at seven sizes, one for each layout and more.
  private static let sizes = [(40, 10), (60, 16), (80, 24), (100, 30), (120, 40), (160, 50), (200, 60)]

  @Test func screensLookAsRecorded() throws {
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<2 { folder.deleteLastPathComponent() }
    folder.appendPathComponent("Snapshots/Dashboard")
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"
    for (name, make) in Self.states {
      for (columns, rows) in Self.sizes {
        let file = folder.appendingPathComponent("\(name)-\(columns)x\(rows).txt")
        let picture = Self.picture(render(make(columns, rows)))
        if isRecording {
          try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
          try picture.write(to: file, atomically: true, encoding: .utf8)
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(recorded == picture, "\(file.lastPathComponent)\n\(picture)")
      }
    }
  }

  private static func picture(_ grid: Grid) -> String {
    var lines = grid.text.map { "|\($0)|" }
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var letters: [CellStyle: Character] = [CellStyle(): "."]
    var legend: [String] = []
    for row in 0..<grid.rows {
      let line = (0..<grid.columns).map { column -> Character in
        let style = grid[row, column].style
        if let letter = letters[style] { return letter }
        let letter = legend.count < alphabet.count ? alphabet[legend.count] : "?"
        letters[style] = letter
        legend.append("\(letter) \(describe(style))")
        return letter
      }
      lines.append("|\(String(line))|")
    }
    return (lines + legend).joined(separator: "\n") + "\n"
  }

  private static func describe(_ style: CellStyle) -> String {
    var words = [style.role.rawValue]
    if style.ground != .base { words.append("on \(style.ground.rawValue)") }
    if style.bold { words.append("bold") }
    if style.underline { words.append("underline") }
    if style.reverse { words.append("reverse") }
    return words.joined(separator: " ")
  }
}
