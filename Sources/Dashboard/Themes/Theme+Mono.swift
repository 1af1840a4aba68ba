extension Theme {
  /// No colours at all: the last resort, and the theme for `NO_COLOR`.
  public static let mono = Theme(
    name: "mono", colours: [:], grounds: [:], base: GroundColours(background: .terminal, text: .terminal),
    isMonochrome: true)
}
