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

extension DashboardState {
  /// The results the keys act on: the zoomed panel, the tab in view, or the plan where all panels are.
  var shownResults: ResultTab {
    if let zoomedTab { return zoomedTab }
    return ScreenClass(columns: columns, rows: rows).hasTabs && tab != .controls ? tab : .plan
  }

  /// The questions whose answers the screen in view shows, besides those about the plan itself.
  var wantedScopes: [ExplorationScope] {
    switch shownResults {
    case .options: return [.homogeneous, .options]
    case .move: return moveScenario.map { [.move($0)] } ?? []
    case .controls, .plan, .routes, .cost, .frontier, .why:
      guard page == .panels, ScreenClass(columns: columns, rows: rows) == .wide else { return [] }
      let chosen = focusedReplica.map { ExplorationScope.without(model: $0.model, layout: $0.layout) }
      return [chosen, .homogeneous].compactMap { $0 }
    }
  }

  /// The replica that the keys are on; nil where they are elsewhere.
  var focusedReplica: Plan.Replica? {
    guard let plan, panel == .results, !choosesChange else { return nil }
    let index = tables.focusedRow[.results] ?? 0
    return plan.replicas.indices.contains(index) ? plan.replicas[index] : nil
  }

  /// Asks for what has come into view and was not asked for yet.
  mutating func askForScopes() -> [Effect] {
    guard solver == .settled, exploration.origin == scenario else { return [] }
    return wantedScopes.allSatisfy { exploration.scopes.contains($0) } ? [] : explore()
  }

  /// The questions of the scopes in view that have no answer yet.
  mutating func scopeTasks() -> [ExplorationTask] {
    exploration.scopes = wantedScopes
    return exploration.scopes.flatMap { scope in
      switch scope {
      case .homogeneous: return baselineTasks(ofOneType: true)
      case .options:
        let alternatives = exploration.others.alternatives == nil
        return (alternatives ? [ExplorationTask(.alternatives, scenario)] : [])
          + baselineTasks(ofOneType: false)
          + Sensitivity.figures(of: scenario).filter { exploration.others.sensitivities[$0] == nil }.map {
            ExplorationTask(.sensitivity($0), scenario)
          }
          + RangeFigure.all(of: scenario).filter { exploration.others.ranges[$0] == nil }.map {
            ExplorationTask(.range($0), scenario, plan: plan)
          }
      case .without(let model, let layout):
        let configuration = OtherPlans.Configuration(model: model, layout: layout)
        return exploration.others.without[configuration] == nil
          ? [ExplorationTask(.without(model: model, layout: layout), scenario)] : []
      case .move(let scenario):
        if exploration.others.moveScenario != scenario {
          exploration.others.moveScenario = scenario
          exploration.others.move = nil
        }
        return exploration.others.move == nil ? [ExplorationTask(.replanning, scenario)] : []
      }
    }
  }

  private func baselineTasks(ofOneType: Bool) -> [ExplorationTask] {
    Baseline.all(of: scenario).filter { $0 != .optimum && $0.isOfOneType == ofOneType }.flatMap { baseline in
      (baseline.hasUnlimitedVariant ? [true, false] : [true]).filter {
        exploration.others.baseline(baseline, keepsStock: $0) == nil
      }.map { ExplorationTask(.baseline(baseline, keepsStock: $0), scenario) }
    }
  }

  /// Stores an answer about other plans.
  mutating func learnOther(_ answer: ExplorationAnswer, to question: ExplorationTask.Question) {
    switch (question, answer) {
    case (.alternatives, .plans(let plans)): exploration.others.alternatives = plans
    case (.baseline, .baseline(let result)): exploration.others.baselines.append(result)
    case (.sensitivity(let figure), .plan(let plan)):
      exploration.others.sensitivities[figure] = .some(SidePlan(plan))
    case (.range(let figure), .range(let range)): exploration.others.ranges[figure] = range
    case (.without(let model, let layout), .plan(let plan)):
      let configuration = OtherPlans.Configuration(model: model, layout: layout)
      exploration.others.without[configuration] = .some(SidePlan(plan))
    case (.replanning, .replanning(let move)): exploration.others.move = move
    default: break
    }
  }

  /// The text shown for a missing answer: without a plan, no question about other plans is asked.
  var unanswered: String { lacksPlan ? "not computed: no plan" : "computing…" }

  /// The results about other plans; empty where they do not belong to the plan shown.
  var others: OtherPlans { exploration.others(of: solved.planScenario) }
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
