import CNcurses
import Dashboard

/// Turns rows of cells into ncurses cells; looks up each style and each character once.
struct Painter {
  /// Colours the terminal shows.
  let tier: ColourTier

  private var theme: Theme?
  private var looks: [CellStyle: (attributes: attr_t, pair: Int32)] = [:]
  private var cells: [Cell: cchar_t] = [:]

  /// Entries kept before starting over: more than a screen of different cells.
  private static let mostCells = 1 << 14

  /// Creates a painter for a terminal's colours.
  init(tier: ColourTier) {
    self.tier = tier
  }

  /// Chooses the theme of the rows to come.
  mutating func use(_ theme: Theme) {
    guard theme != self.theme else { return }
    self.theme = theme
    looks = [:]
    cells = [:]
  }

  /// The ncurses cells of a part of a row.
  mutating func cells(_ grid: Grid, row: Int, columns: Range<Int>) -> [cchar_t] {
    var result = columns.map { painted(grid[row, $0]) }
    if theme?.paintsBackground == true, columns.upperBound == grid.columns, let last = columns.last {
      result[result.count - 1] = edge(grid[row, last])
    }
    return result
  }

  /// The cell at a row's end on a ground of the theme's own. ncurses would erase blanks there instead of writing
  /// them, and tmux forgets the colour of what is erased at a line's end when it copies a screen.
  private mutating func edge(_ cell: Cell) -> cchar_t {
    guard cell.character == " " else { return painted(cell) }
    let look = look(of: cell.style)
    return cn_cell(wchar_t(UInt8(ascii: " ")), look.attributes | cn_invisible, look.pair)
  }

  private mutating func painted(_ cell: Cell) -> cchar_t {
    if let known = cells[cell] { return known }
    if cells.count >= Self.mostCells { cells = [:] }
    let look = look(of: cell.style)
    let result = cn_cell(Self.wideCharacter(cell.character), look.attributes, look.pair)
    cells[cell] = result
    return result
  }

  /// One character of one column; what is wider, narrower or a control character shows as `?`.
  private static func wideCharacter(_ character: Character) -> wchar_t {
    guard let scalar = character.unicodeScalars.first else { return wchar_t(UInt8(ascii: " ")) }
    let wide = wchar_t(bitPattern: scalar.value)
    return wcwidth(wide) == 1 ? wide : wchar_t(UInt8(ascii: "?"))
  }

  private mutating func look(of style: CellStyle) -> (attributes: attr_t, pair: Int32) {
    if let known = looks[style] { return known }
    guard let theme else { return (0, 0) }
    let appearance = theme.appearance(of: style)
    var attributes: attr_t = 0
    if appearance.bold { attributes |= cn_bold }
    if appearance.underline { attributes |= cn_underline }
    if appearance.reverse { attributes |= cn_reverse }
    if appearance.dim { attributes |= cn_dim }
    let result = (attributes: attributes, pair: pair(of: appearance))
    looks[style] = result
    return result
  }

  /// The pair of an appearance; ncurses keeps the table and reuses equal pairs.
  private func pair(of appearance: Appearance) -> Int32 {
    let (foreground, background) = tier.colours(appearance.foreground, on: appearance.background)
    guard tier != .mono, foreground >= 0 || background >= 0 else { return 0 }
    return max(0, alloc_pair(foreground, background))
  }
}
