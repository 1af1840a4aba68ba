import Planning

/// Streams traces of JSON lines, as Mooncake publishes them: `timestamp` in whole ms, `input_length`, `output_length`.
enum TraceLines {
  /// Longest line in bytes; a long prompt lists a few thousand block hashes.
  private static let longest = 16 << 20

  /// Whether a file that begins with `start` holds JSON lines, and not a table; throws `FileError` for what is neither.
  static func isKind(of start: [UInt8], path: String) throws -> Bool {
    let text = start.starts(with: mark) ? start[3...] : start[...]
    switch text.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
    case UInt8(ascii: "{"): break
    case UInt8(ascii: "["):
      let reason = "is one JSON list; write an object a line, as jq -c '.[]' does"
      throw FileError(path: path, reason: reason, exitCode: ExitStatus.badData)
    default:
      guard path.lowercased().hasSuffix(".jsonl") else { return false }
      if let refusal = FileSignature.refusal(start) {
        throw FileError(path: path, reason: refusal, exitCode: ExitStatus.badData)
      }
    }
    if UTF16Transcoder(start) != nil {
      throw FileError(path: path, reason: "is UTF-16 text; save it as UTF-8", exitCode: ExitStatus.badData)
    }
    return true
  }

  /// The byte-order mark.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Passes every request to `body`.
  static func read(
    name: String, models: TraceModels, unit: TimeStampUnit, timeKey: TraceTimeKey = .ofFormat,
    notes: ReadingNotes, nextChunk: () throws -> [UInt8]?, _ body: (TraceRequest) -> Void
  ) throws -> TraceReading {
    let problems = ProblemList()
    var reading = TraceReading()
    var times = Times(of: timeKey)
    var clock: TraceClock?
    var line: [UInt8] = []
    var number = 0
    var isEmpty = true
    func take() throws {
      number += 1
      defer { line.removeAll(keepingCapacity: true) }
      if number == 1, line.starts(with: mark) { line.removeFirst(mark.count) }
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return }
      isEmpty = false
      guard let text = String(validating: line, as: UTF8.self) else {
        problems.add(Diagnostic(file: name, line: number, column: 1, message: "is not UTF-8 text"))
        return
      }
      var timed: TraceColumns.Timed?
      do {
        let node = try JSONParser.parse(SourceFile(path: name, text: text), firstLine: number)
        if clock == nil {
          times.find(among: node)
          clock = times.clock(file: name, unit: unit)
        }
        timed = request(node, times: times, models: models, file: name, problems: problems)
      } catch let error as InputError {
        problems.add(error)
      }
      guard let timed else { return }
      if timed.request.inputTokens > 0 && timed.request.outputTokens > 0 {
        try clock?.take(timed.request, timed.kind, line: number, body)
      } else {
        reading.leftOut += 1
      }
    }
    while !problems.isFull, let chunk = try nextChunk() {
      for byte in chunk {
        if byte == 0x0A { try take() } else { line.append(byte) }
        if problems.isFull { break }
      }
      guard line.count <= longest else {
        let message = "the line is longer than \(longest >> 20) MB"
        throw InputError([Diagnostic(file: name, line: number + 1, column: 1, message: message)])
      }
    }
    if !line.isEmpty { try take() }
    try problems.throwIfAny()
    if isEmpty { throw FileError(path: name, reason: "the file is empty", exitCode: ExitStatus.badData) }
    if let finding = try clock?.finish(notes: notes, body) {
      (reading.timeStamps, reading.isCalendar) = (finding.text, finding.isCalendar)
    }
    return reading
  }

  /// The key that holds the times; the first request tells where the user does not.
  private struct Times {
    /// Mooncake's key.
    static let usual = "timestamp"

    let choice: TraceTimeKey
    /// Nil: none is read.
    private(set) var key: String?

    init(of choice: TraceTimeKey) {
      self.choice = choice
      switch choice {
      case .ofFormat: key = Self.usual
      case .named(let name): key = name
      case .none: key = nil
      }
    }

    /// Looks for the key in the first request: the usual one, else one whose name states its unit.
    mutating func find(among node: DocumentNode) {
      guard choice == .ofFormat, case .mapping(let entries) = node.content else { return }
      let keys = entries.map(\.key)
      guard !keys.contains(Self.usual) else { return }
      key =
        keys.first { TraceTimeName.definition(of: $0) != nil || TraceTimeName.unit(in: $0) != nil } ?? key
    }

    func clock(file: String, unit: TimeStampUnit) -> TraceClock {
      let key = key ?? Self.usual
      return TraceClock(
        file: file, key: key,
        definition: key == Self.usual ? .wholeMilliseconds : TraceTimeName.definition(of: key) ?? .none,
        choice: unit == .auto ? TraceTimeName.unit(in: key) ?? .auto : unit)
    }

    /// Notes what is wrong with a request that lacks the key: the user's own is missing, or another may hold the time.
    func checkAbsence(in reader: MapReader) {
      switch choice {
      case .none: return
      case .named(let name):
        reader.add(
          at: reader.node, key: name, "is missing in \(reader.subject)",
          suggestion: Suggestion.nearest(to: name, among: reader.keys))
      case .ofFormat:
        guard let other = reader.keys.first(where: TraceTimeName.mayHoldTimes) else { return }
        reader.add(
          at: reader.node, key: other,
          TraceTimeName.question(other, format: "'\(Self.usual)'"))
      }
    }
  }

  private static func request(
    _ node: DocumentNode, times: Times, models: TraceModels, file: String, problems: ProblemList
  ) -> TraceColumns.Timed? {
    guard let reader = MapReader(node, subject: "a request", file: file, problems: problems) else {
      return nil
    }
    if !reader.has("input_length"), reader.has("text_input") {
      reader.add(
        at: node, key: "text_input",
        "gives the prompt's text; its length in tokens is needed, as input_length")
      return nil
    }
    let tokens = 0...ScenarioLimits.tokens
    let input = reader.integer("input_length", in: tokens, isRequired: true)
    let output = reader.integer("output_length", in: tokens, isRequired: true)
    let timeKey = times.key.flatMap { reader.has($0) ? $0 : nil }
    if timeKey == nil { times.checkAbsence(in: reader) }
    let time = timeKey.flatMap { Self.time(reader, $0) }
    var model = models.numberOfUnnamed()
    if let (name, node) = reader.name("model") {
      switch models.number(named: name) {
      case .success(let number): model = number
      case .failure(let refused): reader.add(at: node, key: "model", refused.reason, bad: name)
      }
    }
    guard let input, let output, time != nil || timeKey == nil, !reader.has("model") || model != nil
    else { return nil }
    let request = TraceRequest(inputTokens: input, outputTokens: output, second: time?.value, model: model)
    return TraceColumns.Timed(request: request, kind: time?.kind ?? .number)
  }

  /// The time stamp: a number, or a date in quotes.
  private static func time(_ reader: MapReader, _ key: String) -> TraceTime? {
    guard let node = reader.value(key) else { return nil }
    if case .scalar(let text, false) = node.content {
      let bytes = Array(text.utf8)
      if let time = bytes.withUnsafeBufferPointer({ TraceTime.parse($0[...]) }), time.kind == .date {
        return time
      }
      if let fault = TraceTime.fault(of: text) {
        reader.add(at: node, key: key, fault, bad: text)
        return nil
      }
    }
    guard let value = reader.number(key, in: .timeStamp) else { return nil }
    let hasPoint = node.shown.contains(".")
    return TraceTime(value: value, kind: hasPoint ? .numberWithPoint : .number)
  }
}
