/// The meaning of a piece of text; a theme gives each role its colour.
public enum Role: String, Sendable, CaseIterable {
  case text, strong, muted, rule, focus, key, good, warn, bad, changed, fill, ref, est, stale
}

/// The background of a piece of text; `base` is the screen itself.
public enum Ground: String, Sendable, CaseIterable {
  case base, bar
  case selection = "sel"
  case h1, h2, h3, h4, flash
}

/// Role, ground and attributes of one cell; no colours yet.
public struct CellStyle: Sendable, Hashable {
  /// Meaning of the text.
  public var role: Role
  /// The background of the text.
  public var ground: Ground
  /// Bold.
  public var bold: Bool
  /// Underlined.
  public var underline: Bool
  /// Text and ground exchanged.
  public var reverse: Bool

  /// Creates a style; by default plain text on the screen's own ground.
  public init(
    _ role: Role = .text, on ground: Ground = .base, bold: Bool = false, underline: Bool = false,
    reverse: Bool = false
  ) {
    self.role = role
    self.ground = ground
    self.bold = bold
    self.underline = underline
    self.reverse = reverse
  }
}

/// One character cell.
public struct Cell: Sendable, Hashable {
  /// One character of width one.
  public var character: Character
  /// Its style.
  public var style: CellStyle

  /// Creates a cell; blank by default.
  public init(_ character: Character = " ", _ style: CellStyle = CellStyle()) {
    self.character = character
    self.style = style
  }
}

/// A screen as a value: `rows` times `columns` cells. Every character takes one column.
public struct Grid: Sendable, Hashable {
  /// Columns.
  public let columns: Int
  /// Rows.
  public let rows: Int
  /// Cells, row by row.
  public private(set) var cells: [Cell]

  /// Creates a blank screen.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// The cell at a place; writing outside is ignored, reading outside gives a blank.
  public subscript(row: Int, column: Int) -> Cell {
    get { contains(row, column) ? cells[row * columns + column] : Cell() }
    set { if contains(row, column) { cells[row * columns + column] = newValue } }
  }

  /// The screen's text, one string per row.
  public var text: [String] {
    (0..<rows).map { row in String(cells[row * columns..<(row + 1) * columns].map(\.character)) }
  }

  private func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }
}
