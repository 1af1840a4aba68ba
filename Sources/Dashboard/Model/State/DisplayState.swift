/// The settings of the screen, the keys and the mouse, independent of the scenario.
public struct DisplayState: Sendable, Equatable {
  /// Width of the screen.
  public internal(set) var columns = 80
  /// Height of the screen.
  public internal(set) var rows = 24
  /// The key bindings.
  public var keys = KeyBindings.standard
  /// Themes to choose from; never empty.
  public var themes: [Theme] = [.mono] { didSet { if themes.isEmpty { themes = [.mono] } } }
  /// Index of the theme in use.
  public var themeIndex = 0
  /// Whether the terminal's own ground shows through every theme.
  public var isTransparent = false
  /// Glyphs the terminal can show.
  public var glyphs: GlyphTier = .unicode
  /// Whether the mouse is the program's; else the terminal selects text with it.
  public var capturesMouse = true
  /// The slider that the mouse holds.
  var drag: Drag?
}

/// A slider being dragged; its track may move under the pointer, so the place where it was taken counts.
struct Drag: Sendable, Equatable {
  var control: Control
  var grip: SliderGrip
}
