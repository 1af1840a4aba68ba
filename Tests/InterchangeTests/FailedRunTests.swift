import Planning
import Testing

@testable import Interchange

@Suite("Benchmarks that failed") struct FailedRunTests {
  private func read(
    _ text: String, model: String? = nil, allowed: Double = BenchmarkHints.standardFailures
  ) throws -> (points: [BenchmarkPoint], notes: [String]) {
    let notes = ReadingNotes()
    let hints = BenchmarkHints(model: model, inputs: [100], outputs: [10], allowedFailures: allowed)
    return (
      try BenchmarkReader.read(SourceFile(path: "b", text: text), hints: hints, notes: notes), notes.lines
    )
  }

  private func refusal(_ text: String, model: String? = nil, allowed: Double = 0.01) -> String {
    lines { _ = try read(text, model: model, allowed: allowed) }.joined(separator: "\n")
  }

  private func vllm(completed: Int, failed: Int?, sent: Int? = nil, model: String = "m") -> String {
    let counts =
      (failed.map { "\"failed\": \($0), " } ?? "") + (sent.map { "\"num_prompts\": \($0), " } ?? "")
    return """
      {"backend": "vllm", "model_id": "\(model)", \(counts)"completed": \(completed), "max_concurrency": 8,
       "total_input_tokens": 1000, "total_output_tokens": 1000, "request_throughput": 2, "request_rate": Infinity}
      """
  }

  @Test("vllm bench serve and SGLang: a part of failed requests is allowed, more refused with the figures")
  func vllm() throws {
    #expect(
      refusal(vllm(completed: 1, failed: 99)).contains(
        "key 'failed': 99 of 100 requests failed, more than 1 %; measure again, or give --allow-failed 0.99"))
    #expect(refusal(vllm(completed: 90, failed: nil, sent: 100)).contains("10 of 100 requests failed"))
    #expect(refusal(vllm(completed: 90, failed: 0, sent: 100)).contains("10 of 100 requests failed"))
    #expect(refusal(vllm(completed: 0, failed: 5), allowed: 0.99).contains("no request was completed"))
    let clean = try read(vllm(completed: 100, failed: 0, sent: 100))
    #expect(clean.points[0].source == "vllm" && clean.notes == [])
    let few = try read(vllm(completed: 99, failed: 1))
    #expect(few.points[0].source == "vllm, 1 of 100 requests failed")
    #expect(few.notes == ["b:1: note: 1 of 100 requests failed; its figures are of the others"])
    #expect(try read(vllm(completed: 50, failed: 50), allowed: 0.5).points.count == 1)
    #expect(refusal(vllm(completed: 49, failed: 51), allowed: 0.5).contains("more than 50 %"))
    // SGLang's has no model.
    let sglang = vllm(completed: 9, failed: nil).replacing("\"model_id\": \"m\", ", with: "")
    #expect(refusal(sglang).contains("give --model"))
    #expect(try read(sglang, model: "m").points.count == 1)
  }

  @Test("one name for several models is refused, several runs of one model are not") func models() throws {
    let two = vllm(completed: 9, failed: 0) + "\n" + vllm(completed: 9, failed: 0, model: "other")
    #expect(try read(two).points.map(\.model) == ["m", "other"])
    #expect(
      refusal(two, model: "x").contains("the file holds 2 models (m, other), which --model would make one"))
    #expect(
      try read("[\(vllm(completed: 9, failed: 0)), \(vllm(completed: 9, failed: 0))]", model: "x").points
        .count == 2)
  }

  @Test("a model's name that may not be shown is refused for that alone") func refusedNames() {
    let reason = "must not contain the control or invisible character U+0007, found 'm\\u{7}'"
    let vllm = vllm(completed: 9, failed: 0, model: #"m\u0007"#)
    let aiperf = Self.aiperf.replacing("[\"m\"]", with: #"["m\u0007"]"#)
    for (text, key) in [(vllm, "model_id"), (aiperf, "model_names")] {
      let found = lines { _ = try read(text, allowed: 0.1) }
      #expect(found.count == 1 && found[0].hasSuffix("key '\(key)': \(reason)"), "\(found)")
    }
  }

  @Test("a figure that could not be computed is left empty where it is not needed") func notComputed() throws
  {
    let text = vllm(completed: 9, failed: 0).replacing(
      "\"completed\"", with: "\"mean_tpot_ms\": NaN, \"completed\"")
    let found = try read(text)
    #expect(found.points[0].tpotMs == nil && found.notes == ["b:1: note: mean_tpot_ms is NaN; left empty"])
    #expect(
      refusal(text.replacing("_throughput\": 2", with: "_throughput\": NaN")).contains(
        "must be a finite number"))
    let open = text.replacing("\"max_concurrency\": 8", with: "\"max_concurrency\": null")
    #expect(try read(open).notes.last == "b:1: note: states no concurrency; left empty")
  }

  private static let aiperf = #"""
    {"schema_version": "1.4", "input_config": {"endpoint": {"model_names": ["m"]}, "loadgen": {"concurrency": 4}},
     "request_throughput": {"avg": 4.5}, "input_sequence_length": {"avg": 1000}, "output_sequence_length": {"avg": 200},
     "request_count": {"avg": 98}, "error_request_count": {"avg": 2}, "was_cancelled": false,
     "error_summary": [{"error_details": {}, "count": 2}]}
    """#

  @Test("AIPerf: errors, a cancelled run and several models in one run") func aiperf() throws {
    #expect(
      refusal(Self.aiperf).contains("key 'error_request_count': 2 of 100 requests failed, more than 1 %"))
    #expect(try read(Self.aiperf, allowed: 0.02).points[0].source == "AIPerf, 2 of 100 requests failed")
    let summed = Self.aiperf.replacing("\"error_request_count\": {\"avg\": 2}, ", with: "")
    #expect(refusal(summed).contains("key 'error_summary': 2 of 100"))
    #expect(
      refusal(summed.replacing("\"request_count\": {\"avg\": 98}, ", with: ""), allowed: 0.5).contains(
        "2 requests failed, and the file does not count the others"))
    #expect(
      refusal(Self.aiperf.replacing("cancelled\": false", with: "cancelled\": true"), allowed: 0.5).contains(
        "key 'was_cancelled': the run was not finished"))
    #expect(
      refusal(Self.aiperf.replacing("[\"m\"]", with: "[\"m\", \"n\"]"), model: "m", allowed: 0.5).contains(
        "one run of 2 models (m, n): its figures are of none of them"))
  }

  @Test("genai-perf CSV: counted errors") func genaiPerf() throws {
    let text = """
      Metric,avg
      Output Sequence Length (tokens),200
      Input Sequence Length (tokens),1000

      Metric,Value
      Request Throughput (per sec),9
      Request Count (count),95
      Error Request Count,5
      """
    #expect(refusal(text, model: "m").contains("5 of 100 requests failed"))
    #expect(
      try read(text, model: "m", allowed: 0.1).points[0].source == "genai-perf, 5 of 100 requests failed")
  }

  @Test("results of other tools are refused by name") func foreign() {
    for (text, name) in [
      (#"{"hw": "h200", "tput_per_gpu": 310.5, "isl": 1024, "osl": 1024}"#, "InferenceX"),
      (#"{"metadata": {}, "args": {}, "benchmarks": []}"#, "GuideLLM"),
      (#"{"load_summary": {}, "successes": {}, "failures": {}}"#, "inference-perf"),
      (#"{"results": {"request_throughput": 2.5}}"#, "LLMPerf"),
      (#"{"results_ttft_s_mean": 2.5}"#, "LLMPerf"),
      ("concurrency,(p)tp,(d)tp,model\n1,1,1,m\n", "disaggregated"),
    ] {
      let found = refusal(text, model: "m")
      #expect(found.hasPrefix("b:1:1: error: is an") || found.hasPrefix("b:1:1: error: is a "), "\(found)")
      #expect(found.contains(name) && found.contains("known are vllm bench serve"), "\(found)")
    }
  }

  @Test("an imported profile reads back; the same operating point twice does not pass") func imported() throws
  {
    let melange = #"{"gpu_info": {"H100": {"cost": 1, "tputs": [[2]]}, "A100": {"cost": 1, "tputs": [[0]]}}}"#
    let found = try read(melange, model: "llama-3-8b")
    #expect(found.notes == ["b:1: note: 1 of 1 buckets of A100 cannot be served (rate 0)"])
    var profile = ProfileImport()
    for point in found.points {
      try profile.add(point, precision: .bf16, pool: nil, tp: nil, notes: ReadingNotes())
    }
    let stated = try scenario(validScenario)
    let rows = try ProfileReader.read(
      text: profile.lines.joined(separator: "\n"), fileName: "p.csv", models: stated.models,
      pools: stated.pools)
    #expect(rows.map(\.requestsPerSecond) == [2, 0])
    #expect(throws: FileError.self) {
      try profile.add(found.points[0], precision: .bf16, pool: nil, tp: nil, notes: ReadingNotes())
    }
    let notes = ReadingNotes()
    var stating = found.points[0]
    stating.tp = 2
    try profile.add(stating, precision: .bf16, pool: nil, tp: 1, notes: notes)
    #expect(profile.lines.last?.contains("H100*2") == true)
    #expect(notes.lines == ["b:1: note: states TP 2; --tp 1 is not used"])
  }
}
