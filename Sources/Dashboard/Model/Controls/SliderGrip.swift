/// The mapping from a slider's columns to values.
public enum SliderGrip: Sendable, Equatable {
  /// From the least at the first column to the most at the last.
  case track(start: Int, width: Int)
  /// One cell per `scale` units, the first cell for the first of them.
  case cells(start: Int, scale: Int)
}
