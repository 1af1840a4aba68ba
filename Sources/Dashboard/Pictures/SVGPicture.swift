/// A screen as a drawing that needs nothing but itself and a monospaced font.
///
/// Lines and blocks are shapes, so that they join; every other text is put where its cell is and stretched to it,
/// so that columns stay columns whatever font the viewer has.
struct SVGPicture {
  let grid: Grid
  let theme: Theme

  /// A cell, in units of the drawing; whole and half units keep edges sharp.
  private static let width = 8.0
  private static let height = 18.0
  /// From the top of a cell to the foot of its letters.
  private static let baseline = 13.5
  private static let fontSize = 13.2
  private static let margin = 10.0

  /// The colours of a terminal without colours of its own, as entries of the palette.
  private static let terminalGround: UInt8 = 233
  private static let terminalText: UInt8 = 252

  /// Adjacent text in one style.
  private struct Run {
    var column: Int
    var text: String
    var look: Appearance
  }

  /// The drawing.
  var text: String {
    let columns = Double(grid.columns) * Self.width + 2 * Self.margin
    let rows = Double(grid.rows) * Self.height + 2 * Self.margin
    var body = ""
    for row in 0..<grid.rows {
      let cells = (0..<grid.columns).map { grid[row, $0] }
      body += grounds(row, cells) + marks(row, cells)
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(short(columns)) \(short(rows))" \
      width="\(short(columns))" height="\(short(rows))" role="img" aria-label="fleetmix in a terminal">
      <style>text{font-family:'DejaVu Sans Mono',Menlo,Consolas,ui-monospace,monospace;\
      font-size:\(short(Self.fontSize))px;white-space:pre}.b{font-weight:bold}.u{text-decoration:underline}.d{opacity:.6}</style>
      <rect width="100%" height="100%" rx="6" fill="\(hex(groundColour(theme.base.background)))"/>
      \(body)</svg>

      """
  }

  // MARK: Grounds

  private func grounds(_ row: Int, _ cells: [Cell]) -> String {
    var result = ""
    var start = 0
    let shades = cells.map { colours(of: $0).ground }
    let base = groundColour(theme.base.background)
    while start < shades.count {
      var end = start + 1
      while end < shades.count, shades[end] == shades[start] { end += 1 }
      if shades[start] != base {
        result += rectangle(
          left(start), top(row), Double(end - start) * Self.width, Self.height, shades[start])
      }
      start = end
    }
    return result
  }

  // MARK: Text and shapes

  private func marks(_ row: Int, _ cells: [Cell]) -> String {
    var result = ""
    var run: Run?
    func flush() {
      if let run { result += element(run, row) }
      run = nil
    }
    for (column, cell) in cells.enumerated() {
      let look = theme.appearance(of: cell.style)
      if cell.character == " ", !look.underline {
        flush()
      } else if Self.joined.contains(cell.character) {
        flush()
        // One shape for a whole line: cells drawn one by one show their seams.
        if column > 0, cells[column - 1] == cell { continue }
        let count = cells[column...].prefix { $0 == cell }.count
        result += line(cell, row, column, count: count)
      } else if let shape = shape(cell, row, column) {
        flush()
        result += shape
      } else if cell.character.isASCII, run?.look == look {
        run?.text.append(cell.character)
      } else {
        flush()
        run = Run(column: column, text: String(cell.character), look: look)
        if !cell.character.isASCII { flush() }
      }
    }
    flush()
    return result
  }

  private func element(_ run: Run, _ row: Int) -> String {
    var classes: [String] = []
    if run.look.bold { classes.append("b") }
    if run.look.underline { classes.append("u") }
    if run.look.dim { classes.append("d") }
    let style = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    let fill = hex(colours(of: run.look).text)
    let foot = short(top(row) + Self.baseline)
    // A glyph of another font than the letters' keeps its shape in the middle of its cell.
    if run.text.count == 1, let character = run.text.first, !character.isASCII {
      let middle = short(left(run.column) + Self.width / 2)
      return "<text x=\"\(middle)\" y=\"\(foot)\" text-anchor=\"middle\"\(style) fill=\"\(fill)\">"
        + "\(escaped(run.text))</text>\n"
    }
    let length = short(Double(run.text.count) * Self.width)
    return
      "<text x=\"\(short(left(run.column)))\" y=\"\(foot)\" textLength=\"\(length)\"\(style) fill=\"\(fill)\">"
      + "\(escaped(run.text))</text>\n"
  }

  /// Blocks of one to seven eighths of a cell's height.
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"]
  /// Characters that join their neighbours to a line or a bar.
  private static let joined: Set<Character> = ["─", "━", "█"]

  private func line(_ cell: Cell, _ row: Int, _ column: Int, count: Int) -> String {
    let thickness = cell.character == "█" ? Self.height : cell.character == "━" ? 2 : 1
    let y = top(row) + (Self.height - thickness) / 2
    return rectangle(left(column), y, Double(count) * Self.width, thickness, colours(of: cell).text)
  }

  /// Lines, frames, blocks and squares as shapes; nil for what is text.
  private func shape(_ cell: Cell, _ row: Int, _ column: Int) -> String? {
    let colour = colours(of: cell).text
    let x = left(column)
    let y = top(row)
    let middle = y + Self.height / 2
    let centre = x + Self.width / 2
    if let level = Self.levels.firstIndex(of: cell.character) {
      let height = Self.height * Double(level + 1) / 8
      return rectangle(x, y + Self.height - height, Self.width, height, colour)
    }
    if let scalar = cell.character.unicodeScalars.first?.value, (0x2800...0x28FF).contains(scalar) {
      return dots(scalar - 0x2800, x, y, colour)
    }
    switch cell.character {
    case "┴":
      return rectangle(x, middle - 0.5, Self.width, 1, colour)
        + rectangle(centre - 0.5, y, 1, Self.height / 2, colour)
    case "╌", "┈":
      return rectangle(x + 1, middle - 0.5, 2, 1, colour) + rectangle(x + 5, middle - 0.5, 2, 1, colour)
    case "│": return rectangle(centre - 0.5, y, 1, Self.height, colour)
    case "┿":
      return rectangle(x, middle - 1, Self.width, 2, colour)
        + rectangle(centre - 0.5, y + 2, 1, Self.height - 4, colour)
    case "╭": return corner(x + Self.width, y + Self.height, colour, centre, middle)
    case "╮": return corner(x, y + Self.height, colour, centre, middle)
    case "╰": return corner(x + Self.width, y, colour, centre, middle)
    case "╯": return corner(x, y, colour, centre, middle)
    case "■": return rectangle(x + 0.5, middle - 3.5, 7, 7, colour)
    case "▪": return rectangle(x + 2, middle - 2, 4, 4, colour)
    case "□":
      return "<rect x=\"\(short(x + 1))\" y=\"\(short(middle - 3))\" width=\"6\" height=\"6\" fill=\"none\" "
        + "stroke=\"\(hex(colour))\"/>\n"
    case "●":
      return "<circle cx=\"\(short(centre))\" cy=\"\(short(middle))\" r=\"3.6\" fill=\"\(hex(colour))\"/>\n"
    case "○":
      return "<circle cx=\"\(short(centre))\" cy=\"\(short(middle))\" r=\"3.1\" fill=\"none\" "
        + "stroke=\"\(hex(colour))\"/>\n"
    default: return nil
    }
  }

  /// A braille character, dot by dot: few fonts place them on an even grid.
  private func dots(_ bits: UInt32, _ x: Double, _ y: Double, _ colour: UInt8) -> String {
    var result = ""
    for (bit, place) in Self.dotPlaces.enumerated() where bits & (1 << UInt32(bit)) != 0 {
      let dotX = short(x + Self.width * (Double(place.column) + 0.5) / 2)
      let dotY = short(y + Self.height * (Double(place.row) + 0.5) / 4)
      result += "<circle cx=\"\(dotX)\" cy=\"\(dotY)\" r=\"1.6\" fill=\"\(hex(colour))\"/>\n"
    }
    return result
  }

  /// The position of the dot of each bit of a braille character (Unicode, chapter 21).
  private static let dotPlaces: [(column: Int, row: Int)] = [
    (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3),
  ]

  /// A rounded corner of a frame, from the side at `x` to the side at `y`.
  private func corner(_ x: Double, _ y: Double, _ colour: UInt8, _ centre: Double, _ middle: Double) -> String
  {
    let path = "M\(short(x)) \(short(middle))Q\(short(centre)) \(short(middle)) \(short(centre)) \(short(y))"
    return "<path d=\"\(path)\" fill=\"none\" stroke=\"\(hex(colour))\"/>\n"
  }

  private func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: UInt8
  ) -> String {
    "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(width))\" height=\"\(short(height))\" "
      + "fill=\"\(hex(colour))\"/>\n"
  }

  // MARK: Measures and colours

  private func left(_ column: Int) -> Double { Self.margin + Double(column) * Self.width }
  private func top(_ row: Int) -> Double { Self.margin + Double(row) * Self.height }

  private func colours(of cell: Cell) -> (text: UInt8, ground: UInt8) {
    colours(of: theme.appearance(of: cell.style))
  }

  private func colours(of look: Appearance) -> (text: UInt8, ground: UInt8) {
    let text = if case .index(let index) = look.foreground { index } else { Self.terminalText }
    let ground = groundColour(look.background)
    return look.reverse ? (ground, text) : (text, ground)
  }

  private func groundColour(_ colour: ThemeColour) -> UInt8 {
    if case .index(let index) = colour { index } else { Self.terminalGround }
  }

  private func hex(_ index: UInt8) -> String {
    let colour = Palette.rgb(index)
    let digits = [colour.red, colour.green, colour.blue].map { channel in
      (channel < 16 ? "0" : "") + String(channel, radix: 16)
    }
    return "#" + digits.joined()
  }

  /// A measure without needless digits.
  private func short(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String((value * 100).rounded() / 100)
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
