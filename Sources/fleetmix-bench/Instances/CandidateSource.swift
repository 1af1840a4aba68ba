import Optimization
import Planning
import Serving

/// The serving room's candidates, each catalogue side built once.
struct CandidateSource {
  /// Most layouts kept per model: the size of the catalogue that a run asks for.
  let layoutsPerModel: Int
  private var built: [(scenario: Scenario, candidates: [Candidate])] = []

  init(layoutsPerModel: Int) { self.layoutsPerModel = layoutsPerModel }

  /// Every layout that can serve, dominated ones included; of mixed ones a sample where there are too many.
  mutating func candidates(for scenario: Scenario, seed: UInt64) -> [Candidate] {
    let all: [Candidate]
    if let known = built.first(where: { FleetData.sharesCandidates($0.scenario, scenario) }) {
      all = known.candidates
    } else {
      all = FleetData.buildCandidates(scenario, pruned: false).candidates
      built.append((scenario, all))
    }
    var random = SplitMix(seed: seed)
    return scenario.models.indices.flatMap { model in
      sample(all.filter { $0.model == model }, &random)
    }
  }

  /// Layouts of one pool all stay, they come first; the others stay with equal chance, in their order.
  private func sample(_ candidates: [Candidate], _ random: inout SplitMix) -> [Candidate] {
    let pure = candidates.filter { Set($0.layout.stages.map(\.pool)).count == 1 }
    let mixed = candidates.filter { Set($0.layout.stages.map(\.pool)).count > 1 }
    var wanted = max(0, min(mixed.count, layoutsPerModel - pure.count))
    var kept = pure
    for (index, candidate) in mixed.enumerated() where random.below(mixed.count - index) < wanted {
      kept.append(candidate)
      wanted -= 1
    }
    return kept
  }
}
