import Glibc

/// The colours of xterm's palette (its 256colres.pl; the first sixteen as xterm ships them).
public enum Palette {
  /// Red, green and blue, 0...255.
  public typealias RGB = (red: Int, green: Int, blue: Int)

  private static let sixteen: [RGB] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  /// The steps of one axis of the colour cube.
  private static let cubeSteps = [0, 95, 135, 175, 215, 255]

  /// Colour of an entry: 16 named ones, a cube of 6^3, 24 greys.
  public static func rgb(_ index: UInt8) -> RGB {
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
  public static func nearestOfSixteen(_ index: UInt8) -> UInt8 {
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

  /// Returns the contrast ratio of two entries, 1...21 (WCAG 2.2).
  public static func contrast(_ one: UInt8, _ other: UInt8) -> Double {
    let (one, other) = (luminance[Int(one)], luminance[Int(other)])
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  /// Relative luminance of every entry (WCAG 2.2).
  private static let luminance = (UInt8.min...UInt8.max).map { index -> Double in
    func linear(_ value: Int) -> Double {
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    let colour = rgb(index)
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
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
