import Serving

/// A published figure of arXiv 2502.00722 with ours beside it.
public struct PaperFinding: Sendable, Equatable {
  /// The quantity measured.
  public var topic: String
  /// The inputs it was measured on.
  public var setting: String
  /// The paper's statement, in its words for the figure.
  public var paper: String
  /// Ours; nil: no plan.
  public var ours: Double?
  /// Unit of ours.
  public var unit: String
  /// Why the two may differ.
  public var why: String
}

/// Redoes the experiments of arXiv 2502.00722 (sections 5.2 to 5.5, appendix C) on the paper's prices, stock, mixes and
/// budgets, with our own throughput estimates.
public struct PaperStudy {
  /// Number of findings that `run` makes.
  public static let findingCount = 30

  /// Pools whose homogeneous fleets the paper compares with.
  private static let homogeneous = ["H100", "A6000", "4090"]
  /// H100s that drop out in the paper's online experiment.
  private static let dropouts = 4

  private let options: PlanningOptions
  let sample: (String) throws -> Scenario

  /// A study; `sample` gives a scenario by its path below the samples' folder, without suffix.
  public init(options: PlanningOptions, sample: @escaping (String) throws -> Scenario) {
    self.options = options
    self.sample = sample
  }

  /// The findings, as far as there is time; `onFinding` is called after each.
  public func run(onFinding: () -> Void = {}) throws -> [PaperFinding] {
    var findings: [PaperFinding] = []
    func add(
      _ topic: String, _ setting: String, _ paper: String, _ ours: Double?, _ unit: String, _ why: String
    ) {
      // What there was no time for is left out.
      if options.mustEnd { return }
      findings.append(
        PaperFinding(topic: topic, setting: setting, paper: paper, ours: ours, unit: unit, why: why))
      onFinding()
    }
    let example = try sample("worked-example/scenario")
    add(
      "makespan", "worked example, 8 $/h, 100 requests", "28.67 s",
      PlanningSession().solve(example, options: exact).map { 100 / $0.requestsPerSecond }, "s",
      "balanced by hand in the paper; ours is the proven optimum of the same numbers")
    for budget in [5, 15, 30, 60] {
      var scenario = try sample("paper/70b-swiss-stock1-\(max(budget, 15))")
      scenario.budget = Double(budget)
      let study = BaselineStudy(of: scenario, options: options)
      let best = study.result(of: .optimum, keepsStock: true)?.requestsPerSecond
      for keepsStock in [false, true] {
        let rival = Self.homogeneous.compactMap { name in
          scenario.pools.firstIndex { $0.name == name }.flatMap {
            study.result(of: .homogeneous(pool: $0), keepsStock: keepsStock)?.requestsPerSecond
          }
        }.max()
        add(
          "gain on the best homogeneous fleet",
          "70B, Swiss, \(budget) $/h, rivals \(keepsStock ? "limited by stock 1" : "unlimited")",
          keepsStock
            ? "not stated"
            : budget == 5
              ? "about +30 %" : budget == 60 ? "about +15 %" : "+15 to +41 %, +20 to +25 % on average",
          gain(best, rival), "%",
          keepsStock
            ? "the paper gives rivals any number of GPUs"
            : "dense data-sheet figures here, where the paper lists sparse ones for H100; a scarce mixed market can "
              + "lose to unlimited H100s")
      }
    }
    try addAblations(add)
    try addSpend(add)
    try addDropout(add)
    let pools = try sample("paper/70b-swiss-stock1-30").pools
    try addSuitability(pools, add)
    try addLayouts(pools, add)
    return findings
  }

  typealias Add = (
    _ topic: String, _ setting: String, _ paper: String, _ ours: Double?, _ unit: String, _ why: String
  ) -> Void

  private var exact: PlanningOptions {
    var exact = options
    exact.gap = min(options.gap, 1e-9)
    return exact
  }

  /// How much more `value` is than `other`, in percent.
  private func gain(_ value: Double?, _ other: Double?) -> Double? {
    guard let value, let other, other > 0 else { return nil }
    return (value / other - 1) * 100
  }

  private func addAblations(_ add: Add) throws {
    let scenario = try sample("paper/70b-swiss-stock1-30")
    let study = BaselineStudy(of: scenario, options: options)
    let best = study.result(of: .optimum, keepsStock: true)?.requestsPerSecond
    func rate(_ baseline: Baseline) -> Double? {
      study.result(of: baseline, keepsStock: true)?.requestsPerSecond
    }
    let setting = "70B, Swiss, 30 $/h, stock 1"
    add(
      "gain on HexGen, uniform composition", setting, "+29 %",
      gain(best, rate(.workloadBlind(uniform: true))),
      "%", "HexGen's search stands for: layouts for the average request, requests spread by capacity")
    add(
      "gain on HexGen, our composition", setting, "+14 %", gain(best, rate(.workloadBlind(uniform: false))),
      "%", "as above; our layouts differ less in what they suit, by our estimates")
    let ablations: [(Baseline, String, String, String)] = [
      (
        .uniformComposition, "uniform composition", "-20 %",
        "as many of each type as the budget pays for, all of them paid"
      ),
      (
        .uniformDeployment, "uniform deployment", "-33 %",
        "the best single TP and PP for all GPU types; the paper does not say which one it takes"
      ),
      (
        .roundRobin, "round-robin assignment", "-29 %",
        "requests in turn over replicas of very different size: the smallest one limits the rate"
      ),
    ]
    for (baseline, name, paper, why) in ablations {
      add("loss by \(name)", setting, paper, gain(rate(baseline), best), "%", why)
    }
  }

  private func addSpend(_ add: Add) throws {
    for (budget, paper) in [(30, "77 %"), (60, "70 %")] {
      let scenario = try sample("paper/both-swiss-stock1-\(budget)")
      let plan = PlanningSession().solve(scenario, options: options)
      let part = plan.map { plan in
        let large = plan.replicas.filter { $0.model.contains("70b") }.reduce(0) { $0 + $1.costPerHour }
        return large / plan.costPerHour * 100
      }
      add(
        "part of the spend for 70B", "both models, Swiss, \(budget) $/h, stock 1", paper, part, "%",
        "the split follows how much dearer a 70B request is than an 8B one, by our estimates")
    }
  }

  /// Four H100s drop out of the running fleet; staying with what is left, then replanned.
  private func addDropout(_ add: Add) throws {
    var scenario = try sample("paper/70b-swiss-stock1-60")
    let setting = "70B, Swiss, 60 $/h, stock 1, 4 of the H100s in use gone"
    let why =
      "the paper's budget and mix for this experiment are not stated: directions compare, sizes do not"
    let before = PlanningSession().solve(scenario, options: options)
    add("rate before", setting, "26.9 req/s", before?.requestsPerSecond, "req/s", why)
    var replanning: Replanning?
    if let before, let pool = scenario.pools.firstIndex(where: { $0.name == "H100" }) {
      scenario.pools[pool].available = max(0, before.gpus[pool].used - Self.dropouts)
      scenario.current = CurrentFleet(
        planPath: "",
        replicas: before.replicas.map {
          RunningReplica(model: $0.model, layout: $0.layout, count: $0.count)
        }, startCost: 0)
      replanning = Replanning(scenario, options: options)
    }
    add("rate of what is left", setting, "20.8 req/s", replanning?.stay.requestsPerSecond, "req/s", why)
    add("rate replanned", setting, "22.9 req/s", replanning?.plan.requestsPerSecond, "req/s", why)
    add(
      "replicas started to get there", setting, "not stated",
      replanning.map { Double($0.transition.starts.reduce(0) { $0 + $1.count }) }, "replicas", why)
  }
}
