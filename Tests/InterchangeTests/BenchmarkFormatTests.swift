import Planning
import Serving
import Testing

@testable import Interchange

@Suite("Benchmark results and profiles of other tools") struct BenchmarkFormatTests {
  private func points(
    _ text: String, _ hints: BenchmarkHints = BenchmarkHints()
  ) throws -> [BenchmarkPoint] {
    try BenchmarkReader.read(SourceFile(path: "b", text: text), hints: hints)
  }

  private func mistakes(_ text: String, _ hints: BenchmarkHints = BenchmarkHints()) -> [String] {
    lines { _ = try points(text, hints) }
  }

  @Test("vllm bench serve: old and new keys, text counts, appended objects") func vllm() throws {
    let result = #"""
      {"date": "20250610-153417", "backend": "vllm", "model_id": "llama-3-8b", "gpu_name": "H100", "gpu_count": "1",
       "max_concurrency": null, "request_rate": "inf", "completed": 200, "total_input_tokens": 41169,
       "total_output_tokens": 40351, "request_throughput": 8, "request_goodput:": null, "mean_ttft_ms": 160,
       "mean_tpot_ms": 40}
      """#
    let newer = result.replacing(
      "\"request_goodput:\"",
      with: "\"endpoint_type\": \"openai\", \"failed\": 0, \"itls\": [[0.01, 0.02]], \"request_goodput\""
    )
    .replacing("\"max_concurrency\": null", with: "\"max_concurrency\": 64")
    let read = try points(result + newer + "\n" + result)
    #expect(read.count == 3 && read.map(\.concurrency)[1] == 64)
    #expect(read[0].inputTokens == 206 && read[0].outputTokens == 202 && read[0].gpuCount == 1)
    // 8/s, each 0.16 s + 201 x 0.04 s = 8.2 s.
    #expect(abs((read[0].concurrency ?? 0) - 65.6) < 1e-9)
    let row = read[0].profileRow(precision: .fp16, pool: "H100", tp: 1)
    let stated = try scenario(validScenario)
    let rows = try ProfileReader.read(
      text: BenchmarkPoint.profileHeader + "\n" + row + "\n", fileName: "p.csv", models: stated.models,
      pools: stated.pools)
    #expect(
      rows.map(\.requestsPerSecond) == [8]
        && rows[0].source == "p.csv:2: vllm 20250610-153417, concurrency from rate and latencies")
    let wrong = result.replacing("\"request_throughput\": 8,", with: "").replacing("\"1\"", with: "\"one\"")
    #expect(
      mistakes(wrong) == [
        "b:1:1: error: key 'request_throughput': is missing in a benchmark result",
        "b:1:107: error: key 'gpu_count': must be a whole number from 1 to 64, found 'one'",
      ])
    for (old, new) in [
      ("\"request_throughput\": 8", "\"request_throughput\": 0"), ("8,", "NaN,"), ("8,", "1e400,"),
      ("8,", "-8,"),
      ("\"completed\": 200", "\"completed\": 1e-9"), ("{\"date\"", "[{\"date\""), ("40}", "40"),
    ] {
      #expect(!mistakes(result.replacing(old, with: new)).isEmpty, "\(new)")
    }
  }

  private static let aiperf = #"""
    {"schema_version": "1.4", "aiperf_version": "0.13", "is_complete": true, "start_time": "2026-10-02T10:00:00",
     "input_config": {"endpoint": {"model_names": ["llama-3-8b"]}, "loadgen": {"concurrency": 32}},
     "request_throughput": {"unit": "requests/sec", "avg": 4.5}, "time_to_first_token": {"unit": "ms", "avg": 120},
     "inter_token_latency": {"unit": "ms", "avg": 12}, "input_sequence_length": {"unit": "tokens", "avg": 1000.4},
     "output_sequence_length": {"unit": "tokens", "avg": 199.6}, "goodput": null}
    """#

  @Test("AIPerf and genai-perf: means of metrics; an unfinished run is refused") func aiperf() throws {
    let point = try points(Self.aiperf)[0]
    #expect(point.model == "llama-3-8b" && point.concurrency == 32 && point.requestsPerSecond == 4.5)
    #expect(
      point.inputTokens == 1000 && point.outputTokens == 200 && point.source == "AIPerf 0.13 2026-10-02")
    #expect(point.ttftMs == 120 && point.tpotMs == 12)
    #expect(
      mistakes(Self.aiperf.replacing("true", with: "false")) == [
        "b:1:68: error: key 'is_complete': the run was not finished; its figures are of a part of it"
      ])
    let older = Self.aiperf.replacing(
      #""schema_version": "1.4", "aiperf_version": "0.13", "is_complete": true, "#, with: ""
    )
    .replacing(
      #""endpoint": {"model_names": ["llama-3-8b"]}, "loadgen": {"concurrency": 32}"#,
      with: #""model": ["llama-3-8b"], "perf_analyzer": {"stimulus": {"concurrency": 16}}"#
    )
    .replacing(#""ms", "avg": 120"#, with: #""s", "avg": 0.12"#)
    let old = try points(older)[0]
    #expect(old.concurrency == 16 && old.ttftMs == 120 && old.source.hasPrefix("genai-perf"))
    #expect(mistakes(older.replacing(#""model": ["llama-3-8b"], "#, with: ""))[0].contains("give --model"))
    for (old, new) in [("4.5", "0"), ("4.5", "NaN"), ("\"ms\", \"avg\": 12}", "\"days\", \"avg\": 12}")] {
      #expect(!mistakes(Self.aiperf.replacing(old, with: new)).isEmpty, "\(new)")
    }
  }

  @Test("genai-perf CSV: two blocks, thousands separators") func genaiPerfTable() throws {
    let text = """
      Metric,avg,min,max,p99,p95,p90,p75,p50,p25,p10,p5,p1
      Time To First Token (ms),"1,120.50",1,2,3,4,5,6,7,8,9,10,11
      Inter Token Latency (ms),12.5,1,2,3,4,5,6,7,8,9,10,11
      Output Sequence Length (tokens),200,1,2,3,4,5,6,7,8,9,10,11
      Input Sequence Length (tokens),"1,000",1,2,3,4,5,6,7,8,9,10,11

      Metric,Value
      Output Token Throughput (tokens/sec),"1,800"
      Request Throughput (per sec),9
      """
    let point = try points(text, BenchmarkHints(model: "llama-3-8b"))[0]
    #expect(point.ttftMs == 1120.5 && point.tpotMs == 12.5 && point.requestsPerSecond == 9)
    #expect(point.inputTokens == 1000 && point.outputTokens == 200)
    #expect(mistakes(text) == ["b:1:1: error: key 'model': the file does not name the model; give --model"])
    #expect(
      mistakes(text.replacing("sec),9", with: "sec),nan"), BenchmarkHints(model: "m"))
        .contains(
          "b:9:30: error: key 'Request Throughput (per sec)': must be a number of 0 or more, found 'nan'"))
  }

  @Test("genai-perf CSV: runs one after another are points of their own; a metric twice in a run is refused")
  func genaiPerfRuns() throws {
    func run(_ input: Int, _ rate: Int) -> String {
      """
      Metric,avg,min
      Time To First Token (ms),120.5,1
      Inter Token Latency (ms),12.5,1
      Output Sequence Length (tokens),200,1
      Input Sequence Length (tokens),\(input),1

      Metric,Value
      Request Throughput (per sec),\(rate)

      """
    }
    let hints = BenchmarkHints(model: "m")
    for gap in ["", "\n"] {
      let read = try points(run(1000, 9) + gap + run(4000, 3), hints)
      #expect(read.map(\.inputTokens) == [1000, 4000] && read.map(\.requestsPerSecond) == [9, 3])
      #expect(read.map(\.place) == ["b:1", gap.isEmpty ? "b:9" : "b:10"])
    }
    // Of two runs without a header between them nothing says which figures belong together.
    let merged = run(1000, 9) + "Request Throughput (per min),3\nInput Sequence Length (tokens),7\n"
    #expect(
      mistakes(merged, hints) == [
        "b:9:1: error: key 'Request Throughput (per min)': stands in line 8 already, and a run has each metric once",
        "b:10:1: error: key 'Input Sequence Length (tokens)': stands in line 5 already, and a run has each metric once",
      ])
    // The second run lacks its rate.
    let cut = run(1000, 9) + run(4000, 3).split(separator: "Metric,Value")[0]
    #expect(mistakes(cut, hints) == ["b:9:1: error: key 'request throughput': is missing"])
  }

  @Test("AIConfigurator: its layout, format and latencies") func aiconfigurator() throws {
    let text = """
      model,isl,osl,prefix,concurrency,ttft,tpot,seq/s,tokens/s,num_total_gpus,tp,pp,dp,gemm,backend,version,system
      llama-3-70b,4000,500,0,16,350.5,14.2,2.1,1050,8,4,2,1,fp8_block,vllm,0.12.0,h200_sxm
      """
    let point = try points(text)[0]
    #expect(point.precision == .fp8 && point.tp == 4 && point.pp == 2 && point.concurrency == 16)
    #expect(point.source == "AIConfigurator estimate vllm 0.12.0 h200_sxm")
    #expect(
      point.profileRow(precision: .fp8, pool: "H200", tp: 1).hasPrefix(
        "llama-3-70b,fp8,H200*4+H200*4,4000,500,16,2.1,350.5,14.2,"))
    #expect(mistakes(text.replacing("8,4,2,1", with: "8,4,1,2"))[0].contains("2:53: error: key 'dp'"))
    #expect(
      mistakes(text.replacing("tpot,", with: "")).contains { $0.contains("'tpot': the column is missing") })
    #expect(mistakes(text.replacing("2.1,", with: "-2.1,")).count == 1)
  }

  @Test("Melange: rows are prompts, lengths come from outside") func melange() throws {
    let text =
      #"{"gpu_info": {"A10G": {"cost": 1.01, "tputs": [[2, 1], [5, 0]]}, "L4": {"cost": 1, "tputs": [[1, 2], [3, 4]]}}}"#
    let hints = BenchmarkHints(model: "m", inputs: [100, 200], outputs: [10, 20])
    let read = try points(text, hints)
    #expect(read.count == 8 && read[0].gpu == "A10G" && read[7].gpu == "L4")
    #expect(
      read[3].requestsPerSecond == 0
        && read[3].profileRow(precision: .bf16, pool: "A10G", tp: 1)
          == "m,bf16,A10G*1,200,20,,unservable,,,Melange profile: outside its limits at any load"
    )
    #expect(read[1].inputTokens == 100 && read[1].outputTokens == 20 && read[1].requestsPerSecond == 1)
    #expect(read[2].inputTokens == 200 && read[2].outputTokens == 10 && read[2].requestsPerSecond == 5)
    #expect(mistakes(text, BenchmarkHints(model: "m"))[0].contains("give --inputs and --outputs"))
    #expect(mistakes(text, BenchmarkHints(model: "m", inputs: [1], outputs: [1, 2]))[0].contains("1 rows"))
    #expect(mistakes(text.replacing("5,", with: "-5,"), hints)[0].contains("key 'tputs': must be 0 or more"))
    #expect(mistakes(text.replacing("5,", with: "\"5\","), hints).count == 1)
  }

  @Test("AIBrix: the side along which latency grows holds the answers; NaN is a cell without a figure")
  func aibrix() throws {
    let text = #"""
      {"gpu": "a100", "cost": 1.0, "indexes": [[4, 512], [128, 1024, 2048]], "created": 1748888478.2,
       "tputs": [[62.5, 32.3, 0.0], [2.5, 2.25, NaN]], "e2e": [[0.1, 0.15, 0.2], [5.0, 5.5, 6.0]]}
      """#
    let hints = BenchmarkHints(model: "m")
    let read = try points(text, hints)
    #expect(read.map(\.requestsPerSecond) == [62.5, 32.3, 0, 2.5, 2.25])
    #expect(read[1].inputTokens == 1024 && read[1].outputTokens == 4 && read[1].requestsPerSecond == 32.3)
    let turned =
      #"{"gpu": "a", "indexes": [[128, 1024], [4, 512]], "tputs": [[62.5, 2.5], [32, 2]], "e2e": [[0.1, 5], [0.2, 6]]}"#
    #expect(try points(turned, hints)[1].outputTokens == 512)
    #expect(mistakes(turned.replacing("e2e", with: "e2f"), hints)[0].contains("key 'e2e': is needed to tell"))
    #expect(mistakes(turned.replacing("[32, 2]", with: "[32]"), hints)[0].contains("must have 2 columns"))
    #expect(!mistakes(turned.replacing("4, 512", with: "0, 512"), hints).isEmpty)
  }

  @Test("llm-inferno: operating points of its coefficients at given lengths") func inferno() throws {
    let text = #"""
      {"models": [{"name": "granite_13b", "acc": "A100", "accCount": 2, "maxBatchSize": 32, "atTokens": 512,
       "decodeParms": {"alpha": 20, "beta": 0.5}, "prefillParms": {"gamma": 200, "delta": 0.02}}]}
      """#
    let hints = BenchmarkHints(inputs: [1000], outputs: [101, 4096])
    let read = try points(text, hints)
    // 32 * 512 tokens are room for 162 answers of 101 tokens: 1, 2, ..., 128, 162; of 4096 for four: 1, 2, 4.
    #expect(read.count == 12 && read[8].concurrency == 162 && read[11].concurrency == 4)
    // Two in flight: 200 + 0.02 * 1000 * 2 = 240 ms, then 100 tokens of 21 ms: 2.34 s.
    #expect(read[1].ttftMs == 240 && read[1].tpotMs == 21 && read[1].tp == 2)
    #expect(abs(read[1].requestsPerSecond - 2 / 2.34) < 1e-12)
    #expect(mistakes(text)[0].contains("give the lengths to evaluate"))
    #expect(mistakes(text.replacing("\"alpha\": 20", with: "\"alpha\": 0"), hints).count == 1)
  }

  @Test("what is no result of any tool is refused") func unknown() {
    for text in ["", "hello", "a,b\n1,2\n", "[]", "{}", "[1]", "{\"gpu_info\": 3}", "Metric,avg\n", "\u{0}"] {
      #expect(throws: (any Error).self, "\(text)") {
        try points(text, BenchmarkHints(model: "m", inputs: [1], outputs: [1]))
      }
    }
  }
}
