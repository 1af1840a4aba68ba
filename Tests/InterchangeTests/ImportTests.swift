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

  @Test("queries state the engine's limits, and columns that are not used are told")
  func engineLimits() throws {
    let notes = ReadingNotes()
    let text =
      "model,precision,gpu,tp,pp,input_tokens,output_tokens,max_sequences,chunk_tokens,memory_fraction,kv_precision,dp\n"
      + "llama-3-8b,bf16,H100,1,1,1000,100,64,512,0.8,fp8,2\nllama-3-8b,bf16,H100,1,1,1000,100,,,,,\n"
    let read = try EstimateQueryReader.read(CSVReader(text: text, name: "q.csv"), notes: notes)
    #expect(
      read.map(\.engine) == [
        EngineSettings(maxSequences: 64, chunkTokens: 512, memoryFraction: 0.8, kvPrecision: .fp8), .vllm,
      ])
    #expect(notes.lines == ["q.csv:1: note: the column dp is not used"])
    let line = EstimateLine(query: read[0], outcome: .refused("x")).json.compact
    #expect(line.contains(#""max_sequences": 64, "chunk_tokens": 512, "memory_fraction": 0.8"#))
    let wrong = lines {
      _ = try EstimateQueryReader.read(
        CSVReader(text: text.replacing("0.8,fp8", with: "1.8,int4"), name: "q.csv"))
    }
    #expect(wrong.count == 2)
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

  @Test("prices: own tables read back, a cloud's are for one GPU") func prices() throws {
    let own = PriceReader.header + "\nh100,2.5,lambda,secure,2026-10-01,\"a, b\"\nL4,0.8,,,,\n"
    let offers = try PriceReader.read(
      CSVReader(text: own, name: "p.csv"), provider: "x", date: "2026-11-01")
    #expect(offers.map(\.gpu) == ["H100-SXM", "L4"] && offers.map(\.provider) == ["lambda", "x"])
    #expect(
      offers.map(\.tier) == ["secure", "on_demand"] && offers.map(\.date) == ["2026-10-01", "2026-11-01"])
    let rows = ([PriceReader.header] + offers.map(PriceReader.row)).joined(separator: "\n")
    #expect(try PriceReader.read(CSVReader(text: rows, name: "q.csv")) == offers)
    let cloud = """
      InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region
      big,H100,8,1,2,"{'Gpus': [{'Name': 'H100'}]}",24,12,us
      cpu,,,1,2,,0.1,,us
      odd,H100,1,1,2,,,,us
      old,K80,1,1,2,,1,,us
      pod,A100,1,1,2,"{'Gpus': [{'MemoryInfo': {'SizeInMiB': 80}}]}",1.5,1.5,eu
      ,A100-80GB,2,,,,4,,eu
      """
    let notes = ReadingNotes()
    let read = try PriceReader.read(
      CSVReader(text: cloud, name: "vms.csv"), provider: "aws", date: "d", notes: notes)
    #expect(
      notes.lines == [
        "vms.csv: note: 1 row without a GPU left out",
        "vms.csv: note: 1 row of GPUs that the catalogue does not have left out: K80",
        "vms.csv: note: 1 row without a price left out (line 4)",
        "vms.csv: note: 1 row priced without the host that the GPU needs (line 7)",
      ])
    #expect(read.map(\.dollarsPerHour) == [3, 1.5, 1.5, 2])
    #expect(read.map(\.tier) == ["on_demand", "spot", "on_demand", "on_demand"])
    #expect(read.map(\.gpu) == ["H100-SXM", "H100-SXM", "A100-40G-SXM", "A100-80G-SXM"])
    #expect(read[3].source == "without a host, eu, vms.csv:7")
    #expect(read[0].source == "big, us, vms.csv:2")
    let wrong = PriceReader.header + "\nH10O,0,a,b,c,\u{7}\n"
    #expect(lines { _ = try PriceReader.read(CSVReader(text: wrong, name: "p.csv")) }.count == 3)
  }

  @Test("prices: what is sold nowhere is no offer, a host sold apart is added")
  func cloudPrices() throws {
    let text = """
      InstanceType,AcceleratorName,AcceleratorCount,Price,SpotPrice,Region,AvailabilityZone
      a,H100,2,NaN,nan,eu,b
      b,H100,1,0.0,0.5,eu,b
      c,L4,0.125,0.24,0.1,eu,b
      ,A100,1.0,2.93,0.88,us,a
      a2-highgpu-1g,,,0.94,0.28,us,a
      a2-highgpu-1g,,,0.99,,us,b
      ,A100,1,2.93,0.88,us,b
      ,K80,1,2.48,,us,a
      """
    let notes = ReadingNotes()
    let read = try PriceReader.read(CSVReader(text: text, name: "g.csv"), notes: notes)
    #expect(read.map(\.tier) == ["spot", "on_demand", "spot", "on_demand"])
    #expect(read.map { ($0.dollarsPerHour * 100).rounded() / 100 } == [0.5, 3.87, 1.16, 3.92])
    #expect(read[1].source == "with host a2-highgpu-1g, us, g.csv:5")
    #expect(
      notes.lines.contains("g.csv: note: 1 row without a price left out (line 2)")
        && notes.lines.contains("g.csv: note: 1 row of a part of a GPU left out (line 4)"))
    for bad in ["x", "-3", "inf"] {
      #expect(
        lines {
          _ = try PriceReader.read(CSVReader(text: text.replacing("2.93", with: bad), name: "g.csv"))
        }.count == 2, "\(bad)")
    }
    #expect(
      lines {
        _ = try PriceReader.read(CSVReader(text: text.replacing("0.28,us", with: "1e12,us"), name: "g.csv"))
      } == ["g.csv:5:1: error: key 'price': of one GPU must be greater than 0 and at most 1e12"])
    let none = "InstanceType,AcceleratorName,AcceleratorCount,Price\na,H100,8,\n"
    #expect(throws: FileError.self) { try PriceReader.read(CSVReader(text: none, name: "n.csv")) }
    let own = PriceReader.header + "\nH100,$2.99,,,,\nL4,\"0,55\",,,,\nL40S,\"1,234.50\",,,,\n"
    #expect(
      lines { _ = try PriceReader.read(CSVReader(text: own, name: "o.csv")) } == [
        "o.csv:2:6: error: key 'usd_per_gpu_h': must be a number without a currency sign, found '$2.99'",
        "o.csv:3:4: error: key 'usd_per_gpu_h': must have a point before the decimals, since commas part the "
          + "columns, found '0,55'",
      ])
    // Of two prices the newer one counts: a day that never comes would always be the newest.
    #expect(
      lines {
        let table =
          PriceReader.header + "\nH100,2.99,,,2026-02-30,\nH100,2.99,,,autumn,\nL4,1,,,2028-02-29,\n"
        _ = try PriceReader.read(CSVReader(text: table, name: "d.csv"))
      } == ["d.csv:2:13: error: key 'date': is no date: February 2026 has 28 days, found '2026-02-30'"])
    #expect(PriceReader.fault(ofDate: "2026-13-45") == "is no date: months are 1 to 12")
  }
}
