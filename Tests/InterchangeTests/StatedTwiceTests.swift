import Testing

@testable import Interchange

@Suite("Benchmark results that contradict themselves") struct StatedTwiceTests {
  private func read(_ text: String) throws -> (points: [BenchmarkPoint], notes: [String]) {
    let notes = ReadingNotes()
    let points = try BenchmarkReader.read(
      SourceFile(path: "b", text: text), hints: BenchmarkHints(model: "m"), notes: notes)
    return (points, notes.lines)
  }

  private func mistakes(_ text: String) -> [String] { lines { _ = try read(text) } }

  private static let vllm = #"""
    {"backend": "vllm", "model_id": "m", "num_prompts": 100, "max_concurrency": 16,
     "duration": 20.0, "completed": 100, "failed": 0,
     "total_input_tokens": 102400, "total_output_tokens": 25600,
     "request_throughput": 5.0,
     "output_throughput": 1280.0, "total_token_throughput": 6400.0,
     "mean_ttft_ms": 90.5, "mean_tpot_ms": 11.2, "mean_itl_ms": 11.2}
    """#

  @Test("vllm bench serve: requests, tokens and duration against the rates") func vllm() throws {
    #expect(try read(Self.vllm).notes == [])
    for (old, new, found) in [
      (
        "\": 5.0", "\": 500.0",
        "b:4:24: error: key 'request_throughput': is 500, but 100 requests in 20 s make 5: one of them is wrong"
      ),
      (
        "20.0", "9.0",
        "b:4:24: error: key 'request_throughput': is 5, but 100 requests in 9 s make 11.11: one of them is wrong"
      ),
      (
        "20.0", "0",
        "b:2:14: error: key 'duration': must be greater than 0 and at most 1e12, found '0'"
      ),
      (
        "1280.0", "128.0",
        "b:5:23: error: key 'output_throughput': is 128, but 25600 tokens in 20 s make 1280: one of them is wrong"
      ),
      (
        "102400", "1024",
        "b:5:57: error: key 'total_token_throughput': is 6400, but 26624 tokens in 20 s make 1331: one of them is "
          + "wrong"
      ),
      (
        "\"mean_itl_ms\": 11.2", "\"input_lens\": [1024, 1024]",
        "b:3:24: error: key 'total_input_tokens': is 102400, but input_lens make 2048: one of them is wrong"
      ),
      (
        "\"max_concurrency\": 16", "\"max_concurrency\": 2",
        "b:1:77: error: key 'max_concurrency': is 2, but rate and latencies make 14.73 in flight: one of them is wrong"
      ),
    ] {
      #expect(mistakes(Self.vllm.replacing(old, with: new)) == [found])
    }
  }

  @Test("what differs by more than rounding is told, and the load need not reach its limit") func notes()
    throws
  {
    for (old, new, note) in [
      ("\": 5.0", "\": 5.2", [String]()),
      (
        "\": 5.0", "\": 8.0",
        ["b:4: note: request_throughput is 8, but 100 requests in 20 s make 5; taken as stated"]
      ),
      ("max_concurrency\": 16", "max_concurrency\": 29", []),
      (
        "max_concurrency\": 16", "max_concurrency\": 64",
        ["b:1: note: states 64 in flight, of which rate and latencies make only 14.73"]
      ),
      // Short answers have a larger mean by request, and the stated latency of whole requests tells best.
      ("\"mean_tpot_ms\": 11.2", "\"mean_tpot_ms\": 60", []),
      ("\"mean_tpot_ms\": 11.2, \"mean_itl_ms\": 11.2", "\"mean_tpot_ms\": 60, \"mean_e2el_ms\": 2900", []),
      // Figures that are not needed may be anything.
      ("1280.0", "NaN", []), ("6400.0", "\"-\"", []), ("1280.0", "0", []), ("20.0", "null", []),
    ] {
      let found = try read(Self.vllm.replacing(old, with: new))
      #expect(found.points.count == 1 && found.notes == note, "\(new)")
    }
    // Details count failed requests too.
    let failed = Self.vllm.replacing("\"failed\": 0", with: "\"failed\": 1, \"input_lens\": [1]")
    #expect(try read(failed).notes.count == 1)
  }

  private static let aiperf = #"""
    {"schema_version": "1.4", "input_config": {"loadgen": {"concurrency": 12}},
     "request_throughput": {"unit": "requests/sec", "avg": 4.5},
     "time_to_first_token": {"unit": "ms", "avg": 120}, "inter_token_latency": {"unit": "ms", "avg": 12},
     "input_sequence_length": {"unit": "tokens", "avg": 1000}, "output_sequence_length": {"avg": 200},
     "request_count": {"avg": 450}, "benchmark_duration": {"unit": "sec", "avg": 100},
     "output_token_throughput": {"unit": "tokens/sec", "avg": 900},
     "total_isl": {"unit": "tokens", "avg": 450000}, "request_latency": {"unit": "ms", "avg": 2508}}
    """#

  @Test("AIPerf: counts, sums and concurrency against rate and latencies") func aiperf() throws {
    #expect(try read(Self.aiperf).notes == [])
    for (old, new, found) in [
      (
        "\"sec\", \"avg\": 100", "\"min\", \"avg\": 100",
        "b:2:24: error: key 'request_throughput': is 4.5, but 450 requests in 6000 s make 0.075: one of them is wrong"
      ),
      (
        "\"avg\": 900", "\"avg\": 90",
        "b:6:29: error: key 'output_token_throughput': is 90, but 4.5 requests/s of 200 tokens make 900: one of them "
          + "is wrong"
      ),
      (
        "450000", "1000",
        "b:7:15: error: key 'total_isl': is 1000, but 450 requests of 1000 tokens make 450000: one of them is wrong"
      ),
      (
        "\"concurrency\": 12", "\"concurrency\": 1",
        "b:1:71: error: key 'concurrency': is 1, but rate and latencies make 11.29 in flight: one of them is wrong"
      ),
    ] {
      #expect(mistakes(Self.aiperf.replacing(old, with: new)) == [found])
    }
    #expect(
      try read(Self.aiperf.replacing("\"concurrency\": 12", with: "\"concurrency\": 32")).notes == [
        "b:1: note: states 32 in flight, of which rate and latencies make only 11.29"
      ])
    for (old, new) in [("\"sec\"", "\"moons\""), ("\"tokens/sec\"", "3"), ("\"avg\": 450000", "\"sum\": 0")] {
      #expect(try read(Self.aiperf.replacing(old, with: new)).notes == [], "\(new)")
    }
  }

  @Test("genai-perf CSV and AIConfigurator") func tables() throws {
    let table = """
      Metric,avg
      Output Sequence Length (tokens),200
      Input Sequence Length (tokens),1000

      Metric,Value
      Output Token Throughput (tokens/sec),"1,800"
      Request Throughput (per sec),9
      Request Count (count),900
      Benchmark Duration (sec),100
      """
    #expect(try read(table).points.count == 1)
    #expect(
      mistakes(table.replacing("sec),9", with: "sec),90")) == [
        "b:7:30: error: key 'Request Throughput (per sec)': is 90, but 900 requests in 100 s make 9: one of them is "
          + "wrong"
      ])
    #expect(
      mistakes(table.replacing("1,800", with: "18,000")) == [
        "b:6:38: error: key 'Output Token Throughput (tokens/sec)': is 18000, but 9 requests/s of 200 tokens make "
          + "1800: one of them is wrong"
      ])
    let estimates = """
      model,isl,osl,concurrency,ttft,tpot,seq/s,tp
      m,4000,500,16,350.5,14.25,2.1,4
      """
    #expect(try read(estimates).points.count == 1)
    #expect(
      mistakes(estimates.replacing("2.1", with: "21")) == [
        "b:2:12: error: key 'concurrency': is too small for its seq/s, ttft and tpot: one of them is wrong, found '16'"
      ])
  }
}
