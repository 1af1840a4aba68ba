/// One request of a trace.
public struct TraceRequest: Sendable, Equatable {
  /// Tokens of the prompt.
  public var inputTokens: Int
  /// Tokens generated.
  public var outputTokens: Int
  /// Model the trace names, where it does.
  public var model: String?

  /// Makes a request.
  public init(inputTokens: Int, outputTokens: Int, model: String? = nil) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.model = model
  }
}

/// Streams request traces: CSV with any of the published headers, told apart by their columns.
///
/// Known are Azure LLM inference (`ContextTokens, GeneratedTokens`), Vidur (`num_prefill_tokens,
/// num_decode_tokens`), BurstGPT (`Request tokens, Response tokens`) and plain `input_tokens, output_tokens`.
public enum TraceReader {
  /// Largest trace in bytes; it is streamed, never held.
  public static let limit = 8 << 30

  private static let formats: [(input: String, output: String)] = [
    ("contexttokens", "generatedtokens"), ("num_prefill_tokens", "num_decode_tokens"),
    ("request tokens", "response tokens"), ("input_tokens", "output_tokens"),
  ]

  /// Hands every request of the file at `path` to `body`; returns how many rows were no request (a failed one
  /// generates nothing) and were left out.
  public static func read(path: String, _ body: (TraceRequest) -> Void) throws -> Int {
    try read(CSVReader(path: path, limit: limit), body)
  }

  /// The same for text at hand.
  public static func read(_ reader: CSVReader, _ body: (TraceRequest) -> Void) throws -> Int {
    guard let header = try reader.next() else {
      throw FileError(path: reader.name, reason: "the file is empty", exitCode: ExitCode.badData)
    }
    let names = header.fields.map { $0.text.trimmed.lowercased() }
    let known = formats.first { names.contains($0.input) && names.contains($0.output) }
    guard let known, let input = names.firstIndex(of: known.input),
      let output = names.firstIndex(of: known.output)
    else {
      let wanted = formats.map { "\($0.input), \($0.output)" }.joined(separator: "; ")
      let message = "no known trace header; the columns may be: \(wanted)"
      throw InputError([Diagnostic(file: reader.name, line: header.line, column: 1, message: message)])
    }
    let model = names.firstIndex(of: "model")
    let problems = ProblemList()
    let tokens = NumberRange.whole(0...ScenarioLimits.tokens)
    var leftOut = 0
    while !problems.isFull, let row = try reader.next() {
      guard row.fields.count == names.count else {
        let message = "the row has \(row.fields.count) fields, the header \(names.count)"
        problems.add(Diagnostic(file: reader.name, line: row.line, column: 1, message: message))
        continue
      }
      let counts = [(input, known.input), (output, known.output)].map { index, key -> Int? in
        let field = row.fields[index]
        if case .success(let value) = NumberText.double(field.text.trimmed), tokens.contains(value) {
          return Int(value)
        }
        problems.add(
          Diagnostic(
            file: reader.name, line: field.line, column: field.column, key: key, badValue: field.text,
            message: "must be \(tokens.meaning)"))
        return nil
      }
      guard let prompt = counts[0], let answer = counts[1] else { continue }
      guard prompt > 0 && answer > 0 else {
        leftOut += 1
        continue
      }
      body(
        TraceRequest(
          inputTokens: prompt, outputTokens: answer, model: model.map { row.fields[$0].text.trimmed }))
    }
    try problems.throwIfAny()
    return leftOut
  }
}
