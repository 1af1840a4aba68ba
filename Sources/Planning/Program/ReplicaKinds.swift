import Optimization
import Serving

/// Replicas whose figures are wrong together: of one model on one set of GPU types.
///
/// Most of an estimate's error comes from the model and the GPU and is common to all layouts and shapes, so that
/// planning against single layouts being slow would only shuffle layouts.
struct ReplicaKinds {
  /// Kind of each candidate.
  let ofCandidate: [Int]
  /// `llama-3.1-70b on H100+L40S`, one per kind.
  let names: [String]

  init(_ scenario: Scenario, _ candidates: [Candidate]) {
    var kinds: [String: Int] = [:]
    var names: [String] = []
    ofCandidate = candidates.map { candidate in
      let name = BandPositions.kind(
        model: scenario.models[candidate.model].name,
        types: candidate.layout.stages.lazy.map { scenario.pools[$0.pool].type.name })
      if let known = kinds[name] { return known }
      kinds[name] = names.count
      names.append(name)
      return names.count - 1
    }
    self.names = names
  }

  /// The candidates that some plan may need where figures may be off: those that nothing beats as stated and
  /// at the ends of the bands, and so nowhere between, where speeds are in proportion. Where kinds may be off
  /// by themselves, only a candidate of the same kind replaces one: one of another kind is a safeguard,
  /// however slow.
  static func undominated(_ scenario: Scenario, _ all: [Candidate], comparesBlocks: Bool) -> [Candidate] {
    let movesApart = scenario.resilience.misjudged > 0 || scenario.bands.freedom == .apart
    let hasHighs = scenario.bands.freedom != .fixed
    let kinds = ReplicaKinds(scenario, all)
    let groups =
      movesApart ? Dictionary(grouping: all.indices) { kinds.ofCandidate[$0] } : [0: Array(all.indices)]
    var keys: Set<Configuration> = []
    for members in groups.values {
      let atAllEnds = members.map { index in
        let candidate = all[index]
        var widened = candidate
        for factor in [candidate.lowFactor] + (hasHighs ? [candidate.highFactor] : []) {
          widened.throughput += candidate.throughput.map { figure in
            var figure = figure
            figure?.requestsPerSecond *= factor
            return figure
          }
        }
        return widened
      }
      var kept = Dominance.pruned(atAllEnds, comparesBlocks: comparesBlocks)
      if !scenario.chargesStarts { kept = Dominance.withoutSums(kept, comparesBlocks: comparesBlocks) }
      keys.formUnion(kept.map(\.configuration))
    }
    return all.filter { keys.contains($0.configuration) }
  }
}

extension CoveringModel {
  /// The stress set that the scenario's resilience asks of the engine's groups.
  func stress(_ fleet: FleetData) -> StressSet {
    let scenario = fleet.scenario
    let losses = scenario.jointLosses.map { loss in
      StressSet.Loss(
        isLost: candidates.map { candidate in
          loss.pools.contains { fleet.use[candidate * fleet.poolCount + $0] > 0 }
        }, part: scenario.resilience.remaining)
    }
    guard scenario.resilience.misjudged > 0 else { return StressSet(losses: losses) }
    let kinds = ReplicaKinds(scenario, fleet.candidates)
    return StressSet(
      losses: losses, mostLow: scenario.resilience.misjudged,
      errorClass: candidates.map { Int32(kinds.ofCandidate[$0]) },
      lowFactor: candidates.map { fleet.lowFactor(of: $0) })
  }
}
