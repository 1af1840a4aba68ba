/// A rectangle of cells.
struct Area: Sendable, Equatable {
  var row: Int
  var column: Int
  var width: Int
  var height: Int

  /// First column to the right of it.
  var endColumn: Int { column + width }
  /// First row below it.
  var endRow: Int { row + height }

  /// The part from its row number `rows` on.
  func dropping(rows: Int) -> Area {
    Area(row: row + rows, column: column, width: width, height: max(0, height - rows))
  }

  /// Its first rows.
  func first(rows: Int) -> Area { Area(row: row, column: column, width: width, height: min(height, rows)) }
}
