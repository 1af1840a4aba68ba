import Planning
import Testing

@testable import Interchange

/// Every format that can be imported, with each kind of nonsense in place of a figure.
@Suite("Malformed files of every import format") struct MalformedImportTests {
  /// A valid file, and texts in it that stand for a figure.
  struct Format: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
    var figures: [String]
    /// Figures that a tool may have failed to compute: left empty.
    var latencies: [String] = []
    var hasHeader = true
  }

  private static let hints = BenchmarkHints(model: "m", inputs: [1000, 2000], outputs: [101, 512])

  private static let benchmarks = [
    Format(
      testDescription: "vllm bench serve",
      text: #"""
        {"date": "20250610-153417", "backend": "vllm", "model_id": "m", "gpu_count": "1", "max_concurrency": 64,
         "completed": 200, "total_input_tokens": 41169, "total_output_tokens": 40351, "request_throughput": 8.25,
         "mean_ttft_ms": 160.5, "mean_tpot_ms": 40.5}
        """#, figures: ["8.25", "160.5", "40.5", "41169", "40351", "200,"], latencies: ["160.5", "40.5"],
      hasHeader: false),
    Format(
      testDescription: "AIPerf",
      text: #"""
        {"schema_version": "1.4", "is_complete": true, "input_config": {"endpoint": {"model_names": ["m"]}},
         "request_throughput": {"unit": "requests/sec", "avg": 4.5}, "time_to_first_token": {"unit": "ms", "avg": 120},
         "inter_token_latency": {"unit": "ms", "avg": 12.5}, "input_sequence_length": {"unit": "tokens", "avg": 1000.4},
         "output_sequence_length": {"unit": "tokens", "avg": 199.6}}
        """#, figures: ["4.5", "120", "12.5", "1000.4", "199.6"], hasHeader: false),
    Format(
      testDescription: "genai-perf CSV",
      text: """
        Metric,avg,min,max,p99,p95,p90,p75,p50,p25,p10,p5,p1
        Time To First Token (ms),120.50,1,2,3,4,5,6,7,8,9,10,11
        Inter Token Latency (ms),12.5,1,2,3,4,5,6,7,8,9,10,11
        Output Sequence Length (tokens),201,1,2,3,4,5,6,7,8,9,10,11
        Input Sequence Length (tokens),999,1,2,3,4,5,6,7,8,9,10,11

        Metric,Value
        Request Throughput (per sec),9.25
        """, figures: ["120.50", "12.5", "201", "999", "9.25"]),
    Format(
      testDescription: "AIConfigurator",
      text: """
        model,isl,osl,concurrency,ttft,tpot,seq/s,num_total_gpus,tp,pp,dp,gemm,backend,version,system
        m,4000,500,16,350.5,14.25,2.1,8,4,2,1,fp8_block,vllm,0.12.0,h200_sxm
        """, figures: ["4000", "500", "16,", "350.5", "14.25", "2.1", "4,2,1"]),
    Format(
      testDescription: "llm-inferno",
      text: #"""
        {"models": [{"name": "m", "acc": "A100", "accCount": 2, "maxBatchSize": 32, "atTokens": 512,
         "decodeParms": {"alpha": 20.5, "beta": 0.5}, "prefillParms": {"gamma": 200.5, "delta": 0.02}}]}
        """#, figures: ["2,", "32", "512", "20.5"], hasHeader: false),
  ]

  private static let nonsense = ["NaN", "inf", "-Infinity", "0", "-3", "1e30", "1e999", "\"x\""]

  @Test("benchmark results: no nonsense passes, and the place is told", arguments: benchmarks)
  func results(_ format: Format) throws {
    func read(_ text: String) throws {
      _ = try BenchmarkReader.read(SourceFile(path: "b", text: text), hints: Self.hints)
    }
    try read(format.text)
    for figure in format.figures {
      let number = figure.prefix { $0 != "," }
      for bad in Self.nonsense
      where !(format.latencies.contains(figure) && ["NaN", "-Infinity"].contains(bad)) {
        let broken = format.text.replacing(
          figure, with: bad + figure.dropFirst(number.count), maxReplacements: 1)
        expectRefused("\(format.testDescription): \(bad) for \(figure)") { try read(broken) }
      }
    }
    expectRefused("\(format.testDescription), cut off") {
      try read(String(format.text.prefix(format.text.count * 2 / 3)))
    }
    if format.hasHeader {
      expectRefused("\(format.testDescription), wrong header") { try read("x" + format.text) }
    }
  }

  @Test("bucket profiles: zero is unservable, NaN a cell without a figure, the rest is refused")
  func buckets() throws {
    let melange = #"{"gpu_info": {"A10G": {"cost": 1.01, "tputs": [[2.5, 1], [5, 3]]}}}"#
    let aibrix =
      #"{"gpu": "a", "cost": 1.01, "indexes": [[4, 512], [128, 1024]], "tputs": [[2.5, 1], [5, 3]], "#
      + #""e2e": [[0.1, 0.2], [5, 6]], "ttft": [[0.05, 0.1], [0.06, 0.1]]}"#
    for text in [melange, aibrix] {
      func read(_ text: String) throws {
        _ = try BenchmarkReader.read(SourceFile(path: "b", text: text), hints: Self.hints)
      }
      try read(text)
      for bad in ["inf", "-3", "1e30", "1e999", "\"x\"", "[]"] {
        expectRefused("\(bad)") { try read(text.replacing("2.5", with: bad)) }
      }
      for bad in ["inf", "-3", "0", "1e30", "\"x\""] {
        expectRefused("cost \(bad)") { try read(text.replacing("1.01", with: bad)) }
      }
      expectRefused("cut off") { try read(String(text.prefix(text.count / 2))) }
    }
    for bad in ["-4", "inf", "\"x\"", "[]"] {
      expectRefused("\(bad)") {
        _ = try BenchmarkReader.read(
          SourceFile(path: "b", text: aibrix.replacing("0.06", with: bad)), hints: Self.hints)
      }
    }
    for bad in ["0", "-4", "NaN", "1e30"] {
      expectRefused("\(bad)") {
        _ = try BenchmarkReader.read(
          SourceFile(path: "b", text: aibrix.replacing("512", with: bad)), hints: Self.hints)
      }
    }
  }

  @Test(
    "traces: each kind of header",
    arguments: [
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n",
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-10 00:00:00.009930+00:00,374,44\n",
      "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,m,374,44,418,x\n",
      "arrived_at,num_prefill_tokens,num_decode_tokens\n4.25,374,44\n",
      "arrival_s,input_tokens,output_tokens,model\n5,374,44,m\n",
    ])
  func traces(_ text: String) throws {
    func read(_ text: String) throws {
      _ = try TraceReader.read(CSVReader(text: text, name: "t.csv")) { _ in }
    }
    try read(text)
    for bad in ["NaN", "inf", "-3", "1e30", "1e999", "x", ""] {
      for figure in ["374", "44"] {
        expectRefused("\(bad) for \(figure)") {
          try read(text.replacing(figure, with: bad, maxReplacements: 1))
        }
      }
    }
    expectRefused("cut off") { try read(String(text.prefix(text.count - 5))) }
    expectRefused("wrong header") { try read("a,b" + text.drop { $0 != "\n" }) }
  }

  @Test("prices: a cloud's table and our own")
  func prices() throws {
    let cloud = """
      InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region
      big,H100,8,1,2,"{'Gpus': [{'Name': 'H100'}]}",24.5,12,us

      """
    let own = PriceReader.header + "\nH100,2.5,lambda,secure,2026-10-01,x\n"
    func read(_ text: String) throws { _ = try PriceReader.read(CSVReader(text: text, name: "p.csv")) }
    for (text, figure) in [(cloud, "24.5"), (cloud, "8"), (own, "2.5")] {
      try read(text)
      // A cloud's table says NaN of what it does not sell.
      for bad in ["NaN", "inf", "-3", "1e30", "1e999", "x"] where bad != "NaN" || figure != "24.5" {
        expectRefused("\(bad) for \(figure)") {
          try read(text.replacing(figure, with: bad, maxReplacements: 1))
        }
      }
    }
    for text in [
      cloud.replacing("AcceleratorName", with: "Accelerator"), "x" + own, String(cloud.prefix(130)),
      String(own.prefix(own.count - 8)),
    ] {
      expectRefused(text) { try read(text) }
    }
  }

  /// The read must throw a problem that names the file and a line or key.
  private func expectRefused(_ what: String, _ body: () throws -> Void) {
    do {
      try body()
      Issue.record("\(what) was read")
    } catch let error as InputError {
      let text = error.problems.first?.description ?? ""
      #expect(
        text.contains(":") && (text.contains("key '") || text.contains(": error: ")), "\(what): \(text)")
    } catch let error as FileError {
      #expect(!"\(error)".isEmpty, "\(what)")
    } catch {
      Issue.record("\(what): \(error)")
    }
  }
}
