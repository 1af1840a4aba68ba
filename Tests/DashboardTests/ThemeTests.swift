import Foundation
import Testing

@testable import Dashboard

@Suite struct ThemeTests {
  /// The themes that ship, read as flat `key: value` files.
  static func shipped() throws -> [(name: String, values: [String: String])] {
    var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let folder = root.appendingPathComponent("Themes")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { file in
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      let pairs = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line -> (String, String) in
        let parts = line.split(separator: ":", maxSplits: 1).map { String($0).trimmingSpaces }
        return (parts[0], parts.count > 1 ? parts[1] : "")
      }
      return (String(file.dropLast(5)), Dictionary(pairs, uniquingKeysWith: { $1 }))
    }
  }

  @Test func everyShippedThemeNamesEveryRole() throws {
    let themes = try Self.shipped()
    #expect(themes.map(\.name) == ["colourblind", "contrast", "dark", "light", "mono", "sixteen"])
    for (name, values) in themes {
      let theme = try Theme(name: name, values: values)
      guard !theme.isMonochrome else { continue }
      #expect(Set(theme.colours.keys) == Set(Role.allCases), "\(name)")
      #expect(Set(theme.grounds.keys) == Set(Ground.allCases).subtracting([.base]), "\(name)")
      #expect(theme.paintsBackground == ["light", "contrast"].contains(name))
    }
  }

  @Test func everyKeyOfAThemeIsExplained() throws {
    var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let text = try String(contentsOf: root.appendingPathComponent("Themes/dark.yaml"), encoding: .utf8)
    let comments = text.split(separator: "\n").filter { $0.hasPrefix("#   ") }
    let names = Role.allCases.map(\.rawValue) + Ground.allCases.filter { $0 != .base }.map(\.rawValue)
    for name in names {
      #expect(comments.contains { $0.contains("  \(name)  ") || $0.contains("#   \(name)  ") }, "\(name)")
    }
  }

  @Test func textIsReadable() throws {
    for (name, values) in try Self.shipped() where name != "mono" {
      let theme = try Theme(name: name, values: values)
      let least = name == "contrast" ? 7.0 : 4.5
      // Themes without a ground of their own are for dark terminals, whose ground is near entry 233 (16 colours: 0).
      let fallback: UInt8 = name == "sixteen" ? 16 : 233
      for role in Role.allCases where role != .rule {
        let look = theme.appearance(of: CellStyle(role))
        #expect(contrast(look.foreground, look.background, fallback) >= least, "\(name) \(role)")
      }
      for ground in Ground.allCases {
        let look = theme.appearance(of: CellStyle(.text, on: ground))
        #expect(contrast(look.foreground, look.background, fallback) >= least, "\(name) \(ground)")
      }
    }
  }

  @Test func everyPairOnTheScreenIsReadable() throws {
    let states: [@Sendable (Int, Int) -> DashboardState] = [
      { Fixtures.explored(columns: $0, rows: $1) }, { NoPlanTests.blocked(columns: $0, rows: $1) },
      { ZoomTests.zoomed(.cost, columns: $0, rows: $1) }, { ZoomTests.zoomed(.plan, columns: $0, rows: $1) },
      { columns, rows in
        var state = PinTests.pinned(columns: columns, rows: rows)
        Fixtures.press([.character("c")], &state)
        return state
      },
      { columns, rows in
        var state = Fixtures.explored(columns: columns, rows: rows)
        Fixtures.press([.character("?")], &state)
        return state
      },
    ]
    var styles = Set<CellStyle>()
    for make in states {
      for (columns, rows) in [(80, 24), (200, 60)] {
        // Letters and figures are text; rules, tracks and dots are not.
        styles.formUnion(
          render(make(columns, rows)).cells.filter { $0.character.isLetter || $0.character.isNumber }.map(
            \.style))
      }
    }
    styles = styles.filter { $0.role != .rule }
    #expect(styles.count > 20)
    for (name, values) in try Self.shipped() where name != "mono" {
      let theme = try Theme(name: name, values: values)
      let fallback: UInt8 = name == "sixteen" ? 16 : 233
      for style in styles {
        let look = theme.appearance(of: style)
        let ratio = contrast(look.foreground, look.background, fallback)
        #expect(ratio >= (name == "contrast" ? 7 : 4.5), "\(name) \(style) \(ratio)")
      }
    }
  }

  @Test func themesInherit() throws {
    let files = [
      "dark": ["text": "252", "good": "114", "bar": "236/252", "base": "default"],
      "mine": ["inherits": "dark", "good": "10", "base": "16/255"], "loop": ["inherits": "pool"],
      "pool": ["inherits": "loop"],
    ]
    let mine = try Theme.resolve("mine", files["mine"] ?? [:], among: files)
    #expect(mine.colours[.good] == .index(10) && mine.colours[.text] == .index(252))
    #expect(mine.grounds[.bar]?.background == .index(236) && mine.paintsBackground)
    #expect(!mine.transparent.paintsBackground && mine.transparent.colours == mine.colours)
    #expect(throws: ThemeError.unknownParent("drak", nearest: "dark")) {
      try Theme.resolve("x", ["inherits": "drak"], among: files)
    }
    #expect(throws: ThemeError.circle("pool")) {
      try Theme.resolve("loop", files["loop"] ?? [:], among: files)
    }
  }

  @Test func aThemeIsSeenBeforeItIsTaken() throws {
    var state = Fixtures.opened()
    state.display.themes = try Self.shipped().map { try Theme(name: $0.name, values: $0.values) }
    state.display.themeIndex = state.display.themes.firstIndex { $0.name == "dark" } ?? 0
    Fixtures.press([.character(":")], &state)
    Fixtures.type("theme", &state)
    #expect(render(state)[38, 1].style.role == .rule)
    Fixtures.type(" light", &state)
    #expect(state.theme.name == "light")
    // The screen behind keeps its colours, and most of it is in sight.
    let grid = render(state)
    #expect(grid[2, 1].style.role == .focus && grid.text.contains { $0.contains("FRONTIER") })
    Fixtures.press([.escape], &state)
    #expect(state.theme.name == "dark")
    _ = update(&state, .commands(.run("theme light")))
    _ = update(&state, .commands(.run("transparent on")))
    #expect(state.theme.name == "light" && !state.theme.paintsBackground)
    _ = update(&state, .commands(.run("transparent off")))
    #expect(state.theme.paintsBackground)
  }

  @Test func badFilesAreNamed() {
    #expect(throws: ThemeError.unknownKey("txet", nearest: "text")) {
      try Theme(name: "x", values: ["txet": "1"])
    }
    #expect(throws: ThemeError.badColour(key: "text", value: "256")) {
      try Theme(name: "x", values: ["text": "256"])
    }
    #expect(throws: ThemeError.badColour(key: "bar", value: "1/2/3")) {
      try Theme(name: "x", values: ["bar": "1/2/3"])
    }
  }

  @Test func missingKeysFallBack() throws {
    let theme = try Theme(name: "x", values: ["text": "7"])
    #expect(theme.appearance(of: CellStyle(.good)).foreground == .index(7))
    #expect(theme.appearance(of: CellStyle(.text, on: .selection)).background == .terminal)
  }

  @Test func monoUsesAttributes() {
    #expect(Theme.mono.appearance(of: CellStyle(.warn)).bold)
    #expect(Theme.mono.appearance(of: CellStyle(.changed)).underline)
    #expect(Theme.mono.appearance(of: CellStyle(.text, on: .selection)).reverse)
    #expect(!Theme.mono.appearance(of: CellStyle(.text, on: .selection, reverse: true)).reverse)
    #expect(Theme.mono.appearance(of: CellStyle(.stale)).dim)
  }

  /// WCAG 2 contrast of two palette entries.
  private func contrast(_ left: ThemeColour, _ right: ThemeColour, _ fallback: UInt8) -> Double {
    let light = luminance(left, fallback)
    let dark = luminance(right, fallback)
    return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
  }

  private func luminance(_ colour: ThemeColour, _ fallback: UInt8) -> Double {
    let index = if case .index(let value) = colour { Int(value) } else { Int(fallback) }
    let channels = rgb(index).map { channel -> Double in
      let part = Double(channel) / 255
      return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  /// xterm's palette; the first sixteen as its defaults.
  private func rgb(_ index: Int) -> [Int] {
    let sixteen = [
      [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205],
      [229, 229, 229],
      [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255], [0, 255, 255],
      [255, 255, 255],
    ]
    if index < 16 { return sixteen[index] }
    if index >= 232 { return Array(repeating: 8 + 10 * (index - 232), count: 3) }
    let cube = index - 16
    return [cube / 36, cube / 6 % 6, cube % 6].map { $0 == 0 ? 0 : 55 + 40 * $0 }
  }
}
