/// What the serving model assumes about hardware and engines, in one place.
///
/// "Fitted" values are the least-squares fit that `fleetmix-calibrate fit` repeats from the measurements in
/// `Tests/Calibration/Data`; "fixed" ones were chosen before the fit; "assumed" ones have no measurement behind them.
/// How far the model lies from measurements it was not fitted to stands in <doc:Accuracy>.
package struct EstimatorConstants: Sendable, Equatable {
  /// The values in use.
  package static let fitted = EstimatorConstants()

  // MARK: NVLink-class GPUs: fitted to vLLM, SGLang and TensorRT-LLM on H100, H200, B200 and B300

  /// Part of the dense 8-bit and 4-bit rate that linear layers reach on Hopper; fitted.
  package var linearEfficiency = 0.4883
  /// How much closer to the peak 16-bit linear layers come; fitted.
  package var sixteenBitGain = 1.276
  /// Part of the 16-bit rate that attention reaches; fitted.
  package var attentionEfficiency = 0.4947
  /// Part of the 8-bit rate that grouped expert matrices reach; fitted.
  package var expertEfficiency = 0.1801
  /// The same of the native rate of 4-bit experts; fixed: measurements do not show its cost at all.
  package let fourBitExpertEfficiency = 1.0
  /// The same of the 16-bit rate, for 4-bit expert weights that are unpacked first; fitted.
  package var unpackedExpertEfficiency = 0.2186
  /// Blackwell's efficiencies as a part of Hopper's; fitted.
  package var blackwellEfficiency = 0.8181
  /// What is left of the bandwidth where dense weights are four-bit with block scales; fitted.
  package var fourBitDenseBandwidth = 0.599
  /// Launches and small kernels of one layer in one step on Hopper, seconds; fitted.
  package var layerOverhead = 45.25e-6
  /// TensorRT-LLM's layer overhead as a part of the others', for dense models; fitted. No such factor was found for
  /// models with experts or for SGLang.
  package var compiledOverhead = 0.732
  /// Blackwell's layer overhead as a part of Hopper's; fitted.
  package var blackwellOverhead = 0.6792
  /// More of it in a layer with experts, seconds; fitted.
  package var expertLayerOverhead = 36.62e-6
  /// The same where a token uses at most `fewExperts` experts (gpt-oss), seconds; fitted.
  package var fewExpertsLayerOverhead = 4.61e-6
  /// More of it in a layer with latent attention, seconds; fitted.
  package var latentAttentionOverhead = 24.26e-6
  /// Engine's own time for one step, seconds; fitted.
  package var stepOverhead = 593.4e-6
  /// Engine's own time for one decoding sequence in a step, seconds; fitted.
  package var sequenceOverhead = 10.49e-6
  /// Latency of an all-reduce over NVLink, times the root of log2 of the GPUs, seconds; fitted.
  package var nvlinkAllReduceLatency = 7.499e-6
  /// Passes over the routed activations (permute, gather, reduce) in one expert layer; fitted.
  package var expertActivationPasses = 13.71
  /// Time before the first prompt token of a request is worked on, seconds: HTTP, scheduling, streaming; fitted.
  package var firstTokenFloorVLLM = 0.03064
  /// The same for TensorRT-LLM; fitted.
  package var firstTokenFloorTRTLLM = 0.0293
  /// The same for SGLang since 0.5.9; fitted.
  package var firstTokenFloorSGLang = 0.2724
  /// The same with the clients of the other measurements, and of older SGLang builds; fitted beside them.
  package var otherFloorVLLM = 0.0552
  package var otherFloorTRTLLM = 0.1318
  package var otherFloorSGLang = 0.4878
  /// Time for one prompt token on the host, seconds: tokenizing, copying; fitted.
  package var promptTokenOverhead = 3.871e-6
  /// Requests / concurrency of the benchmark sweep most rows come from: its start-up burst is in the TTFT; fitted.
  package var benchmarkWaves = 9.86
  /// The same of the other measurements; fitted.
  package var otherBenchmarkWaves = 10.57
  /// The same of SGLang's own measurements, which are few and short; fitted.
  package var shortBenchmarkWaves = 2.262
  /// How much longer prompts wait where each GPU has requests of its own (attention data parallelism); fitted.
  package var attentionGroupDelay = 1.753

  /// Part of the list bandwidth that weights and KV cache are read with; fixed.
  package let bandwidthEfficiency = 0.92
  /// The same for Blackwell, whose listed 7.7 TB/s was taken as 8.0 in the fit; fixed.
  package let blackwellBandwidthEfficiency = 0.956
  /// Part of NVLink's one-way rate an all-reduce reaches; fixed.
  package let nvlinkEfficiency = 0.6
  /// Experts of one token that count as few; fixed.
  package let fewExperts = 4
  /// Part of an NVLink GPU's memory an engine takes, and what of it is neither weights nor KV (GB); fixed.
  package let memoryShare = 0.95
  package let memoryReserveGB = 2.0
  /// Part of the KV room in use before the engine preempts; fixed.
  package let kvShare = 0.95
  /// Most prompt tokens of one step (chunked prefill); fixed at vLLM's default for GPUs of 70 GB and more.
  package let chunkTokens = 8192.0

  // MARK: Boards without NVLink: fitted to vLLM pipelines on L40S and A10G and to RTX 4090 servers

  /// Part of the list bandwidth; fixed.
  package let boardBandwidthEfficiency = 0.90
  /// Part of the dense rate that linear layers reach; fixed.
  package let boardLinearEfficiency = 0.54
  /// The same for the RTX 4090, whose listed rate is a cautious one; fitted.
  package var geforceLinearEfficiency = 0.6411
  /// The same for the L4, which 72 W hold back, from measured prefill times of single layers; fixed.
  package let lowPowerLinearEfficiency = 0.44
  /// Launches and small kernels of one layer in one step, seconds; fixed.
  package let boardLayerOverhead = 50e-6
  /// All-reduce latency over PCIe, times log2 of the GPUs, seconds; fitted.
  package var pcieAllReduceLatency = 39.35e-6
  /// GB/s an all-reduce moves over a 32 GB/s PCIe slot: no peer-to-peer, all through the host; fitted.
  package var pcieLinkGBs = 3.263
  /// The same of faster or slower slots, as a part of their listed rate; follows from the former.
  package var pcieEfficiency: Double { pcieLinkGBs / 32 }
  /// Part of a board's memory an engine takes; fixed at vLLM's default.
  package let boardMemoryShare = 0.90
  /// What of it is neither weights nor KV (GB); fitted.
  package var boardReserveGB = 0.1731
  /// Activations of a 70B-sized model (hidden size 8192) at TP 1 (GB); they shrink with TP (fitted) and with the
  /// hidden size (assumed).
  package var boardActivationsGB = 4.967
  package let boardActivationsHidden = 8192.0

  // MARK: Pipelines

  /// Hand-over between stages in different machines, per stage and pass, seconds; fitted.
  package var remoteHandover = 0.005588
  /// The same inside a machine, seconds: crossing machines was measured to cost 5 to 14 %; follows from that.
  package let localHandover = 3.5e-3
  /// Most prompt tokens of one step of a pipeline or a board; fixed at vLLM's default for small GPUs.
  package let pipelineChunkTokens = 2048.0

  // MARK: Scheduling

  /// Most sequences a replica decodes, over all stages of a pipeline: vLLM's default limit; fixed.
  package let maxSequences = 256
  /// Weight of the queueing term in the time to first token, and the load at which it stops growing; fixed.
  package let queueWeight = 0.35
  package let queueLoadLimit = 0.97
  package let queueSaturation = 1.05
}

extension EstimatorConstants {
  /// Floor of the time to first token of an engine, seconds.
  func firstTokenFloor(_ engine: ServingEngine) -> Double {
    switch engine {
    case .vllm: firstTokenFloorVLLM
    case .trtllm: firstTokenFloorTRTLLM
    case .sglang: firstTokenFloorSGLang
    }
  }

  /// Efficiency of a GPU's arithmetic as a part of Hopper's.
  ///
  /// Blackwell is fitted; the A100's follows from measured prefill times of single layers (Llama-2-70B, LLaMA-30B);
  /// CDNA3's and unknown types' are assumed.
  func relativeEfficiency(_ type: GPUType) -> Double {
    switch type.generation {
    case .hopper: 1
    case .blackwell: blackwellEfficiency
    case .ampere: (type.hasNVLink ? 0.79 : boardLinearEfficiency) / linearEfficiency
    case .ada:
      switch type.name {
      case "RTX-4090": geforceLinearEfficiency / linearEfficiency
      case "L4": lowPowerLinearEfficiency / linearEfficiency
      default: boardLinearEfficiency / linearEfficiency
      }
    case .cdna3: 0.75
    case .other: 0.93
    }
  }

  /// Launches and small kernels of one layer in one step, seconds.
  func layerOverhead(_ type: GPUType) -> Double {
    switch type.generation {
    case .hopper where type.hasNVLink: layerOverhead
    case .blackwell where type.hasNVLink: layerOverhead * blackwellOverhead
    default: boardLayerOverhead
    }
  }
}
