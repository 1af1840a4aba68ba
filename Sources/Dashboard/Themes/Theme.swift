/// A colour of the terminal's palette.
public enum ThemeColour: Sendable, Hashable {
  /// The terminal's own colour.
  case terminal
  /// An entry of the 256-colour palette; the first sixteen exist on every colour terminal.
  case index(UInt8)
}

/// The colours of a ground: its own, and that of the text on it.
public struct GroundColours: Sendable, Hashable {
  /// Behind the text.
  public var background: ThemeColour
  /// The text, whatever its role.
  public var text: ThemeColour

  /// Creates the colours of a ground.
  public init(background: ThemeColour, text: ThemeColour) {
    self.background = background
    self.text = text
  }
}

/// The final appearance of a cell, in the attributes that a terminal has.
public struct Appearance: Sendable, Hashable {
  /// Colour of the text.
  public var foreground: ThemeColour
  /// Colour behind it.
  public var background: ThemeColour
  /// Bold.
  public var bold = false
  /// Underlined.
  public var underline = false
  /// Text and ground exchanged.
  public var reverse = false
  /// Fainter than normal.
  public var dim = false
}

/// The colours of roles and grounds.
public struct Theme: Sendable, Hashable {
  /// Name shown and typed.
  public var name: String
  /// Colour of each role on the base ground.
  public var colours: [Role: ThemeColour]
  /// Colours of each ground but the base.
  public var grounds: [Ground: GroundColours]
  /// The screen's own ground; `terminal` leaves the terminal's.
  public var base: GroundColours
  /// Whether attributes alone must carry the meaning.
  public var isMonochrome: Bool

  /// The same colours on the terminal's own ground.
  public var transparent: Theme {
    var result = self
    result.base.background = .terminal
    return result
  }

  /// Whether every cell gets a ground of its own.
  public var paintsBackground: Bool { base.background != .terminal }
}
