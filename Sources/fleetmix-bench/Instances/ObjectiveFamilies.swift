import Glibc
import Optimization
import Planning

/// The cold families with a demand to serve, at least cost or at least cost per token.
struct ObjectiveFamilies {
  /// Demand as a part of the most that budget and stock can serve.
  static let demandParts = 0.4...0.9

  let seed: UInt64
  private var cold: ColdFamilies

  init(seed: UInt64) {
    self.seed = seed
    cold = ColdFamilies(seed: seed)
  }

  /// Instance `index` of the seed under both objectives.
  mutating func instances(_ index: Int, gap: Double) -> [Instance] {
    let base = cold.instance(index)
    guard
      let most = PlanningSession(candidatesOf: base.fleet).solve(
        base.scenario, options: PlanningOptions(gap: gap, breaksTies: false))?.requestsPerSecond, most > 0
    else { return [] }
    var random = SplitMix(seed: seed &+ 0xC2B2_AE35 &* UInt64(index + 1))
    let part =
      Self.demandParts.lowerBound
      + random.unit() * (Self.demandParts.upperBound - Self.demandParts.lowerBound)
    return [Objective.cost, .costPerToken].map { objective in
      var instance = base
      var scenario = base.scenario
      scenario.objective = objective
      scenario.demand = Self.rounded(most * part)
      instance.fleet = base.with(scenario)
      let word = objective == .cost ? "cost" : "token"
      instance.name = "\(base.name) \(word)"
      instance.family = "\(word): \(base.family)"
      return instance
    }
  }

  /// Two significant digits, as an operator states a demand.
  private static func rounded(_ demand: Double) -> Double {
    let unit = pow(10, floor(log10(demand)) - 1)
    return (demand / unit).rounded() * unit
  }
}
