import Planning
import Serving

/// Turns the rows of a CSV table into profile rows.
struct ProfileRows {
  /// The conditions in which two rows of the same operating point agree.
  private struct Point: Hashable {
    /// Number of what was measured.
    let subject: Int
    let inputTokens: Int
    let outputTokens: Int
    let concurrency: Double?

    /// Points differ in little else than these figures: one number made of them is cheaper to hash than five.
    func hash(into hasher: inout Hasher) {
      let users = concurrency.map { Int(truncatingIfNeeded: $0.bitPattern >> 32) } ?? 0
      hasher.combine(subject &* 1_000_003 ^ inputTokens &<< 24 ^ outputTokens &<< 44 ^ users)
    }
  }

  /// What an operating point is one of.
  private struct Subject: Hashable {
    let model: Int
    let precision: Precision
    let layout: Layout
  }

  /// What a row is about: a model, a precision, and layouts with their numbers as subjects.
  private struct Names {
    var model = 0
    var precision = Precision.bf16
    var layouts: [(named: LayoutText.Named, subject: Int)] = []
  }

  /// Figures that a row states.
  struct Figures {
    var inputTokens = 0
    var outputTokens = 0
    var rate = 0.0
    var concurrency: Double?
    var ttft: Double?
    var tpot: Double?
  }

  static let tokens = NumberRange.whole(1...ScenarioLimits.tokens)

  let table: CSVTable
  let models: [ServedModel]
  let pools: [Pool]
  let catalogue: CatalogueNames
  /// Rows about GPU types of which there is no pool.
  private(set) var leftOut = 0
  private var result: [ProfileRow] = []
  /// Where each point was stated: line, place in the result, and whether by the names of pools.
  private var seen: [Point: (line: Int, place: Int, isByPool: Bool)] = [:]
  /// What names stood for before.
  private var knownModels: [String: Int] = [:]
  private var knownLayouts: [String: [LayoutText.Named]] = [:]
  private var subjects: [Subject: Int] = [:]
  /// Reads plain rows; nil where the table is written in another way. The names of the last one, with what they stand for.
  private var plain: PlainProfileRow?
  private var lastNames = PlainProfileRow.Names()
  private var last = Names()

  init(table: CSVTable, models: [ServedModel], pools: [Pool], catalogue: CatalogueNames) {
    self.table = table
    self.models = models
    self.pools = pools
    self.catalogue = catalogue
    plain = PlainProfileRow(table)
  }

  mutating func readAll() throws -> [ProfileRow] {
    while true {
      if plain != nil, table.plainRow({ take(plain: $0, line: $1) }) != nil { continue }
      guard let row = try table.next() else { return result }
      take(row)
    }
  }

  /// Adds what a plain row says; nil, and nothing added, where it is not plain or its names are new.
  private mutating func take(plain bytes: UnsafeBufferPointer<UInt8>, line: Int) -> Void? {
    guard let figures = plain?.figures(bytes), let source = plain?.source(bytes, line: line),
      plain?.hasNames(lastNames, bytes) == true || find(bytes)
    else { return nil }
    add(last, figures, source: source, line: line)
    return ()
  }

  /// Looks for what the names of a plain row stood for before.
  private mutating func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let names = plain?.names(bytes), let model = knownModels[names.model],
      let precision = Precision(rawValue: names.precision), let layouts = knownLayouts[names.layout]
    else { return false }
    last = self.names(model, precision, layouts)
    lastNames = names
    return true
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
    add(
      names(model, precision, named),
      Figures(
        inputTokens: Int(input), outputTokens: Int(output), rate: rate, concurrency: concurrency.number,
        ttft: ttft.number, tpot: tpot.number), source: source, line: row.line)
  }

  private mutating func names(_ model: Int, _ precision: Precision, _ layouts: [LayoutText.Named]) -> Names {
    Names(
      model: model, precision: precision,
      layouts: layouts.map { named in
        let subject = Subject(model: model, precision: precision, layout: named.layout)
        let number = subjects[subject] ?? subjects.count
        subjects[subject] = number
        return (named, number)
      })
  }

  /// Adds a row of each layout; one that names the pool itself takes the place of one by type.
  private mutating func add(_ names: Names, _ figures: Figures, source: String, line: Int) {
    if names.layouts.isEmpty { leftOut += 1 }
    for (named, subject) in names.layouts {
      let point = Point(
        subject: subject, inputTokens: figures.inputTokens, outputTokens: figures.outputTokens,
        concurrency: figures.concurrency)
      var place = result.count
      if let first = seen.updateValue((line, place, named.isByPool), forKey: point) {
        guard named.isByPool, !first.isByPool else {
          seen[point] = first
          if first.isByPool == named.isByPool { addRepetition(of: first.line, line: line) }
          continue
        }
        place = first.place
        seen[point] = (line, place, true)
      }
      let row = ProfileRow(
        model: names.model, precision: names.precision, layout: named.layout,
        inputTokens: figures.inputTokens, outputTokens: figures.outputTokens,
        concurrency: figures.concurrency, requestsPerSecond: figures.rate, ttftMs: figures.ttft,
        tpotMs: figures.tpot, source: source)
      if place == result.count { result.append(row) } else { result[place] = row }
    }
  }

  private func addRepetition(of first: Int, line: Int) {
    let message = "the same operating point as in line \(first)"
    table.problems.add(Diagnostic(file: table.name, line: line, column: 1, message: message))
  }

  /// The requests/s; 0 for the word of a shape that no load serves inside the limits.
  private func rate(_ row: CSVTable.Row) -> Double? {
    if row.fields["requests_per_second"]?.text.trimmed.lowercased() == ProfileReader.unservable { return 0 }
    return table.number("requests_per_second", row, in: .positive)
  }

  private mutating func model(_ row: CSVTable.Row) -> Int? {
    guard let field = table.text("model", row) else { return nil }
    let name = field.text.trimmed
    if let known = knownModels[name] { return known }
    let lower = name.lowercased()
    // The name may be any that the catalogue knows the model by.
    let matches = models.indices.filter { index in
      let architecture = models[index].architecture
      return ([models[index].name, architecture.name] + architecture.aliases).contains {
        $0.lowercased() == lower
      }
    }
    if let found = models.firstIndex(where: { $0.name == name }) ?? (matches.count == 1 ? matches[0] : nil) {
      knownModels[name] = found
      return found
    }
    table.add(
      field, key: "model", "is not a model of the scenario",
      suggestion: Suggestion.nearest(to: name, among: models.map(\.name)))
    return nil
  }

  private mutating func layouts(_ row: CSVTable.Row) -> [LayoutText.Named]? {
    guard let field = table.text("layout", row) else { return nil }
    let text = field.text.trimmed
    if let known = knownLayouts[text] { return known }
    switch LayoutText.named(text, pools: pools, gpu: catalogue.gpu) {
    case .success(let named):
      knownLayouts[text] = named
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
