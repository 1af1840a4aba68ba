import Planning

/// Reads a CSV file with a header, giving fields by column name.
///
/// Columns may stand in any order, and others beside them are passed over with a note. A header that lacks a required
/// column, names one twice, or has one that looks like a misspelling of a column it lacks ends the reading, because
/// every row would be misread. Rows without any text are no rows.
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
  private var numbers: TableNumbers

  /// Reads the header. With `ignoresUnknown` other columns need no note: the file is another tool's.
  init(
    _ reader: CSVReader, required: [String], optional: [String], ignoresUnknown: Bool = false,
    problems: ProblemList
  ) throws {
    self.reader = reader
    self.problems = problems
    name = reader.name
    guard let header = try reader.next() else {
      throw FileError(path: reader.name, reason: "the file is empty", exitCode: ExitStatus.badData)
    }
    numbers = TableNumbers(separator: reader.separator)
    columns = header.fields.map { $0.text.trimmed.lowercased() }
    let mistakes = HeaderCheck(header, file: reader.name, required: required, optional: optional)
      .mistakes(ignoresUnknown: ignoresUnknown, notes: problems.notes)
    if !mistakes.isEmpty { throw InputError(mistakes) }
  }

  /// The next row with as many fields as the header; others are noted as problems and skipped.
  func next() throws -> Row? {
    while !problems.isFull, var row = try reader.next() {
      if row.fields.allSatisfy({ $0.text.trimmed.isEmpty }) { continue }
      while row.fields.count > columns.count, row.fields.last?.text.trimmed.isEmpty == true {
        row.fields.removeLast()
      }
      guard row.fields.count == columns.count else {
        problems.add(
          Diagnostic(
            file: name, line: row.line, column: 1,
            message: "the row has \(row.fields.count) fields, the header \(columns.count)"
              + (row.fields.count > columns.count ? "; a field with the separator in it needs quotes" : "")))
        continue
      }
      if let nameless = zip(columns, row.fields).first(where: { $0.isEmpty && !$1.text.trimmed.isEmpty })?.1 {
        add(nameless, key: "", "stands in a column without a name")
        continue
      }
      let fields = Dictionary(zip(columns, row.fields)) { first, _ in first }
      return Row(line: row.line, fields: fields)
    }
    if let note = reader.encodingNote { problems.notes.add(name, note) }
    return nil
  }

  /// Where a column stands; nil where there is none of that name.
  func place(of column: String) -> Int? { columns.firstIndex(of: column) }

  /// Number of columns; nil where a plain row may be more than fields of named columns, parted by commas.
  var plainWidth: Int? {
    reader.separator == UInt8(ascii: ",") && !columns.contains("") ? columns.count : nil
  }

  /// Passes the bytes of the next row to `body`, with its line, where it is simple; takes it if there is a result (see
  /// `CSVReader.plainRow`).
  func plainRow<Result>(_ body: (UnsafeBufferPointer<UInt8>, Int) -> Result?) -> Result? {
    guard !problems.isFull else { return nil }
    let line = reader.lastLine + 1
    return reader.plainRow { body($0, line) }
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
    _ key: String, _ row: Row, find: (String) -> Entry?, nearest: (String) -> String?,
    refusal: (String) -> String? = { _ in nil }
  ) -> (name: String, entry: Entry)? {
    guard let field = text(key, row) else { return nil }
    let name = field.text.trimmed
    if let entry = find(name) { return (name, entry) }
    add(field, key: key, refusal(name) ?? "is not in the catalogue", suggestion: nearest(name))
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
    switch numbers.value(field.text.trimmed, line: field.line) {
    case .failure(let refusal):
      add(field, key: key, refusal.reason)
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

/// The check of a table's header.
private struct HeaderCheck {
  private let header: CSVRow
  private let file: String
  private let required: [String]
  private let known: [String]
  private let names: Set<String>

  init(_ header: CSVRow, file: String, required: [String], optional: [String]) {
    self.header = header
    self.file = file
    self.required = required
    known = required + optional
    names = Set(header.fields.map { $0.text.trimmed.lowercased() })
  }

  func mistakes(ignoresUnknown: Bool, notes: ReadingNotes) -> [Diagnostic] {
    let missing = required.filter { !names.contains($0) }
    if let mark = foreignSeparator {
      let message = "the columns are parted by '\(mark)'; commas, semicolons and tabs are read"
      return [Diagnostic(file: file, line: header.line, column: 1, message: message)]
    }
    let absent = known.filter { !names.contains($0) }
    var seen: Set<String> = []
    var mistakes: [Diagnostic] = []
    var unused: [String] = []
    for field in header.fields {
      let column = field.text.trimmed.lowercased()
      let isNew = seen.insert(column).inserted
      if known.contains(column) {
        if !isNew { mistakes.append(mistake(field, "the column is named twice")) }
      } else if !ignoresUnknown, !column.isEmpty {
        let meant = Suggestion.nearest(to: column, among: absent)
        if meant != nil || !missing.isEmpty {
          mistakes.append(mistake(field, "is not a column of this file", suggestion: meant))
        } else {
          unused.append(field.text.trimmed)
        }
      }
    }
    for column in missing {
      mistakes.append(
        Diagnostic(
          file: file, line: header.line, column: 1, key: column,
          message: "the column is missing; the first line names the columns"))
    }
    if mistakes.isEmpty, !unused.isEmpty {
      let plural = unused.count > 1
      notes.add(
        file, line: header.line,
        "the column\(plural ? "s" : "") \(ReadingNotes.listed(unused)) \(plural ? "are" : "is") not used")
    }
    return mistakes
  }

  /// The character that separates the columns of a header that holds several of them in one field.
  private var foreignSeparator: Character? {
    guard header.fields.count == 1, let text = header.fields.first?.text.lowercased() else { return nil }
    return "|:^~!/ ".first { mark in
      let parts = text.split(separator: mark).map { String($0).trimmed }
      return parts.count > 1 && parts.count(where: required.contains) > 1
    }
  }

  private func mistake(_ field: CSVField, _ message: String, suggestion: String? = nil) -> Diagnostic {
    Diagnostic(
      file: file, line: field.line, column: field.column, key: field.text, message: message,
      suggestion: suggestion)
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
