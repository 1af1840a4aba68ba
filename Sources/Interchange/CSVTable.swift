/// Reads a CSV file with a header, giving fields by column name.
///
/// Columns may stand in any order. A header that lacks a required column, names one twice, or names an
/// unknown one ends the reading, because every row would be misread.
final class CSVTable {
  /// One data row.
  struct Row {
    /// Line the row begins in.
    let line: Int
    /// The fields by column name; an absent optional column has none.
    let fields: [String: CSVField]
  }

  let name: String
  let problems: ProblemList
  private let reader: CSVReader
  private let columns: [String]

  /// Reads the header.
  init(
    _ reader: CSVReader, required: [String], optional: [String], ignoresUnknown: Bool = false,
    problems: ProblemList
  ) throws {
    self.reader = reader
    self.problems = problems
    name = reader.name
    guard let header = try reader.next() else {
      throw FileError(path: reader.name, reason: "the file is empty", exitCode: ExitCode.badData)
    }
    var seen: Set<String> = []
    var columns: [String] = []
    var mistakes: [Diagnostic] = []
    let known = required + optional
    for field in header.fields {
      let column = field.text.trimmed.lowercased()
      columns.append(column)
      var message: String?
      var suggestion: String?
      if !seen.insert(column).inserted && known.contains(column) {
        message = "the column is named twice"
      } else if !known.contains(column) && !ignoresUnknown {
        message = "is not a column of this file"
        suggestion = Suggestion.nearest(to: column, among: known)
      }
      if let message {
        mistakes.append(
          Diagnostic(
            file: reader.name, line: field.line, column: field.column, key: field.text, message: message,
            suggestion: suggestion))
      }
    }
    for column in required where !seen.contains(column) {
      mistakes.append(
        Diagnostic(
          file: reader.name, line: header.line, column: 1, key: column,
          message: "the column is missing; the first line names the columns"))
    }
    self.columns = columns
    if !mistakes.isEmpty { throw InputError(mistakes) }
  }

  /// The next row with as many fields as the header; others are noted as problems and skipped.
  func next() throws -> Row? {
    while !problems.isFull, let row = try reader.next() {
      guard row.fields.count == columns.count else {
        problems.add(
          Diagnostic(
            file: name, line: row.line, column: 1,
            message: "the row has \(row.fields.count) fields, the header \(columns.count)"))
        continue
      }
      let fields = Dictionary(zip(columns, row.fields)) { first, _ in first }
      return Row(line: row.line, fields: fields)
    }
    return nil
  }

  /// Notes a problem at a field.
  func add(
    _ field: CSVField, key: String, _ message: String, showsValue: Bool = true, suggestion: String? = nil
  ) {
    problems.add(
      Diagnostic(
        file: name, line: field.line, column: field.column, key: key,
        badValue: showsValue && !field.text.isEmpty ? field.text : nil, message: message,
        suggestion: suggestion))
  }

  /// The text of a field, not empty.
  func text(_ key: String, _ row: Row) -> CSVField? {
    guard let field = row.fields[key] else { return nil }
    guard !field.text.trimmed.isEmpty else {
      add(field, key: key, "must not be empty")
      return nil
    }
    return field
  }

  /// A required number inside `range`.
  func number(_ key: String, _ row: Row, in range: NumberRange) -> Double? {
    guard let field = text(key, row) else { return nil }
    return number(field, key: key, in: range)
  }

  /// Outcome of reading a field that may be empty.
  enum Optional {
    case none
    case value(Double)
    case wrong

    /// Whether the field was empty or fine.
    var isRight: Bool {
      if case .wrong = self { return false }
      return true
    }

    /// The number, where there is one.
    var number: Double? {
      if case .value(let number) = self { return number }
      return nil
    }
  }

  /// A number inside `range`, or nothing.
  func optionalNumber(_ key: String, _ row: Row, in range: NumberRange) -> Optional {
    guard let field = row.fields[key], !field.text.trimmed.isEmpty else { return .none }
    return number(field, key: key, in: range).map { .value($0) } ?? .wrong
  }

  /// An entry of a catalogue with the name the file gives it.
  func known<Entry>(
    _ key: String, _ row: Row, find: (String) -> Entry?, nearest: (String) -> String?
  ) -> (name: String, entry: Entry)? {
    guard let field = text(key, row) else { return nil }
    let name = field.text.trimmed
    if let entry = find(name) { return (name, entry) }
    add(field, key: key, "is not in the catalogue", suggestion: nearest(name))
    return nil
  }

  /// One of the raw values of an enumeration, without regard to case.
  func choice<Value: RawRepresentable & CaseIterable>(_ key: String, _ row: Row, _ type: Value.Type) -> Value?
  where Value.RawValue == String {
    guard let field = text(key, row) else { return nil }
    let name = field.text.trimmed.lowercased()
    if let value = Value(rawValue: name) { return value }
    let words = Value.allCases.map(\.rawValue)
    add(
      field, key: key, "must be one of \(words.joined(separator: ", "))",
      suggestion: Suggestion.nearest(to: name, among: words))
    return nil
  }

  private func number(_ field: CSVField, key: String, in range: NumberRange) -> Double? {
    switch NumberText.double(field.text.trimmed) {
    case .failure(let failure):
      add(field, key: key, NumberText.message(failure))
      return nil
    case .success(let value):
      guard range.contains(value) else {
        add(field, key: key, "must be \(range.meaning)")
        return nil
      }
      return value
    }
  }
}

extension String {
  /// Without spaces and tabs at both ends.
  var trimmed: String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else { return self }
    let rest = utf8.drop(while: isBlank)
    let end = rest.lastIndex { !isBlank($0) }.map { rest.index(after: $0) } ?? rest.startIndex
    return String(Substring(rest[..<end]))
  }
}
