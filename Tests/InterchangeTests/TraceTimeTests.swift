import Testing

@testable import Interchange

@Suite("Units of time stamps") struct TraceTimeTests {
  /// The times read, what they were taken for, and the notes.
  private func read(
    lines text: String, _ unit: TimeStampUnit = .auto, key: TraceTimeKey = .ofFormat
  ) throws -> (seconds: [Double?], taken: String?, notes: [String]) {
    var rest: [UInt8]? = Array(text.utf8)
    var seconds: [Double?] = []
    let notes = ReadingNotes()
    let reading = try TraceLines.read(
      name: "t.jsonl", models: TraceModels(), unit: unit, timeKey: key, notes: notes,
      nextChunk: {
        defer { rest = nil }
        return rest
      }, { seconds.append($0.second) })
    return (seconds, reading.timeStamps, notes.lines)
  }

  private func mooncake(_ times: [String]) -> String {
    times.map { "{\"timestamp\": \($0), \"input_length\": 10, \"output_length\": 5}\n" }.joined()
  }

  private func table(_ header: String, _ times: [String], _ unit: TimeStampUnit = .auto) throws -> [Double?] {
    let text = "\(header),input_tokens,output_tokens\n" + times.map { "\($0),10,5\n" }.joined()
    var seconds: [Double?] = []
    _ = try TraceReader.read(CSVReader(text: text, name: "t.csv"), unit: unit) { seconds.append($0.second) }
    return seconds
  }

  @Test("the same minute in ms, in seconds and since 1970") func minute() throws {
    let whole = try read(lines: mooncake(["0", "0", "60000"]))
    #expect(
      whole.seconds == [0, 0, 60] && whole.taken == "time stamps in ms, as the format defines whole numbers")
    #expect(
      whole.notes == [
        "t.jsonl: note: time stamps in ms, as the format defines whole numbers: 3 requests in 60.000 s, 0.0500 requests/s"
      ])
    let decimals = try read(lines: mooncake(["0.0", "30.5", "60.0"]))
    #expect(
      decimals.seconds == [0, 30.5, 60] && decimals.taken == "time stamps in s, as numbers with decimals")
    for (unit, scale) in [("s", ""), ("ms", "000"), ("us", "000000"), ("ns", "000000000")] {
      let since = try read(lines: mooncake(["1700000000\(scale)", "1700000060\(scale)"]))
      #expect(since.seconds == [1_700_000_000, 1_700_000_060], "\(unit)")
      #expect(since.taken == "time stamps in \(unit), counted since 1970")
      #expect(
        try table("timestamp", ["1700000000\(scale)", "1700000060\(scale)"]) == [
          1_700_000_000, 1_700_000_060,
        ])
    }
    let dates = try read(lines: mooncake(["\"2023-11-16T18:15:46\"", "\"2023-11-16T18:16:46Z\""]))
    #expect(dates.taken == "time stamps dates" && dates.seconds[1] == 1_700_158_606)
  }

  @Test("a day that does not exist is refused in JSON lines too") func impossibleDay() {
    #expect(
      lines { _ = try read(lines: mooncake(["\"2023-02-28T00:00:00\"", "\"2023-02-29T00:00:00\""])) } == [
        "t.jsonl:2:15: error: key 'timestamp': is no date: February 2023 has 28 days, found '2023-02-29T00:00:00'"
      ])
  }

  @Test("a unit that is stated is taken; dates need none") func stated() throws {
    #expect(try read(lines: mooncake(["0", "30", "60"]), .s).seconds == [0, 30, 60])
    #expect(try read(lines: mooncake(["0", "30500000"]), .us).seconds == [0, 30.5])
    #expect(try table("timestamp", ["0", "7500"], .ms) == [0, 7.5])
    #expect(try table("arrival_s", ["0", "7500"], .ms) == [0, 7.5])
    #expect(try table("timestamp", ["2023-11-16 18:15:46"], .ms) == [1_700_158_546])
    #expect(try table("timestamp", ["2023-11-16 18:15:46"], .iso) == [1_700_158_546])
    #expect(
      lines { _ = try table("timestamp", ["5"], .iso) } == [
        "t.csv:2:1: error: key 'timestamp': is a number, not a date"
      ])
  }

  @Test("what may be two units is refused, with both rates") func ambiguous() {
    #expect(
      lines { _ = try table("timestamp", ["0", "7.5"]) } == [
        "t.csv:2:1: error: key 'timestamp': does not tell its unit; give --time-unit s, ms, us or ns "
          + "(in s 0.2667 requests/s on average, in ms 266.6667)"
      ])
    // Whole seconds are no milliseconds of a trace: three requests in 60 ms.
    for times in [
      ["0", "30", "60"], ["0.0", "30000.0"], ["0.5", "90000.5"], (0..<1000).map { "\($0 * 5)" },
    ] {
      let found = lines { _ = try read(lines: mooncake(times)) }
      #expect(found.count == 1 && found[0].contains("does not tell its unit; give --time-unit"), "\(found)")
    }
    #expect(lines { _ = try table("arrival_s", ["1700000000000", "1700000060000"]) }.count == 1)
    let mixed = ["2023-11-16 18:15:46", "7"]
    #expect(
      lines { _ = try table("timestamp", mixed) } == [
        "t.csv:3:1: error: key 'timestamp': is a number, not a date"
      ])
    #expect(
      lines { _ = try table("timestamp", mixed.reversed()) }.first?.contains("is a date, where others")
        == true)
  }

  @Test("a long trace settles on its first requests, and what follows must fit") func long() throws {
    let times = (0..<12_000).map { "\($0 * 20)" }
    #expect(try read(lines: mooncake(times)).seconds.last == 239.98)
    let broken = lines { _ = try read(lines: mooncake(times + ["240000.5"])) }
    #expect(
      broken.first?.hasPrefix("t.jsonl:12001:1: error: key 'timestamp': does not fit the unit taken, ms")
        == true)
  }

  @Test("requests without a time, with half a line, as text or in another file are told") func others() throws
  {
    let untimed = "{\"input_length\": 10, \"output_length\": 5, \"delay\": 500}\n"
    #expect(try read(lines: untimed).notes == ["t.jsonl: note: states no time stamps: no rates"])
    #expect(
      try read(lines: untimed + mooncake(["5"])).notes.first
        == "t.jsonl: note: 1 of 2 requests state no time; rates are of the others")
    #expect(
      lines { _ = try read(lines: mooncake(["0"]) + "{\"timestamp\": 1000, \"input_le") }
        == ["t.jsonl:2:30: error: the text ends inside a string"])
    #expect(
      lines { _ = try read(lines: "{\"timestamp\": 0, \"text_input\": \"x\", \"output_length\": 5}\n") }
        .first?.contains(
          "gives the prompt's text") == true)
    let folder = try TemporaryFolder()
    let renamed = try folder.write("trace.json", "\u{FEFF}" + mooncake(["0", "60000"]))
    #expect(try TraceReader.read(path: renamed) { _ in }.timeStamps?.contains("ms") == true)
    for (name, bytes, word) in [
      ("list.json", Array("[\(mooncake(["0"]))]".utf8), "one JSON list"),
      ("t.jsonl", [0x1F, 0x8B, 8, 0, 0], "gunzip"),
      ("t.csv", [0x1F, 0x8B, 8, 0, 0], "gunzip"),
    ] {
      let path = try folder.write(name, bytes: bytes)
      #expect(lines { _ = try TraceReader.read(path: path) { _ in } }.first?.contains(word) == true)
    }
  }

  @Test("a key of another name that may hold times is asked about, and read where it is named")
  func otherKeys()
    throws
  {
    func line(_ key: String, _ time: String) -> String {
      "{\"\(key)\": \(time), \"input_length\": 10, \"output_length\": 5}\n"
    }
    for key in ["created_at", "createdAt", "arrival_time", "ts", "Timestamp", "start_time"] {
      let text = line(key, "0") + line(key, "60")
      #expect(
        lines { _ = try read(lines: text) }.first
          == "t.jsonl:1:1: error: key '\(key)': may hold the times, which the format calls 'timestamp'; name it with "
          + "--time-key \(key), or read none with --time-key none", "\(key)")
      #expect(try read(lines: text, .s, key: .named(key)).seconds == [0, 60])
      #expect(try read(lines: text, key: .none).seconds == [nil, nil])
    }
    // Names that state the unit, and those of other formats, need no answer; what took how long is no time stamp.
    #expect(try read(lines: line("timestamp_ms", "0") + line("timestamp_ms", "500")).seconds == [0, 0.5])
    #expect(try read(lines: line("arrived_at", "0") + line("arrived_at", "7.5")).seconds == [0, 7.5])
    #expect(try read(lines: line("response_time_ms", "5")).seconds == [nil])
    #expect(
      lines { _ = try read(lines: line("created", "5"), .s, key: .named("creatd")) }
        == ["t.jsonl:1:1: error: key 'creatd': is missing in a request; did you mean 'created'?"])
    func table(_ key: TraceTimeKey) throws -> [Double?] {
      let text = "Created,input_tokens,output_tokens\n0,10,5\n60,10,5\n"
      var seconds: [Double?] = []
      _ = try TraceReader.read(CSVReader(text: text, name: "t.csv"), unit: .s, timeKey: key) {
        seconds.append($0.second)
      }
      return seconds
    }
    #expect(try table(.named("created")) == [0, 60] && table(.none) == [nil, nil])
    #expect(
      lines { _ = try table(.ofFormat) } == [
        "t.csv:1:1: error: key 'Created': may hold the times, which the format calls 'arrival_s' or 'timestamp'; name "
          + "it with --time-key Created, or read none with --time-key none"
      ])
    #expect(
      lines { _ = try table(.named("creatd")) }
        == ["t.csv:1:1: error: key 'creatd': is not a column of the table; did you mean 'created'?"])
  }

  @Test("requests of one moment have no rate") func moment() {
    var summary = TraceSummary()
    for _ in 0..<3 { summary.add(TraceRequest(inputTokens: 1, outputTokens: 1, second: 5)) }
    #expect(!summary.yaml(types: 1).contains("requests/s"))
    summary.add(TraceRequest(inputTokens: 1, outputTokens: 1, second: 5.5))
    #expect(summary.yaml(types: 1).hasPrefix("# 4 requests in 0.00 h, 8.0000 requests/s on average\n"))
  }
}
