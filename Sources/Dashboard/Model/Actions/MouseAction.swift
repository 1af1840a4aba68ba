/// Sliders held by the mouse, and whose the mouse is.
public enum MouseAction: Sendable, Equatable {
  /// Takes a slider.
  case grab(Control, SliderGrip)
  /// Moves the slider taken to where the pointer is.
  case dragTo(column: Int)
  /// Lets the slider go.
  case letGo
  /// Leaves the mouse to the terminal, so that text can be selected, or takes it back.
  case toggleCapture(Bool?)
}
