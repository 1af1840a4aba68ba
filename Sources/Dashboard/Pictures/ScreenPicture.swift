/// A screen as a file: plain text, text with escape sequences, or a drawing.
public enum ScreenPicture {
  /// The formats of a picture, by the ending of its file name.
  public enum Format: String, Sendable, CaseIterable {
    case txt, ans, svg

    /// The format of a file name; nil where its ending is none of them.
    public init?(path: String) {
      guard let dot = path.lastIndex(of: "."), path.lastIndex(of: "/") ?? path.startIndex <= dot else {
        return nil
      }
      self.init(rawValue: path[path.index(after: dot)...].lowercased())
    }
  }

  /// The screen in a format, in the colours of a theme.
  public static func text(_ grid: Grid, theme: Theme, format: Format) -> String {
    switch format {
    case .txt: plain(grid)
    case .ans: ansi(grid, theme: theme)
    case .svg: SVGPicture(grid: grid, theme: theme).text
    }
  }

  /// Rows without what is blank at their ends.
  static func plain(_ grid: Grid) -> String {
    grid.text.map { row in
      var row = row[...]
      while row.last == " " { row.removeLast() }
      return row + "\n"
    }.joined()
  }

  /// Rows with the colours of xterm's palette; each begins and ends with the terminal's own.
  static func ansi(_ grid: Grid, theme: Theme) -> String {
    var result = ""
    for row in 0..<grid.rows {
      var shown: Appearance?
      for column in 0..<grid.columns {
        let cell = grid[row, column]
        let look = theme.appearance(of: cell.style)
        if look != shown {
          result += "\u{1b}[" + codes(look) + "m"
          shown = look
        }
        result.append(cell.character)
      }
      result += "\u{1b}[0m\n"
    }
    return result
  }

  private static func codes(_ look: Appearance) -> String {
    var codes = ["0"]
    if look.bold { codes.append("1") }
    if look.dim { codes.append("2") }
    if look.underline { codes.append("4") }
    if look.reverse { codes.append("7") }
    if case .index(let index) = look.foreground { codes.append("38;5;\(index)") }
    if case .index(let index) = look.background { codes.append("48;5;\(index)") }
    return codes.joined(separator: ";")
  }
}
