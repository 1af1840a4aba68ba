import Testing

@testable import Interchange

@Suite("Units of imported figures") struct ImportUnitTests {
  private func point(_ text: String) throws -> BenchmarkPoint {
    try BenchmarkReader.read(SourceFile(path: "b", text: text), hints: BenchmarkHints(model: "m"))[0]
  }

  private func mistakes(_ text: String) -> [String] { lines { _ = try point(text) } }

  private static let aiperf = #"""
    {"schema_version": "1.4", "input_config": {"loadgen": {"concurrency": 16}},
     "request_throughput": {"unit": "requests/sec", "avg": 4.5},
     "time_to_first_token": {"unit": "ms", "avg": 120.5},
     "inter_token_latency": {"unit": "ms", "avg": 12.5},
     "input_sequence_length": {"unit": "tokens", "avg": 1000},
     "output_sequence_length": {"unit": "tokens", "avg": 200},
     "request_count": {"unit": "requests", "avg": 500}}
    """#

  private static let table = """
    Metric,avg,min
    Time To First Token (ms),120.5,1
    Inter Token Latency (ms),12.5,1
    Output Sequence Length (tokens),200,1
    Input Sequence Length (tokens),1000,1

    Metric,Value
    Request Throughput (per sec),4.5
    Request Count (count),500
    """

  /// The same figures in other units, as AIPerf's JSON and genai-perf's CSV write them.
  @Test(
    "times, rates and lengths in any known unit are the same point",
    arguments: [
      ("request_throughput", "Request Throughput (per sec),4.5", "requests/min", "270"),
      ("request_throughput", "Request Throughput (per sec),4.5", "per hour", "16200"),
      ("request_throughput", "Request Throughput (per sec),4.5", "Requests per second", "4.5"),
      ("request_throughput", "Request Throughput (per sec),4.5", "req/s", "4.5"),
      ("request_throughput", "Request Throughput (per sec),4.5", "rps", "4.5"),
      ("time_to_first_token", "Time To First Token (ms),120.5", "us", "120500"),
      ("time_to_first_token", "Time To First Token (ms),120.5", "\u{B5}s", "120500"),
      ("time_to_first_token", "Time To First Token (ms),120.5", "ns", "120500000"),
      ("time_to_first_token", "Time To First Token (ms),120.5", "seconds", "0.1205"),
      ("inter_token_latency", "Inter Token Latency (ms),12.5", "sec", "0.0125"),
      ("inter_token_latency", "Inter Token Latency (ms),12.5", "MS", "12.5"),
      ("input_sequence_length", "Input Sequence Length (tokens),1000", "ktokens", "1.0"),
      ("output_sequence_length", "Output Sequence Length (tokens),200", "token", "200"),
    ])
  func known(_ key: String, _ row: String, _ unit: String, _ figure: String) throws {
    let json = Self.aiperf.split(separator: "\n").map { line in
      line.contains(key) ? " \"\(key)\": {\"unit\": \"\(unit)\", \"avg\": \(figure)}," : String(line)
    }.joined(separator: "\n")
    let name = row.prefix { $0 != "(" }
    let csv = Self.table.replacing(row, with: "\(name)(\(unit)),\(figure)")
    for text in [Self.aiperf, json, Self.table, csv] {
      let point = try point(text)
      #expect(point.requestsPerSecond == 4.5 && point.ttftMs == 120.5 && point.tpotMs == 12.5, "\(text)")
      #expect(point.inputTokens == 1000 && point.outputTokens == 200, "\(text)")
    }
  }

  @Test("a unit that is not known, or of another quantity, is refused by name and place") func unknown() {
    for (old, new, found) in [
      (
        "requests/sec", "requests/minuts",
        "b:2:33: error: key 'unit': the unit must be requests by time (such as requests/sec, per min), found "
          + "'requests/minuts'; did you mean 'requests/minute'?"
      ),
      (
        "requests/sec", "tokens/sec",
        "b:2:33: error: key 'unit': the unit must be requests by time (such as requests/sec, per min), found "
          + "'tokens/sec'; did you mean 'requests/sec'?"
      ),
      (
        "\"ms\", \"avg\": 120.5", "\"mss\", \"avg\": 120.5",
        "b:3:34: error: key 'unit': the unit must be a unit of time (ns, us, ms, s, min, h), found 'mss'; did you "
          + "mean 'ms'?"
      ),
      (
        "\"tokens\", \"avg\": 1000", "\"characters\", \"avg\": 1000",
        "b:5:36: error: key 'unit': the unit must be tokens, ktokens or mtokens, found 'characters'"
      ),
      (
        "\"requests\", \"avg\"", "\"%\", \"avg\"",
        "b:7:28: error: key 'unit': the unit must be requests or count, found '%'"
      ),
    ] {
      #expect(mistakes(Self.aiperf.replacing(old, with: new, maxReplacements: 1)) == [found])
    }
    #expect(
      mistakes(Self.table.replacing("per sec", with: "per minuts")) == [
        "b:8:1: error: key 'Request Throughput (per minuts)': the unit must be requests by time (such as "
          + "requests/sec, per min), found 'per minuts'; did you mean 'per minute'?"
      ])
    #expect(
      mistakes(Self.table.replacing("Token (ms)", with: "Token (jiffies)")) == [
        "b:2:1: error: key 'Time To First Token (jiffies)': the unit must be a unit of time (ns, us, ms, s, min, "
          + "h), found 'jiffies'"
      ])
  }

  @Test("a mean length that no requests have is refused, not rounded") func lengths() {
    let vllm = #"""
      {"model_id": "m", "completed": 100, "max_concurrency": 8, "total_input_tokens": 102400,
       "total_output_tokens": 25600, "request_throughput": 5}
      """#
    #expect(
      mistakes(vllm.replacing("102400", with: "7")) == [
        "b:1:81: error: key 'total_input_tokens': makes 0.07 tokens a request; 1 to 10000000 can be"
      ])
    #expect(
      mistakes(Self.aiperf.replacing("\"tokens\", \"avg\": 200", with: "\"mtokens\", \"avg\": 200")) == [
        "b:6:28: error: key 'output_sequence_length': makes 200000000 tokens a request; 1 to 10000000 can be"
      ])
    #expect(
      mistakes(Self.table.replacing("(tokens),1000", with: "(tokens),0.5")) == [
        "b:5:32: error: key 'Input Sequence Length (tokens)': makes 0.5 tokens a request; 1 to 10000000 can be"
      ])
  }

  @Test("a metric that is no number, or 0, is refused once and in its place") func onePlace() {
    #expect(
      mistakes(Self.table.replacing("sec),4.5", with: "sec),nan")) == [
        "b:8:30: error: key 'Request Throughput (per sec)': must be a number of 0 or more, found 'nan'"
      ])
    #expect(
      mistakes(Self.table.replacing("sec),4.5", with: "sec),0")) == [
        "b:8:30: error: key 'Request Throughput (per sec)': must be greater than 0 and at most 1e12, found '0'"
      ])
    #expect(
      mistakes(Self.table.replacing("Request Throughput (per sec),4.5\n", with: "")) == [
        "b:1:1: error: key 'request throughput': is missing"
      ])
  }

  @Test("a trace's column may state its unit") func traces() throws {
    func seconds(_ column: String, _ unit: TimeStampUnit = .auto) throws -> [Double?] {
      let text = "\(column),input_tokens,output_tokens\n0,10,5\n7500,10,5\n"
      var seconds: [Double?] = []
      _ = try TraceReader.read(CSVReader(text: text, name: "t.csv"), unit: unit) { seconds.append($0.second) }
      return seconds
    }
    for column in ["timestamp_ms", "Timestamp (ms)", "arrival_msec", "arrival_time (milliseconds)"] {
      #expect(try seconds(column) == [0, 7.5], "\(column)")
    }
    #expect(try seconds("arrived_at_us") == [0, 0.0075])
    #expect(try seconds("timestamp_us", .s) == [0, 7500])
    #expect(
      lines { _ = try seconds("timestamp (min)") } == [
        "t.csv:1:1: error: key 'timestamp (min)': the unit must be s, ms, us or ns, found 'min'"
      ])
    #expect(
      lines { _ = try seconds("timestamp_local") }.first?.contains("--time-key timestamp_local") == true)
    // The command's own units are the table's.
    for unit in TimeStampUnit.allCases {
      let scale = MeasuredUnit.scale(unit.rawValue, of: .time)
      #expect(unit.perSecond.map { _ in unit.rawValue } == MeasuredUnit.usualTime(unit.rawValue))
      #expect(unit.perSecond == scale.map { 1000 / $0.applied(to: 1) })
    }
  }
}
