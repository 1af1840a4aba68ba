/// The screen that a terminal would show: just enough of xterm (ECMA-48) to read what ncurses draws in UTF-8.
struct TerminalEmulator {
  /// Characters, row by row.
  private(set) var rows: [[Character]]
  /// Bytes taken so far.
  private(set) var byteCount = 0

  private let columns: Int
  private var row = 0
  private var column = 0
  private var scrolled: ClosedRange<Int>
  private var waiting: [UInt8] = []

  /// A blank screen.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    scrolled = 0...(rows - 1)
  }

  /// The first row that contains a text; nil: none does.
  func row(containing text: String) -> String? {
    rows.lazy.map { String($0) }.first { $0.contains(text) }
  }

  /// Draws what a program wrote; `onFrame` is called at the end of every synchronized update.
  mutating func feed(_ bytes: some Sequence<UInt8>, onFrame: (TerminalEmulator) -> Void = { _ in }) {
    waiting += bytes
    var place = 0
    while place < waiting.count {
      let length = take(waiting[place...], onFrame)
      if length == 0 { break }
      place += length
      byteCount += length
    }
    waiting.removeFirst(place)
  }

  // MARK: Bytes

  /// Takes one character or sequence; returns its length, 0 where its end is still to come.
  private mutating func take(_ bytes: ArraySlice<UInt8>, _ onFrame: (TerminalEmulator) -> Void) -> Int {
    let first = bytes[bytes.startIndex]
    switch first {
    case 0x1b: return takeEscape(bytes, onFrame)
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0a: lineFeed()
    case 0x0d: column = 0
    case 0..<0x20, 0x7f: break
    default:
      let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
      guard bytes.count >= length else { return 0 }
      put(String(decoding: bytes.prefix(length), as: UTF8.self).first ?? "?")
      return length
    }
    return 1
  }

  private mutating func takeEscape(_ bytes: ArraySlice<UInt8>, _ onFrame: (TerminalEmulator) -> Void) -> Int {
    guard bytes.count > 1 else { return 0 }
    switch bytes[bytes.startIndex + 1] {
    case UInt8(ascii: "["):
      guard let end = bytes.dropFirst(2).firstIndex(where: { $0 >= 0x40 }) else { return 0 }
      let body = bytes[(bytes.startIndex + 2)..<end]
      control(String(decoding: body, as: UTF8.self), bytes[end], onFrame)
      return end - bytes.startIndex + 1
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      return bytes.count > 2 ? 3 : 0
    case UInt8(ascii: "M"):
      if row == scrolled.lowerBound { scroll(-1, from: row) } else { row = max(0, row - 1) }
      return 2
    default: return 2
    }
  }

  // MARK: Sequences

  private mutating func control(_ body: String, _ final: UInt8, _ onFrame: (TerminalEmulator) -> Void) {
    if body == "?2026", final == UInt8(ascii: "l") { onFrame(self) }
    guard body.allSatisfy({ $0.isNumber || $0 == ";" }) else { return }
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    switch UnicodeScalar(final) {
    case "H", "f": move(toRow: count - 1, column: max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
    case "A": move(toRow: row - count, column: column)
    case "B", "e": move(toRow: row + count, column: column)
    case "C", "a": move(toRow: row, column: column + count)
    case "D": move(toRow: row, column: column - count)
    case "E": move(toRow: row + count, column: 0)
    case "F": move(toRow: row - count, column: 0)
    case "G", "`": move(toRow: row, column: count - 1)
    case "d": move(toRow: count - 1, column: column)
    case "J": eraseScreen(numbers.first ?? 0)
    case "K": erase(numbers.first ?? 0, row)
    case "X": blank(row, column..<min(columns, column + count))
    case "@": insert(count)
    case "P": delete(count)
    case "L": scroll(-count, from: row)
    case "M": scroll(count, from: row)
    case "S": scroll(count, from: scrolled.lowerBound)
    case "T": scroll(-count, from: scrolled.lowerBound)
    case "r":
      let last = numbers.count > 1 && numbers[1] > 0 ? numbers[1] : rows.count
      scrolled = min(count - 1, rows.count - 1)...max(count - 1, min(last, rows.count) - 1)
      move(toRow: 0, column: 0)
    default: break
    }
  }

  private mutating func move(toRow newRow: Int, column newColumn: Int) {
    row = min(max(0, newRow), rows.count - 1)
    column = min(max(0, newColumn), columns - 1)
  }

  private mutating func put(_ character: Character) {
    if column >= columns {
      column = 0
      lineFeed()
    }
    rows[row][column] = character
    column += 1
  }

  private mutating func lineFeed() {
    if row == scrolled.upperBound {
      scroll(1, from: scrolled.lowerBound)
    } else {
      row = min(rows.count - 1, row + 1)
    }
  }

  private mutating func blank(_ row: Int, _ range: Range<Int>) {
    for column in range { rows[row][column] = " " }
  }

  private mutating func erase(_ part: Int, _ row: Int) {
    blank(row, (part == 0 ? min(column, columns) : 0)..<(part == 1 ? min(columns, column + 1) : columns))
  }

  private mutating func eraseScreen(_ part: Int) {
    if part < 2 { erase(part, row) }
    for other in rows.indices where part > 1 || (part == 0 ? other > row : other < row) { erase(2, other) }
  }

  private mutating func insert(_ count: Int) {
    let place = min(column, columns)
    rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: place)
    rows[row].removeLast(count)
  }

  private mutating func delete(_ count: Int) {
    let range = min(column, columns)..<min(columns, column + count)
    rows[row].removeSubrange(range)
    rows[row] += Array(repeating: " ", count: range.count)
  }

  /// Moves the rows of the scrolled region from `first` on up (or down, where `count` is negative).
  private mutating func scroll(_ count: Int, from first: Int) {
    guard scrolled.contains(first) else { return }
    var lines = Array(rows[first...scrolled.upperBound])
    let empty = Array(repeating: Character(" "), count: columns)
    for _ in 0..<min(abs(count), lines.count) {
      if count > 0 {
        lines.removeFirst()
        lines.append(empty)
      } else {
        lines.removeLast()
        lines.insert(empty, at: 0)
      }
    }
    rows.replaceSubrange(first...scrolled.upperBound, with: lines)
  }
}
