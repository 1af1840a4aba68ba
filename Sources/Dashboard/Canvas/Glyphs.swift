/// The ASCII twin of each drawing character; one column wide as well, so both tiers have the same layout.
enum Glyphs {
  static let twins: [Character: Character] = [
    "─": "-", "━": "=", "│": "|", "●": "O", "○": "-", "■": "#", "▪": "=", "□": "o", "·": ".", "╌": ".",
    "▲": "^", "▼": "v", "▸": ">", "▾": "v", "▴": "^", "◂": "<", "→": ">", "←": "<", "↑": "^", "↓": "v",
    "┿": "|", "◆": "X", "…": "~", "≤": "<", "±": "~", "−": "-", "–": "-", "⇧": "S", "✗": "x", "◐": "%",
    "◌": "?", "‖": "\"", "┈": ".", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "“": "\"", "”": "\"", "⌫": "<",
    "█": "#", "≠": "/", "┴": "^", "┊": ":",
    "×": "x", "▣": "#", "▢": "o", "▕": "|", "▏": "|",
  ]
  /// Levels of a share in one cell, from none to all. The top one leaves a gap to the row above.
  static let levels: [Character] = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇"]

  /// One glyph for a share of 0...1: a bar, or tenths in ASCII.
  static func share(_ part: Double, _ tier: GlyphTier) -> Character {
    guard part > 0 else { return "·" }
    if tier == .ascii {
      if part >= 0.995 { return "#" }
      return Character(String(min(9, max(1, Int(part * 10 + 1e-9)))))
    }
    return levels[min(levels.count - 1, max(1, Int((part * Double(levels.count - 1) - 1e-9).rounded(.up))))]
  }

  /// The character a tier can show.
  static func shown(_ character: Character, _ tier: GlyphTier) -> Character {
    if tier == .unicode || character.isASCII { return character }
    // Dots of a curve.
    if let scalar = character.unicodeScalars.first, (0x2800...0x28FF).contains(scalar.value) { return "*" }
    return twins[character] ?? "?"
  }
}
