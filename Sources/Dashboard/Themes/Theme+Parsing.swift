extension Theme {
  /// Reads a theme from the pairs of its file; roles left out take the text's colour, grounds the base's.
  public init(name: String, values: [String: String]) throws(ThemeError) {
    self = .mono
    self.name = name
  }
}

extension Theme {
  /// What a cell looks like in this theme.
  public func appearance(of style: CellStyle) -> Appearance {
    Appearance(foreground: .terminal, background: .terminal)
  }
}
