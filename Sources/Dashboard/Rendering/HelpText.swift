/// The key table as lines; help shows it, and scrolling knows its length.
enum HelpText {
  /// A line: a heading, or keys and what they do.
  struct Line: Sendable, Equatable {
    var keys: String
    var text: String
    var isHeading = false
    /// Why the action can do nothing at present.
    var disabled: String?
  }

  /// Marks and what they mean, below the keys.
  private static let marks: [(String, String)] = [
    ("━━●──", "value"), ("━━┿●─", "changed; ┿ as opened"), ("━━■──", "locked"),
    ("━━━━◆", "at the end of its range"), ("○╌╌╌╌", "off, or unused by the objective"),
    ("■■▪□□··", "GPUs in use, idle, not offered"), ("m i e", "measured, interpolated, estimated"),
    ("▲ ▼ =", "more, less, same as plan A"), ("◆", "this limit binds"),
  ]

  /// All lines for a state, top to bottom.
  static func lines(_ state: DashboardState?) -> [Line] {
    var result: [Line] = []
    var group = ""
    for entry in ActionTable.entries where entry.context == .panels {
      if entry.group != group {
        if !group.isEmpty { result.append(Line(keys: "", text: "")) }
        group = entry.group
        result.append(Line(keys: group, text: "", isHeading: true))
      }
      result.append(Line(keys: entry.keyText, text: entry.help, disabled: state.flatMap(entry.disabled)))
    }
    result += [Line(keys: "", text: ""), Line(keys: "MARKS", text: "", isHeading: true)]
    return result + marks.map { Line(keys: $0.0, text: $0.1) }
  }

  /// The overlay's frame on a screen.
  static func frame(columns: Int, rows: Int) -> Area {
    let width = min(columns, max(20, min(104, columns - 6)))
    let height = max(0, rows - 2)
    return Area(row: 1, column: max(0, (columns - width) / 2), width: width, height: height)
  }

  /// Columns of text side by side.
  static func columnCount(_ frame: Area) -> Int { frame.width >= 96 ? 2 : 1 }

  /// Rows of text that the frame shows at a time.
  static func space(_ frame: Area) -> Int { max(0, frame.height - 3) }

  /// The line where the second column starts: the first heading past the middle.
  static func split() -> Int {
    let all = lines(nil)
    let middle = all.count / 2
    return all.indices.last { $0 <= middle + 2 && all[$0].isHeading } ?? middle
  }

  /// How far the overlay can be scrolled.
  static func scrollLimit(columns: Int, rows: Int) -> Int {
    let frame = frame(columns: columns, rows: rows)
    let tallest = columnCount(frame) == 2 ? max(split(), lines(nil).count - split()) : lines(nil).count
    return max(0, tallest - space(frame))
  }
}

extension Screen {
  /// The key table in front of the faded screen.
  mutating func helpOverlay(scroll: Int) {
    let frame = HelpText.frame(columns: grid.columns, rows: grid.rows)
    guard frame.height > 3, frame.width > 12 else { return }
    fade(Area(row: 1, column: 0, width: grid.columns, height: grid.rows - 2), to: .rule)
    clear(frame)
    border(frame, title: "HELP", hint: "Esc closes")
    let all = HelpText.lines(state)
    let space = HelpText.space(frame)
    let scroll = min(scroll, HelpText.scrollLimit(columns: grid.columns, rows: grid.rows))
    let inner = Area(row: frame.row + 2, column: frame.column + 2, width: frame.width - 4, height: space)
    if HelpText.columnCount(frame) == 2 {
      let split = HelpText.split()
      let half = (inner.width - 4) / 2
      helpLines(Array(all[..<split].dropFirst(scroll)), inner, width: half)
      var right = inner
      right.column += half + 4
      helpLines(Array(all[split...].dropFirst(scroll)), right, width: inner.width - half - 4)
    } else {
      helpLines(Array(all.dropFirst(scroll)), inner, width: inner.width)
    }
    let limit = HelpText.scrollLimit(columns: grid.columns, rows: grid.rows)
    if limit > 0 {
      let more = scroll < limit ? "▾ ↑↓ scrolls" : "▴ ↑↓ scrolls"
      put(" \(more) ", frame.endRow - 1, frame.column + 2, CellStyle(.muted), end: frame.endColumn - 1)
    }
  }

  private mutating func helpLines(_ lines: [HelpText.Line], _ area: Area, width: Int) {
    let end = area.column + width
    let keyWidth = min(14, max(8, width / 3))
    for (index, line) in lines.prefix(area.height).enumerated() {
      let row = area.row + index
      if line.isHeading {
        title(line.keys, row, area.column, width: width)
      } else {
        let isOff = line.disabled != nil
        put(line.keys, row, area.column, CellStyle(isOff ? .muted : .key, bold: !isOff), end: end)
        let text = line.disabled.map { "\(line.text) (\($0))" } ?? line.text
        put(
          Characters.cutEnd(text, to: width - keyWidth - 1), row, area.column + keyWidth + 1,
          CellStyle(isOff ? .muted : .text), end: end)
      }
    }
  }

  /// A rounded frame with a title and a hint in its rules.
  mutating func border(_ area: Area, title: String, hint: String) {
    let style = CellStyle(.rule)
    let last = area.endRow - 1
    let side = area.endColumn - 1
    let rule = String(repeating: "─", count: max(0, area.width - 2))
    put("╭" + rule + "╮", area.row, area.column, style)
    put("╰" + rule + "╯", last, area.column, style)
    for row in (area.row + 1)..<max(area.row + 1, last) {
      put("│", row, area.column, style)
      put("│", row, side, style)
    }
    put(" \(title) ", area.row, area.column + 2, CellStyle(.strong, bold: true), end: side)
    if area.width > 30 { putRight(" \(hint) ", last, end: side - 1, CellStyle(.muted)) }
  }
}
