/// A part of the screen as a value: it holds just what it draws, and draws the same wherever it is put.
protocol Drawable: Sendable {
  /// Draws it in an area, leaving out what does not fit.
  func draw(on canvas: inout Canvas, in area: Area)
}
