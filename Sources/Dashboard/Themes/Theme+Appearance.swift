extension Theme {
  /// Returns the appearance of a cell in this theme.
  public func appearance(of style: CellStyle) -> Appearance {
    isMonochrome ? monochrome(style) : coloured(style)
  }

  private func coloured(_ style: CellStyle) -> Appearance {
    let role = colours[style.role] ?? colours[.text] ?? base.text
    var result = Appearance(foreground: role, background: base.background)
    if style.ground != .base, let ground = grounds[style.ground] {
      result.background = ground.background
      // The bar is a ground for words of many roles; on the others only the ground's text is readable.
      let keepsRole = style.ground == .bar && style.role != .muted && style.role != .text
      result.foreground = keepsRole ? role : ground.text
    }
    // Where a palette has too few greys for two grounds, weight tells them apart.
    let isTwin = style.ground == .h2 && grounds[.h1]?.background == grounds[.h2]?.background
    result.bold = style.bold || isTwin
    result.underline = style.underline
    result.reverse = style.reverse
    return result
  }

  /// Attributes stand for the roles whose colour alone would say something.
  private func monochrome(_ style: CellStyle) -> Appearance {
    var result = Appearance(foreground: .terminal, background: .terminal)
    switch style.role {
    case .strong, .key, .good, .bad, .warn, .focus: result.bold = true
    case .changed, .est: result.underline = true
    case .stale: result.dim = true
    case .text, .muted, .rule, .fill, .ref: break
    }
    result.bold = result.bold || style.bold
    result.underline = result.underline || style.underline
    let isGroundReversed = style.ground == .bar || style.ground == .selection || style.ground == .flash
    result.reverse = style.reverse != isGroundReversed
    return result
  }
}
