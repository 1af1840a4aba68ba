import Serving

extension BandPositions {
  /// True over stated requests/s of each candidate.
  func factors(_ scenario: Scenario, _ candidates: [Candidate]) -> [Double] {
    switch freedom {
    case .fixed: return [Double](repeating: 1, count: candidates.count)
    case .together: return candidates.map { $0.factor(at: all ?? 0) }
    case .apart:
      let known = ReplicaKinds(scenario, candidates)
      let positions = known.names.map { kinds[$0] ?? all ?? 0 }
      return candidates.indices.map { candidates[$0].factor(at: positions[known.ofCandidate[$0]]) }
    }
  }
}

extension Scenario {
  /// The kinds of replica whose figures may be off: those that a position can be given, in the candidates' order.
  public var uncertainKinds: [String] {
    let candidates = FleetData.buildCandidates(self, pruned: false).candidates
    let known = ReplicaKinds(self, candidates)
    var isUncertain = [Bool](repeating: false, count: known.names.count)
    for (candidate, kind) in zip(candidates, known.ofCandidate)
    where candidate.lowFactor < 1 || candidate.highFactor > 1 {
      isUncertain[kind] = true
    }
    return known.names.indices.filter { isUncertain[$0] }.map { known.names[$0] }
  }
}
