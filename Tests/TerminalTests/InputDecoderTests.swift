import Dashboard
import Testing

@testable import Terminal

@Suite("Terminal input")
struct InputDecoderTests {
  /// Bytes as a terminal sends them, and the events they mean once nothing follows.
  private static let table: [(input: String, events: [TerminalEvent])] = [
    // Characters and control characters.
    ("a", [.key(.character("a"))]),
    ("é日", [.key(.character("é")), .key(.character("日"))]),
    ("\r", [.key(.enter)]), ("\n", [.key(.enter)]), ("\t", [.key(.tab)]),
    ("\u{7f}", [.key(.backspace)]), ("\u{8}", [.key(.backspace)]),
    ("\u{1a}", [.key(.control("z"))]), ("\u{12}", [.key(.control("r"))]), ("\0", [.key(.control(" "))]),
    ("\u{1c}", [.key(.control("\\"))]),
    ("\u{3}", [.signal(2)]),
    // Escape alone, Alt, and Escape before another key.
    ("\u{1b}", [.key(.escape)]), ("\u{1b}\u{1b}", [.key(.escape), .key(.escape)]),
    ("\u{1b}q", [.key(.alt("q"))]), ("\u{1b}é", [.key(.alt("é"))]),
    ("\u{1b}[", [.key(.alt("["))]), ("\u{1b}O", [.key(.alt("O"))]),
    ("\u{1b}\r", [.key(.escape), .key(.enter)]),
    ("\u{1b}\u{1b}[A", [.key(.escape), .key(.up)]),
    // Cursor keys, normal and application mode, with modifiers.
    ("\u{1b}[A\u{1b}[B\u{1b}[C\u{1b}[D", [.key(.up), .key(.down), .key(.right), .key(.left)]),
    ("\u{1b}OA\u{1b}OB\u{1b}OC\u{1b}OD", [.key(.up), .key(.down), .key(.right), .key(.left)]),
    (
      "\u{1b}[1;2A\u{1b}[1;2B\u{1b}[1;2C\u{1b}[1;2D",
      [.key(.shiftUp), .key(.shiftDown), .key(.shiftRight), .key(.shiftLeft)]
    ),
    ("\u{1b}[1;5C\u{1b}[1;3D", [.key(.shiftRight), .key(.left)]),
    ("\u{1b}[a\u{1b}Oc", [.key(.shiftUp), .key(.shiftRight)]),
    ("\u{1b}[Z", [.key(.backTab)]),
    ("\u{1b}[H\u{1b}[F\u{1b}OH\u{1b}OF", [.key(.home), .key(.end), .key(.home), .key(.end)]),
    ("\u{1b}[1~\u{1b}[7~\u{1b}[4~\u{1b}[8~", [.key(.home), .key(.home), .key(.end), .key(.end)]),
    ("\u{1b}[2~\u{1b}[3~\u{1b}[5~\u{1b}[6~", [.key(.insert), .key(.delete), .key(.pageUp), .key(.pageDown)]),
    // Function keys: xterm, VT220, Linux console, with a modifier.
    ("\u{1b}OP\u{1b}OS", [.key(.function(1)), .key(.function(4))]),
    ("\u{1b}[11~\u{1b}[15~\u{1b}[17~", [.key(.function(1)), .key(.function(5)), .key(.function(6))]),
    ("\u{1b}[21~\u{1b}[23~\u{1b}[24~", [.key(.function(10)), .key(.function(11)), .key(.function(12))]),
    ("\u{1b}[[A\u{1b}[[E", [.key(.function(1)), .key(.function(5))]),
    ("\u{1b}[1;2P", [.key(.function(1))]),
    // Reports and unknown sequences mean nothing, and what follows is not lost.
    ("\u{1b}[?64;1;2cx", [.key(.character("x"))]), ("\u{1b}[999~x", [.key(.character("x"))]),
    ("\u{1b}[[Zx", [.key(.character("x"))]),
    ("\u{1b}[12\u{1b}[A", [.key(.up)]),
    // The mouse: 1-based reports, 0-based events.
    ("\u{1b}[<0;5;3M", [.mouse(MouseEvent(kind: .press, row: 2, column: 4))]),
    (
      "\u{1b}[<0;5;3M\u{1b}[<32;9;3M\u{1b}[<0;300;3m",
      [
        .mouse(MouseEvent(kind: .press, row: 2, column: 4)),
        .mouse(MouseEvent(kind: .drag, row: 2, column: 8)),
        .mouse(MouseEvent(kind: .release, row: 2, column: 299)),
      ]
    ),
    (
      "\u{1b}[<64;1;1M\u{1b}[<65;1;1M",
      [
        .mouse(MouseEvent(kind: .wheelUp, row: 0, column: 0)),
        .mouse(MouseEvent(kind: .wheelDown, row: 0, column: 0)),
      ]
    ),
    ("\u{1b}[<32;9;3M\u{1b}[<0;9;3m", []),
    ("\u{1b}[<2;5;3M\u{1b}[<0;0;3M\u{1b}[<0;5M", []),
    (
      "\u{1b}[M %#\u{1b}[M#%#",
      [
        .mouse(MouseEvent(kind: .press, row: 2, column: 4)),
        .mouse(MouseEvent(kind: .release, row: 2, column: 4)),
      ]
    ),
    // Pastes: one event, no control characters, line breaks as blanks, Enter never pressed.
    ("\u{1b}[200~42\u{1b}[201~x", [.paste("42"), .key(.character("x"))]),
    ("\u{1b}[200~\r\na\r\n\tb\u{1b}[31m\u{7}c\n\u{1b}[201~", [.paste("a b[31mc")]),
    ("\u{1b}[200~\u{1b}[201~", []),
    // A paste without an end is over when nothing follows; Ctrl-C at its end was pressed, one inside was pasted.
    ("\u{1b}[200~", []), ("\u{1b}[200~ab\u{1b}[20", [.paste("ab")]),
    ("\u{1b}[200~\u{3}", [.signal(2)]), ("\u{1b}[200~ab\u{3}", [.paste("ab"), .signal(2)]),
    ("\u{1b}[200~a\u{3}b\u{1b}[201~x", [.paste("ab"), .key(.character("x"))]),
    ("\u{1b}[200~a\u{3}b", [.paste("ab")]), ("\u{1b}[201~x", [.key(.character("x"))]),
    // Answers to what was never asked (OSC, DCS, SOS, PM, APC) are no keys; Alt with their first characters is.
    ("\u{1b}]11;rgb:0/0/0\u{7}x", [.key(.character("x"))]),
    ("\u{1b}]52;c;cXE=\u{1b}\\x", [.key(.character("x"))]),
    ("\u{1b}P>|tmux 3.3a\u{1b}\\x", [.key(.character("x"))]), ("\u{1b}Pq", []),
    ("\u{1b}_q\u{1b}\\\u{1b}^q\u{1b}\\\u{1b}Xq\u{1b}\\x", [.key(.character("x"))]),
    ("\u{1b}]q\u{1b}[A", [.key(.up)]), ("\u{1b}]", [.key(.alt("]"))]), ("\u{1b}P", [.key(.alt("P"))]),
    // Ctrl-C gets through whatever has begun.
    ("\u{1b}\u{3}", [.key(.escape), .signal(2)]), ("\u{1b}[\u{3}", [.signal(2)]),
    ("\u{1b}[12;\u{3}", [.signal(2)]), ("\u{1b}[<0;5\u{3}", [.signal(2)]), ("\u{1b}O\u{3}", [.signal(2)]),
    ("\u{1b}[[\u{3}", [.signal(2)]), ("\u{1b}[M \u{3}", [.signal(2)]), ("\u{1b}]0;\u{3}", [.signal(2)]),
    ("\u{1b}Pq\u{3}", [.signal(2)]),
  ]

  @Test("Ctrl-C gets through half a character")
  func halfCharacter() {
    for start: [UInt8] in [[0xc3], [0xe6, 0x97], [0xf0, 0x9f, 0x98], [0x1b, 0xc3], [0x80], [0xff]] {
      var decoder = InputDecoder()
      #expect((decoder.feed(start) + decoder.feed([0x03]) + decoder.flush()).contains(.signal(2)), "\(start)")
    }
  }

  @Test("a control string without an end is noise before it is long")
  func endlessString() {
    var decoder = InputDecoder()
    var events = decoder.feed(Array("\u{1b}]".utf8))
    for _ in 0..<40 { events += decoder.feed(Array(repeating: UInt8(ascii: "a"), count: 512)) }
    #expect(events.count < 20 * 512 && events.count > 0)
  }

  @Test("every sequence means its key, whole or cut at any byte")
  func table() {
    for (input, expected) in Self.table {
      var whole = InputDecoder()
      #expect(whole.feed(input.utf8) + whole.flush() == expected, "\(input.debugDescription)")

      var bytewise = InputDecoder()
      var events: [TerminalEvent] = []
      for byte in input.utf8 { events += bytewise.feed([byte]) }
      events += bytewise.flush()
      #expect(events == expected, "\(input.debugDescription), byte by byte")
      #expect(!bytewise.isIncomplete)
    }
  }

  @Test("an escape waits for its sequence, a complete key does not wait")
  func waiting() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1b]) == [])
    #expect(decoder.isIncomplete)
    #expect(decoder.feed(Array("[5".utf8)) == [])
    #expect(decoder.feed(Array("~".utf8)) == [.key(.pageUp)])
    #expect(!decoder.isIncomplete)
  }

  @Test("a paste is held back until its end, or until it has paused too long to have one")
  func pauses() {
    var decoder = InputDecoder()
    #expect(decoder.patience == nil)
    #expect(decoder.feed(Array("\u{1b}[200~12".utf8)) == [])
    #expect(decoder.patience == InputDecoder.pastePatience)
    #expect(decoder.feed(Array("34\u{1b}[201~".utf8)) == [.paste("1234")])
    #expect(decoder.patience == nil)
    #expect(decoder.feed(Array("\u{1b}[200~12\u{3}".utf8)) == [])
    #expect(decoder.patience == InputDecoder.interruptPatience)
    #expect(decoder.feed(Array("3".utf8)) == [])
    #expect(decoder.patience == InputDecoder.pastePatience)
    #expect(decoder.flush() == [.paste("123")])
    #expect(decoder.patience == nil)
    #expect(decoder.feed([0x1b]) == [])
    #expect(decoder.patience == InputDecoder.escapePatience)
  }

  @Test("a paste without an end arrives in pieces of bounded size")
  func endlessPaste() {
    var decoder = InputDecoder()
    _ = decoder.feed(Array("\u{1b}[200~".utf8))
    let events = decoder.feed(Array(repeating: UInt8(ascii: "a"), count: 3 * InputDecoder.longestPaste + 1))
    #expect(
      events == Array(repeating: .paste(String(repeating: "a", count: InputDecoder.longestPaste)), count: 3))
    #expect(decoder.feed(Array("b\u{1b}[201~".utf8)) == [.paste("ab")])
  }

  @Test("any bytes decode without a trap and leave nothing behind")
  func noise() {
    var state: UInt64 = 1
    for _ in 0..<2000 {
      var decoder = InputDecoder()
      for _ in 0..<8 {
        let bytes = (0..<12).map { _ -> UInt8 in
          // Knuth's MMIX generator; half of the bytes are ones that start or continue sequences.
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let draw = UInt8(truncatingIfNeeded: state >> 40)
          let likely = Array("\u{1b}[<0;9~M1Om2".utf8)
          return draw & 1 == 0
            ? likely[Int(draw >> 1) % likely.count] : UInt8(truncatingIfNeeded: state >> 48)
        }
        _ = decoder.feed(bytes)
      }
      _ = decoder.flush()
      #expect(!decoder.isIncomplete)
    }
  }
}
