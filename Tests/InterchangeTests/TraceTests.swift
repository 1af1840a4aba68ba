import Foundation
import Planning
import Testing

@testable import Interchange

@Suite("Request traces") struct TraceTests {
  private func requests(_ text: String) throws -> (requests: [TraceRequest], leftOut: Int) {
    var requests: [TraceRequest] = []
    let leftOut = try TraceReader.read(CSVReader(text: text, name: "t.csv")) { requests.append($0) }.leftOut
    return (requests, leftOut)
  }

  @Test("are told apart by their header; failed requests are left out") func formats() throws {
    let cases: [(String, Double)] = [
      (
        "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50,5,0\n",
        1_700_158_546.68059
      ),
      ("arrived_at,num_prefill_tokens,num_decode_tokens\n4.25,374,44\n1,0,3\n", 4.25),
      (
        "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,m,374,44,418,x\n6,m,3,0,3,x\n",
        5
      ),
      (
        "Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
          + "10,a,3.5,GPT-4,374,44,418,API log\n11,\"b, c\",3.5,GPT-4,20,0,20,API log\n", 10
      ),
      ("arrival_s,input_tokens,output_tokens,model\n5,374,44,m\n6,1,0,m\n", 5),
      ("output_tokens,input_tokens,arrival_s\r\n44,374,7.5\r\n0,1,8\r\n", 7.5),
    ]
    for (text, second) in cases {
      let read = try requests(text)
      #expect(read.leftOut == 1, "\(text)")
      let model = text.lowercased().contains("model") ? 0 : nil
      #expect(
        read.requests == [TraceRequest(inputTokens: 374, outputTokens: 44, second: second, model: model)],
        "\(text)")
    }
    #expect(
      try requests("num_prefill_tokens,num_decode_tokens,pd_ratio\n3,4,0.75\n").requests[0].second == nil)
  }

  @Test("times have 0 to 9 decimals and perhaps a zone") func times() throws {
    // date -u -d '2024-05-10 00:00:01' +%s
    let base = 1_715_299_201.0
    let cases = [
      ("2024-05-10 00:00:01", base), ("2024-05-10T00:00:01Z", base), ("2024-05-10 00:00:01.5", base + 0.5),
      ("2024-05-10 00:00:01.009930+00:00", base + 0.00993), ("2024-05-10 02:00:01.000000000+02:00", base),
      ("2024-05-09 20:30:01-0330", base), ("2024-02-29 00:00:00", 1_709_164_800), ("1970-01-01 00:00:00", 0),
      ("0", 0), ("27482.25", 27482.25), ("5.8926549999999995", 5.892655),
    ]
    for (text, second) in cases {
      let read = try requests("arrival_s,input_tokens,output_tokens\n\(text),1,1\n")
      #expect(abs((read.requests[0].second ?? -1) - second) < 1e-6, "\(text)")
    }
    for text in [
      "", "yesterday", "2024-05-10", "2024-5-10 00:00:00", "2024-05-10 00:00", "nan", "-5", "1e400",
    ] {
      let found = lines { _ = try requests("timestamp,input_tokens,output_tokens\n\(text),1,1\n") }
      #expect(
        found.count == 1 && found[0].hasPrefix("t.csv:2:1: error: key 'timestamp': must be a number, or"))
    }
  }

  @Test("days, times of day and zones that do not exist are refused") func impossibleTimes() throws {
    let cases = [
      ("2023-02-31 00:00:30", "is no date: February 2023 has 28 days"),
      ("1900-02-29 00:00:00", "is no date: February 1900 has 28 days"),
      ("2024-02-30 00:00:00Z", "is no date: February 2024 has 29 days"),
      ("2024-04-31 00:00:00", "is no date: April 2024 has 30 days"),
      ("2024-05-00 00:00:00", "is no date: May 2024 has 31 days"),
      ("2024-13-01 00:00:00", "is no date: months are 1 to 12"),
      ("2024-05-10 24:00:00", "is no time of day: 00:00:00 to 23:59:59 are"),
      ("2024-05-10 23:60:00", "is no time of day: 00:00:00 to 23:59:59 are"),
      ("2024-05-10 23:59:61", "is no time of day: 00:00:00 to 23:59:59 are"),
      (
        "2024-05-10 12:00:60",
        "is no time of day: a second 60 is only at 23:59:60 UTC before 1 January or 1 July"
      ),
      (
        "2016-12-31 23:59:60+01:00",
        "is no time of day: a second 60 is only at 23:59:60 UTC before 1 January or 1 July"
      ),
      ("2024-05-10 00:00:00+14:01", "is no time zone: -12:00 to +14:00 are"),
      ("2024-05-10 00:00:00-13:00", "is no time zone: -12:00 to +14:00 are"),
      ("2024-05-10 00:00:00+05:60", "is no time zone: -12:00 to +14:00 are"),
    ]
    for (text, fault) in cases {
      #expect(
        lines { _ = try requests("timestamp,input_tokens,output_tokens\n\(text),1,1\n") } == [
          "t.csv:2:1: error: key 'timestamp': \(fault), found '\(text)'"
        ])
      #expect(
        lines { _ = try requests("input_tokens,output_tokens,timestamp\n1,1,\"\(text)\"\n") } == [
          "t.csv:2:5: error: key 'timestamp': \(fault), found '\(text)'"
        ])
      #expect(TraceTime.fault(of: text) == fault)
    }
    // date -u -d '2017-01-01' +%s; the leap second before it came at 0:59:60 in Paris.
    for text in ["2016-12-31 23:59:60", "2017-01-01 00:59:60+01:00", "2016-12-31 23:59:60.0-00:00"] {
      let read = try requests("timestamp,input_tokens,output_tokens\n\(text),1,1\n")
      #expect(read.requests[0].second == 1_483_228_800, "\(text)")
    }
    // date -u -d '2000-02-28 10:00' +%s: the leap day that only every fourth century has begins east of the date line.
    let leapDay = try requests("timestamp,input_tokens,output_tokens\n2000-02-29 00:00:00+14:00,1,1\n")
    #expect(leapDay.requests[0].second == 951_732_000)
  }

  @Test("what is wrong is told with line and key") func mistakes() {
    let cases: [(String, [String])] = [
      (
        "input_tokens,output_tokens\n1,-2\n1\n3,4\n",
        [
          "t.csv:2:3: error: key 'output_tokens': must be a whole number from 0 to 10000000, found '-2'",
          "t.csv:3:1: error: the row has 1 fields, the header 2",
        ]
      ),
      (
        "input_tokens,output_tokens\nnan,1\n1,1e99\n1.5,2\n",
        [
          "t.csv:2:1: error: key 'input_tokens': must be a whole number from 0 to 10000000, found 'nan'",
          "t.csv:3:3: error: key 'output_tokens': must be a whole number from 0 to 10000000, found '1e99'",
          "t.csv:4:1: error: key 'input_tokens': must be a whole number from 0 to 10000000, found '1.5'",
        ]
      ),
    ]
    for (text, expected) in cases { #expect(lines { _ = try requests(text) } == expected) }
    #expect(lines { _ = try requests("a,b\n") }.first?.contains("no known trace header") == true)
    #expect(throws: FileError.self) { try requests("") }
  }

  @Test("plain rows and careful ones are read alike") func plainRows() throws {
    let header = "arrived_at,num_prefill_tokens,num_decode_tokens\n"
    var random = SeededGenerator(seed: 8)
    var plain = header
    var quoted = header
    for _ in 0..<500 {
      let row = (
        "\(Int.random(in: 0..<100_000, using: &random)).\(Int.random(in: 0..<1000, using: &random))",
        Int.random(in: 0..<9000, using: &random), Int.random(in: 0..<900, using: &random)
      )
      plain += "\(row.0),\(row.1),\(row.2)\n"
      quoted += "\"\(row.0)\",\"\(row.1)\", \(row.2)\r\n"
    }
    let (first, second) = (try requests(plain), try requests(quoted))
    #expect(first.requests == second.requests && first.leftOut == second.leftOut)
  }

  @Test("Mooncake's JSON lines; a wrong line is told with its number") func jsonLines() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fleetmix-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("t.jsonl").path
    let good = #"{"timestamp": 27482, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47]}"#
    try "\(good)\n\n\(good.replacing("52", with: "0"))\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    var requests: [TraceRequest] = []
    var told = 0
    let leftOut = try TraceReader.read(path: path, progress: { bytes, _ in told = bytes }) {
      requests.append($0)
    }.leftOut
    #expect(leftOut == 1 && told > 100)
    #expect(requests == [TraceRequest(inputTokens: 6955, outputTokens: 52, second: 27.482)])
    let wrong = "\(good)\n{\"timestamp\": 1, \"input_length\": -3}\n{\n"
    try wrong.write(toFile: path, atomically: true, encoding: .utf8)
    let found = lines { _ = try TraceReader.read(path: path) { _ in } }
    #expect(found.count == 3 && found.allSatisfy { $0.contains("t.jsonl:2:") || $0.contains("t.jsonl:3:") })
  }

  @Test("a summary keeps the means and the shares") func summary() throws {
    var summary = TraceSummary()
    #expect(summary.types(atMost: 9).isEmpty)
    for _ in 0..<30 { summary.add(TraceRequest(inputTokens: 100, outputTokens: 10)) }
    for _ in 0..<10 { summary.add(TraceRequest(inputTokens: 4000, outputTokens: 500)) }
    #expect(
      summary.types(atMost: 2).map(\.workload) == [
        Workload(name: "w1", inputTokens: 100, outputTokens: 10, share: 75),
        Workload(name: "w2", inputTokens: 4000, outputTokens: 500, share: 25),
      ])
    #expect(summary.types(atMost: 5).count == 2 && summary.types(atMost: 1).count == 1)
    let wide = wideSummary()
    let types = wide.summary.types(atMost: 9)
    #expect(types.count == 9 && abs(types.reduce(0) { $0 + $1.workload.share } - 100) < 1e-9)
    let mean = types.reduce(0) { $0 + $1.workload.share / 100 * Double($1.workload.inputTokens) }
    #expect(abs(mean - wide.meanInput) < 1)
    let text = validScenario.replacing(
      "    workloads:\n      - {name: w1, input: 824, output: 253}\n",
      with: wide.summary.yaml(types: 9).split(separator: "\n").map { "    \($0)\n" }.joined())
    #expect(try scenario(text).models[1].workloads.count == 9)
  }

  private func wideSummary() -> (summary: TraceSummary, meanInput: Double) {
    var random = SeededGenerator(seed: 3)
    var summary = TraceSummary()
    var total = 0.0
    for _ in 0..<5000 {
      let request = TraceRequest(
        inputTokens: Int.random(in: 1...9000, using: &random),
        outputTokens: Int.random(in: 1...900, using: &random))
      summary.add(request)
      total += Double(request.inputTokens)
    }
    return (summary, total / 5000)
  }

  @Test("types of separate sizes are found, however unequal they are") func clusters() {
    var random = SeededGenerator(seed: 5)
    var summary = TraceSummary()
    let sizes = [(60, 900, 3000), (1500, 20, 400), (9000, 300, 60)]
    for (input, output, count) in sizes {
      for _ in 0..<count {
        summary.add(
          TraceRequest(
            inputTokens: input + Int.random(in: 0...(input / 10), using: &random),
            outputTokens: output + Int.random(in: 0...(output / 10), using: &random)))
      }
    }
    #expect(summary.types(atMost: 3).map(\.count) == sizes.map(\.2))
  }

  @Test("rates and shares hour by hour") func hours() throws {
    var summary = TraceSummary()
    // Out of order: hour 1, hour 0, and hour 3 after one without requests.
    for (hour, short, long) in [(1, 36, 0), (0, 18, 18), (3, 0, 9)] {
      let start = 7_200 + 3600 * Double(hour)
      for _ in 0..<short { summary.add(TraceRequest(inputTokens: 100, outputTokens: 10, second: start)) }
      for _ in 0..<long { summary.add(TraceRequest(inputTokens: 5000, outputTokens: 10, second: start + 60)) }
    }
    #expect(summary.types(atMost: 2).map(\.hourly) == [[18, 36, 0, 0], [18, 0, 0, 9]])
    let table = try #require(summary.hourlyTable(types: 2)).split(separator: "\n").map(String.init)
    #expect(table.count == 9 && table[0] == TraceSummary.hoursHeader)
    #expect(table[1] == "0,w1,100,10,18,0.005,50" && table[8] == "3,w2,5000,10,9,0.0025,100")
    // 81 requests in 3 h and a minute; the busiest hour has 36.
    #expect(
      summary.yaml(types: 2).hasPrefix(
        "# 81 requests in 3.02 h, 0.0075 requests/s on average, 0.0100 in the busiest hour\nworkloads:\n"))
    var silent = TraceSummary()
    silent.add(TraceRequest(inputTokens: 1, outputTokens: 1))
    #expect(silent.hourlyTable(types: 2) == nil && silent.yaml(types: 1).hasPrefix("# 1 requests\nworkloads"))
  }
}
