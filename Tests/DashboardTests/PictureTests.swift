import Foundation
import Testing

@testable import Dashboard

@Suite struct PictureTests {
  private let dark: Theme

  init() throws {
    let shipped = try #require(try ThemeTests.shipped().first { $0.name == "dark" })
    dark = try Theme(name: "dark", values: shipped.values)
  }

  @Test func endingsChooseTheFormat() {
    #expect(ScreenPicture.Format(path: "a/b.svg") == .svg)
    #expect(ScreenPicture.Format(path: "b.TXT") == .txt)
    #expect(ScreenPicture.Format(path: "x.ans") == .ans)
    for path in ["", "svg", "a.svg/b", "a.png", "."] { #expect(ScreenPicture.Format(path: path) == nil) }
  }

  @Test func textIsTheGridWithoutBlanksAtItsEnds() {
    let grid = render(Fixtures.edited())
    let lines = ScreenPicture.text(grid, theme: dark, format: .txt).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == grid.rows + 1)
    for (row, line) in zip(grid.text, lines) {
      #expect(row.hasPrefix(line) && row.dropFirst(line.count).allSatisfy { $0 == " " })
    }
  }

  @Test func escapeSequencesCarryTheSameText() throws {
    let grid = render(Fixtures.edited())
    let text = ScreenPicture.text(grid, theme: dark, format: .ans)
    #expect(text.replacing(try Regex("\u{1b}\\[[0-9;]*m"), with: "") == grid.text.map { $0 + "\n" }.joined())
    // The title is bold, white (255) on the bar (236).
    #expect(text.contains("\u{1b}[0;1;38;5;255;48;5;236mfleetmix"))
    #expect(text.split(separator: "\n").allSatisfy { $0.hasSuffix("\u{1b}[0m") })
  }

  @Test func theDrawingHasEveryWordInItsPlaceAndColour() {
    var grid = Grid(columns: 12, rows: 2)
    for (column, character) in "a<b&\" ──█".enumerated() { grid[1, column] = Cell(character) }
    grid[0, 3] = Cell("x", CellStyle(.good, bold: true))
    grid[0, 5] = Cell("y", CellStyle(.text, reverse: true))
    let svg = ScreenPicture.text(grid, theme: dark, format: .svg)
    #expect(svg.contains(">a&lt;b&amp;&quot;</text>"))
    // Column 3 begins 3 cells of 8 behind a margin of 10; entry 114 of the palette is a light green.
    #expect(svg.contains("<text x=\"34\" y=\"23.5\" textLength=\"8\" class=\"b\" fill=\"#87d787\">x</text>"))
    // Two dashes are one line of 16.
    #expect(svg.contains("<rect x=\"58\" y=\"36.5\" width=\"16\" height=\"1\""))
    // Reversed: the text's colour becomes the ground.
    #expect(svg.contains("<rect x=\"50\" y=\"10\" width=\"8\" height=\"18\" fill=\"#d0d0d0\"/>"))
    #expect(svg.contains("viewBox=\"0 0 116 56\""))
  }

  @Test func everyScreenIsWellFormed() throws {
    for state in LayoutTests.states() {
      for glyphs in GlyphTier.allCases {
        var state = state
        state.display.glyphs = glyphs
        let svg = ScreenPicture.text(render(state), theme: dark, format: .svg)
        // Every tag closes itself or is closed, and nothing outside tags needs escaping.
        #expect(svg.count(of: "<text ") == svg.count(of: "</text>"))
        #expect(
          svg.count(of: "<rect ") + svg.count(of: "<path ") + svg.count(of: "<circle ") == svg.count(of: "/>")
        )
        #expect(svg.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7f })
      }
    }
  }

  @Test func thePaletteSavesTheScreenBehindIt() {
    var state = Fixtures.opened()
    Fixtures.press([.character(":")], &state)
    Fixtures.type("save-screen out.png", &state)
    #expect(Fixtures.press([.enter], &state).isEmpty)
    #expect(state.message?.text.contains(".svg, .txt or .ans") == true)
    Fixtures.press([.control("u")], &state)
    Fixtures.type("save-screen out.svg", &state)
    #expect(Fixtures.press([.enter], &state) == [.savePicture(path: "out.svg", overwrite: false)])
    #expect(state.overlay == nil)
    _ = update(&state, .reports(.pictureExists(path: "out.svg")))
    #expect(Fixtures.press([.character("y")], &state) == [.savePicture(path: "out.svg", overwrite: true)])
    #expect(state.prompt == nil)
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
