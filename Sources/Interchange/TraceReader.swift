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

  /// Makes a request.
  public init(inputTokens: Int, outputTokens: Int, second: Double? = nil, model: Int? = nil) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.second = second
    self.model = model
  }
}

/// Streams request traces: CSV with any of the published headers, told apart by their columns, or JSON lines.
///
/// Known are Azure LLM inference (`TIMESTAMP, ContextTokens, GeneratedTokens`), Vidur (`arrived_at,
/// num_prefill_tokens, num_decode_tokens`), BurstGPT (`Timestamp, Request tokens, Response tokens`), plain
/// `arrival_s, input_tokens, output_tokens`, and Mooncake's JSON lines. Columns may stand in any order; one named
/// `Model` tells models apart, as does the key `model` of JSON lines.
public enum TraceReader {
  /// Largest trace in bytes; it is streamed, never held.
  public static let limit = 64 << 30

  /// Hands every request of the file at `path` to `body`; returns how many rows were no request (a failed one
  /// generates nothing) and were left out. `progress` is told the bytes read, and the size where there is one.
  public static func read(
    path: String, models: TraceModels = TraceModels(),
    progress: @escaping (_ bytes: Int, _ size: Int?) -> Void = { _, _ in },
    _ body: (TraceRequest) -> Void
  ) throws -> Int {
    let bytes = try ByteReader(path: path)
    var done = 0
    let size = bytes.size
    let isLines = path.lowercased().hasSuffix(".jsonl")
    let nextChunk = { () throws -> [UInt8]? in
      let chunk = try bytes.next()
      done += chunk?.count ?? 0
      progress(done, size)
      return chunk
    }
    if isLines { return try TraceLines.read(name: path, models: models, nextChunk: nextChunk, body) }
    return try read(CSVReader(name: path, limit: limit, nextChunk: nextChunk), models: models, body)
  }

  /// The same for a table at hand.
  public static func read(
    _ reader: CSVReader, models: TraceModels = TraceModels(), _ body: (TraceRequest) -> Void
  ) throws -> Int {
    guard let header = try reader.next() else {
      throw FileError(path: reader.name, reason: "the file is empty", exitCode: ExitCode.badData)
    }
    let columns = try TraceColumns(header, file: reader.name, models: models)
    let problems = ProblemList()
    var leftOut = 0
    while !problems.isFull {
      // Nearly all rows are plain digits, which need no text to be made of them.
      let request: TraceRequest?
      if let plain = reader.plainRow({ columns.request(plain: $0) }) {
        request = plain
      } else if let row = try reader.next() {
        request = columns.request(row, file: reader.name, problems: problems)
        if request == nil { continue }
      } else {
        break
      }
      guard let request, request.inputTokens > 0, request.outputTokens > 0 else {
        leftOut += 1
        continue
      }
      body(request)
    }
    try problems.throwIfAny()
    return leftOut
  }
}

/// Which columns of a trace hold what.
struct TraceColumns {
  private static let formats: [(input: String, output: String, times: [String])] = [
    ("contexttokens", "generatedtokens", ["timestamp"]),
    ("num_prefill_tokens", "num_decode_tokens", ["arrived_at"]),
    ("request tokens", "response tokens", ["timestamp"]),
    ("input_tokens", "output_tokens", ["arrival_s", "timestamp"]),
  ]
  private static let tokens = NumberRange.whole(0...ScenarioLimits.tokens)

  private let input: Int
  private let output: Int
  private let time: Int?
  private let model: Int?
  private let models: TraceModels
  private let unnamed: Int?
  private let names: [String]

  /// Finds the columns by the header's names.
  init(_ header: CSVRow, file: String, models: TraceModels) throws {
    self.models = models
    names = header.fields.map { $0.text.trimmed.lowercased() }
    model = names.firstIndex(of: "model")
    unnamed = models.numberOfUnnamed()
    for format in Self.formats {
      guard let input = names.firstIndex(of: format.input), let output = names.firstIndex(of: format.output)
      else { continue }
      self.input = input
      self.output = output
      let names = names
      time = format.times.lazy.compactMap { names.firstIndex(of: $0) }.first
      return
    }
    let wanted = Self.formats.map { "\($0.input), \($0.output)" }.joined(separator: "; ")
    let message = "no known trace header; the columns may be: \(wanted)"
    throw InputError([Diagnostic(file: file, line: header.line, column: 1, message: message)])
  }

  /// The request of a row without quotes; nil where it is not as usual, and has to be read with care.
  func request(plain row: UnsafeBufferPointer<UInt8>) -> TraceRequest? {
    var request = TraceRequest(inputTokens: -1, outputTokens: -1, model: unnamed)
    var start = row.startIndex
    var column = 0
    while true {
      var end = start
      while end < row.endIndex, row[end] != UInt8(ascii: ",") { end += 1 }
      let field = row[start..<end]
      if column == input || column == output {
        var scanner = ByteScanner(field)
        guard let count = scanner.digits(upTo: 8), scanner.isAtEnd, Self.tokens.contains(Double(count.value)),
          count.count == 1 || field.first != UInt8(ascii: "0")
        else { return nil }
        if column == input { request.inputTokens = count.value } else { request.outputTokens = count.value }
      } else if column == time {
        guard let time = TraceTime.parse(field) else { return nil }
        request.second = time.seconds
      } else if column == model {
        guard let number = models.number(plain: field) else { return nil }
        request.model = number
      }
      column += 1
      if end == row.endIndex { break }
      start = end + 1
    }
    return column == names.count ? request : nil
  }

  /// The request of any row; nil, with the problems noted, where it is none.
  func request(_ row: CSVRow, file: String, problems: ProblemList) -> TraceRequest? {
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
      if case .success(let value) = NumberText.double(text), Self.tokens.contains(value) { return Int(value) }
      problem(index, "must be \(Self.tokens.meaning)")
      return nil
    }
    var second: Double?
    if let time {
      let bytes = Array(row.fields[time].text.trimmed.utf8)
      second = bytes.withUnsafeBufferPointer { TraceTime.parse($0[...])?.seconds }
      if second == nil { problem(time, "must be seconds, or a date like 2023-11-16 18:15:46.68") }
    }
    var number = unnamed
    if let model {
      switch models.number(named: row.fields[model].text) {
      case .success(let found): number = found
      case .failure(let refused): problem(model, refused.reason)
      }
    }
    guard let prompt = counts[0], let answer = counts[1], time == nil || second != nil,
      model == nil || number != nil
    else { return nil }
    return TraceRequest(inputTokens: prompt, outputTokens: answer, second: second, model: number)
  }
}

extension TraceTime {
  /// Seconds since whatever the trace counts from.
  var seconds: Double {
    switch self {
    case .clock(let seconds), .elapsed(let seconds): seconds
    }
  }
}
