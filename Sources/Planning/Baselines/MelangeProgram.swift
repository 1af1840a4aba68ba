import Optimization
import Serving

/// Mélange's model (Griggs et al., arXiv 2404.14527, section 5): an instance has one GPU type and one configuration,
/// each workload type is cut into equal slices, a slice goes to one GPU type as a whole, and the instances of a type
/// must have room for the slices they get.
///
///     min  sum_g cost[g] B[g]
///     s.t. sum_g A[w,g] = slices                                      for every workload type w
///          sum_w A[w,g] / slices * rate share[w] / speed[g,w] <= B[g] for every instance type g
///          stock;  A, B integer
///
/// It answers "what does this rate cost". The most requests/s within a budget are found by halving the rate.
struct MelangeProgram {
  /// Slices of a workload type, as Mélange's authors use them.
  static let slices = 8
  /// Relative width at which halving the rate ends, and the gap of each program.
  private static let rateResolution = 1e-3
  private static let gap = 1e-3
  /// Nodes of one program; beyond, its best solution counts as it is.
  private static let nodes = 5_000

  private let study: BaselineStudy
  private let fleet: FleetData
  /// One candidate per instance type: a pool and a model.
  private let instances: [Int]

  init(_ study: BaselineStudy, _ scenario: Scenario) {
    self.study = study
    fleet = FleetData(scenario, candidates: study.candidates, refusals: [])
    instances = Self.instances(fleet)
  }

  /// For every model and pool the configuration of that pool alone with the most requests/s for its price, serving
  /// the model's whole mix; one per GPU where GPUs are free.
  private static func instances(_ fleet: FleetData) -> [Int] {
    let width = fleet.traffic.count
    var best: [[Int]: (candidate: Int, worth: Double)] = [:]
    for (index, candidate) in fleet.candidates.enumerated() {
      guard let pool = candidate.layout.stages.first?.pool,
        candidate.layout.stages.allSatisfy({ $0.pool == pool })
      else { continue }
      var time = 0.0
      for (entry, traffic) in fleet.traffic.enumerated() where traffic.model == candidate.model {
        let rate = fleet.rate[index * width + entry]
        time += rate > 0 ? traffic.share / rate : .infinity
      }
      guard time > 0, time < .infinity, fleet.capacity[index] > 0 else { continue }
      let price = fleet.cost[index] > 0 ? fleet.cost[index] : Double(candidate.layout.gpuCount)
      let worth = 1 / (time * price)
      let key = [candidate.model, pool]
      if best[key].map({ worth > $0.worth }) ?? true { best[key] = (index, worth) }
    }
    return best.values.map(\.candidate).sorted()
  }

  /// The best instances of the scenario's objective; least cost per token is taken at the demand. Nil if cancelled.
  func result() -> BaselineResult? {
    let note = "\(Self.slices) slices a workload type"
    let demand = fleet.scenario.demand ?? 0
    var answer: [Int]?
    var rate = 0.0
    /// Whether it is proven that there is no solution where none is found.
    var isSettled = true
    if fleet.scenario.objective != .throughput, demand > 0 {
      answer = counts(at: demand, &isSettled)
      rate = answer == nil ? 0 : demand
    } else {
      guard let optimum = study.optimum(keepsStock: fleet.scenario.pools == study.scenario.pools) else {
        return nil
      }
      // Nothing serves more than the optimum.
      var (low, high) = (0.0, optimum.requestsPerSecond * (1 + Self.rateResolution))
      while high - low > Self.rateResolution * high, high > PlanningTolerance.smallestRate {
        if study.isCancelled() { return nil }
        let middle = (low + high) / 2
        if let found = counts(at: middle, &isSettled) {
          (answer, low) = (found, middle)
        } else {
          high = middle
        }
      }
      rate = low
    }
    if study.isCancelled() { return nil }
    return study.result(
      fleet, counts: answer ?? [Int](repeating: 0, count: fleet.candidates.count), rate: rate,
      isProven: answer == nil && isSettled,
      note: note + ", rate to 0.1 %")
  }

  /// The cheapest instances for a rate, by candidate; nil where stock or budget do not suffice.
  private func counts(at rate: Double, _ isSettled: inout Bool) -> [Int]? {
    let width = fleet.traffic.count
    var program = LinearProgram(name: "melange", sense: .minimize)
    let pools = fleet.scenario.pools
    let gpuPrices = pools.map { $0.rentsMachines ? 0 : $0.price }
    let cost = instances.map { fleet.cost(of: $0, at: gpuPrices) }
    let numbers = zip(instances, cost).map { candidate, cost in
      program.addColumn(
        upper: Double(fleet.capacity[candidate]), cost: cost, isInteger: true, name: "b\(candidate)")
    }
    let machines = pools.enumerated().map { pool, stated in
      stated.sizes.map {
        program.addColumn(
          upper: Double($0.available), cost: $0.price, isInteger: true, name: "m\(pool)_\($0.gpus)")
      }
    }
    var rows = instances.indices.map { (columns: [Int32(numbers[$0])], values: [-1.0]) }
    for entry in 0..<width {
      var columns: [Int32] = []
      for (index, candidate) in instances.enumerated() {
        let speed = fleet.rate[candidate * width + entry]
        guard speed > 0 else { continue }
        let column = Int32(
          program.addColumn(upper: Double(Self.slices), isInteger: true, name: "a\(candidate)_\(entry)"))
        columns.append(column)
        rows[index].columns.append(column)
        rows[index].values.append(rate * fleet.traffic[entry].share / Double(Self.slices) / speed)
      }
      guard !columns.isEmpty else { return nil }
      program.addRow(
        lower: Double(Self.slices), upper: Double(Self.slices), columns: columns,
        values: columns.map { _ in 1 }, name: "slices\(entry)")
    }
    for (index, row) in rows.enumerated() {
      program.addRow(
        lower: -.infinity, upper: 0, columns: row.columns, values: row.values, name: "room\(index)")
    }
    for (pool, stock) in pools.enumerated() {
      let members = instances.indices.filter { fleet.use[instances[$0] * fleet.poolCount + pool] > 0 }
      guard !members.isEmpty else { continue }
      program.addRow(
        lower: -.infinity, upper: stock.rentsMachines ? 0 : Double(stock.available),
        columns: members.map { Int32(numbers[$0]) } + machines[pool].map { Int32($0) },
        values: members.map { Double(fleet.use[instances[$0] * fleet.poolCount + pool]) }
          + stock.sizes.map { -Double($0.gpus) }, name: "pool\(pool)")
    }
    if let budget = fleet.scenario.budget {
      program.addRow(
        lower: -.infinity, upper: budget, columns: (numbers + machines.joined()).map { Int32($0) },
        values: cost + pools.flatMap { $0.sizes.map(\.price) }, name: "budget")
    }
    var options = MIPOptions()
    options.relativeGap = Self.gap
    options.nodeLimit = Self.nodes
    options.timeLimitSeconds = study.options.remainingSeconds
    let answer = MIPSession(program).solve(
      options, isCancelled: { study.isCancelled() || study.options.isInterrupted() })
    guard let point = answer.point else {
      if answer.status != .infeasible { isSettled = false }
      return nil
    }
    var counts = [Int](repeating: 0, count: fleet.candidates.count)
    for (index, candidate) in instances.enumerated() {
      counts[candidate] = Int(point[numbers[index]].rounded())
    }
    return counts
  }
}
