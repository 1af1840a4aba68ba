import Serving

/// A scenario as the numbers the planner works with: candidates, rates, costs and traffic shares.
///
/// Candidates and their GPU counts depend only on the catalogue side of a scenario (models, workload sizes,
/// layouts, profiles, SLO). Prices, stock, budget, shares and headroom may change without new candidates.
///
/// Nothing in it ever changes; it is handed on by reference, since all parts of a solve read it.
public final class FleetData: Sendable {
  /// One workload type that has traffic.
  public struct Traffic: Sendable, Equatable {
    /// Index of the model in the scenario.
    public var model: Int
    /// Index of the workload type in the model.
    public var workload: Int
    /// Part of all requests, > 0; the parts sum to 1.
    public var share: Double
    /// Tokens of one request's prompt.
    public var inputTokens: Double
    /// Tokens one request generates.
    public var outputTokens: Double
  }

  /// The scenario this was made from.
  public let scenario: Scenario
  /// The numbers that depend on the candidates alone.
  let table: CandidateTable
  /// Workload types with traffic, models in order.
  public let traffic: [Traffic]
  /// $/h of one replica, one entry per candidate; where machines are rented whole, its GPUs' part of full ones.
  public let cost: [Double]
  /// Most replicas that stock and budget allow, one entry per candidate.
  public let capacity: [Int]
  /// Requests/s of one replica at its place in the error bands, after headroom and interruptions,
  /// candidate-major, one entry per `traffic` entry; 0: cannot.
  public let rate: [Double]
  /// Replicas that run now, one entry per candidate; all 0 where nothing runs.
  public let running: [Int]
  /// True over stated requests/s, as the scenario takes it, one entry per candidate.
  let bandFactor: [Double]
  /// What blocks need to find room on machines, beside enough GPUs; empty where machines are not told apart.
  let packingRows: [PoolPackingRow]

  /// Replica configurations, as the serving room made them.
  public var candidates: [Candidate] { table.candidates }
  /// Layouts that were refused, with the reason.
  public var refusals: [LayoutRefusal] { table.refusals }
  /// Why not every configuration was considered, as a sentence part; nil: all were.
  public var omission: String? { table.omission }
  /// Layouts of the candidates in the pools' names.
  var layouts: [String] { table.layouts }
  /// GPUs of one replica: candidate-major, one entry per pool.
  public var use: [Int] { table.use }
  /// Number of pools.
  public var poolCount: Int { scenario.pools.count }
  /// Input and output tokens of an average request.
  public var tokensPerRequest: Plan.TokenPair {
    var pair = Plan.TokenPair(input: 0, output: 0)
    for entry in traffic {
      pair.input += entry.share * entry.inputTokens
      pair.output += entry.share * entry.outputTokens
    }
    return pair
  }

  /// Builds the candidates of a scenario and its numbers; `shouldStop` is asked between layouts, and what is left then
  /// is left out (see `omission`).
  ///
  /// - Parameter isPacked: whether machines are told apart; else every GPU of a pool is as good as another, which allows
  ///   all that machines do and more, and plans must be placed before they are believed.
  public convenience init(
    _ scenario: Scenario, isPacked: Bool = false, shouldStop: @escaping () -> Bool = { false }
  ) {
    let built = Self.buildCandidates(scenario, pruned: true, isPacked: isPacked, shouldStop: shouldStop)
    self.init(
      scenario,
      CandidateTable(
        built.candidates, refusals: built.refusals, omission: built.omission,
        poolNames: scenario.pools.map(\.name), isPacked: isPacked))
  }

  /// The numbers of a scenario that may not rent one configuration: a model on a layout in the pools' names.
  convenience init(_ scenario: Scenario, without model: String, on layout: String) {
    let names = scenario.pools.map(\.name)
    let built = Self.buildCandidates(scenario, pruned: false)
    let rest = built.candidates.filter {
      scenario.models[$0.model].name != model || $0.layout.text(poolNames: names) != layout
    }
    // What it beat may be needed now.
    self.init(scenario, candidates: Self.withRunning(scenario, rest), refusals: built.refusals)
  }

  /// Takes over candidates made for a scenario with the same catalogue side (see `sharesCandidates`).
  public convenience init(_ scenario: Scenario, candidates: [Candidate], refusals: [LayoutRefusal]) {
    let names = scenario.pools.map(\.name)
    self.init(scenario, CandidateTable(candidates, refusals: refusals, poolNames: names))
  }

  /// The numbers of a scenario that shares its candidates with another one's (see `sharesCandidates`).
  package convenience init(_ scenario: Scenario, candidatesOf other: FleetData) {
    self.init(scenario, other.table, before: other)
  }

  /// `before` may have rates to take over.
  init(_ scenario: Scenario, _ table: CandidateTable, before: FleetData? = nil) {
    self.scenario = scenario
    self.table = table
    traffic = Self.traffic(of: scenario)
    bandFactor = scenario.bands.factors(scenario, table.candidates)
    packingRows = Self.packingRows(scenario, table)
    if let before, before.hasRates(of: scenario, traffic: traffic, bandFactor: bandFactor) {
      rate = before.rate
    } else {
      rate = Self.rates(scenario, table, traffic: traffic, bandFactor: bandFactor)
    }
    let (prices, available) = (scenario.pools.map(\.price), scenario.pools.map(\.rentable))
    let use = table.use
    var cost: [Double] = []
    var capacity: [Int] = []
    cost.reserveCapacity(table.candidates.count)
    capacity.reserveCapacity(table.candidates.count)
    for candidate in table.candidates.indices {
      let gpus = candidate * prices.count..<(candidate + 1) * prices.count
      var price = 0.0
      var most = Int.max
      for (pool, place) in gpus.enumerated() where use[place] > 0 {
        price += Double(use[place]) * prices[pool]
        most = min(most, available[pool] / use[place])
      }
      if let budget = scenario.budget, price > 0 {
        // A hair above the quotient keeps 30 / 2.99 * 2.99 style round-off from losing a replica.
        let affordable = (budget / price * (1 + PlanningTolerance.budget)).rounded(.down)
        if affordable < Double(most) { most = Int(affordable) }
      }
      cost.append(price)
      capacity.append(most)
    }
    for row in packingRows {
      let most = row.row.capacity(of: scenario.pools[row.pool].machines)
      for candidate in capacity.indices {
        let weight = table.blocks[candidate].reduce(0) {
          $0 + ($1.pool == row.pool ? row.row.weight(of: $1.blocks) : 0)
        }
        if weight > 0 { capacity[candidate] = min(capacity[candidate], most / weight) }
      }
    }
    if let budget = scenario.budget, scenario.rentsMachines {
      // One replica may need more of a machine than it takes.
      for candidate in capacity.indices where capacity[candidate] > 0 {
        let alone = table.blocks[candidate].reduce(0) { $0 + scenario.pools[$1.pool].bill(for: $1.blocks) }
        if alone > budget * (1 + PlanningTolerance.budget) { capacity[candidate] = 0 }
      }
    }
    self.cost = cost
    self.capacity = capacity
    running = Self.running(scenario, table.candidates)
  }

  /// Whether two scenarios have the same candidates, so that only numbers differ.
  public static func sharesCandidates(_ one: Scenario, _ other: Scenario) -> Bool {
    guard one.pools.count == other.pools.count, one.models.count == other.models.count,
      one.replicas == other.replicas, one.slo == other.slo, one.engine == other.engine,
      one.profile == other.profile,
      one.current?.replicas == other.current?.replicas, one.chargesStarts == other.chargesStarts,
      (one.resilience.misjudged > 0) == (other.resilience.misjudged > 0),
      one.bands.freedom == other.bands.freedom
    else { return false }
    // Most edits leave pools or models as they are, storage and all, which `==` sees at once.
    return (one.pools == other.pools || zip(one.pools, other.pools).allSatisfy { $0.hasSameLayouts(as: $1) })
      && (one.models == other.models || zip(one.models, other.models).allSatisfy { $0.isServed(like: $1) })
  }

  /// A candidate's rates at the low end of its error bands, as a part of `rate`.
  func lowFactor(of candidate: Int) -> Double { candidates[candidate].lowFactor / bandFactor[candidate] }

  /// Asks the serving room for every configuration of a scenario; `pruned` leaves out dominated ones. Where machines are
  /// told apart (`isPacked`), pipelines stand in one machine or with their stages on any, and what beats another must
  /// find room where that one does.
  package static func buildCandidates(
    _ scenario: Scenario, pruned: Bool, isPacked: Bool = false, shouldStop: @escaping () -> Bool = { false }
  ) -> CandidateBuilder.Built {
    let models = scenario.models.map { model in
      ServedModelInput(
        name: model.name, architecture: model.architecture, precision: model.precision,
        alternatives: model.alternatives,
        workloads: model.workloads.map { RequestShape(input: $0.inputTokens, output: $0.outputTokens) },
        slo: scenario.limits(of: model), engine: scenario.engine(of: model))
    }
    let pools = scenario.pools.map {
      ServingPool(name: $0.name, type: $0.type, gpusPerMachine: $0.gpusPerMachine)
    }
    var rules = CandidateBuilder.Rules(prunesDominated: false)
    rules.listsApart = isPacked
    if pruned {
      rules.reduce = { undominated(scenario, $0, comparesBlocks: isPacked) }
      rules.keeps = runs(in: scenario)
      let figures = pools.count + (models.map(\.workloads.count).max() ?? 0)
      rules.mostCandidates = PlanningTolerance.mostFigures / max(1, figures) / max(1, models.count)
    }
    if scenario.hasSeveralSites {
      // What spans sites is no candidate, and must not beat what does not.
      let pools = scenario.pools
      rules.mayShare = { pools[$0].offer.isAtSite(of: pools[$1].offer) }
    }
    rules.shouldStop = shouldStop
    let options = scenario.replicas
    return CandidateBuilder.build(
      models: models, pools: pools, profile: scenario.profile, source: options.source,
      enumerator: LayoutEnumerator(
        mixed: options.mixed, maxGPUs: options.maxGPUs, unevenTP: options.unevenTP), rules: rules)
  }

  /// The workload types that have traffic, with shares of all requests.
  static func traffic(of scenario: Scenario) -> [Traffic] {
    let modelTotal = scenario.models.reduce(0) { $0 + $1.share }
    guard modelTotal > 0 else { return [] }
    var traffic: [Traffic] = []
    for (index, model) in scenario.models.enumerated() where model.share > 0 {
      let total = model.workloads.reduce(0) { $0 + $1.share }
      guard total > 0 else { continue }
      for (position, workload) in model.workloads.enumerated() where workload.share > 0 {
        traffic.append(
          Traffic(
            model: index, workload: position, share: model.share / modelTotal * (workload.share / total),
            inputTokens: Double(workload.inputTokens), outputTokens: Double(workload.outputTokens)))
      }
    }
    return traffic
  }
}

extension Pool {
  /// Whether the same replicas can stand on another pool, which differs in numbers at most.
  fileprivate func hasSameLayouts(as other: Pool) -> Bool {
    name == other.name && type == other.type && gpusPerMachine == other.gpusPerMachine
      && rentsMachines == other.rentsMachines
      && (!rentsMachines || sizes.map(\.gpus) == other.sizes.map(\.gpus))
      && offer.isAtSite(of: other.offer)
  }
}

extension ServedModel {
  /// Whether another model is served by the same replicas, at least as many of them, whatever its traffic's shares.
  fileprivate func isServed(like other: ServedModel) -> Bool {
    name == other.name && architecture == other.architecture && precision == other.precision
      && alternatives == other.alternatives && leastReplicas == other.leastReplicas
      && slo == other.slo && engine == other.engine && workloads.count == other.workloads.count
      && zip(workloads, other.workloads).allSatisfy {
        $0.inputTokens == $1.inputTokens && $0.outputTokens == $1.outputTokens && $0.name == $1.name
      }
  }
}
