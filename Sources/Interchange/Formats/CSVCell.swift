import Planning

/// Text in a CSV cell, written so that no spreadsheet takes it for a formula.
///
/// Text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, and is no number, gets an apostrophe in front;
/// so does text that begins with such an apostrophe already. Reading takes exactly one away.
enum CSVCell {
  /// Beginnings of a formula, those of full width included.
  private static let formula: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  /// The cell of a text, in quotes where RFC 4180 wants them.
  static func written(_ text: String) -> String {
    let guarded = beginsFormula(text) && !isNumber(text) ? "'" + text : text
    let isSpecial = guarded.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
    }
    return isSpecial ? "\"" + guarded.replacing("\"", with: "\"\"") + "\"" : guarded
  }

  /// The text of a cell whose quotes are resolved.
  static func read(_ cell: String) -> String {
    cell.utf8.first == UInt8(ascii: "'") && beginsFormula(cell) ? String(cell.dropFirst()) : cell
  }

  private static func beginsFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { $0 != "'" }) else { return false }
    return formula.contains(first)
  }

  private static func isNumber(_ text: String) -> Bool {
    if case .success = NumberText.double(text) { return true }
    return false
  }
}
