extension Scenario {
  /// A workload type whose part of all requests is above 0 and too small to plan for.
  public struct TinyShare: Sendable, Equatable {
    /// Index of the model.
    public var model: Int
    /// Index of the workload type in the model.
    public var workload: Int
    /// Whether its own share is to blame, not the model's.
    public var isOwn: Bool
    /// The smallest share that the one to blame may have, the others as they are.
    public var least: Double
  }

  /// The smallest part of all requests that a workload type may have, unless it has none.
  public static let smallestShare = PlanningTolerance.smallestShare

  /// The workload types with too small a part, in order.
  public var tinyShares: [TinyShare] {
    let modelTotal = models.reduce(0) { $0 + $1.share }
    var found: [TinyShare] = []
    for (index, model) in models.enumerated() where model.share > 0 {
      let total = model.workloads.reduce(0) { $0 + $1.share }
      let modelPart = model.share / modelTotal
      for (position, workload) in model.workloads.enumerated() where workload.share > 0 {
        let part = workload.share / total
        if modelPart * part >= Self.smallestShare { continue }
        // The smaller of the two parts is the one that somebody mistyped.
        let isOwn = part <= modelPart
        let factor = Self.smallestShare / (modelPart * part)
        let stated = isOwn ? workload.share : model.share
        let least = factor.isFinite ? stated * factor : Self.smallestShare * (isOwn ? total : modelTotal)
        found.append(TinyShare(model: index, workload: position, isOwn: isOwn, least: least))
      }
    }
    return found
  }
}
