/// One pass over an MPS file under one layout.
struct MPSParser {
  /// Sections of a file.
  private enum Section: String, CaseIterable {
    case name = "NAME"
    case sense = "OBJSENSE"
    case rows = "ROWS"
    case columns = "COLUMNS"
    case rightHandSides = "RHS"
    case ranges = "RANGES"
    case bounds = "BOUNDS"
    case end = "ENDATA"
  }

  private var fields: MPSFields
  private let fileName: String
  private let layout: MPSLayout
  private var draft = MPSBuilder()
  private var isInteger = false

  init(bytes: [UInt8], fileName: String, layout: MPSLayout) {
    fields = MPSFields(bytes)
    self.fileName = fileName
    self.layout = layout
  }

  /// Lines between two questions whether to go on.
  private static let linesPerQuestion = 256

  /// Reads the whole file; nil if cancelled.
  mutating func parse(_ isCancelled: () -> Bool) throws(MPSError) -> LinearProgram? {
    var section = Section.name
    var hasEnd = false
    while !hasEnd, let line = fields.nextLine() {
      if fields.lineNumber % Self.linesPerQuestion == 0 && isCancelled() { return nil }
      if let first = line.first, !MPSFields.isSpace(first) {
        section = try header(line)
        hasEnd = section == .end
      } else {
        try data(line, in: section)
      }
    }
    guard hasEnd else { throw failure("the file ends without ENDATA") }
    guard draft.hasRowsSection else { throw failure("the file has no ROWS section") }
    return draft.program()
  }

  private func failure(_ message: String) -> MPSError {
    MPSError(fileName: fileName, line: fields.lineNumber, message: message)
  }

  /// The words that are allowed, for a message.
  private static func list<Word: RawRepresentable<String>>(_ words: [Word]) -> String {
    words.dropLast().map(\.rawValue).joined(separator: ", ") + " or " + (words.last?.rawValue ?? "")
  }

  private mutating func header(_ line: ArraySlice<UInt8>) throws(MPSError) -> Section {
    let words = MPSFields.words(line)
    guard let section = Section(rawValue: words[0].uppercased()) else {
      throw failure(
        "'\(words[0])' is no section that is supported; expected \(Self.list(Section.allCases))")
    }
    switch section {
    case .name: draft.name = words.count > 1 ? words[1] : ""
    case .sense: if words.count > 1 { try setSense(words[1]) }
    case .rows: draft.hasRowsSection = true
    default: break
    }
    return section
  }

  private mutating func data(_ line: ArraySlice<UInt8>, in section: Section) throws(MPSError) {
    let words = layout == .free ? MPSFields.words(line) : MPSFields.columns(line)
    switch section {
    case .name, .end: throw failure("a data line outside any section")
    case .sense: try setSense(MPSFields.words(line)[0])
    case .rows: try row(words)
    case .columns: try column(words, line: line)
    case .rightHandSides: try vector(words, ranges: false)
    case .ranges: try vector(words, ranges: true)
    case .bounds: try bound(words)
    }
  }

  private mutating func setSense(_ word: String) throws(MPSError) {
    switch word.uppercased() {
    case "MAX", "MAXIMIZE", "MAXIMISE": draft.sense = .maximize
    case "MIN", "MINIMIZE", "MINIMISE": draft.sense = .minimize
    default: throw failure("'\(word)' is no objective sense; expected MIN or MAX")
    }
  }

  private mutating func row(_ words: [String]) throws(MPSError) {
    guard words.count == 2 else {
      throw failure("a row needs a type and a name, found \(words.count) fields")
    }
    guard let kind = MPSBuilder.RowKind(rawValue: words[0].uppercased()) else {
      throw failure("'\(words[0])' is no row type; expected N, L, G or E")
    }
    guard draft.addRow(words[1], kind) else { throw failure("row '\(words[1])' is declared twice") }
  }

  private mutating func column(_ words: [String], line: ArraySlice<UInt8>) throws(MPSError) {
    let plain = MPSFields.words(line)
    if plain.count >= 3, plain.contains("'MARKER'") {
      if plain.contains("'INTORG'") {
        isInteger = true
      } else if plain.contains("'INTEND'") {
        isInteger = false
      } else {
        throw failure(
          "'\(plain[plain.count - 1])' is no marker that is supported; expected 'INTORG' or 'INTEND'")
      }
      return
    }
    let parts = layout == .fixed ? Array(words.dropFirst()) : words
    guard let name = parts.first, !name.isEmpty, parts.count >= 3, parts.count % 2 == 1 else {
      throw failure("a column line needs a column and one or two pairs of row and value")
    }
    guard let column = draft.column(name, isInteger: isInteger) else {
      throw failure("column '\(name)' is declared twice")
    }
    for pair in stride(from: 1, to: parts.count, by: 2) {
      let value = try finite(parts[pair + 1])
      guard let row = draft.rowPlace(parts[pair]) else { throw failure("no row is called '\(parts[pair])'") }
      guard draft.addEntry(row, column: column, value) else {
        throw failure("column '\(name)' has two entries in row '\(parts[pair])'")
      }
    }
  }

  private mutating func vector(_ words: [String], ranges: Bool) throws(MPSError) {
    var parts = words
    var set = ""
    if layout == .fixed {
      parts = Array(words.dropFirst())
      if !parts.isEmpty { set = parts.removeFirst() }
    } else if parts.count % 2 == 1 {
      set = parts.removeFirst()
    }
    guard parts.count >= 2, parts.count % 2 == 0 else {
      throw failure("expected one or two pairs of row and value")
    }
    guard draft.uses(set: set, of: ranges ? "RANGES" : "RHS") else { return }
    for pair in stride(from: 0, to: parts.count, by: 2) {
      guard let row = draft.rowPlace(parts[pair]) else { throw failure("no row is called '\(parts[pair])'") }
      let value = try finite(parts[pair + 1])
      if ranges { draft.setRange(row, value) } else { draft.setRightHandSide(row, value) }
    }
  }

  private mutating func bound(_ words: [String]) throws(MPSError) {
    guard let first = words.first, let kind = MPSBuilder.BoundKind(rawValue: first.uppercased()) else {
      throw failure(
        "'\(words.first ?? "")' is no bound type that is supported; expected "
          + Self.list(MPSBuilder.BoundKind.allCases))
    }
    var parts = Array(words.dropFirst())
    var set = ""
    let hasSet: Bool
    if layout == .fixed {
      hasSet = true
    } else if kind.needsValue {
      hasSet = parts.count >= 3
    } else {
      // Without a value to count on, the column that exists decides.
      hasSet = parts.count >= 3 || (parts.count == 2 && draft.hasColumn(parts[1]))
    }
    if hasSet, !parts.isEmpty { set = parts.removeFirst() }
    guard let name = parts.first, parts.count <= 2 else { throw failure("a bound needs a column") }
    guard draft.hasColumn(name) else { throw failure("no column is called '\(name)'") }
    var value = 0.0
    if kind.needsValue {
      guard parts.count == 2 else { throw failure("bound \(first) of column '\(name)' needs a value") }
      guard let number = MPSFields.number(parts[1]) else { throw failure("'\(parts[1])' is no number") }
      value = number
    }
    guard draft.uses(set: set, of: "BOUNDS") else { return }
    draft.setBound(kind, column: name, value)
  }

  private func finite(_ field: String) throws(MPSError) -> Double {
    guard let value = MPSFields.number(field) else { throw failure("'\(field)' is no number") }
    guard value.isFinite else { throw failure("'\(field)' must be finite") }
    return value
  }
}
