import Dashboard

/// How many colours the terminal shows.
public enum ColourTier: Int, Sendable, Comparable {
  /// None: attributes carry the meaning.
  case mono
  /// The eight of ECMA-48; bold text may be bright.
  case eight
  /// Eight and their bright twins.
  case sixteen
  /// xterm's 256, which do not depend on the user's palette beyond the first sixteen.
  case many

  /// Orders by number of colours.
  public static func < (left: ColourTier, right: ColourTier) -> Bool { left.rawValue < right.rawValue }

  /// The tier of a terminal with so many colours; a non-empty NO_COLOR means none (no-color.org).
  init(colours: Int, noColor: String?) {
    if let noColor, !noColor.isEmpty {
      self = .mono
    } else {
      switch colours {
      case 256...: self = .many
      case 16...: self = .sixteen
      case 8...: self = .eight
      default: self = .mono
      }
    }
  }

  /// The palette entry nearest to `colour` that this tier has; -1 is the terminal's own colour.
  func entry(_ colour: ThemeColour) -> Int32 {
    guard case .index(let index) = colour, self != .mono else { return -1 }
    switch self {
    case .many: return Int32(index)
    case .sixteen: return Int32(Palette.nearestOfSixteen(index))
    case .eight: return Int32(Palette.nearestOfSixteen(index) % 8)
    case .mono: return -1
    }
  }

  /// Text and ground in colours of this tier, readable: text never takes its ground's colour.
  func colours(_ text: ThemeColour, on ground: ThemeColour) -> (text: Int32, ground: Int32) {
    let foreground = entry(text)
    let background = entry(ground)
    guard self < .many, foreground == background, foreground >= 0 else { return (foreground, background) }
    // Where both fall on one entry: black on a light ground, white on a dark one.
    return (Palette.isLight(UInt8(background)) ? 0 : 7, background)
  }
}
