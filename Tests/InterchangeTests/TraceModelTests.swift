import Foundation
import Planning
import Testing

@testable import Interchange

@Suite("Models named in traces") struct TraceModelTests {
  private static let burst =
    "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n"
    + "5,ChatGPT,472,18,490,Conversation log\n45,GPT-4,1087,230,1317,API log\n118,ChatGPT,417,276,693,x\n"
    + "119,GPT-4,100,0,100,x\n120,ChatGPT,3000,20,3020,x\n7300,\"GPT-4\",1087,230,1317,API log\n"

  private func mix(_ text: String, _ models: TraceModels) throws -> TraceMix {
    var mix = TraceMix()
    _ = try TraceReader.read(CSVReader(text: text, name: "t.csv"), models: models) { mix.add($0) }
    return mix
  }

  @Test("each model gets its share and workload types; the piece is part of a scenario")
  func models() throws {
    let models = TraceModels(meanings: ["ChatGPT": "llama-3-8b", "GPT-4": "llama-3-70b"])
    let mix = try mix(Self.burst, models)
    #expect(models.names == ["llama-3-8b", "llama-3-70b"] && models.unmet.isEmpty)
    #expect(mix.count == 5 && !mix.isPartlyNamed)
    // 3 of 5 requests in 7295 s; hour 0 has four.
    let text = mix.yaml(types: 1, names: models.names)
    #expect(
      text == """
        # 5 requests of 2 models in 2.03 h, 0.0007 requests/s on average, 0.0011 in the busiest hour
        models:
          - name: llama-3-8b
            share: 60.000  # 3 requests
            workloads:
              - {name: w1, input: 1296, output: 105, share: 100.000}  # 3 requests, 0.0004 requests/s
          - name: llama-3-70b
            share: 40.000  # 2 requests
            workloads:
              - {name: w1, input: 1087, output: 230, share: 100.000}  # 2 requests, 0.0003 requests/s

        """)
    let head = try #require(validScenario.range(of: "models:\n"))
    let read = try scenario(validScenario[..<head.lowerBound] + mix.yaml(types: 2, names: models.names))
    #expect(read.models.map(\.share) == [60, 40] && read.models.map(\.workloads.count) == [2, 1])
  }

  @Test("hours are those of the whole trace, in every model's rows")
  func hours() throws {
    let models = TraceModels()
    let table = try #require(try mix(Self.burst, models).hourlyTable(types: 1, names: models.names))
    let rows = table.split(separator: "\n").map(String.init)
    #expect(rows[0] == "hour,model,workload,input_tokens,output_tokens,requests,requests_per_second,share")
    #expect(rows.count == 7)
    #expect(rows[1].hasPrefix("0,ChatGPT,w1,1296,105,3,") && rows[2].hasPrefix("0,GPT-4,w1,1087,230,1,"))
    #expect(rows[5].hasPrefix("2,ChatGPT,w1,1296,105,0,") && rows[6].hasPrefix("2,GPT-4,w1,1087,230,1,"))
  }

  @Test("one model may stand for all, several for one, and a meaning nobody uses is told")
  func meanings() throws {
    let only = TraceModels(only: "llama-3-8b")
    #expect(
      try mix(Self.burst, only).yaml(types: 3, names: only.names).contains("share: 100.000  # 5 requests"))
    #expect(only.names == ["llama-3-8b"])
    // Also where the trace names none.
    #expect(try !mix("input_tokens,output_tokens\n1,2\n", only).isPartlyNamed)
    let merged = TraceModels(meanings: ["ChatGPT": "m", "GPT-4": "m", "GPT-5": "m"])
    #expect(try mix(Self.burst, merged).count == 5 && merged.names == ["m"] && merged.unmet == ["GPT-5"])
  }

  @Test("without a column the types stand alone, as ever")
  func without() throws {
    let plain = try mix("arrival_s,input_tokens,output_tokens\n5,374,44\n", TraceModels())
    #expect(plain.yaml(types: 9, names: []).hasPrefix("# 1 requests in 0.00 h"))
    #expect(plain.yaml(types: 9, names: []).contains("\nworkloads:\n  - {name: w1, input: 374, output: 44,"))
  }

  @Test("JSON lines may name it too") func jsonLines() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("fleetmix-\(UUID()).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let line = #"{"timestamp": 1000, "input_length": 10, "output_length": 5, "model": "a: b"}"#
    try "\(line)\n\(line.replacing("a: b", with: "c"))\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let models = TraceModels()
    var mix = TraceMix()
    _ = try TraceReader.read(path: path, models: models) { mix.add($0) }
    #expect(mix.yaml(types: 1, names: models.names).contains("  - name: \"a: b\"\n"))
    try line.replacing("a: b", with: "\\u001B[31m").write(toFile: path, atomically: true, encoding: .utf8)
    #expect(lines { _ = try TraceReader.read(path: path, models: models) { _ in } }.count == 1)
  }

  @Test("names that are none are refused with line and key")
  func mistakes() {
    let header = "arrival_s,input_tokens,output_tokens,model\n"
    for (name, reason) in [
      ("", "must not be empty"),
      ("\u{1B}[31mred", "must not contain the control or invisible character U+001B"),
      (String(repeating: "x", count: 300), "must not be longer than 200 characters"),
    ] {
      let found = lines { _ = try mix(header + "1,2,3,good\n1,2,3,\(name)\n", TraceModels()) }
      #expect(found.count == 1 && found[0].hasPrefix("t.csv:3:7: error: key 'model': \(reason)"), "\(found)")
    }
    let many = (0..<70).map { "1,2,3,m\($0)\n" }.joined()
    let found = lines { _ = try mix(header + many, TraceModels()) }
    #expect(found.first?.contains("is one model more than the 64 a trace may name") == true)
  }
}
