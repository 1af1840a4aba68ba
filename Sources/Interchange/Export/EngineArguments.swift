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
        + option("--max-num-batched-tokens", chunkTokens) + option("--gpu-memory-utilization", memoryFraction)
        + (keepsCacheInFP8 ? ["--kv-cache-dtype", "fp8"] : [])
        + (isAcross ? ["--distributed-executor-backend", "ray"] : [])
    case .sglang:
      return ["--tp-size", "\(shape.stages[0].tp)", "--pp-size", "\(shape.stages.count)"] + weights
        + option("--context-length", contextLength) + option("--max-running-requests", mostSequences)
        + option("--chunked-prefill-size", chunkTokens) + option("--mem-fraction-static", memoryFraction)
        + (keepsCacheInFP8 ? ["--kv-cache-dtype", "fp8_e4m3"] : [])
    }
  }

  private func option(_ name: String, _ value: Int?) -> [String] { option(name, value.map { "\($0)" }) }
  private func option(_ name: String, _ value: String?) -> [String] { value.map { [name, $0] } ?? [] }

  /// The number format, by the words that both engines take.
  private var weights: [String] {
    switch replica.precision {
    case .bf16: ["--dtype", "bfloat16"]
    case .fp16: ["--dtype", "float16"]
    case .fp8: checkpoint.isInFP8 ? [] : ["--quantization", "fp8"]
    // Weights of these formats are quantised ahead; the engine reads the method from the model's own files.
    case .int8, .int4, .mxfp4, .nvfp4, .awq, .gptq: []
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

  /// The engine that the estimates are made for.
  private var engine: EngineSettings? { model.flatMap { scenario?.engine(of: $0) } }

  private var types: [GPUType] {
    shape.stages.compactMap { stage in scenario?.pools.first { $0.name == stage.pool }?.type }
  }

  private var mostSequences: Int? {
    guard isEstimated, let engine else { return nil }
    return types.map { engine.stepLimits(on: $0).sequences }.min()
  }

  private var chunkTokens: Int? {
    guard isEstimated, let engine else { return nil }
    return types.map { engine.stepLimits(on: $0).promptTokens }.min().map { Int($0) }
  }

  /// The part of a GPU's memory that the scenario gives to the engine, as an option's value.
  private var memoryFraction: String? { engine?.memoryFraction.map { "\($0)" } }

  /// Why no option starts the replica as it is estimated; nil: the arguments do.
  var refusal: String? {
    isEstimated && engine?.kvPrecision == .int8
      ? "it is estimated with a KV cache in int8, for which exports have no option" : nil
  }

  /// Whether the estimate takes 8 bits for the cache where engines keep 16 unless they are told otherwise.
  private var keepsCacheInFP8: Bool {
    guard isEstimated, let model, let engine, engine.kvPrecision != .int8 else { return false }
    return !types.isEmpty
      && types.allSatisfy { engine.bytesPerKVElement(model.architecture, replica.precision, $0) == 1 }
  }
}
