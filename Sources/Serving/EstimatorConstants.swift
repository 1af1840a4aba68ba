/// What the serving model assumes about hardware and engines, in one place.
///
/// "Fitted" means a least-squares fit to published end-to-end measurements (vLLM, SGLang and TensorRT-LLM on
/// H100, H200, B200 and B300; vLLM pipelines on L40S and A10G); "assumed" means that no measurement was at hand.
enum EstimatorConstants {
  /// Part of the list bandwidth that reading weights and KV cache reaches over NVLink-class memory; fixed in the fit.
  static let bandwidthEfficiency = 0.92
  /// The same for Blackwell, whose listed 7.7 TB/s reads as 8.0 in the fit.
  static let blackwellBandwidthEfficiency = 0.956
  /// The same for PCIe boards; fixed in the pipeline fit.
  static let boardBandwidthEfficiency = 0.90

  /// What is left of the bandwidth where dense weights are four-bit and unpacked with their scales; fitted.
  static let fourBitDenseBandwidth = 0.60

  /// Part of the dense rate that 8-bit and 4-bit linear layers reach; Hopper and Blackwell fitted, the Ada and
  /// Ampere boards fixed in the pipeline fit, A100 from per-layer prefill times, CDNA3 and others assumed.
  static func linearEfficiency(_ type: GPUType) -> Double {
    switch type.generation {
    case .hopper: 0.535
    case .blackwell: 0.426
    case .ampere: type.hasNVLink ? 0.75 : 0.54
    case .ada: 0.54
    case .cdna3: 0.40
    case .other: 0.50
    }
  }
  /// How much closer to the peak 16-bit linear layers come on Hopper and Blackwell than 8-bit ones; fitted.
  static let sixteenBitGain = 1.29
  /// Attention's efficiency as a part of the linear layers'; fitted on Hopper (0.427 of the bf16 rate).
  static let attentionToLinear = 0.80
  /// The grouped expert matrices' efficiency as a part of the linear layers'; fitted.
  static let expertToLinear = 0.35
  /// The same for 4-bit expert weights multiplied at the 16-bit rate; fitted.
  static let fourBitExpertToLinear = 0.43
  /// Expert efficiency of native 4-bit formats on Blackwell; fitted.
  static let nativeFourBitExpertEfficiency = 0.65

  /// Launches and small kernels of one layer in one step, seconds; fitted on Hopper, 50 us held in the board fit.
  static func layerOverhead(_ type: GPUType) -> Double {
    switch type.generation {
    case .hopper: 45e-6
    case .blackwell: 29e-6
    default: 50e-6
    }
  }
  /// More of it in a layer with latent attention; fitted.
  static let latentAttentionOverhead = 20e-6
  /// More of it in a layer with experts; fitted, the lower figure on gpt-oss, whose tokens use four experts.
  static let expertLayerOverhead = 44e-6
  static let fewExpertsLayerOverhead = 13e-6
  static let fewExperts = 4
  /// Passes over the routed activations (permute, gather, reduce) in one expert layer; fitted.
  static let expertActivationPasses = 14.0
  /// Engine's own time for one step, seconds; fitted.
  static let stepOverhead = 0.43e-3
  /// Engine's own time for one decoding sequence in a step, seconds; fitted.
  static let sequenceOverhead = 10.8e-6

  /// All-reduce latency over NVLink, times the root of log2 of the GPUs, seconds; fitted.
  static let nvlinkAllReduceLatency = 6.9e-6
  /// Part of NVLink's one-way rate an all-reduce reaches; fixed in the fit.
  static let nvlinkEfficiency = 0.6
  /// All-reduce latency over PCIe, times log2 of the GPUs, seconds; fitted.
  static let pcieAllReduceLatency = 32e-6
  /// Part of PCIe's one-way rate an all-reduce reaches (3.3 of 32 GB/s: no peer-to-peer, through the host); fitted.
  static let pcieEfficiency = 3.3 / 32

  /// Hand-over between pipeline stages in different machines, per stage and pass, seconds; fitted.
  static let remoteHandover = 7.3e-3
  /// The same inside a machine, seconds; assumed: no network, but the workers still synchronise.
  static let localHandover = 1.5e-3

  /// Part of an NVLink GPU's memory an engine takes, and what of it is not weights or KV (GB); fixed in the fit.
  static let memoryShare = 0.95
  static let memoryReserveGB = 2.0
  /// Part of the KV room in use before the engine preempts; fixed in the fit.
  static let kvShare = 0.95
  /// The same for PCIe boards: share, reserve (GB), and activations of a 70B-sized model (hidden size 8192) at
  /// TP 1 (GB), which shrink with TP and hidden size; fitted but for the scaling, which is assumed.
  static let boardMemoryShare = 0.90
  static let boardReserveGB = 0.46
  static let boardActivationsGB = 4.3
  static let boardActivationsHidden = 8192.0

  /// Most prompt tokens of one step (chunked prefill) in a replica of one stage; the fit's.
  static let chunkTokens = 8192.0
  /// The same of one microbatch in a pipeline; the fit's.
  static let pipelineChunkTokens = 2048.0
  /// Most sequences a replica decodes, over all stages of a pipeline: vLLM's default limit.
  static let maxSequences = 256
  /// Floor of the time to first token, seconds; fitted for vLLM.
  static let firstTokenFloor = 0.040
  /// Weight of the queueing term in the time to first token, and the load at which it stops growing; fixed.
  static let queueWeight = 0.35
  static let queueLoadLimit = 0.97
  static let queueSaturation = 1.05
  /// Waves (requests / concurrency) of a closed-loop benchmark; its start-up burst is in the TTFT; fitted.
  static let benchmarkWaves = 10.0
}
