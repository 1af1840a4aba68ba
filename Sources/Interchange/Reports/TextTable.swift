/// Lays rows of text out in columns, for people to read in a terminal.
enum TextTable {
  /// Columns two blanks apart; figures to the right, the columns in `left` to the left.
  static func lines(_ rows: [[String]], left: Set<Int>) -> [String] {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let blanks = String(repeating: " ", count: widths[column] - text.count)
        return left.contains(column) ? text + blanks : blanks + text
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
