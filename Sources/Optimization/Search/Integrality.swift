/// What counts as integer.
enum Integrality {
  /// Distance from an integer that still counts as integral; the customary value of mixed-integer codes.
  static let tolerance = 1e-6
  /// Distance below which no clean-up solve is needed to make a value integral.
  static let exact = 1e-9
}
