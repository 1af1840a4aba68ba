import Planning
import Serving

/// Reads profile files: measured operating points of replica layouts.
///
/// A row whose `requests_per_second` is the word `unservable` says that the layout cannot serve requests of that shape
/// inside the limits at any load. Neither it nor the shapes around it are interpolated from the other rows. A rate of 0,
/// a negative one or none at all stays an error: it may be a measurement that failed.
public enum ProfileReader {
  /// The word in `requests_per_second` for a shape that cannot be served.
  static let unservable = "unservable"

  private static let required = [
    "model", "precision", "layout", "input_tokens", "output_tokens", "requests_per_second",
  ]
  private static let optional = ["concurrency", "ttft_ms", "tpot_ms", "source"]

  /// The rows of the file at `path`; throws `FileError` or `InputError` with all problems.
  public static func read(path: String, models: [ServedModel], pools: [Pool]) throws -> [ProfileRow] {
    try read(CSVReader(path: path), models: models, pools: pools)
  }

  /// The rows of text at hand.
  public static func read(
    text: String, fileName: String, models: [ServedModel], pools: [Pool]
  ) throws -> [ProfileRow] {
    try read(CSVReader(text: text, name: fileName), models: models, pools: pools)
  }

  /// The rows that `reader` yields; remarks on rows that are not wrong go to `notes`.
  public static func read(
    _ reader: CSVReader, models: [ServedModel], pools: [Pool], notes: ReadingNotes = ReadingNotes()
  ) throws -> [ProfileRow] {
    let problems = ProblemList(notes: notes)
    do {
      let table = try CSVTable(reader, required: required, optional: optional, problems: problems)
      var rows = RowReader(table: table, models: models, pools: pools)
      let result = try rows.readAll()
      try problems.throwIfAny()
      if result.isEmpty { notes.add(reader.name, "holds no row") }
      return result
    } catch let error as InputError {
      problems.add(error)
      throw InputError(problems.problems)
    }
  }
}

/// Turns CSV rows into profile rows.
private struct RowReader {
  /// The conditions in which two rows of the same operating point agree.
  private struct Point: Hashable {
    let model: Int
    let precision: Precision
    let layout: Layout
    let inputTokens: Int
    let outputTokens: Int
    let concurrency: Double?
  }

  private static let tokens = NumberRange.whole(1...ScenarioLimits.tokens)

  let table: CSVTable
  let models: [ServedModel]
  let pools: [Pool]
  private var seen: [Point: Int] = [:]
  private var layouts: [String: Layout] = [:]

  init(table: CSVTable, models: [ServedModel], pools: [Pool]) {
    self.table = table
    self.models = models
    self.pools = pools
  }

  mutating func readAll() throws -> [ProfileRow] {
    var result: [ProfileRow] = []
    while let row = try table.next() {
      if let entry = entry(row) { result.append(entry) }
    }
    return result
  }

  private mutating func entry(_ row: CSVTable.Row) -> ProfileRow? {
    let model = model(row)
    let precision = table.choice("precision", row, Precision.self)
    let layout = layout(row)
    let input = table.number("input_tokens", row, in: Self.tokens)
    let output = table.number("output_tokens", row, in: Self.tokens)
    let rate = rate(row)
    let concurrency = table.optionalNumber("concurrency", row, in: .positive)
    let ttft = table.optionalNumber("ttft_ms", row, in: .positive)
    let tpot = table.optionalNumber("tpot_ms", row, in: .notNegative)
    let source = source(row)
    guard let model, let precision, let layout, let input, let output, let rate, let source,
      concurrency.isRight, ttft.isRight, tpot.isRight
    else { return nil }
    let point = Point(
      model: model, precision: precision, layout: layout, inputTokens: Int(input), outputTokens: Int(output),
      concurrency: concurrency.number)
    if let first = seen[point] {
      let message = "the same operating point as in line \(first)"
      table.problems.add(Diagnostic(file: table.name, line: row.line, column: 1, message: message))
      return nil
    }
    seen[point] = row.line
    return ProfileRow(
      model: model, precision: precision, layout: layout, inputTokens: point.inputTokens,
      outputTokens: point.outputTokens, concurrency: point.concurrency, requestsPerSecond: rate,
      ttftMs: ttft.number, tpotMs: tpot.number, source: source)
  }

  /// The requests/s; 0 for the word of a shape that no load serves inside the limits.
  private func rate(_ row: CSVTable.Row) -> Double? {
    if row.fields["requests_per_second"]?.text.trimmed.lowercased() == ProfileReader.unservable { return 0 }
    return table.number("requests_per_second", row, in: .positive)
  }

  private func model(_ row: CSVTable.Row) -> Int? {
    guard let field = table.text("model", row) else { return nil }
    let name = field.text.trimmed
    if let index = models.firstIndex(where: { $0.name == name }) { return index }
    let lower = name.lowercased()
    // The name may be any that the catalogue knows the model by.
    let matches = models.indices.filter { index in
      let architecture = models[index].architecture
      return ([models[index].name, architecture.name] + architecture.aliases).contains {
        $0.lowercased() == lower
      }
    }
    if matches.count == 1 { return matches[0] }
    table.add(
      field, key: "model", "is not a model of the scenario",
      suggestion: Suggestion.nearest(to: name, among: models.map(\.name)))
    return nil
  }

  private mutating func layout(_ row: CSVTable.Row) -> Layout? {
    guard let field = table.text("layout", row) else { return nil }
    let text = field.text.trimmed
    if let known = layouts[text] { return known }
    switch LayoutText.layout(text, pools: pools) {
    case .success(let layout):
      layouts[text] = layout
      return layout
    case .failure(let failure):
      table.add(field, key: "layout", failure.message, suggestion: failure.suggestion)
      return nil
    }
  }

  /// Where the row was measured: file and line, then what the file itself says.
  private func source(_ row: CSVTable.Row) -> String? {
    let place = "\(table.name):\(row.line)"
    guard let field = row.fields["source"], !field.text.trimmed.isEmpty else { return place }
    // Spreadsheets let a cell have several lines.
    let text = field.text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.joined(separator: " ")
    if let bad = text.unicodeScalars.first(where: SafeText.isUnsafe) {
      let code = String(bad.value, radix: 16, uppercase: true)
      table.add(field, key: "source", "must not contain the control or invisible character U+\(code)")
      return nil
    }
    return "\(place): \(text)"
  }
}
