import Testing

@testable import Terminal

@Suite struct ClipboardTests {
  @Test func textGoesInBase64ThroughTheTerminal() {
    #expect(Clipboard.sequence(for: "fleet é", isInTmux: false) == "\u{1b}]52;c;ZmxlZXQgw6k=\u{7}")
    #expect(
      Clipboard.sequence(for: "a", isInTmux: true)
        == "\u{1b}]52;c;YQ==\u{7}\u{1b}Ptmux;\u{1b}\u{1b}]52;c;YQ==\u{7}\u{1b}\\")
    #expect(Clipboard.sequence(for: String(repeating: "x", count: 80_000), isInTmux: false) == nil)
  }
}
