import Optimization
import Serving

/// Assignments that ignore the size of a request.
extension BaselineStudy {
  // MARK: Round robin

  /// The optimum's replicas with requests dealt out in turn: every replica of a model that can serve a workload type
  /// gets the same number of its requests, and the first replica that is full limits the rate.
  func roundRobin(_ plan: Plan) -> BaselineResult {
    guard plan.exists else { return result(plan) }
    let fleet = FleetData(scenario, candidates: candidates, refusals: [])
    let counts = plan.counts(in: fleet)
    let rate = Self.roundRobinRate(fleet, counts)
    return result(
      fleet, counts: counts, rate: rate, isProven: plan.status == .optimal,
      note: "the optimum's replicas\(shortfall(rate))")
  }

  /// Requests/s of replicas that take requests in turn.
  static func roundRobinRate(_ fleet: FleetData, _ counts: [Int]) -> Double {
    let width = fleet.traffic.count
    var servers = [Double](repeating: 0, count: width)
    for candidate in counts.indices where counts[candidate] > 0 {
      for entry in 0..<width where fleet.rate[candidate * width + entry] > 0 {
        servers[entry] += Double(counts[candidate])
      }
    }
    guard servers.allSatisfy({ $0 > 0 }) else { return 0 }
    var rate = Double.infinity
    for candidate in counts.indices where counts[candidate] > 0 {
      var time = 0.0
      for entry in 0..<width where fleet.rate[candidate * width + entry] > 0 {
        time += fleet.traffic[entry].share / servers[entry] / fleet.rate[candidate * width + entry]
      }
      if time > 0 { rate = min(rate, 1 / time) }
    }
    return rate
  }

  private func shortfall(_ rate: Double) -> String {
    guard scenario.objective != .throughput, let demand = scenario.demand, rate < demand else { return "" }
    return ", which serve \(FigureText.rate(rate)) of the \(FigureText.rate(demand)) req/s asked for"
  }

  // MARK: Blind to the workload

  /// Layouts that serve the average request best on a given composition, requests spread over the replicas of a model
  /// in proportion to their capacity for it.
  ///
  /// A replica that gets the whole mix serves `1 / sum_w share_w / rate_w` requests/s of it. With one such
  /// figure per replica the problem has one item per model.
  func workloadBlind(uniform: Bool) -> BaselineResult? {
    let composition: [Int]
    if uniform {
      guard let same = uniformComposition(scenario) else { return nil }
      guard same.requestsPerSecond != nil else { return same }
      composition = scenario.pools.map { pool in same.gpus.first { $0.pool == pool.name }?.count ?? 0 }
    } else {
      guard let plan = optimum(keepsStock: true) else { return nil }
      guard plan.exists else { return result(plan) }
      composition = plan.gpus.map(\.used)
    }
    var given = scenario
    for pool in given.pools.indices { given.pools[pool].available = composition[pool] }
    let fleet = FleetData(given, candidates: candidates, refusals: [])
    let blind = BlindProgram(fleet)
    let answer = CoverSession(blind.program).solve(
      blind.options(options), isCancelled: { self.isCancelled() || self.options.isInterrupted() })
    if isCancelled() { return nil }
    var counts = [Int](repeating: 0, count: candidates.count)
    for (group, candidate) in blind.candidates.enumerated() {
      counts[candidate] = Int(answer.cover?.counts[group] ?? 0)
    }
    let rate = answer.cover?.level ?? 0
    var result = result(
      fleet, counts: counts, rate: rate, isProven: answer.status == .optimal,
      note: "one mix for all replicas\(shortfall(rate))")
    // The composition is given: what no layout uses is rented all the same.
    result.gpus = given.pools.map { Plan.PoolCount(pool: $0.name, count: $0.available) }.filter {
      $0.count > 0
    }
    result.costPerHour = zip(scenario.pools, composition).reduce(0) {
      $0 + $1.0.bill(for: BlockCounts(repeatElement(1, count: $1.1)))
    }
    result.costPerMillionTokens = rate > 0 ? tokenCost(fleet, cost: result.costPerHour, rate: rate) : nil
    return result
  }
}

/// The most requests/s of replicas that all serve their model's whole mix, as a covering program with one
/// item per model.
private struct BlindProgram {
  let candidates: [Int]
  private(set) var program: CoveringProgram

  init(_ fleet: FleetData) {
    let width = fleet.traffic.count
    var models: [Int] = []
    var shares: [Double] = []
    for entry in fleet.traffic {
      if models.last != entry.model {
        models.append(entry.model)
        shares.append(0)
      }
      shares[shares.count - 1] += entry.share
    }
    let entries = models.map { model in fleet.traffic.indices.filter { fleet.traffic[$0].model == model } }
    var found: [(candidate: Int, family: Int, rate: Double)] = []
    for candidate in fleet.candidates.indices {
      guard let family = models.firstIndex(of: fleet.candidates[candidate].model) else { continue }
      var time = 0.0
      for entry in entries[family] {
        let rate = fleet.rate[candidate * width + entry]
        time += rate > 0 ? fleet.traffic[entry].share / shares[family] / rate : .infinity
      }
      if time > 0, time < .infinity { found.append((candidate, family, 1 / time)) }
    }
    candidates = found.map(\.candidate)
    let pools = fleet.poolCount
    program = CoveringProgram(
      itemsOfFamily: models.map { _ in 1 }, groupFamily: found.map { Int32($0.family) },
      use: candidates.flatMap { fleet.use[$0 * pools..<($0 + 1) * pools].map { Int32($0) } },
      resourceCount: pools)
    program.share = shares
    program.price = fleet.scenario.pools.map(\.price)
    program.available = fleet.scenario.pools.map { Int32(clamping: $0.available) }
    program.leastCount = models.map { _ in 1 }
    var most = [Double](repeating: 0, count: models.count)
    for (group, entry) in found.enumerated() {
      program.setRate(group: group, item: entry.family, to: entry.rate)
      most[entry.family] += Double(program.capacity(ofGroup: group)) * entry.rate
    }
    program.levelUpper = zip(most, shares).map { $0 / $1 }.min() ?? 0
  }

  func options(_ planning: PlanningOptions) -> CoverOptions {
    var options = CoverOptions()
    options.relativeGap = planning.gap
    options.timeLimitSeconds = planning.remainingSeconds
    return options
  }
}
