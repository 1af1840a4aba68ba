/// Streams traces of JSON lines, as Mooncake publishes them: `timestamp` in ms, `input_length`, `output_length`.
enum TraceLines {
  /// Longest line in bytes; a long prompt lists a few thousand block hashes.
  private static let longest = 16 << 20

  /// Hands every request to `body`; returns how many lines were left out because nothing was generated.
  static func read(
    name: String, models: TraceModels, nextChunk: () throws -> [UInt8]?, _ body: (TraceRequest) -> Void
  ) throws -> Int {
    let problems = ProblemList()
    var leftOut = 0
    var line: [UInt8] = []
    var number = 0
    var isEmpty = true
    func take() throws {
      number += 1
      defer { line.removeAll(keepingCapacity: true) }
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return }
      isEmpty = false
      guard let text = String(validating: line, as: UTF8.self) else {
        problems.add(Diagnostic(file: name, line: number, column: 1, message: "is not UTF-8 text"))
        return
      }
      do {
        let node = try JSONParser.parse(SourceFile(path: name, text: text), firstLine: number)
        guard let request = request(node, models: models, file: name, problems: problems) else { return }
        if request.inputTokens > 0 && request.outputTokens > 0 { body(request) } else { leftOut += 1 }
      } catch let error as InputError {
        problems.add(error)
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
    if isEmpty { throw FileError(path: name, reason: "the file is empty", exitCode: ExitCode.badData) }
    return leftOut
  }

  private static func request(
    _ node: DocumentNode, models: TraceModels, file: String, problems: ProblemList
  ) -> TraceRequest? {
    guard let reader = MapReader(node, subject: "a request", file: file, problems: problems) else {
      return nil
    }
    let tokens = 0...ScenarioLimits.tokens
    let input = reader.integer("input_length", in: tokens, isRequired: true)
    let output = reader.integer("output_length", in: tokens, isRequired: true)
    let time = reader.has("timestamp") ? reader.number("timestamp", in: .notNegative) : nil
    var model = models.numberOfUnnamed()
    if let (name, node) = reader.name("model") {
      switch models.number(named: name) {
      case .success(let number): model = number
      case .failure(let refused): reader.add(at: node, key: "model", refused.reason, bad: name)
      }
    }
    guard let input, let output, time != nil || !reader.has("timestamp"), !reader.has("model") || model != nil
    else { return nil }
    return TraceRequest(
      inputTokens: input, outputTokens: output, second: time.map { $0 / 1000 }, model: model)
  }
}
