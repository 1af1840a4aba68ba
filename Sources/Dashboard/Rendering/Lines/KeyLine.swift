/// A key, or several in a row, and what they do now.
struct KeyHint: Sendable, Equatable {
  var keys: String
  var word: String

  init(_ keys: String, _ word: String) {
    self.keys = keys
    self.word = word
  }

  /// Columns it takes.
  var width: Int { keys.count + 1 + word.count }

  /// The keys with their places in it: one, several in a row (`←→`, `⇧←→`), or none.
  var places: [(key: Key, offset: Int, length: Int)] {
    if let key = Key(name: keys) { return [(key, 0, keys.count)] }
    var result: [(key: Key, offset: Int, length: Int)] = []
    let prefix = keys.hasPrefix("⇧") ? "⇧" : ""
    for (offset, character) in keys.enumerated() where !(offset == 0 && !prefix.isEmpty) && character != " " {
      guard let key = Key(name: prefix + String(character)) else { return [] }
      result.append((key, offset, 1))
    }
    return result
  }
}

/// The last row: keys that mean something now; they yield from the right, those at the end of the row never.
struct KeyLine: Drawable {
  let hints: [KeyHint]
  /// Hints at the end of the row.
  let fixed: [KeyHint]

  func draw(on canvas: inout Canvas, in area: Area) {
    let end = area.endColumn - 1
    let fixedStart = end - fixed.reduce(0) { $0 + $1.width + 2 } + 2
    var place = area.column + 1
    for hint in hints {
      guard place + hint.width <= (fixed.isEmpty ? end : fixedStart - 2) else { break }
      place = Self.draw(hint, on: &canvas, area.row, place) + 2
    }
    place = max(area.column + 1, fixedStart)
    for hint in fixed { place = Self.draw(hint, on: &canvas, area.row, place) + 2 }
  }

  private static func draw(_ hint: KeyHint, on canvas: inout Canvas, _ row: Int, _ column: Int) -> Int {
    let places = hint.places
    for key in places {
      // The word belongs to the last key.
      let end = key.offset == places.last?.offset ? hint.width : key.offset + key.length
      canvas.target(.key(key.key), row: row, from: column + key.offset, to: column + end)
    }
    return canvas.put(
      [Span(hint.keys, CellStyle(.key, bold: true)), Span(" " + hint.word, CellStyle(.muted))], row, column)
  }
}
