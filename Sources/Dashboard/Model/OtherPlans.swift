import Planning

/// The questions that are solved in the background only while their answers are in view.
enum ExplorationScope: Sendable, Equatable {
  /// Fleets of one GPU type.
  case homogeneous
  /// The other baselines, the alternatives, the sensitivities and the ranges.
  case options
  /// The best plan without a configuration of the plan.
  case without(model: String, layout: String)
  /// The way from a running fleet, which the scenario names.
  case move(Scenario)
}

/// The figures of a plan beside the one shown.
struct SidePlan: Sendable, Equatable {
  /// Requests/s.
  var rate: Double
  /// $/h.
  var cost: Double
  /// $ per 10^6 tokens.
  var perToken: Double
  /// The objective's own value.
  var value: Double
  /// GPUs rented by pool.
  var composition: [Int]

  /// The figures of a plan; nil without one.
  init?(_ plan: Plan) {
    guard plan.exists else { return nil }
    rate = plan.requestsPerSecond
    cost = plan.costPerHour
    perToken = plan.totalCostPerMillionTokens
    value = plan.objectiveValue
    composition = plan.gpus.map(\.used)
  }
}

/// The results known so far about other plans for the present scenario.
struct OtherPlans: Sendable, Equatable {
  /// The best plans with different GPUs, the best first; nil: not known yet.
  var alternatives: [Plan]?
  /// Simpler ways to plan.
  var baselines: [BaselineResult] = []
  /// The plan with one figure changed; `some(nil)`: there is none then.
  var sensitivities: [Sensitivity.Figure: SidePlan?] = [:]
  /// Ranges in which figures may move while the same GPUs are rented.
  var ranges: [RangeFigure: ClosedRange<Double>] = [:]
  /// The plan without a configuration; `some(nil)`: there is none then.
  var without: [Configuration: SidePlan?] = [:]
  /// The scenario with the running fleet to move from, and the way.
  var moveScenario: Scenario?
  var move: Replanning?

  /// A model on a layout.
  struct Configuration: Sendable, Hashable {
    var model: String
    var layout: String
  }

  /// Returns the result of a baseline; nil: not known yet.
  func baseline(_ baseline: Baseline, keepsStock: Bool) -> BaselineResult? {
    baselines.first { $0.baseline == baseline && $0.keepsStock == keepsStock }
  }
}

extension BaselineResult {
  /// Whether it serves less than the scenario asks for, so that no other figure of it compares.
  func missesDemand(of scenario: Scenario) -> Bool {
    guard scenario.objective != .throughput, let demand = scenario.demand, let rate = requestsPerSecond else {
      return false
    }
    return rate < demand * (1 - Self.demandSlack)
  }

  /// Part of the demand that rounding may take away.
  private static let demandSlack = 1e-6
}

extension Baseline {
  /// Whether it rents GPUs of one pool alone.
  var isOfOneType: Bool { if case .homogeneous = self { true } else { false } }
}
