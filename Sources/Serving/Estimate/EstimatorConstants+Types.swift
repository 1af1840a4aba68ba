#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What an engine's early build reaches on a GPU type, where it differs from those of today.
package struct EarlyBuild: Sendable, Equatable {
  /// Arithmetic efficiency as a part of Hopper's.
  package var efficiency: Double
  /// Launches and small kernels of one layer in one step, seconds.
  package var layerOverhead: Double
  /// Engine's own time for one decoding sequence in a step, seconds.
  package var sequenceOverhead: Double
  /// Latency of an all-reduce, times the root of log2 of the GPUs, seconds.
  package var allReduceLatency: Double
  /// Part of the bandwidth left for reading the KV cache.
  package var cacheBandwidth: Double
}

extension EstimatorConstants {
  /// The early build that serves weights of so many bytes on a type; nil: today's.
  func earlyBuild(_ type: GPUType, weightBytes: Double) -> EarlyBuild? {
    switch type.generation {
    case .cdna2: cdna2
    case .cdna3 where weightBytes >= 2: cdna3
    default: nil
    }
  }

  /// Efficiency of a GPU's arithmetic as a part of Hopper's.
  ///
  /// Those of the V100, T4 and L4 follow from measured prefill times of single layers (Llama-2-70B, LLaMA-30B); an
  /// unknown type's is assumed.
  func relativeEfficiency(_ type: GPUType, weightBytes: Double) -> Double {
    if let build = earlyBuild(type, weightBytes: weightBytes) { return build.efficiency }
    switch type.generation {
    case .hopper: return 1
    case .blackwell:
      return type.hasNVLink ? blackwellEfficiency : blackwellBoardEfficiency / linearEfficiency
    case .ampere: return (type.hasNVLink ? ampereEfficiency : boardLinearEfficiency) / linearEfficiency
    case .ada:
      switch type.name {
      case "RTX-4090": return geforceLinearEfficiency / linearEfficiency
      case "L4": return lowPowerLinearEfficiency / linearEfficiency
      default: return boardLinearEfficiency / linearEfficiency
      }
    case .volta: return voltaEfficiency / linearEfficiency
    case .turing: return turingEfficiency / linearEfficiency
    case .cdna2, .cdna3, .cdna4: return eightBitEfficiency
    case .other: return 0.93
    }
  }

  /// Launches and small kernels of one layer in one step, seconds.
  func layerOverhead(_ type: GPUType, weightBytes: Double) -> Double {
    if let build = earlyBuild(type, weightBytes: weightBytes) { return build.layerOverhead }
    switch type.generation {
    case .hopper where type.hasNVLink, .ampere where type.hasNVLink: return layerOverhead
    case .blackwell: return (type.hasNVLink ? layerOverhead : boardLayerOverhead) * blackwellOverhead
    case .cdna3, .cdna4: return layerOverhead
    default: return boardLayerOverhead
    }
  }

  /// Engine's own time for one decoding sequence in a step, seconds.
  func sequenceOverhead(_ engine: ServingEngine, _ type: GPUType, weightBytes: Double) -> Double {
    if let build = earlyBuild(type, weightBytes: weightBytes) { return build.sequenceOverhead }
    return engine == .trtllm ? compiledSequenceOverhead : sequenceOverhead
  }

  /// The part of the rate that expert matrices of a width reach, where narrow ones reach `part`: never more than dense
  /// layers do.
  func expertPart(_ part: Double, width: Int) -> Double {
    let growth = pow(max(1, Double(width) / expertWidth), expertWidthExponent)
    return min(part * growth, max(part, linearEfficiency))
  }
}
