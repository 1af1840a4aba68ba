import Planning
import Serving

/// An engine that serves replicas.
enum ExportEngine {
  case vllm, sglang

  /// The command that starts it, with the option that takes the model last where there is one.
  var command: [String] {
    switch self {
    case .vllm: ["vllm", "serve"]
    case .sglang: ["python3", "-m", "sglang.launch_server", "--model-path"]
    }
  }
}

/// What an engine is told of a replica, beside its port.
///
/// Options are those of vLLM 0.33.0 and SGLang 0.5.23; `Tests/Peers/validate_exports.py` looks them up in the sources.
struct EngineArguments {
  /// The replica and its repository.
  let replica: Plan.Replica
  let checkpoint: ServedCheckpoint
  let shape: ReplicaShape
  /// The scenario of the plan; nil: the file does not carry it.
  let scenario: Scenario?
  /// Whether the GPUs of a copy are in several machines.
  let isAcross: Bool

  /// Steps in which a context length is rounded up: engines hold the cache in blocks.
  private static let contextStep = 1024

  /// The arguments after the model.
  func words(_ engine: ExportEngine) -> [String] {
    switch engine {
    case .vllm:
      return [
        "--tensor-parallel-size", "\(shape.stages[0].tp)", "--pipeline-parallel-size",
        "\(shape.stages.count)",
      ] + weights + option("--max-model-len", contextLength) + option("--max-num-seqs", mostSequences)
        + option("--max-num-batched-tokens", chunkTokens)
        + (keepsCacheInFP8 ? ["--kv-cache-dtype", "fp8"] : [])
        + (isAcross ? ["--distributed-executor-backend", "ray"] : [])
    case .sglang:
      return ["--tp-size", "\(shape.stages[0].tp)", "--pp-size", "\(shape.stages.count)"] + weights
        + option("--context-length", contextLength) + option("--max-running-requests", mostSequences)
        + option("--chunked-prefill-size", chunkTokens)
        + (keepsCacheInFP8 ? ["--kv-cache-dtype", "fp8_e4m3"] : [])
    }
  }

  private func option(_ name: String, _ value: Int?) -> [String] { value.map { [name, "\($0)"] } ?? [] }

  /// The number format, by the words that both engines take.
  private var weights: [String] {
    switch replica.precision {
    case .bf16: ["--dtype", "bfloat16"]
    case .fp16: ["--dtype", "float16"]
    case .fp8: checkpoint.isInFP8 ? [] : ["--quantization", "fp8"]
    // Weights of these formats are quantised ahead; the engine reads the method from the model's own files.
    case .int8, .int4: []
    }
  }

  private var model: ServedModel? { scenario?.models.first { $0.name == replica.model } }

  /// Tokens of the longest workload type, rounded up, within what the model allows: with the whole context of a model an
  /// engine may not start, as its cache holds no request of that length.
  var contextLength: Int? {
    guard let model, let longest = model.workloads.map({ $0.inputTokens + $0.outputTokens }).max() else {
      return nil
    }
    let rounded = (longest + Self.contextStep - 1) / Self.contextStep * Self.contextStep
    let most = model.architecture.context
    return most > 0 ? max(longest, min(rounded, most)) : rounded
  }

  /// Whether the figures are estimates, made for the limits below; what was measured is run as it was measured.
  private var isEstimated: Bool {
    if case .estimated = replica.provenance { return model != nil }
    return false
  }

  private var mostSequences: Int? { isEstimated ? EstimatorConstants.fitted.maxSequences : nil }

  private var chunkTokens: Int? {
    guard isEstimated else { return nil }
    let constants = EstimatorConstants.fitted
    let types = shape.stages.compactMap { stage in scenario?.pools.first { $0.name == stage.pool }?.type }
    let isLarge = shape.stages.count == 1 && types.allSatisfy(\.hasNVLink)
    return Int(isLarge ? constants.chunkTokens : constants.pipelineChunkTokens)
  }

  /// Whether the estimate takes 8 bits for the cache where engines keep 16 unless they are told otherwise.
  private var keepsCacheInFP8: Bool {
    guard isEstimated, let model, replica.precision.bytesPerKVElement == 1 else { return false }
    let format = model.architecture.fourBitFormat
    if replica.precision == .int4, format == .awq || format == .gptq { return false }
    return shape.stages.allSatisfy { stage in
      scenario?.pools.first { $0.name == stage.pool }?.type.generation == .blackwell
    }
  }
}
