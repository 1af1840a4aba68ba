import Optimization

/// The planning problem as the engine gets it: replica counts are integer row activities, not columns.
///
///     x[c,w]  time of replicas of configuration c spent on traffic w, in replicas   >= 0
///     z       requests/s over all traffic                                           bounds by objective
///     g[n]    GPUs rented from pool n, integer                                       0 ... available
///
///     demand[w]:    sum_c rate[c,w] x[c,w] - share[w] z  >= 0
///     pool[n]:      sum_{c,w} use[c,n] x[c,w] - g[n]      = 0
///     budget:       sum_n price[n] g[n]                  <= budget
///     replicas[m]:  sum_{c of m, w} x[c,w]               >= 1, integer
///     split[m,n]:   GPUs of pool n used by model m        integer, lazy
///     count[c]:     sum_w x[c,w]                          in 0 ... capacity, integer, lazy
///
/// Demand rows are inequalities on purpose: a replica that idles over-serves on paper, so `count[c]` needs no
/// column of its own and branching it upwards stays feasible. Stock is one column bound, the budget one right-hand
/// side, a price one coefficient, a change of mix one column: every slider edits a handful of numbers.
/// The explicit model with replica columns (`ExplicitModel`) has the same optimum (arXiv 2502.00722, section 4,
/// after the substitution z = 1/T).
struct ProjectedModel {
  /// The program; minimised under every objective.
  private(set) var program: LinearProgram
  /// Column of `z`.
  let rateColumn: Int
  /// Column of `g[n]`, one a pool.
  let poolColumns: [Int]
  /// First column of a candidate's traffic and how many follow; -1 where it serves none.
  let firstColumn: [Int]
  /// Traffic index of each `x` column, by column; -1 for others.
  let columnTraffic: [Int]
  /// Candidate of each `x` column, by column; -1 for others.
  let columnCandidate: [Int]
  /// Row of `demand`, one a traffic entry.
  let demandRows: [Int]
  /// Row of `pool`, one a pool.
  let poolRows: [Int]
  /// Row of `budget`.
  let budgetRow: Int
  /// Rows of `replicas`, one a model; -1 for models without traffic.
  let replicaRows: [Int]
  /// Row of `count`, one a candidate; -1 where it serves none.
  let countRows: [Int]

  /// Number of columns of a candidate: the traffic entries it serves.
  func columns(of candidate: Int) -> Range<Int> {
    let first = firstColumn[candidate]
    guard first >= 0 else { return 0..<0 }
    var end = first
    while end < columnCandidate.count, columnCandidate[end] == candidate { end += 1 }
    return first..<end
  }

  /// Builds the program of a fleet. The objective and the bounds that depend on it are set by `ModelNumbers`.
  init(_ fleet: FleetData) {
    var program = LinearProgram(name: "fleet", sense: .minimize)
    let traffic = fleet.traffic
    let pools = fleet.scenario.pools
    let modelCount = fleet.scenario.models.count
    let weights = BranchingWeight.self

    let rateColumn = program.addColumn(name: "z")
    let poolColumns = pools.map { program.addColumn(isInteger: true, name: "g[\($0.name)]") }
    self.rateColumn = rateColumn
    self.poolColumns = poolColumns
    var columnTraffic = [Int](repeating: -1, count: program.columnCount)
    var columnCandidate = columnTraffic
    var firstColumn = [Int](repeating: -1, count: fleet.candidates.count)
    for candidate in fleet.candidates.indices {
      for entry in traffic.indices where fleet.rate[candidate * traffic.count + entry] > 0 {
        let column = program.addColumn()
        if firstColumn[candidate] < 0 { firstColumn[candidate] = column }
        columnTraffic.append(entry)
        columnCandidate.append(candidate)
      }
    }
    self.columnTraffic = columnTraffic
    self.columnCandidate = columnCandidate
    self.firstColumn = firstColumn

    let served = poolColumns.count + 1..<program.columnCount
    demandRows = traffic.indices.map { entry in
      var columns = [Int32(rateColumn)]
      var values = [-traffic[entry].share]
      for column in served where columnTraffic[column] == entry {
        columns.append(Int32(column))
        values.append(fleet.rate[columnCandidate[column] * traffic.count + entry])
      }
      return program.addRow(
        lower: 0, upper: .infinity, columns: columns, values: values, name: "demand[\(entry)]")
    }
    poolRows = pools.indices.map { pool in
      var columns = [Int32(poolColumns[pool])]
      var values = [-1.0]
      for column in served {
        let use = fleet.use[columnCandidate[column] * pools.count + pool]
        guard use > 0 else { continue }
        columns.append(Int32(column))
        values.append(Double(use))
      }
      return program.addRow(
        lower: 0, upper: 0, columns: columns, values: values, name: "pool[\(pools[pool].name)]")
    }
    budgetRow = program.addRow(
      lower: -.infinity, upper: .infinity, columns: poolColumns.map { Int32($0) }, values: pools.map(\.price),
      name: "budget")
    let replicaRows = (0..<modelCount).map { model -> Int in
      guard traffic.contains(where: { $0.model == model }) else { return -1 }
      let columns = served.filter { fleet.candidates[columnCandidate[$0]].model == model }.map { Int32($0) }
      return program.addRow(
        lower: 1, upper: .infinity, columns: columns, values: columns.map { _ in 1 }, isInteger: true,
        branchingWeight: weights.replicas, name: "replicas[\(model)]")
    }
    self.replicaRows = replicaRows
    if replicaRows.filter({ $0 >= 0 }).count > 1 {
      for model in 0..<modelCount where replicaRows[model] >= 0 {
        for pool in pools.indices {
          var columns: [Int32] = []
          var values: [Double] = []
          for column in served where fleet.candidates[columnCandidate[column]].model == model {
            let use = fleet.use[columnCandidate[column] * pools.count + pool]
            guard use > 0 else { continue }
            columns.append(Int32(column))
            values.append(Double(use))
          }
          guard !columns.isEmpty else { continue }
          program.addRow(
            lower: 0, upper: .infinity, columns: columns, values: values, isInteger: true, isLazy: true,
            branchingWeight: weights.split, name: "split[\(model),\(pools[pool].name)]")
        }
      }
    }
    var countRows = [Int](repeating: -1, count: fleet.candidates.count)
    var column = served.lowerBound
    while column < served.upperBound {
      let candidate = columnCandidate[column]
      var columns: [Int32] = []
      while column < served.upperBound, columnCandidate[column] == candidate {
        columns.append(Int32(column))
        column += 1
      }
      countRows[candidate] = program.addRow(
        lower: 0, upper: .infinity, columns: columns, values: columns.map { _ in 1 }, isInteger: true,
        isLazy: true, branchingWeight: weights.count, name: "count[\(candidate)]")
    }
    self.countRows = countRows
    self.program = program
  }

  /// Replicas of each candidate at a point, rounded to whole numbers.
  func replicaCounts(at point: [Double]) -> [Int] {
    var sums = [Double](repeating: 0, count: firstColumn.count)
    for column in point.indices where columnCandidate[column] >= 0 {
      sums[columnCandidate[column]] += point[column]
    }
    return sums.map { Int($0.rounded()) }
  }

  /// How much sooner each kind of integer activity is branched on than a plain one.
  private enum BranchingWeight {
    static let replicas = 1.0
    static let split = 1.0
    static let count = 1.0
  }
}

/// Everything in a projected program that sliders and objectives change: bounds, costs and a few coefficients.
struct ModelNumbers: Equatable {
  /// What is minimised.
  enum Target: Equatable {
    /// Minus the rate.
    case rate
    /// $/h.
    case cost
    /// $/h less `parameter` times the rate (a step of Dinkelbach's iteration).
    case costLessRate(parameter: Double)
    /// $/h plus a small charge per replica: breaks ties among plans of one rate.
    case costAndReplicas
  }

  var target: Target
  var rateLower: Double
  var rateUpper: Double
  var budget: Double
  var prices: [Double]
  var available: [Int]
  var capacity: [Int]
  var shares: [Double]

  /// Numbers of a fleet with the given target and floor of the rate.
  init(
    _ fleet: FleetData, target: Target, rateLower: Double = 0, rateUpper: Double? = nil, budget: Double? = nil
  ) {
    self.target = target
    self.rateLower = rateLower
    self.budget = budget ?? fleet.scenario.budget ?? .infinity
    self.rateUpper = max(rateLower, rateUpper ?? Self.largestRate(fleet))
    prices = fleet.scenario.pools.map(\.price)
    available = fleet.scenario.pools.map(\.available)
    capacity = fleet.capacity
    shares = fleet.traffic.map(\.share)
  }

  /// A rate no plan exceeds: every replica of the catalogue at its capacity, on each traffic entry alone.
  private static func largestRate(_ fleet: FleetData) -> Double {
    var bound = Double.infinity
    for (entry, traffic) in fleet.traffic.enumerated() {
      var total = 0.0
      for candidate in fleet.candidates.indices {
        total += Double(fleet.capacity[candidate]) * fleet.rate[candidate * fleet.traffic.count + entry]
      }
      bound = min(bound, total / traffic.share)
    }
    return bound.isFinite ? bound : 0
  }

  /// Writes these numbers into an engine session, only what differs from `previous`.
  func apply(to session: MIPSession, model: ProjectedModel, fleet: FleetData, previous: ModelNumbers?) {
    if previous?.rateLower != rateLower || previous?.rateUpper != rateUpper {
      session.setColumnBounds(model.rateColumn, lower: rateLower, upper: rateUpper)
    }
    if previous?.budget != budget {
      session.setRowBounds(model.budgetRow, lower: -.infinity, upper: budget)
    }
    for (pool, column) in model.poolColumns.enumerated() {
      if previous?.available[pool] != available[pool] {
        session.setColumnBounds(column, lower: 0, upper: Double(available[pool]))
      }
      if previous?.prices[pool] != prices[pool] {
        session.setCoefficient(row: model.budgetRow, column: column, to: prices[pool])
      }
    }
    for candidate in capacity.indices where previous?.capacity[candidate] != capacity[candidate] {
      let most = capacity[candidate]
      if model.countRows[candidate] >= 0 {
        session.setRowBounds(model.countRows[candidate], lower: 0, upper: Double(most))
      }
      // Configurations that nothing can be rented of leave by their columns: a row each would swell the basis.
      if previous == nil || (previous?.capacity[candidate] ?? 0 > 0) != (most > 0) {
        for column in model.columns(of: candidate) {
          session.setColumnBounds(column, lower: 0, upper: most > 0 ? .infinity : 0)
        }
      }
    }
    for (entry, row) in model.demandRows.enumerated() where previous?.shares[entry] != shares[entry] {
      session.setCoefficient(row: row, column: model.rateColumn, to: -shares[entry])
    }
    if previous?.target != target || previous?.prices != prices { applyCosts(to: session, model: model) }
  }

  private func applyCosts(to session: MIPSession, model: ProjectedModel) {
    let program = session.program
    var costs = [Double](repeating: 0, count: program.columnCount)
    switch target {
    case .rate:
      costs[model.rateColumn] = -1
    case .cost, .costLessRate, .costAndReplicas:
      for (pool, column) in model.poolColumns.enumerated() { costs[column] = prices[pool] }
    }
    if case .costLessRate(let parameter) = target { costs[model.rateColumn] = -parameter }
    if case .costAndReplicas = target {
      for column in costs.indices where model.columnCandidate[column] >= 0 {
        costs[column] = PlanningTolerance.replicaTieBreak
      }
    }
    for column in costs.indices where program.cost[column] != costs[column] {
      session.setCost(column, to: costs[column])
    }
  }
}
