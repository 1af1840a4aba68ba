/// Results of tools whose figures do not make a row of a profile: refused by name instead of by what they
/// lack.
enum ForeignBenchmarks {
  /// The formats that the importer reads, for refusals.
  static let known =
    "known are vllm bench serve and SGLang JSON, AIPerf and genai-perf JSON and CSV, AIConfigurator CSV, Melange and "
    + "AIBrix profiles, llm-inferno coefficients"

  /// Kinds of objects by the keys that identify them.
  private static let objects: [(keys: [String], meaning: String)] = [
    (
      ["tput_per_gpu", "isl", "osl"],
      "is an InferenceX result: token rates per GPU over nominal lengths; import the result it was made from"
    ),
    (["benchmarks"], "is a GuideLLM report"),
    (["successes", "failures"], "is an inference-perf report, which names neither model nor concurrency"),
    (["results"], "is an LLMPerf summary"),
    (["num_completed_requests"], "is an LLMPerf summary"),
  ]

  /// The kind of an object with `keys`, where it is a known foreign one.
  static func meaning(of keys: [String]) -> String? {
    if keys.contains(where: { $0.hasPrefix("results_") }) { return meaning(of: ["results"]) }
    let keys = Set(keys)
    return objects.first { keys.isSuperset(of: $0.keys) }?.meaning
  }

  /// The kind of a table with `columns`, where it is a known foreign one.
  static func meaning(ofColumns columns: [String]) -> String? {
    let columns = Set(columns)
    if columns.isSuperset(of: ["(p)tp", "(d)tp"]) {
      return
        "is an AIConfigurator table of disaggregated serving: prefill and decode workers, which no layout of one "
        + "replica states"
    }
    return nil
  }
}
