/// The focused rows of tables, and the order of zoomed tables.
public struct TableState: Sendable, Equatable {
  /// The row the keys act on, by panel.
  public internal(set) var focusedRow: [Panel: Int] = [:]
  /// The column and direction that zoomed tables are sorted by.
  var tableOrder: [ResultTab: TableOrder] = [:]
  /// Text that the rows of the zoomed table must contain; empty: anything.
  var filter = ""
  /// The rows as they were sorted last, for the time of a drag.
  var rowOrder: [ResultTab: [String]] = [:]
}

/// The column that a table is sorted by.
struct TableOrder: Sendable, Equatable {
  var head: String
  var isReversed = false
}
