import Planning
import Serving
import Testing

@testable import Interchange

@Suite("Profile files") struct ProfileReaderTests {
  private static let header =
    "model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source\n"

  private func rows(_ text: String) throws -> [ProfileRow] {
    let read = try scenario(validScenario)
    return try ProfileReader.read(text: text, fileName: "p.csv", models: read.models, pools: read.pools)
  }

  @Test("every column arrives, in any order") func valid() throws {
    let text = """
      source,requests_per_second,layout,model,precision,output_tokens,input_tokens,tpot_ms
      "vLLM 0.24, May",3.1,H100*4+A100*2,LLAMA-3-70B,FP8,18,2455,22
      ,1e-1,H100*1,llama-3-8b,bf16,1,1,
      """
    let read = try rows(text)
    #expect(
      read == [
        ProfileRow(
          model: 0, precision: .fp8,
          layout: Layout(stages: [Stage(pool: 0, tp: 4), Stage(pool: 1, tp: 2)]), inputTokens: 2455,
          outputTokens: 18, requestsPerSecond: 3.1, tpotMs: 22, source: "p.csv:2: vLLM 0.24, May"),
        ProfileRow(
          model: 1, precision: .bf16, layout: Layout(stages: [Stage(pool: 0, tp: 1)]), inputTokens: 1,
          outputTokens: 1, requestsPerSecond: 0.1, source: "p.csv:3"),
      ])
  }

  @Test("plain rows and careful ones are read alike") func plainRows() throws {
    let figures = [
      "1", "0.5", "12.25", "007", "1e3", "5.", ".5", "0", "0.10", "123456789012345678", "", " 4", "x", "2_0",
    ]
    let names = ["llama-3-70b", "LLAMA-3-70B", "llama-3-8b", "'llama-3-8b", "nothing"]
    let layouts = ["H100*4", "H100*1", " H100*1", "A100*2+H100*2", "B300*1", ""]
    let sources = ["", "vLLM", " vLLM 0.9 ", "'=1", "a'b"]
    var state: UInt64 = 5
    func below(_ count: Int) -> Int {
      // Knuth's MMIX generator; its upper bits are good.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    func pick(_ texts: [String]) -> String { texts[below(texts.count)] }
    for _ in 0..<500 {
      let lines = (0..<4).map { line in
        // Most rows are right, and most of them follow another of their kind.
        line % 2 == 0 && below(2) == 0
          ? [
            pick(names), pick(["bf16", "FP8", "int3"]), pick(layouts), pick(figures), pick(figures),
            pick(figures),
            pick(figures), pick(figures), pick(figures), pick(sources),
          ]
          : [
            "llama-3-8b", "bf16", "H100*1", "\(1 + below(9))", "\(1 + below(9))", pick(["", "2"]),
            "\(1 + below(99)).5", "", "0.25", pick(sources),
          ]
      }
      func outcome(_ write: (String) -> String) -> Result<[ProfileRow], Failure> {
        let text = lines.map { $0.map(write).joined(separator: ",") }.joined(separator: "\n") + "\n"
        do {
          return .success(try rows(Self.header + text))
        } catch let error as InputError {
          return .failure(Failure(messages: error.problems.map { "\($0.line) \($0.message)" }))
        } catch { return .failure(Failure(messages: ["\(error)"])) }
      }
      #expect(outcome { $0 } == outcome { "\"\($0)\"" }, "\(lines)")
    }
  }

  private struct Failure: Error, Equatable {
    var messages: [String]
  }

  @Test("each wrong row is refused with its place") func refusals() {
    let cases = [
      (
        "llama-3-70b,bf16,H10*4,1,1,,1,,,",
        "2:18: error: key 'layout': names the pool 'H10', which the scenario"
      ),
      ("llama-3-70b,bf16,H10*4,1,1,,1,,,", "found 'H10*4'; did you mean 'H100'?"),
      (
        "llama-3-70b,bf16,H100*16,1,1,,1,,,",
        "key 'layout': TP 16 does not fit into a machine of H100, which has 8"
      ),
      ("llama-3-70b,bf16,H100*0,1,1,,1,,,", "key 'layout': the TP after '*' must be a whole number"),
      ("llama-3-70b,bf16,H100*x,1,1,,1,,,", "key 'layout': the TP after '*' must be a whole number"),
      ("llama-3-70b,bf16,H100*4+,1,1,,1,,,", "key 'layout': a stage is written POOL*TP"),
      ("llama-3-70b,bf16,H100,1,1,,1,,,", "did you mean 'H100*1'?"),
      ("llama-3-70b,bf16,,1,1,,1,,,", "2:18: error: key 'layout': must not be empty"),
      (
        "llama-3-70b,bf16,H100*4,1,1,,NaN,,,",
        "2:30: error: key 'requests_per_second': must be a finite number"
      ),
      ("llama-3-70b,bf16,H100*4,1,1,,0,,,", "key 'requests_per_second': must be greater than 0"),
      ("llama-3-70b,bf16,H100*4,1,1,,-3,,,", "key 'requests_per_second': must be greater than 0"),
      ("llama-3-70b,bf16,H100*4,1,1,,,,,", "2:30: error: key 'requests_per_second': must not be empty"),
      ("llama-3-70b,bf16,H100*4,1,1,0,1,,,", "2:29: error: key 'concurrency': must be greater than 0"),
      ("llama-3-70b,bf16,H100*4,1,1,,1,nan,,", "key 'ttft_ms': must be a finite number, found 'nan'"),
      ("llama-3-70b,bf16,H100*4,1,1,,1,,-1,", "key 'tpot_ms': must be 0 or more"),
      (
        "llama-3-70b,bf16,H100*4,1.5,1,,1,,,",
        "2:25: error: key 'input_tokens': must be a whole number from 1"
      ),
      ("llama-3-70b,bf16,H100*4,1,0,,1,,,", "key 'output_tokens': must be a whole number from 1"),
      ("llama-3-70c,bf16,H100*4,1,1,,1,,,", "2:1: error: key 'model': is not a model of the scenario, found"),
      ("llama-3-70c,bf16,H100*4,1,1,,1,,,", "did you mean 'llama-3-70b'?"),
      ("llama-3-70b,bf61,H100*4,1,1,,1,,,", "2:13: error: key 'precision': must be one of bf16"),
      ("llama-3-70b,bf16,H100*4,1,1,,1,,,a\u{7}", "key 'source': must not contain the control"),
      ("llama-3-70b,bf16,H100*4,1,1,,1", "2:1: error: the row has 7 fields, the header 10"),
      (
        "llama-3-70b,bf16,H100*4,1,1,8,1,,,a\nllama-3-70b,bf16,H100*4,1,1,8,2,,,b",
        "3:1: error: the same operating"
      ),
    ]
    for (row, expected) in cases {
      let found = lines { _ = try rows(Self.header + row + "\n") }
      #expect(found.count == 1 && found[0].hasPrefix("p.csv:") && found[0].contains(expected), "\(found)")
    }
  }

  @Test("a wrong header is refused whole") func header() {
    let found = lines { _ = try rows("model,precission,layout,input_tokens,output_tokens,model\n") }
    #expect(
      found == [
        "p.csv:1:1: error: key 'precision': the column is missing; the first line names the columns",
        "p.csv:1:1: error: key 'requests_per_second': the column is missing; the first line names the columns",
        "p.csv:1:7: error: key 'precission': is not a column of this file; did you mean 'precision'?",
        "p.csv:1:52: error: key 'model': the column is named twice",
      ])
    #expect(lines { _ = try rows("") } == ["p.csv: error: the file is empty"])
  }

  @Test("a scenario reads its profiles, with their own positions in errors") func fromScenario() throws {
    let text = validScenario + "profiles: [a.csv, b.csv]\n"
    let good = Self.header + "llama-3-70b,bf16,H100*4,1,1,,1,,,\n"
    let bad = Self.header + "llama-3-70b,bf16,H100*4,1,1,,x,,,\n"
    #expect(try scenario(text, files: ["a.csv": good, "b.csv": good]).profile.count == 2)
    #expect(
      problems(text, files: ["a.csv": bad, "b.csv": bad]) == [
        "a.csv:2:30: error: key 'requests_per_second': must be a number, found 'x'",
        "b.csv:2:30: error: key 'requests_per_second': must be a number, found 'x'",
      ])
    let missing = #expect(throws: InputError.self) { try scenario(text, files: ["a.csv": good]) }
    #expect(missing?.exitCode == 66)
  }

  @Test("a large profile is read in linear time") func large() throws {
    var text = Self.header
    for row in 1...20_000 { text += "llama-3-70b,bf16,H100*4,\(row),18,64,3.1,410,22,\"a, b\"\n" }
    let start = ContinuousClock.now
    #expect(try rows(text).count == 20_000)
    #expect(ContinuousClock.now - start < .seconds(30))
  }
}
