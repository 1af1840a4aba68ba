/// How the columns of a slider stand for values.
public enum SliderGrip: Sendable, Equatable {
  /// From the least at the first column to the most at the last.
  case track(start: Int, width: Int)
  /// A cell for so many units, the first cell for the first of them.
  case cells(start: Int, scale: Int)
}
