import Testing

@testable import fleetmix_bench

/// The screen that the dashboard's benchmark reads: what ncurses sends must end up where a terminal puts it.
@Suite struct TerminalEmulatorTests {
  private func shown(_ text: String, columns: Int = 8, rows: Int = 3) -> [String] {
    var glass = TerminalEmulator(columns: columns, rows: rows)
    glass.feed(text.utf8)
    return glass.rows.map { String($0) }
  }

  @Test(arguments: [
    ("ab\r\ncd", ["ab      ", "cd      ", "        "]),
    ("\u{1b}[2;3Hx\u{1b}[Gy", ["        ", "y x     ", "        "]),
    ("\u{1b}[3dx\u{1b}[A\u{1b}[2Dy", ["        ", "y       ", "x       "]),
    ("12345678\u{1b}[1;4H\u{1b}[K", ["123     ", "        ", "        "]),
    ("12345678\u{1b}[1;4H\u{1b}[1K", ["    5678", "        ", "        "]),
    ("12345678\u{1b}[1;3H\u{1b}[2X", ["12  5678", "        ", "        "]),
    ("12345678\u{1b}[1;3H\u{1b}[2P", ["125678  ", "        ", "        "]),
    ("12345678\u{1b}[1;3H\u{1b}[2@", ["12  3456", "        ", "        "]),
    ("a\r\nb\r\nc\u{1b}[1;1H\u{1b}[M", ["b       ", "c       ", "        "]),
    ("a\r\nb\r\nc\u{1b}[2;1H\u{1b}[L", ["a       ", "        ", "b       "]),
    ("a\r\nb\r\nc\n", ["b       ", "c       ", "        "]),
    ("a\r\nb\r\nc\u{1b}[1;2r\u{1b}[2;1H\n", ["b       ", "        ", "c       "]),
    ("a\r\nb\u{1b}[2J", ["        ", "        ", "        "]),
    ("\u{1b}[0;1;38;5;81m●\u{1b}(B\u{1b}[m é\u{8}e", ["● e     ", "        ", "        "]),
    ("\u{1b}[?1049h\u{1b}[?25l\u{1b}=x", ["x       ", "        ", "        "]),
  ])
  func sequencesDoWhatTheyDoInATerminal(text: String, rows: [String]) {
    #expect(shown(text) == rows)
  }

  /// Bytes may come cut anywhere; a frame counts when its end mark is there.
  @Test func piecesAndFrames() {
    let text = "\u{1b}[?2026h\u{1b}[2;2H●\u{1b}[?2026l\u{1b}[?2026hx\u{1b}[?2026l"
    var glass = TerminalEmulator(columns: 4, rows: 2)
    var frames: [[String]] = []
    for byte in text.utf8 { glass.feed([byte]) { frames.append($0.rows.map { String($0) }) } }
    #expect(frames == [["    ", " ●  "], ["    ", " ●x "]])
    #expect(glass.byteCount == text.utf8.count)
  }

  @Test func theBudgetIsReadFromItsRow() {
    var glass = TerminalEmulator(columns: 40, rows: 2)
    glass.feed("CONTROLS\r\n▸Budget    32.50 $/h   ━━━●──".utf8)
    #expect(KeyHold.budget(on: glass) == 32.5)
  }
}
