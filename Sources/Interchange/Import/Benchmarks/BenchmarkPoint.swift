import Planning
import Serving

/// A measured operating point as a benchmark tool reports it, before a scenario gives it a pool.
public struct BenchmarkPoint: Sendable, Equatable {
  /// Model as the tool names it.
  public var model: String
  /// GPU as the tool names it; nil where it does not.
  public var gpu: String?
  /// GPUs of the replica.
  public var gpuCount: Int?
  /// Tensor-parallel degree, where the tool states it.
  public var tp: Int?
  /// Pipeline stages.
  public var pp = 1
  /// Number format of the weights, where the tool states it.
  public var precision: Precision?
  /// Mean tokens of the prompts.
  public var inputTokens: Int
  /// Mean tokens of the answers.
  public var outputTokens: Int
  /// Concurrent requests: stated, or by Little's law from rate and latencies.
  public var concurrency: Double?
  /// Requests per second; 0 where the tool found that no load keeps its limits.
  public var requestsPerSecond: Double
  /// Mean time to first token in ms.
  public var ttftMs: Double?
  /// Mean time per output token in ms.
  public var tpotMs: Double?
  /// Tool and day.
  public var source: String
  /// The file and line it was read from, for messages.
  public var place: String

  /// The point as a row of a profile file; `tp` where the tool does not state one.
  public func profileRow(precision: Precision, pool: String, tp: Int) -> String {
    let layout = Array(repeating: "\(pool)*\(self.tp ?? tp)", count: pp).joined(separator: "+")
    return PlanCSV.row([
      model, precision.rawValue, layout, "\(inputTokens)", "\(outputTokens)",
      concurrency.map(PlanCSV.number) ?? "",
      requestsPerSecond > 0 ? PlanCSV.number(requestsPerSecond) : ProfileReader.unservable,
      ttftMs.map(PlanCSV.number) ?? "", tpotMs.map(PlanCSV.number) ?? "", source,
    ])
  }

  /// The header of a profile file.
  public static let profileHeader =
    "model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source"
}

/// Facts that the user states for an import because the file does not state them.
public struct BenchmarkHints: Sendable {
  /// Name of the model.
  public var model: String?
  /// Prompt lengths of a bucketed profile's rows or columns, or to evaluate coefficients at.
  public var inputs: [Int]
  /// Answer lengths of the same.
  public var outputs: [Int]
  /// Largest part of a run's requests that may have failed.
  public var allowedFailures: Double

  /// Largest part of failed requests without a word of the user: latencies of the rest hardly change, and no run under
  /// load is free of a lost connection. 0 would refuse those, more would hide an overloaded server. Own choice.
  public static let standardFailures = 0.01

  /// Creates hints; anything left out is not stated, failures are allowed up to the standard part.
  public init(
    model: String? = nil, inputs: [Int] = [], outputs: [Int] = [],
    allowedFailures: Double = Self.standardFailures
  ) {
    self.model = model
    self.inputs = inputs
    self.outputs = outputs
    self.allowedFailures = allowedFailures
  }
}
