import Planning

/// What must hold for a scenario as a whole, whichever way it came about.
enum ScenarioRules {
  /// A value that the objective needs and the scenario lacks.
  struct Gap {
    let key: String
    let message: String
  }

  /// The values that lack.
  static func missing(_ scenario: Scenario) -> [Gap] {
    let objective = scenario.objective
    var gaps: [Gap] = []
    if scenario.budget == nil && objective != .cost {
      gaps.append(Gap(key: "budget", message: "is missing; the objective \(objective.rawValue) needs it"))
    }
    if scenario.demand == nil && objective == .cost {
      gaps.append(Gap(key: "demand", message: "is missing; the objective \(objective.rawValue) needs it"))
    }
    return gaps
  }

  /// Pools without a region where the loss of any one region must be survived.
  static func withoutRegion(_ scenario: Scenario) -> [Int] {
    guard scenario.resilience.survives == .region else { return [] }
    return scenario.pools.indices.filter { scenario.pools[$0].offer.region == nil }
  }

  /// Whose shares are all 0: nil for the models themselves, else the model whose workloads they are.
  static func allZeroShares(_ scenario: Scenario) -> [String?] {
    var result: [String?] = []
    if scenario.models.allSatisfy({ $0.share == 0 }) { result.append(nil) }
    for model in scenario.models where model.workloads.allSatisfy({ $0.share == 0 }) {
      result.append(model.name)
    }
    return result
  }
}
