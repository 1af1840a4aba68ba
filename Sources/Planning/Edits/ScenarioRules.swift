/// The rules for a scenario as a whole, whichever way it came about.
public enum ScenarioRules {
  /// A value that the objective needs and the scenario lacks.
  public struct Gap {
    /// The missing key.
    public let key: String
    /// The fault, as a sentence part.
    public let message: String
  }

  /// The missing values.
  public static func missing(_ scenario: Scenario) -> [Gap] {
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
  public static func withoutRegion(_ scenario: Scenario) -> [Int] {
    guard scenario.resilience.survives == .region else { return [] }
    return scenario.pools.indices.filter { scenario.pools[$0].offer.region == nil }
  }

  /// The message about a workload type with too small a part of all requests, as a sentence part.
  public static func message(_ tiny: Scenario.TinyShare, of scenario: Scenario) -> String {
    let model = scenario.models[tiny.model]
    return "leaves '\(model.name) / \(model.workloads[tiny.workload].name)' less than "
      + "\(NumberText.shortest(Scenario.smallestShare)) of all requests, the least that is planned for; "
      + "0 leaves it out, \(NumberText.shortest(twoDigits(tiny.least))) is enough"
  }

  /// The least number of two digits that is not below another one, > 0.
  private static func twoDigits(_ number: Double) -> Double {
    var unit = 1.0
    while number < unit * 10 { unit /= 10 }
    while number >= unit * 100 { unit *= 10 }
    return (number / unit).rounded(.up) * unit
  }

  /// Whose shares are all 0: nil for the models themselves, else the model whose workloads they are.
  public static func allZeroShares(_ scenario: Scenario) -> [String?] {
    var result: [String?] = []
    if scenario.models.allSatisfy({ $0.share == 0 }) { result.append(nil) }
    for model in scenario.models where model.workloads.allSatisfy({ $0.share == 0 }) {
      result.append(model.name)
    }
    return result
  }
}
