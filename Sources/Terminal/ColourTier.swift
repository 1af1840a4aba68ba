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

  /// Contrast that text of a reduced palette keeps where black or white can give it (WCAG 2.2, level AA).
  private static let leastContrast = 4.5

  /// Text and ground in colours of this tier. Fewer colours bring text and ground nearer to each other: where the
  /// nearest ones read badly, the bright twin is taken, else black or white.
  func colours(_ text: ThemeColour, on ground: ThemeColour) -> (text: Int32, ground: Int32) {
    let (nearest, background) = (entry(text), entry(ground))
    guard self < .many, let foreground = UInt8(exactly: nearest) else { return (nearest, background) }
    // Themes that leave the ground to the terminal are for dark ones.
    let behind = UInt8(exactly: background) ?? 0
    let white: UInt8 = self == .sixteen ? 15 : 7
    let twins = self == .sixteen && foreground < 8 ? [foreground, foreground + 8] : [foreground]
    let best = [0, white].max { Palette.contrast($0, behind) < Palette.contrast($1, behind) } ?? white
    let readable = twins.first { Palette.contrast($0, behind) >= Self.leastContrast } ?? best
    return (Int32(readable), background)
  }
}
