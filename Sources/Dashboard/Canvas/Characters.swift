/// Width of characters: a cell holds exactly one column.
enum Characters {
  /// Whether it can be typed and shown at all.
  static func isPrintable(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
      default: true
      }
    }
  }

  /// The character if it takes one column everywhere, else a question mark.
  static func narrow(_ character: Character) -> Character {
    var bytes = character.utf8.makeIterator()
    if let first = bytes.next(), first < 0x80, bytes.next() == nil {
      return (0x20...0x7E).contains(first) ? character : "?"
    }
    var scalars = character.unicodeScalars.makeIterator()
    guard let first = scalars.next() else { return "?" }
    // Lines, blocks and dots are most of what is drawn, and need no look at their properties.
    if drawn.contains(first.value) || dots.contains(first.value) {
      return scalars.next() == nil ? character : Character(first)
    }
    guard isNarrow(first) else { return "?" }
    // Marks over a narrow letter need no column, but few terminals place them well: the letter stays.
    return scalars.next() == nil ? character : Character(first)
  }

  /// Lines, blocks and shapes before the first that some terminals show as a wide picture; the dots of charts.
  private static let drawn: ClosedRange<UInt32> = 0x2500...0x25FC
  private static let dots: ClosedRange<UInt32> = 0x2800...0x28FF

  private static func isNarrow(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse,
      .nonspacingMark, .enclosingMark, .spacingMark:
      return false
    default: return !wide.contains { $0.contains(scalar.value) } && !scalar.properties.isEmojiPresentation
    }
  }

  /// Blocks of East Asian wide and fullwidth characters (Unicode annex 11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1B000...0x1B2FF,
    0x1F300...0x1FAFF, 0x20000...0x3FFFD,
  ]

  /// Returns a text cut to `width` columns; a longer one loses its middle.
  static func cut(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    guard width > 1 else { return width == 1 ? "…" : "" }
    let tail = (width - 1) / 2
    return text.prefix(width - 1 - tail) + "…" + text.suffix(tail)
  }

  /// Returns a text cut to `width` columns; a longer one loses its end.
  static func cutEnd(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    return width > 0 ? text.prefix(width - 1) + "…" : ""
  }
}
