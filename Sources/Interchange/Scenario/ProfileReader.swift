import Planning
import Serving

/// Reads profile files: measured operating points of replica layouts.
///
/// A layout names pools or GPU types; a row by type holds for every pool of it, but where a row of the same point names
/// the pool itself. Rows about types of which the scenario has no pool are left out.
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
    _ reader: CSVReader, models: [ServedModel], pools: [Pool], notes: ReadingNotes = ReadingNotes(),
    catalogue: CatalogueNames = .standard
  ) throws -> [ProfileRow] {
    let problems = ProblemList(notes: notes)
    do {
      let table = try CSVTable(reader, required: required, optional: optional, problems: problems)
      var rows = RowReader(table: table, models: models, pools: pools, catalogue: catalogue)
      let result = try rows.readAll()
      try problems.throwIfAny()
      if result.isEmpty, rows.leftOut == 0 { notes.add(reader.name, "holds no row") }
      if rows.leftOut > 0 {
        notes.add(
          reader.name, "rows about GPU types of which the scenario has no pool are left out: \(rows.leftOut)")
      }
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
  let catalogue: CatalogueNames
  /// Rows about GPU types of which there is no pool.
  private(set) var leftOut = 0
  private var result: [ProfileRow] = []
  /// Where each point was stated: line, place in the result, and whether by the names of pools.
  private var seen: [Point: (line: Int, place: Int, isByPool: Bool)] = [:]
  private var layouts: [String: [LayoutText.Named]] = [:]

  init(table: CSVTable, models: [ServedModel], pools: [Pool], catalogue: CatalogueNames) {
    self.table = table
    self.models = models
    self.pools = pools
    self.catalogue = catalogue
  }

  mutating func readAll() throws -> [ProfileRow] {
    while let row = try table.next() { take(row) }
    return result
  }

  /// Adds what a row says of each layout that it names.
  private mutating func take(_ row: CSVTable.Row) {
    let model = model(row)
    let precision = table.choice("precision", row, Precision.self)
    let named = layouts(row)
    let input = table.number("input_tokens", row, in: Self.tokens)
    let output = table.number("output_tokens", row, in: Self.tokens)
    let rate = rate(row)
    let concurrency = table.optionalNumber("concurrency", row, in: .positive)
    let ttft = table.optionalNumber("ttft_ms", row, in: .positive)
    let tpot = table.optionalNumber("tpot_ms", row, in: .notNegative)
    let source = source(row)
    guard let model, let precision, let named, let input, let output, let rate, let source,
      concurrency.isRight, ttft.isRight, tpot.isRight
    else { return }
    if named.isEmpty { leftOut += 1 }
    for one in named {
      add(
        ProfileRow(
          model: model, precision: precision, layout: one.layout, inputTokens: Int(input),
          outputTokens: Int(output), concurrency: concurrency.number, requestsPerSecond: rate,
          ttftMs: ttft.number, tpotMs: tpot.number, source: source), isByPool: one.isByPool, line: row.line)
    }
  }

  /// Adds a row; one that names the pool itself takes the place of one by type.
  private mutating func add(_ entry: ProfileRow, isByPool: Bool, line: Int) {
    let point = Point(
      model: entry.model, precision: entry.precision, layout: entry.layout, inputTokens: entry.inputTokens,
      outputTokens: entry.outputTokens, concurrency: entry.concurrency)
    guard let first = seen[point] else {
      seen[point] = (line, result.count, isByPool)
      result.append(entry)
      return
    }
    if first.isByPool == isByPool {
      let message = "the same operating point as in line \(first.line)"
      table.problems.add(Diagnostic(file: table.name, line: line, column: 1, message: message))
    } else if isByPool {
      seen[point] = (line, first.place, true)
      result[first.place] = entry
    }
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

  private mutating func layouts(_ row: CSVTable.Row) -> [LayoutText.Named]? {
    guard let field = table.text("layout", row) else { return nil }
    let text = field.text.trimmed
    if let known = layouts[text] { return known }
    switch LayoutText.named(text, pools: pools, gpu: catalogue.gpu) {
    case .success(let named):
      layouts[text] = named
      return named
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
