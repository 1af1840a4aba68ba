import Planning

/// One request of a trace.
public struct TraceRequest: Sendable, Equatable {
  /// Tokens of the prompt.
  public var inputTokens: Int
  /// Tokens generated.
  public var outputTokens: Int
  /// When it arrived, in seconds since 1970 or since the trace began; nil where the trace does not say.
  public var second: Double?
  /// Number of its model among the reader's ``TraceModels``; nil where the trace names none.
  public var model: Int?

  /// Creates a request; `second` and `model` are nil where the trace states none.
  public init(inputTokens: Int, outputTokens: Int, second: Double? = nil, model: Int? = nil) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.second = second
    self.model = model
  }
}

/// The facts that a trace states besides its requests.
public struct TraceReading: Sendable, Equatable {
  /// Rows that are no request (a failed one generates nothing) and were left out.
  public var leftOut = 0
  /// The interpretation of the time stamps, such as `time stamps in ms, as stated`; nil where there are none.
  public var timeStamps: String?
  /// Whether times are dates or count from 1970, and not from the trace's beginning; nil where there are none.
  public var isCalendar: Bool?
}

/// Streams request traces: CSV with any of the published headers, distinguished by their columns, or JSON
/// lines.
///
/// Known are Azure LLM inference (`TIMESTAMP, ContextTokens, GeneratedTokens`), Vidur (`arrived_at,
/// num_prefill_tokens, num_decode_tokens`), BurstGPT (`Timestamp, Request tokens, Response tokens`), plain
/// `arrival_s, input_tokens, output_tokens`, and Mooncake's JSON lines. Columns may stand in any order; one
/// named `Model` distinguishes models, as does the key `model` of JSON lines. A file whose time stamps may be
/// of several units is refused unless the unit is given.
public enum TraceReader {
  /// Largest trace in bytes; it is streamed, never held.
  public static let limit = 64 << 30

  /// Passes every request of the file at `path` to `body`. `progress` receives the bytes read, and the size
  /// where there is one; `notes` receive what was found out about times.
  public static func read(
    path: String, models: TraceModels = TraceModels(), unit: TimeStampUnit = .auto,
    timeKey: TraceTimeKey = .ofFormat, notes: ReadingNotes = ReadingNotes(),
    progress: @escaping (_ bytes: Int, _ size: Int?) -> Void = { _, _ in },
    _ body: (TraceRequest) -> Void
  ) throws -> TraceReading {
    let bytes = try ByteReader(path: path)
    var done = 0
    let size = bytes.size
    let read = { () throws -> [UInt8]? in
      let chunk = try bytes.next()
      done += chunk?.count ?? 0
      progress(done, size)
      return chunk
    }
    var first = try read()
    let isLines = try TraceLines.isKind(of: first ?? [], path: path)
    let nextChunk = { () throws -> [UInt8]? in
      defer { first = nil }
      return try first ?? read()
    }
    if isLines {
      return try TraceLines.read(
        name: path, models: models, unit: unit, timeKey: timeKey, notes: notes, nextChunk: nextChunk, body)
    }
    return try self.read(
      CSVReader(name: path, limit: limit, nextChunk: nextChunk), models: models, unit: unit, timeKey: timeKey,
      notes: notes, body)
  }

  /// The same for a table at hand.
  public static func read(
    _ reader: CSVReader, models: TraceModels = TraceModels(), unit: TimeStampUnit = .auto,
    timeKey: TraceTimeKey = .ofFormat, notes: ReadingNotes = ReadingNotes(), _ body: (TraceRequest) -> Void
  ) throws -> TraceReading {
    guard let header = try reader.next() else {
      throw FileError(path: reader.name, reason: "the file is empty", exitCode: ExitStatus.badData)
    }
    var columns = try TraceColumns(header, reader, models: models, timeKey: timeKey)
    var clock = columns.clock(unit)
    let problems = ProblemList()
    var reading = TraceReading()
    while !problems.isFull {
      // Nearly all rows are plain digits, which need no text to be made of them.
      let timed: TraceColumns.Timed?
      if let plain = reader.plainRow({ columns.request(plain: $0) }) {
        timed = plain
      } else if let row = try reader.next() {
        if row.fields.allSatisfy({ $0.text.trimmed.isEmpty }) { continue }
        timed = columns.request(row, problems: problems)
        if timed == nil { continue }
      } else {
        break
      }
      guard let timed, timed.request.inputTokens > 0, timed.request.outputTokens > 0 else {
        reading.leftOut += 1
        continue
      }
      try clock.take(timed.request, timed.kind, line: reader.lastLine, body)
    }
    try problems.throwIfAny()
    if let note = reader.encodingNote { notes.add(reader.name, note) }
    let finding = try clock.finish(notes: notes, body)
    (reading.timeStamps, reading.isCalendar) = (finding.text, finding.isCalendar)
    return reading
  }
}

/// Which columns of a trace hold what.
struct TraceColumns {
  /// A request whose `second` is still the number of its time stamp.
  struct Timed {
    var request: TraceRequest
    var kind: TraceTime.Kind
  }

  private static let formats: [(input: String, output: String, times: [String: TraceClock.Definition])] = [
    ("contexttokens", "generatedtokens", ["timestamp": .none]),
    ("num_prefill_tokens", "num_decode_tokens", ["arrived_at": .seconds]),
    ("request tokens", "response tokens", ["timestamp": .seconds]),
    ("input_tokens", "output_tokens", ["arrival_s": .seconds, "timestamp": .none]),
  ]
  private static let tokens = NumberRange.whole(0...ScenarioLimits.tokens)

  private let file: String
  private let separator: UInt8
  private let input: Int
  private let output: Int
  private let time: Int?
  private let definition: TraceClock.Definition
  /// The unit that the time column's own name states.
  private let stated: TimeStampUnit?
  private let model: Int?
  private let models: TraceModels
  private let unnamed: Int?
  private let names: [String]
  private var numbers: TableNumbers

  /// Finds the columns by the header's names.
  init(_ header: CSVRow, _ reader: CSVReader, models: TraceModels, timeKey: TraceTimeKey) throws {
    self.models = models
    file = reader.name
    separator = reader.separator
    numbers = TableNumbers(separator: separator)
    names = header.fields.map { $0.text.trimmed.lowercased() }
    model = names.firstIndex(of: "model")
    unnamed = models.numberOfUnnamed()
    for format in Self.formats {
      guard let input = names.firstIndex(of: format.input), let output = names.firstIndex(of: format.output)
      else { continue }
      self.input = input
      self.output = output
      let found = try Self.times(timeKey, of: format.times, header, names, file: file)
      (time, definition, stated) = (found?.column, found?.definition ?? .none, found?.unit)
      return
    }
    let wanted = Self.formats.map { "\($0.input), \($0.output)" }.joined(separator: "; ")
    let message = "no known trace header; the columns may be: \(wanted)"
    throw InputError([Diagnostic(file: file, line: header.line, column: 1, message: message)])
  }

  /// A column of times, with what is known of their unit.
  private typealias Times = (column: Int, definition: TraceClock.Definition, unit: TimeStampUnit?)

  /// The column of the times: the one the user names, else one that the format defines, else one whose name states their
  /// unit. Refuses a table without any where some column may hold times.
  private static func times(
    _ key: TraceTimeKey, of format: [String: TraceClock.Definition], _ header: CSVRow, _ names: [String],
    file: String
  ) throws -> Times? {
    switch key {
    case .none: return nil
    case .named(let name):
      guard let column = names.firstIndex(of: name.lowercased()) else {
        throw InputError([
          Diagnostic(
            file: file, line: header.line, column: 1, key: name, message: "is not a column of the table",
            suggestion: Suggestion.nearest(to: name, among: names))
        ])
      }
      let unit = try stampWithUnit(header, columns: column..<column + 1, file: file)?.unit
      return (column, format[names[column]] ?? TraceTimeName.definition(of: names[column]) ?? .none, unit)
    case .ofFormat:
      let usual = ["arrival_s", "arrived_at", "timestamp"].filter { format[$0] != nil }
      if let stamp = usual.first(where: names.contains), let column = names.firstIndex(of: stamp) {
        return (column, format[stamp] ?? .none, nil)
      }
      if let found = try stampWithUnit(header, columns: names.indices, file: file) {
        return (found.column, .none, found.unit)
      }
      guard let column = names.firstIndex(where: TraceTimeName.mayHoldTimes) else { return nil }
      let field = header.fields[column]
      throw InputError([
        Diagnostic(
          file: file, line: field.line, column: field.column, key: field.text.trimmed,
          message: TraceTimeName.question(
            field.text.trimmed, format: usual.map { "'\($0)'" }.joined(separator: " or ")))
      ])
    }
  }

  /// The first of some columns whose name states the unit of its times: `timestamp_ms`, `arrival (us)`.
  private static func stampWithUnit(
    _ header: CSVRow, columns: Range<Int>, file: String
  ) throws -> (column: Int, unit: TimeStampUnit)? {
    for column in columns {
      let field = header.fields[column]
      guard let (unit, isBracketed) = TraceTimeName.suffix(of: field.text.trimmed) else { continue }
      if let known = TraceTimeName.unit(in: field.text.trimmed) { return (column, known) }
      // Text after an underscore need not be a unit (`timestamp_local`); text in brackets is.
      guard isBracketed || MeasuredUnit.usualTime(unit) != nil else { continue }
      throw InputError([
        Diagnostic(
          file: file, line: field.line, column: field.column, key: field.text, badValue: unit,
          message: "the unit must be s, ms, us or ns",
          suggestion: Suggestion.nearest(to: unit, among: ["s", "ms", "us", "ns"]))
      ])
    }
    return nil
  }

  /// Returns the clock that converts the times of these columns to seconds.
  func clock(_ unit: TimeStampUnit) -> TraceClock {
    TraceClock(
      file: file, key: time.map { names[$0] } ?? "time", definition: definition,
      choice: unit == .auto ? stated ?? .auto : unit)
  }

  /// The request of a row without quotes; nil where it is not as usual, and has to be read with care.
  func request(plain row: UnsafeBufferPointer<UInt8>) -> Timed? {
    var request = TraceRequest(inputTokens: -1, outputTokens: -1, model: unnamed)
    var kind = TraceTime.Kind.number
    var start = row.startIndex
    var column = 0
    while true {
      var end = start
      while end < row.endIndex, row[end] != separator { end += 1 }
      let field = row[start..<end]
      if column == input || column == output {
        var scanner = ByteScanner(field)
        guard let count = scanner.digits(upTo: 8), scanner.isAtEnd, Self.tokens.contains(Double(count.value)),
          count.count == 1 || field.first != UInt8(ascii: "0")
        else { return nil }
        if column == input { request.inputTokens = count.value } else { request.outputTokens = count.value }
      } else if column == time {
        guard let time = TraceTime.parse(field) else { return nil }
        (request.second, kind) = (time.value, time.kind)
      } else if column == model {
        guard let number = models.number(plain: field) else { return nil }
        request.model = number
      }
      column += 1
      if end == row.endIndex { break }
      start = end + 1
    }
    return column == names.count ? Timed(request: request, kind: kind) : nil
  }

  /// The request of any row; nil, with the problems noted, where it is none.
  mutating func request(_ row: CSVRow, problems: ProblemList) -> Timed? {
    guard row.fields.count == names.count else {
      let message = "the row has \(row.fields.count) fields, the header \(names.count)"
      problems.add(Diagnostic(file: file, line: row.line, column: 1, message: message))
      return nil
    }
    func problem(_ index: Int, _ message: String) {
      let field = row.fields[index]
      problems.add(
        Diagnostic(
          file: file, line: field.line, column: field.column, key: names[index], badValue: field.text,
          message: message))
    }
    let counts = [input, output].map { index -> Int? in
      let text = row.fields[index].text.trimmed
      if case .success(let value) = numbers.value(text, line: row.line), Self.tokens.contains(value) {
        return Int(value)
      }
      problem(index, "must be \(Self.tokens.meaning)")
      return nil
    }
    var stamp: TraceTime?
    if let time {
      let text = row.fields[time].text.trimmed
      stamp = TraceTime.parse(text, line: row.line, numbers: &numbers)
      if stamp == nil {
        problem(time, TraceTime.fault(of: text) ?? "must be a number, or a date like 2023-11-16 18:15:46.68")
      }
    }
    var number = unnamed
    if let model {
      switch models.number(named: row.fields[model].text) {
      case .success(let found): number = found
      case .failure(let refused): problem(model, refused.reason)
      }
    }
    guard let prompt = counts[0], let answer = counts[1], time == nil || stamp != nil,
      model == nil || number != nil
    else { return nil }
    let request = TraceRequest(
      inputTokens: prompt, outputTokens: answer, second: stamp?.value, model: number)
    return Timed(request: request, kind: stamp?.kind ?? .number)
  }
}
