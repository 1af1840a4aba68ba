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

/// The colours of xterm's palette (its 256colres.pl; the first sixteen as xterm ships them).
enum Palette {
  /// Red, green and blue, 0...255.
  typealias RGB = (red: Int, green: Int, blue: Int)

  private static let sixteen: [RGB] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  /// The steps of one axis of the colour cube.
  private static let cubeSteps = [0, 95, 135, 175, 215, 255]

  /// Colour of an entry: 16 named ones, a cube of 6^3, 24 greys.
  static func rgb(_ index: UInt8) -> RGB {
    let index = Int(index)
    if index < 16 { return sixteen[index] }
    if index >= 232 {
      let level = 8 + 10 * (index - 232)
      return (level, level, level)
    }
    let cube = index - 16
    return (cubeSteps[cube / 36], cubeSteps[cube / 6 % 6], cubeSteps[cube % 6])
  }

  /// The nearest of the first sixteen; the first of equals.
  static func nearestOfSixteen(_ index: UInt8) -> UInt8 {
    nearest[Int(index)]
  }

  private static let nearest = (UInt8.min...UInt8.max).map(findNearest)

  private static func findNearest(_ index: UInt8) -> UInt8 {
    if index < 16 { return index }
    let colour = rgb(index)
    var best: UInt8 = 0
    var bestDistance = Int.max
    for candidate in UInt8(0)..<16 {
      let distance = distance(colour, rgb(candidate))
      if distance < bestDistance { (best, bestDistance) = (candidate, distance) }
    }
    return best
  }

  /// Whether black reads better on it than white (luma of ITU-R BT.601 over one half).
  static func isLight(_ index: UInt8) -> Bool {
    let colour = rgb(index)
    return 299 * colour.red + 587 * colour.green + 114 * colour.blue > 127_500
  }

  /// Squared distance, weighted as the eye weighs red and blue by the mean red ("redmean").
  private static func distance(_ left: RGB, _ right: RGB) -> Int {
    let mean = (left.red + right.red) / 2
    let red = left.red - right.red
    let green = left.green - right.green
    let blue = left.blue - right.blue
    return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
  }
}
