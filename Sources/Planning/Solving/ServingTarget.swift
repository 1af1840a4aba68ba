import Serving

/// The systems that start a plan's replicas elsewhere, and the replicas that each can start.
public enum ServingTarget: String, Sendable, CaseIterable {
  /// A shell with vLLM.
  case vllm
  /// Pods of vLLM.
  case kubernetes
  /// SkyPilot's tasks with vLLM.
  case skypilot

  /// Its name in a sentence.
  public var name: String {
    switch self {
    case .vllm: "vLLM"
    case .kubernetes: "Kubernetes"
    case .skypilot: "SkyPilot"
    }
  }
}

/// The parts of one replica that engines are told, read from its layout.
public struct ReplicaShape: Sendable {
  /// Most GPUs of a machine that a pod or a node may ask for.
  public static let gpusPerMachine = 8

  /// Pool and tensor-parallel size of each stage; never empty.
  public let stages: [(pool: String, tp: Int)]

  /// Splits a layout such as `L40*2+L40*2`; nil where the text is none.
  public init?(_ layout: String) {
    var stages: [(pool: String, tp: Int)] = []
    let isAcross = layout.hasSuffix(Layout.acrossMark)
    for part in layout.dropLast(isAcross ? Layout.acrossMark.count : 0).split(separator: "+") {
      guard let star = part.lastIndex(of: "*"), let tp = Int(part[part.index(after: star)...]), tp > 0
      else {
        return nil
      }
      stages.append((String(part[..<star]), tp))
    }
    guard !stages.isEmpty else { return nil }
    self.stages = stages
  }

  /// GPUs of all stages.
  public var gpus: Int { stages.reduce(0) { $0 + $1.tp } }
  /// The pools of the stages.
  public var pools: Set<String> { Set(stages.map(\.pool)) }

  /// Why a target cannot start the replica, as a sentence part; nil: it can.
  public func refusal(by target: ServingTarget) -> String? {
    guard Set(stages.map(\.tp)).count == 1 else {
      return "vLLM needs the same TP in every stage, these have "
        + stages.map { "\($0.tp)" }.joined(separator: ", ")
    }
    if target == .vllm { return nil }
    if pools.count > 1 {
      return target == .kubernetes
        ? "stages on several pools need a group of pods, not a Deployment"
        : "stages on several pools need a cluster each"
    }
    return gpus > Self.gpusPerMachine ? "\(gpus) GPUs do not fit one machine" : nil
  }
}
