/// Zoomed tables.
public enum TableAction: Sendable, Equatable {
  /// Gives the panel in view the whole screen, or the others their place back.
  case toggleZoom
  /// Sorts by the next column to the right (1) or left (-1).
  case moveSort(Int)
  /// Turns the order round.
  case reverseSort
  /// Sorts by the column of a head; by the same once more, the other way round.
  case sortBy(String)
  /// Opens the filter's field.
  case beginFilter
}
