import Planning
import Serving

@testable import Interchange

extension FuzzFormat {
  /// Results of other tools, as `import profile` reads them.
  static let results = [
    result(
      "vLLM",
      [
        #"{"date": "20250610-153417", "backend": "vllm", "model_id": "llama-3-8b", "gpu_name": "H100", "gpu_count": "1", "#
          + #""max_concurrency": 64, "request_rate": Infinity, "completed": 200, "failed": 1, "total_input_tokens": 41169, "#
          + #""total_output_tokens": 40351, "request_throughput": 8, "mean_ttft_ms": 160, "mean_tpot_ms": 40}"#,
        #"[{"backend": "sglang", "model_id": "m", "completed": 9, "num_prompts": 9, "total_input_tokens": 900, "#
          + #""total_output_tokens": 90, "request_throughput": 2, "tensor_parallel_size": "2"}]"#,
      ]),
    result(
      "AIPerf",
      [
        #"{"schema_version": "1.4", "aiperf_version": "0.13", "is_complete": true, "start_time": "2026-10-02T10:00:00", "#
          + #""input_config": {"endpoint": {"model_names": ["m"]}, "loadgen": {"concurrency": 32}}, "#
          + #""request_throughput": {"unit": "requests/sec", "avg": 4.5}, "time_to_first_token": {"unit": "ms", "avg": 120}, "#
          + #""inter_token_latency": {"unit": "ms", "avg": 12}, "input_sequence_length": {"avg": 1000.4}, "#
          + #""output_sequence_length": {"avg": 199.6}, "request_count": {"avg": 500}, "error_request_count": {"avg": 1}, "#
          + #""error_summary": [{"count": 1}], "was_cancelled": false}"#
      ]),
    result(
      "genai-perf",
      [
        "Metric,avg,min\nTime To First Token (ms),\"1,120.50\",1\nInter Token Latency (ms),12.5,1\n"
          + "Output Sequence Length (tokens),200,1\nInput Sequence Length (tokens),\"1,000\",1\n\nMetric,Value\n"
          + "Request Throughput (per sec),9\nRequest Count (count),900\nError Request Count,1\n"
      ]),
    result(
      "AIConfigurator",
      [
        "model,isl,osl,prefix,concurrency,ttft,tpot,seq/s,tokens/s,num_total_gpus,tp,pp,dp,gemm,backend,version,system\n"
          + "llama-3-70b,4000,500,0,16,350.5,14.2,2.1,1050,8,4,2,1,fp8_block,vllm,0.12.0,h200_sxm\n"
      ]),
    result(
      "bucket profiles",
      [
        #"{"gpu_info": {"A10G": {"cost": 1.01, "tputs": [[2, 1], [5, 0]]}}}"#,
        #"{"gpu": "a100", "cost": 1.0, "indexes": [[4, 512], [128, 1024]], "tputs": [[62.5, 32.3], [0.0, NaN]], "#
          + #""e2e": [[0.1, 0.15], [5.0, 5.5]], "ttft": [[0.05, 0.1], [0.06, 0.1]]}"#,
      ]),
    result(
      "llm-inferno",
      [
        #"{"models": [{"name": "granite_13b", "acc": "A100", "accCount": 2, "maxBatchSize": 32, "atTokens": 512, "#
          + #""decodeParms": {"alpha": 20, "beta": 0.5}, "prefillParms": {"gamma": 200, "delta": 0.02}}]}"#
      ]),
  ]

  private static func result(_ name: String, _ seeds: [String]) -> FuzzFormat {
    FuzzFormat(name, seeds: seeds) { bytes in
      let notes = ReadingNotes()
      let hints = BenchmarkHints(
        model: bytes.count % 2 == 0 ? nil : "llama-3-8b", inputs: [100, 2000], outputs: [10, 512])
      var profile = ProfileImport()
      do {
        for point in try BenchmarkReader.read(source(bytes), hints: hints, notes: notes) {
          try profile.add(point, precision: .bf16, pool: nil, tp: nil, notes: notes)
        }
      } catch let error as FileError where error.reason.hasSuffix("give --pool") { return ["\(error)"] }
      let written = profile.lines.joined(separator: "\n") + "\n"
      let table = CSVReader(text: written, name: "p.csv")
      var count = 0
      while let row = try? table.next() {
        guard row.fields.count == 10 else { throw Difference(written: written) }
        count += 1
      }
      guard count == profile.lines.count else { throw Difference(written: written) }
      return [written] + notes.lines
    }
  }
}
