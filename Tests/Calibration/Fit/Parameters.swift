package import Serving

/// One constant that a fit may change.
package struct Parameter: Sendable {
  package let name: String
  package let path: WritableKeyPath<EstimatorConstants, Double> & Sendable

  package init(name: String, path: WritableKeyPath<EstimatorConstants, Double> & Sendable) {
    self.name = name
    self.path = path
  }

  /// Constants of NVLink-class GPUs, engines and benchmarks.
  package static let engines: [Parameter] = [
    Parameter(name: "linearEfficiency", path: \.linearEfficiency),
    Parameter(name: "sixteenBitGain", path: \.sixteenBitGain),
    Parameter(name: "attentionEfficiency", path: \.attentionEfficiency),
    Parameter(name: "expertEfficiency", path: \.expertEfficiency),
    Parameter(name: "unpackedExpertEfficiency", path: \.unpackedExpertEfficiency),
    Parameter(name: "blackwellEfficiency", path: \.blackwellEfficiency),
    Parameter(name: "fourBitDenseBandwidth", path: \.fourBitDenseBandwidth),
    Parameter(name: "layerOverhead", path: \.layerOverhead),
    Parameter(name: "compiledOverhead", path: \.compiledOverhead),
    Parameter(name: "blackwellOverhead", path: \.blackwellOverhead),
    Parameter(name: "expertLayerOverhead", path: \.expertLayerOverhead),
    Parameter(name: "latentAttentionOverhead", path: \.latentAttentionOverhead),
    Parameter(name: "stepOverhead", path: \.stepOverhead),
    Parameter(name: "sequenceOverhead", path: \.sequenceOverhead),
    Parameter(name: "nvlinkAllReduceLatency", path: \.nvlinkAllReduceLatency),
    Parameter(name: "nvlinkGBs", path: \.nvlinkGBs),
    Parameter(name: "expertActivationPasses", path: \.expertActivationPasses),
    Parameter(name: "firstTokenFloorVLLM", path: \.firstTokenFloorVLLM),
    Parameter(name: "firstTokenFloorTRTLLM", path: \.firstTokenFloorTRTLLM),
    Parameter(name: "firstTokenFloorSGLang", path: \.firstTokenFloorSGLang),
    Parameter(name: "otherFloorVLLM", path: \.otherFloorVLLM),
    Parameter(name: "otherFloorTRTLLM", path: \.otherFloorTRTLLM),
    Parameter(name: "otherFloorSGLang", path: \.otherFloorSGLang),
    Parameter(name: "benchmarkWaves", path: \.benchmarkWaves),
    Parameter(name: "otherBenchmarkWaves", path: \.otherBenchmarkWaves),
    Parameter(name: "shortBenchmarkWaves", path: \.shortBenchmarkWaves),
    Parameter(name: "attentionGroupDelay", path: \.attentionGroupDelay),
    Parameter(name: "blackwellNVLinkGBs", path: \.blackwellNVLinkGBs),
    Parameter(name: "expertWidthExponent", path: \.expertWidthExponent),
    Parameter(name: "compiledAllReduce", path: \.compiledAllReduce),
    Parameter(name: "compiledStepOverhead", path: \.compiledStepOverhead),
    Parameter(name: "compiledSequenceOverhead", path: \.compiledSequenceOverhead),
    Parameter(name: "ampereEfficiency", path: \.ampereEfficiency),
  ]

  /// Constants of boards without NVLink and of pipelines.
  package static let boards: [Parameter] = [
    Parameter(name: "geforceLinearEfficiency", path: \.geforceLinearEfficiency),
    Parameter(name: "pcieAllReduceLatency", path: \.pcieAllReduceLatency),
    Parameter(name: "pcieLinkGBs", path: \.pcieLinkGBs),
    Parameter(name: "boardReserveGB", path: \.boardReserveGB),
    Parameter(name: "boardActivationsGB", path: \.boardActivationsGB),
    Parameter(name: "remoteHandover", path: \.remoteHandover),
    Parameter(name: "peerAllReduceLatency", path: \.peerAllReduceLatency),
    Parameter(name: "peerLinkGBs", path: \.peerLinkGBs),
    Parameter(name: "blackwellBoardEfficiency", path: \.blackwellBoardEfficiency),
  ]

  /// Constants of AMD's GPUs.
  package static let accelerators: [Parameter] = [
    Parameter(name: "cdna2.efficiency", path: \.cdna2.efficiency),
    Parameter(name: "cdna2.layerOverhead", path: \.cdna2.layerOverhead),
    Parameter(name: "cdna2.sequenceOverhead", path: \.cdna2.sequenceOverhead),
    Parameter(name: "cdna2.allReduceLatency", path: \.cdna2.allReduceLatency),
    Parameter(name: "cdna2.cacheBandwidth", path: \.cdna2.cacheBandwidth),
    Parameter(name: "cdna3.efficiency", path: \.cdna3.efficiency),
    Parameter(name: "cdna3.layerOverhead", path: \.cdna3.layerOverhead),
    Parameter(name: "cdna3.sequenceOverhead", path: \.cdna3.sequenceOverhead),
    Parameter(name: "cdna3.allReduceLatency", path: \.cdna3.allReduceLatency),
    Parameter(name: "cdna3.cacheBandwidth", path: \.cdna3.cacheBandwidth),
    Parameter(name: "eightBitEfficiency", path: \.eightBitEfficiency),
  ]

  /// All of them, in the order of the fits.
  package static let all = engines + boards + accelerators
}
