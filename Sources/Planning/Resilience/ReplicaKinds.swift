import Optimization
import Serving

/// Replicas whose figures are wrong together: of one model on one set of GPU types.
///
/// Most of an estimate's error comes from the model and the GPU and is common to all layouts and shapes, so that
/// planning against single layouts being slow would only shuffle layouts.
struct ReplicaKinds {
  /// Kind of each candidate.
  let ofCandidate: [Int]
  /// `llama-3.1-70b on H100+L40S`, one a kind.
  let names: [String]

  init(_ scenario: Scenario, _ candidates: [Candidate]) {
    var kinds: [String: Int] = [:]
    var names: [String] = []
    ofCandidate = candidates.map { candidate in
      let types = Set(candidate.layout.stages.map { scenario.pools[$0.pool].type.name }).sorted()
      let name = "\(scenario.models[candidate.model].name) on \(types.joined(separator: "+"))"
      if let known = kinds[name] { return known }
      kinds[name] = names.count
      names.append(name)
      return names.count - 1
    }
    self.names = names
  }

  /// The candidates that some plan may need where kinds may be misjudged: those that none of their own kind beats, as
  /// stated and at the low end of the bands. One of another kind is a second leg to stand on, however slow.
  static func undominated(_ scenario: Scenario, _ all: [Candidate]) -> [Candidate] {
    let kinds = ReplicaKinds(scenario, all)
    var keys: Set<Configuration> = []
    for members in Dictionary(grouping: all.indices, by: { kinds.ofCandidate[$0] }).values {
      let doubled = members.map { index in
        var candidate = all[index]
        let low = candidate.throughput.map { figure in
          var figure = figure
          figure?.requestsPerSecond *= candidate.lowFactor
          return figure
        }
        candidate.throughput += low
        return candidate
      }
      var kept = Dominance.pruned(doubled, poolCount: scenario.pools.count)
      if !scenario.chargesStarts { kept = Dominance.withoutSums(kept, poolCount: scenario.pools.count) }
      keys.formUnion(kept.map(\.configuration))
    }
    return all.filter { keys.contains($0.configuration) }
  }
}

extension CoveringModel {
  /// What the scenario's resilience asks of the engine's groups.
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
      lowFactor: candidates.map { fleet.candidates[$0].lowFactor })
  }
}
