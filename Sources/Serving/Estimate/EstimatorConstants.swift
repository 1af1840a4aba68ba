/// The serving model's assumptions about hardware and engines, in one place.
///
/// "Fitted" values are the least-squares fit that `fleetmix-calibrate fit` repeats from the measurements in
/// `Tests/Calibration/Data`; "fixed" ones were chosen before the fit; "assumed" ones have no measurement behind them.
/// How far the model lies from measurements it was not fitted to stands in <doc:Accuracy>.
package struct EstimatorConstants: Sendable, Equatable {
  /// The values in use.
  package static let fitted = EstimatorConstants()

  // MARK: NVLink-class GPUs: fitted to vLLM, SGLang and TensorRT-LLM on H100, H200, B200 and B300

  /// Part of the dense 8-bit and 4-bit rate that linear layers reach on Hopper; fitted.
  package var linearEfficiency = 0.5965
  /// How much closer to the peak 16-bit linear layers come; fitted.
  package var sixteenBitGain = 1.076
  /// Part of the 16-bit rate that attention reaches; fitted.
  package var attentionEfficiency = 0.4852
  /// Part of the 8-bit rate that grouped expert matrices reach; fitted.
  package var expertEfficiency = 0.1686
  /// Growth of that part with the width of one expert beyond `expertWidth`, as a power: wide matrices fill the arithmetic
  /// units. It ends at what dense layers reach; fitted.
  package var expertWidthExponent = 0.5807
  package let expertWidth = 2048.0
  /// The same of the native rate of 4-bit experts; fixed: measurements do not show its cost at all.
  package let fourBitExpertEfficiency = 1.0
  /// The same of the 16-bit rate, for 4-bit expert weights that are unpacked first; fitted.
  package var unpackedExpertEfficiency = 0.18
  /// Blackwell's efficiencies as a part of Hopper's; fitted.
  package var blackwellEfficiency = 0.8219
  /// Part of the 16-bit rate that linear layers of the A100 reach; fitted.
  package var ampereEfficiency = 0.698
  /// Part of the bandwidth that remains where dense weights are four-bit with block scales; fitted.
  package var fourBitDenseBandwidth = 0.6015
  /// Launches and small kernels of one layer in one step on Hopper, seconds; fitted.
  package var layerOverhead = 49.46e-6
  /// TensorRT-LLM's layer overhead as a part of the others', for dense models; fitted. No such factor was found for
  /// models with experts or for SGLang.
  package var compiledOverhead = 0.9215
  /// Blackwell's layer overhead as a part of Hopper's; fitted.
  package var blackwellOverhead = 0.6653
  /// More of it in a layer with experts, seconds; fitted.
  package var expertLayerOverhead = 37.98e-6
  /// The same where a token uses at most `fewExperts` experts (gpt-oss), seconds; fitted.
  package var fewExpertsLayerOverhead = 7.389e-6
  /// More of it in a layer with latent attention, seconds; fitted.
  package var latentAttentionOverhead = 24.9e-6
  /// TensorRT-LLM's time for one step and for one decoding sequence in it, seconds; fitted.
  package var compiledStepOverhead = 737.6e-6
  package var compiledSequenceOverhead = 4.865e-6
  /// TensorRT-LLM's latency of an all-reduce over NVLink as a part of the others'; fitted.
  package var compiledAllReduce = 0.5199
  /// Engine's own time for one step, seconds; fitted.
  package var stepOverhead = 322.8e-6
  /// Engine's own time for one decoding sequence in a step, seconds; fitted.
  package var sequenceOverhead = 18.25e-6
  /// Latency of an all-reduce over NVLink, times the root of log2 of the GPUs, seconds; fitted.
  package var nvlinkAllReduceLatency = 7.327e-6
  /// GB/s one way that an all-reduce of prompt-sized activations reaches over NVLink, and on Blackwell; fitted.
  package var nvlinkGBs = 242.9
  package var blackwellNVLinkGBs = 312.4
  /// Passes over the routed activations (permute, gather, reduce) in one expert layer; fitted.
  package var expertActivationPasses = 9.429
  /// Time before the first prompt token of a request is worked on, seconds: HTTP, scheduling, streaming; fitted.
  package var firstTokenFloorVLLM = 0.03842
  /// The same for TensorRT-LLM; fitted.
  package var firstTokenFloorTRTLLM = 0.03431
  /// The same for SGLang since 0.5.9; fitted.
  package var firstTokenFloorSGLang = 0.2712
  /// The same with the clients of the other measurements, and of older SGLang builds; fitted beside them.
  package var otherFloorVLLM = 0.05255
  package var otherFloorTRTLLM = 0.1475
  package var otherFloorSGLang = 0.4654
  /// Requests / concurrency of the benchmark sweep most rows come from: its start-up burst is in the TTFT; fitted.
  package var benchmarkWaves = 7.699
  /// The same of the other measurements; fitted.
  package var otherBenchmarkWaves = 8.502
  /// The same of SGLang's own measurements, which are few and short; fitted.
  package var shortBenchmarkWaves = 1.873
  /// How much longer prompts wait where each GPU has requests of its own (attention data parallelism); fitted.
  package var attentionGroupDelay = 1.784

  /// Part of the list bandwidth that weights and KV cache are read with; fixed.
  package let bandwidthEfficiency = 0.92
  /// The same for Blackwell, whose listed 7.7 TB/s was taken as 8.0 in the fit; fixed.
  package let blackwellBandwidthEfficiency = 0.956
  /// Experts of one token that count as few; fixed.
  package let fewExperts = 4
  /// Part of an NVLink GPU's memory an engine takes, and what of it is neither weights nor KV (GB); fixed.
  package let memoryShare = 0.95
  package let memoryReserveGB = 2.0
  /// Part of the KV room in use before the engine preempts; fixed.
  package let kvShare = 0.95
  /// Prompt tokens of a step while a benchmark starts: its requests come in one by one, so steps do not fill; fixed.
  package let startUpChunkTokens = 2048.0

  // MARK: Boards without NVLink: fitted to vLLM pipelines on L40S and A10G and to RTX 4090 servers

  /// Part of the list bandwidth; fixed.
  package let boardBandwidthEfficiency = 0.90
  /// Part of the dense rate that linear layers reach; fixed.
  package let boardLinearEfficiency = 0.54
  /// The same for the RTX 4090, whose listed rate is a cautious one; fitted.
  package var geforceLinearEfficiency = 0.7211
  /// The same for boards with Blackwell GPUs; fitted.
  package var blackwellBoardEfficiency = 0.7561
  /// The same for the L4, which 72 W hold back, from measured prefill times of single layers; fixed.
  package let lowPowerLinearEfficiency = 0.44
  /// The same for the V100 and the T4, likewise.
  package let voltaEfficiency = 0.72
  package let turingEfficiency = 0.42
  /// Launches and small kernels of one layer in one step, seconds; fixed.
  package let boardLayerOverhead = 50e-6
  /// All-reduce latency over PCIe, times log2 of the GPUs, seconds; fitted.
  package var pcieAllReduceLatency = 29.47e-6
  /// The same with TensorRT-LLM, whose kernels reach into their peers' memory; fitted.
  package var peerAllReduceLatency = 31.42e-6
  /// GB/s it moves so over a 32 GB/s PCIe slot; fitted.
  package var peerLinkGBs = 15.93
  /// GB/s an all-reduce moves over a 32 GB/s PCIe slot with engines that send everything through the host; fitted.
  package var pcieLinkGBs = 3.302
  /// The slot that these figures are stated for, GB/s one way; faster and slower ones move their part of them.
  package static let referenceSlotGBs = 32.0
  /// Part of a board's memory an engine takes; fixed at vLLM's default.
  package let boardMemoryShare = 0.90
  /// GB of it that are neither weights nor KV cache; fitted.
  package var boardReserveGB = 0.02275
  /// Activations of a 70B-sized model (hidden size 8192) at TP 1 (GB); they shrink with TP (fitted) and with the
  /// hidden size (assumed).
  package var boardActivationsGB = 5.058
  package let boardActivationsHidden = 8192.0

  // MARK: Pipelines

  /// Hand-over between stages of a replica on several machines, per stage and pass, seconds; fitted. Stages that share
  /// one of its machines hand over no faster (6.2 ms where fitted alone, on two rows): what takes the time is the
  /// engine's remote calls, not the wire.
  package var remoteHandover = 0.007138
  /// The same where one machine holds all stages and no remote calls are needed, seconds; fixed, so that the same
  /// pipeline across machines costs the 5 to 14 % that were published: no pipeline inside a machine was measured.
  package let localHandover = 1.3e-3

  // MARK: AMD: fitted to vLLM of 2024 on MI250 and MI300X, in 16 bits, and to MLPerf results of 2025 in 8 bits

  /// The MI250 in any format; fitted.
  package var cdna2 = EarlyBuild(
    efficiency: 0.5576, layerOverhead: 300.8e-6, sequenceOverhead: 55.22e-6, allReduceLatency: 16.75e-6,
    cacheBandwidth: 0.7975)
  /// The MI300X with 16-bit weights, of which only builds of 2024 were measured; fitted.
  package var cdna3 = EarlyBuild(
    efficiency: 0.0735, layerOverhead: 173.5e-6, sequenceOverhead: 63.56e-6, allReduceLatency: 21.34e-6,
    cacheBandwidth: 0.4525)
  /// Efficiency of later AMD GPUs and of the MI300X with smaller weights, whose builds are those of 2025, as a part of
  /// Hopper's; fitted.
  package var eightBitEfficiency = 0.7601

  // MARK: Scheduling

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
}
