import Planning
import Serving
import Testing

@testable import Interchange

@Suite("Queries and traces") struct ImportTests {
  private static let header = "model,precision,gpu,tp,pp,input_tokens,output_tokens,concurrency,engine\n"

  @Test("queries use the catalogue's names and aliases") func queries() throws {
    let text = Self.header + "llama-3-70b,FP8,h100,4,2,1024,128,64,sglang\nllama-3-8b,bf16,4090,1,1,10,20,,\n"
    let read = try EstimateQueryReader.read(CSVReader(text: text, name: "q.csv"))
    #expect(read.map(\.gpu.name) == ["H100-SXM", "RTX-4090"] && read.map(\.gpuName) == ["h100", "4090"])
    #expect(read.map(\.concurrency) == [64, nil] && read.map(\.engine) == [.sglang, .vllm])
    #expect(read.map(\.tp) == [4, 1] && read.map(\.pp) == [2, 1] && read.map(\.line) == [2, 3])
    let figures = EstimateLine.Figures(
      requestsPerSecond: 2, outputTokensPerSecond: 40, ttftMs: 10, tpotMs: nil, concurrency: 8,
      provenance: "roofline, 2026", error: 0.2)
    let lines = [
      EstimateLine(query: read[1], outcome: .figures(figures)),
      EstimateLine(query: read[0], outcome: .refused("too large")),
    ]
    #expect(
      lines[0].csv == "llama-3-8b,bf16,4090,1,1,10,20,8,vllm,2,40,10,,\"roofline, 2026\",0.2,")
    #expect(
      lines[1].json.compact
        == #"{"model": "llama-3-70b", "precision": "fp8", "gpu": "h100", "tp": 4, "pp": 2, "input_tokens": 1024, "#
        + #""output_tokens": 128, "concurrency": 64, "engine": "sglang", "refused": "too large"}"#)
    let columns = EstimateLine.csvHeader.split(separator: ",").count
    for line in lines {
      #expect(try CSVReader(text: line.csv, name: "x").next()?.fields.count == columns)
    }
  }

  @Test("wrong queries are all told") func wrongQueries() {
    let text = Self.header + "llama-3-7b,bf16,H10O,0,1,1,1,,vlm\nllama-3-8b,bf16,H100,1,1,x,1,-1,\n"
    let found = lines { _ = try EstimateQueryReader.read(CSVReader(text: text, name: "q.csv")) }
    #expect(found.count == 6)
    #expect(
      found[0].hasPrefix("q.csv:2:1: error: key 'model': is not in the catalogue, found 'llama-3-7b'; did"))
    #expect(
      found[1].hasPrefix("q.csv:2:17: error: key 'gpu': is not in the catalogue, found 'H10O'; did you mean"))
    #expect(
      found[3]
        == "q.csv:2:31: error: key 'engine': must be one of vllm, sglang, trtllm, found 'vlm'; did you mean 'vllm'?"
    )
  }

  @Test("traces are told apart by their header; failed requests are left out") func traces() throws {
    let texts = [
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50,5,0\n",
      "arrived_at,num_prefill_tokens,num_decode_tokens\n0.0,374,44\n1,0,3\n",
      "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,m,374,44,418,x\n6,m,3,0,3,x\n",
      "arrival_s,input_tokens,output_tokens,model\n5,374,44,m\n6,1,0,m\n",
    ]
    for text in texts {
      var requests: [TraceRequest] = []
      let leftOut = try TraceReader.read(CSVReader(text: text, name: "t.csv")) { requests.append($0) }
      #expect(leftOut == 1 && requests.map(\.inputTokens) == [374] && requests.map(\.outputTokens) == [44])
    }
    let wrong = "input_tokens,output_tokens\n1,-2\n1\n3,4\n"
    #expect(
      lines { _ = try TraceReader.read(CSVReader(text: wrong, name: "t.csv")) { _ in } } == [
        "t.csv:2:3: error: key 'output_tokens': must be a whole number from 0 to 10000000, found '-2'",
        "t.csv:3:1: error: the row has 1 fields, the header 2",
      ])
    #expect(!lines { _ = try TraceReader.read(CSVReader(text: "a,b\n", name: "t.csv")) { _ in } }.isEmpty)
  }

  @Test("a summary keeps the means and the shares") func summary() throws {
    var summary = TraceSummary()
    #expect(summary.workloads().isEmpty)
    for _ in 0..<30 { summary.add(TraceRequest(inputTokens: 100, outputTokens: 10)) }
    for _ in 0..<10 { summary.add(TraceRequest(inputTokens: 4000, outputTokens: 500)) }
    #expect(
      summary.workloads(inputs: 2, outputs: 1) == [
        Workload(name: "w1", inputTokens: 100, outputTokens: 10, share: 75),
        Workload(name: "w2", inputTokens: 4000, outputTokens: 500, share: 25),
      ])
    var random = SeededGenerator(seed: 3)
    var total = (input: 0.0, output: 0.0)
    var wide = TraceSummary()
    for _ in 0..<5000 {
      let request = TraceRequest(
        inputTokens: Int.random(in: 1...9000, using: &random),
        outputTokens: Int.random(in: 1...900, using: &random))
      wide.add(request)
      total = (total.input + Double(request.inputTokens), total.output + Double(request.outputTokens))
    }
    let types = wide.workloads()
    #expect(types.count == 9 && abs(types.reduce(0) { $0 + $1.share } - 100) < 1e-9)
    let mean = types.reduce(0) { $0 + $1.share / 100 * Double($1.inputTokens) }
    #expect(abs(mean - total.input / 5000) < 1)
    #expect(types.allSatisfy { $0.share > 8 && $0.share < 15 })
    let text = validScenario.replacing(
      "    workloads:\n      - {name: w1, input: 824, output: 253}\n",
      with: wide.yaml()
        .split(separator: "\n").map { "    \($0)\n" }.joined())
    #expect(try scenario(text).models[1].workloads.count == 9)
  }

  @Test("benchmark results become profile rows") func benchmark() throws {
    let result = #"""
      {"date": "20250610-153417", "backend": "vllm", "model_id": "llama-3-8b", "gpu_name": "H100", "gpu_count": "1",
       "max_concurrency": null, "request_rate": "inf", "completed": 200, "total_input_tokens": 41169,
       "total_output_tokens": 40351, "request_throughput": 8, "request_goodput:": null, "mean_ttft_ms": 160,
       "mean_tpot_ms": 40}
      """#
    let points = try BenchmarkReader.read(SourceFile(path: "b.json", text: result + result))
    #expect(points.count == 2)
    #expect(points[0].inputTokens == 206 && points[0].outputTokens == 202 && points[0].gpuCount == 1)
    // 8/s, each 0.16 s + 201 x 0.04 s = 8.2 s.
    #expect(abs((points[0].concurrency ?? 0) - 65.6) < 1e-9)
    let row = points[0].profileRow(precision: .fp16, pool: "H100", tp: 1)
    let read = try scenario(validScenario)
    let rows = try ProfileReader.read(
      text: BenchmarkPoint.profileHeader + "\n" + row + "\n", fileName: "p.csv", models: read.models,
      pools: read.pools)
    #expect(rows.map(\.requestsPerSecond) == [8] && rows[0].source == "p.csv:2: vllm 20250610-153417")
    let wrong = result.replacing("\"request_throughput\": 8,", with: "").replacing("\"1\"", with: "\"one\"")
    #expect(
      lines { _ = try BenchmarkReader.read(SourceFile(path: "b.json", text: wrong)) } == [
        "b.json:1:1: error: key 'request_throughput': is missing in a benchmark result",
        "b.json:1:107: error: key 'gpu_count': must be a whole number from 1 to 64, found 'one'",
      ])
  }

  @Test("prices: own tables read back, a cloud's are for one GPU") func prices() throws {
    let own = PriceReader.header + "\nh100,2.5,lambda,secure,2026-10-01,\"a, b\"\nL4,0.8,,,,\n"
    let offers = try PriceReader.read(SourceFile(path: "p.csv", text: own), provider: "x", date: "2026-11-01")
    #expect(offers.map(\.gpu) == ["H100-SXM", "L4"] && offers.map(\.provider) == ["lambda", "x"])
    #expect(
      offers.map(\.tier) == ["secure", "on_demand"] && offers.map(\.date) == ["2026-10-01", "2026-11-01"])
    let rows = ([PriceReader.header] + offers.map(PriceReader.row)).joined(separator: "\n")
    #expect(try PriceReader.read(SourceFile(path: "q.csv", text: rows)) == offers)
    let cloud = """
      InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region
      big,H100,8,1,2,"{'Gpus': [{'Name': 'H100'}]}",24,12,us
      cpu,,,1,2,,0.1,,us
      odd,H100,1,1,2,,,,us
      old,K80,1,1,2,,1,,us
      """
    let read = try PriceReader.read(SourceFile(path: "vms.csv", text: cloud), provider: "aws", date: "d")
    #expect(read.map(\.dollarsPerHour) == [3, 1.5] && read.map(\.tier) == ["on_demand", "spot"])
    #expect(read[0].source == "big, us, vms.csv:2")
    let wrong = PriceReader.header + "\nH10O,0,a,b,c,\u{7}\n"
    #expect(lines { _ = try PriceReader.read(SourceFile(path: "p.csv", text: wrong)) }.count == 3)
  }
}
