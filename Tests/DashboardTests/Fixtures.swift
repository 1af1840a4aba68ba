import Serving

@testable import Dashboard
@testable import Planning

/// A fleet of six pools and two models, and its plan, made by hand: figures that add up, not a solved optimum.
enum Fixtures {
  static let mix: [(name: String, input: Int, output: Int, share: Double)] = [
    ("w1", 2455, 18, 33), ("w2", 2455, 253, 7), ("w3", 2455, 510, 8), ("w4", 496, 18, 7),
    ("w5", 496, 253, 27),
    ("w6", 496, 510, 6), ("w7", 824, 18, 6), ("w8", 824, 253, 3), ("w9", 824, 510, 3),
  ]

  static func model(
    _ name: String, share: Double, mix: [(name: String, input: Int, output: Int, share: Double)]
  )
    -> ServedModel
  {
    ServedModel(
      name: name,
      architecture: ModelArchitecture(
        name: name, parametersB: 70, layers: 80, hidden: 8192, heads: 64, kvHeads: 8, source: "test"),
      share: share, precision: .bf16,
      workloads: mix.map {
        Workload(name: $0.name, inputTokens: $0.input, outputTokens: $0.output, share: $0.share)
      })
  }

  static func pool(_ name: String, _ available: Int, _ price: Double) -> Pool {
    Pool(
      name: name,
      type: GPUType(
        name: name, memoryGB: 80, bandwidthGBs: 2000, tflops: 300, linkGBs: 300, hasNVLink: true,
        confidence: "high",
        source: "test"), available: available, price: price)
  }

  static var scenario: Scenario {
    Scenario(
      title: "Llama 3 on rented GPUs", objective: .throughput, budget: 30, demand: nil,
      pools: [
        pool("H100", 8, 2.99), pool("A100", 6, 1.75), pool("L40", 12, 0.83), pool("A6000", 8, 0.83),
        pool("A40", 12, 0.55), pool("4090", 16, 0.53),
      ],
      models: [model("llama-3-70b", share: 20, mix: mix), model("llama-3-8b", share: 80, mix: mix)],
      slo: SLO(ttftMs: 2000, tpotMs: 100))
  }

  /// Replicas: model, layout, pools, count, $/h, requests/s, provenance, per cent of w1...w9.
  private static let rows: [(Int, String, [(String, Int)], Int, Double, Double, Provenance, [Double])] = [
    (0, "H100*4", [("H100", 4)], 1, 11.96, 5.19, .measured("a"), [60, 100, 96, 0, 0, 100, 0, 0, 100]),
    (0, "L40*2+L40*2", [("L40", 4)], 1, 3.32, 2.06, .interpolated("a"), [13, 0, 0, 100, 0, 0, 100, 0, 0]),
    (
      0, "A40*4+L40*1", [("L40", 1), ("A40", 4)], 1, 3.03, 1.66, .estimated("a"),
      [7, 0, 4, 0, 31, 0, 0, 100, 0]
    ),
    (0, "A40*2+A40*2", [("A40", 4)], 1, 2.20, 0.78, .estimated("a"), [20, 0, 0, 0, 0, 0, 0, 0, 0]),
    (0, "A40*4", [("A40", 4)], 1, 2.20, 2.24, .measured("a"), [0, 0, 0, 0, 69, 0, 0, 0, 0]),
    (
      1, "H100*1", [("H100", 3)], 3, 8.97, 47.70, .measured("a"),
      [100, 100, 100, 100, 100, 100, 100, 100, 100]
    ),
  ]

  static var plan: Plan { plan(rate: 59.63, cost: 31.68, perToken: 0.0887) }

  /// The plan of the scenario as opened.
  static var reference: Plan {
    var plan = plan(rate: 56.85, cost: 29.89, perToken: 0.0878)
    plan.costPerMillionTokens = Plan.TokenPair(input: 0.0786, output: 0.1592)
    return plan
  }

  static func plan(rate: Double, cost: Double, perToken: Double) -> Plan {
    let names = ["llama-3-70b", "llama-3-8b"]
    let modelRate = [11.93, 47.70]
    var assignments: [Plan.Assignment] = []
    for row in rows {
      let weights = zip(row.7, mix).map { $0 / 100 * $1.share }
      let sum = weights.reduce(0, +)
      for (index, share) in row.7.enumerated() where share > 0 {
        assignments.append(
          Plan.Assignment(
            model: names[row.0], workload: mix[index].name, layout: row.1, fraction: share / 100,
            requestsPerSecond: modelRate[row.0] * mix[index].share / 100 * share / 100,
            costPerHour: row.4 * weights[index] / sum, prefillShare: 0.8, provenance: row.6))
      }
    }
    let workloads = names.flatMap { name in
      mix.map { entry in
        let parts = assignments.filter { $0.model == name && $0.workload == entry.name }
        let served = parts.reduce(0) { $0 + $1.requestsPerSecond }
        let price = parts.reduce(0) { $0 + $1.costPerHour }
        return Plan.WorkloadResult(
          model: name, workload: entry.name, requestsPerSecond: served, costPerHour: price,
          costPerMillionTokens: price / 3600 / served / Double(entry.input + entry.output) * 1e6,
          split: Plan.TokenPair(input: 0.1, output: 0.2))
      }
    }
    let gpus: [(String, Int, Int, Double, Double)] = [
      ("H100", 7, 8, 20.93, 1.32), ("A100", 0, 6, 0, 0), ("L40", 5, 12, 4.15, 0), ("A6000", 0, 8, 0, 0),
      ("A40", 12, 12, 6.60, 1.32), ("4090", 0, 16, 0, 0),
    ]
    return Plan(
      status: .optimal, objective: .throughput, requestsPerSecond: rate, costPerHour: cost,
      tokensPerSecond: Plan.TokenPair(input: 88_000, output: 11_250),
      costPerMillionTokens: Plan.TokenPair(input: 0.0777, output: 0.1745),
      totalCostPerMillionTokens: perToken,
      bound: rate, gap: 0,
      replicas: rows.map { row in
        Plan.Replica(
          model: names[row.0], precision: .bf16, layout: row.1,
          gpus: row.2.map { Plan.PoolCount(pool: $0.0, count: $0.1) }, count: row.3, costPerHour: row.4,
          utilization: 1, requestsPerSecond: row.5, provenance: row.6)
      }, assignments: assignments,
      gpus: gpus.map {
        Plan.GPUUse(name: $0.0, used: $0.1, available: $0.2, costPerHour: $0.3, marginalValue: $0.4)
      }, workloads: workloads, budgetMarginalValue: 2.75,
      solve: Plan.SolveStatistics(
        milliseconds: 3.4, firstPlanMilliseconds: 1.9, nodes: 0, pivots: 18, warm: true))
  }

  /// No plan, proven.
  static var noPlan: Plan {
    var plan = plan
    plan.status = .infeasible
    plan.infeasibility = Infeasibility(
      reason: "68.0 req/s needs 37.02 $/h; the cap is 32.00. It buys at most 59.63 req/s.", isProven: true)
    plan.solve.milliseconds = 2.2
    plan.solve.pivots = 41
    return plan
  }

  /// The dashboard with the plan of the scenario as opened.
  static func opened(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = DashboardState(scenario: scenario, scenarioPath: "llama.yaml", notice: nil)
    _ = update(&state, .program(.resize(columns: columns, rows: rows)))
    _ = update(&state, .program(.start))
    _ = update(&state, .planner(.planArrived(reference, generation: state.generation, isFinal: true)))
    return state
  }

  /// The mockup's moment: a pool off, the budget raised by 2 $/h, a share locked, the new plan there.
  static func edited(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = opened(columns: columns, rows: rows)
    press([.tab, .down, .down, .down, .character(" ")], &state)
    press([.tab, .tab, .tab, .down, .down, .down, .down, .character(" ")], &state)
    while state.panel != .controls { press([.tab], &state) }
    press([.right, .right, .right, .right], &state)
    _ = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    return state
  }

  /// Presses keys; returns what the program was asked for.
  @discardableResult
  static func press(_ keys: [Key], _ state: inout DashboardState) -> [Effect] {
    keys.flatMap { key in
      action(for: .key(key), in: state).flatMap { update(&state, $0) }
    }
  }

  /// Types a text, character by character.
  @discardableResult
  static func type(_ text: String, _ state: inout DashboardState) -> [Effect] {
    press(text.map { .character($0) }, &state)
  }
}

extension Fixtures {
  /// Answers all that the program would be asked in the background, with figures made by hand: a frontier of
  /// 1.9 req/s a $/h less what grows with its square, and worths that only the budget and two pools have.
  static func answerExplorations(_ state: inout DashboardState, _ effects: [Effect]) {
    for case .explore(let tasks, let request) in effects {
      for task in tasks {
        guard let answer = answer(to: task, state) else { continue }
        _ = update(&state, .planner(.explored(task.question, answer, request: request)))
      }
    }
  }

  private static func answer(to task: ExplorationTask, _ state: DashboardState) -> ExplorationAnswer? {
    switch task.question {
    case .frontier:
      let budget = task.scenario.budget ?? 1
      var plan = Fixtures.plan
      plan.requestsPerSecond = 2.1 * budget - 0.0075 * budget * budget
      plan.gpus[1].used = budget > 40 ? 4 : 0
      if budget < 6 { plan = noPlan }
      return .plan(plan)
    case .worth(let step):
      var plan = Fixtures.plan
      switch step {
      case .budget: plan.requestsPerSecond += 2.75
      case .budgetPercent: plan.requestsPerSecond += 4.1
      case .gpu(pool: 0), .gpu(pool: 4): plan.requestsPerSecond += 1.32
      default: break
      }
      return .plan(plan)
    case .entryPrice(let pool): return .price(pool == 1 ? 1.42 : nil)
    case .relaxation, .replanning, .conflict: return nil
    case .robustness:
      return .robustness(
        Robustness(
          planned: 59.63, worst: 44.1, worstKeepingRoutes: 41, median: 57.2, fifthPercentile: 49.9,
          medianKeepingRoutes: 55, servesDemand: nil, samples: 400))
    case .alternatives:
      var second = Fixtures.plan(rate: 58.44, cost: 31.2, perToken: 0.0891)
      (second.gpus[0].used, second.gpus[1].used) = (6, 2)
      var third = Fixtures.plan(rate: 57.25, cost: 30.1, perToken: 0.0893)
      third.gpus[2].used = 9
      return .plans([Fixtures.plan, second, third])
    case .baseline(let baseline, let keepsStock):
      let rate: Double? = baseline == .homogeneous(pool: 5) ? nil : keepsStock ? 41.74 : 53.67
      return .baseline(
        BaselineResult(
          baseline: baseline, keepsStock: keepsStock, requestsPerSecond: rate, costPerHour: 30.5,
          costPerMillionTokens: rate == nil ? nil : 0.12,
          gpus: [Plan.PoolCount(pool: "H100", count: keepsStock ? 8 : 10)],
          replicas: [BaselineResult.Replica(model: "llama-3-8b", layout: "H100*1", count: 8)],
          isProven: true, note: rate == nil ? "too little memory" : ""))
    case .range(let figure): return .range(figure == .budget ? 31.75...33.5 : 0...16)
    case .without:
      var other = Fixtures.plan(rate: 59.21, cost: 31.86, perToken: 0.0897)
      (other.gpus[1].used, other.gpus[2].used) = (2, 1)
      return .plan(other)
    case .sensitivity(let figure):
      var plan = Fixtures.plan
      if figure == .budget(part: Sensitivity.part) { plan.requestsPerSecond = 65.593 }
      if figure == .available(pool: 0, by: -1) { plan = noPlan }
      return .plan(plan)
    }
  }

  /// The mockup's moment with everything found out.
  static func explored(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = edited(columns: columns, rows: rows)
    let effects = update(&state, .planner(.planArrived(plan, generation: state.generation, isFinal: true)))
    answerExplorations(&state, effects)
    return state
  }
}
