import Optimization
import Planning

/// The planner's own formulation for a solver that branches on columns: times of replicas instead of request
/// rates, demand as covering rows, and a column for every count that the planner branches on.
///
///     x[c,w] replicas of c busy with traffic w,  y[c] replicas,  g[n] GPUs of pool n,  r[m] replicas of model m
///
///     sum_c rate[c,w] x[c,w] >= share[w] z          sum_w x[c,w] = y[c]
///     sum_c use[c,n] y[c] = g[n]                    sum_{c of m} y[c] = r[m] >= 1
///     sum_n price[n] g[n] <= budget                 y, g, r integer
enum ProjectedFormulation {
  /// Builds the program for throughput and cost; cost per token has no single one.
  static func program(_ fleet: FleetData) -> LinearProgram {
    let scenario = fleet.scenario
    let isThroughput = scenario.objective == .throughput
    let demand = scenario.demand ?? 0
    var program = LinearProgram(name: "projected", sense: isThroughput ? .maximize : .minimize)
    let rate =
      isThroughput
      ? program.addColumn(cost: 1, name: "z") : program.addColumn(lower: demand, upper: demand, name: "z")
    let gpus = scenario.pools.map { pool in
      program.addColumn(
        upper: Double(pool.available), cost: isThroughput ? 0 : pool.price, isInteger: true)
    }
    let usable = fleet.candidates.indices.filter { fleet.capacity[$0] > 0 }
    let replicas = usable.map { program.addColumn(upper: Double(fleet.capacity[$0]), isInteger: true) }
    var cover = fleet.traffic.map { (columns: [Int32(rate)], values: [-$0.share]) }
    for (position, candidate) in usable.enumerated() {
      var columns = [Int32(replicas[position])]
      for entry in fleet.traffic.indices {
        let speed = fleet.rate[candidate * fleet.traffic.count + entry]
        guard speed > 0 else { continue }
        let column = Int32(program.addColumn())
        columns.append(column)
        cover[entry].columns.append(column)
        cover[entry].values.append(speed)
      }
      program.addRow(
        lower: 0, upper: 0, columns: columns, values: [-1] + columns.dropFirst().map { _ in 1 })
    }
    for row in cover {
      program.addRow(lower: 0, upper: .infinity, columns: row.columns, values: row.values)
    }
    for pool in scenario.pools.indices {
      let members = usable.indices.filter { fleet.use[usable[$0] * fleet.poolCount + pool] > 0 }
      program.addRow(
        lower: 0, upper: 0, columns: members.map { Int32(replicas[$0]) } + [Int32(gpus[pool])],
        values: members.map { Double(fleet.use[usable[$0] * fleet.poolCount + pool]) } + [-1])
    }
    for model in Set(fleet.traffic.map(\.model)).sorted() {
      let members = usable.indices.filter { fleet.candidates[usable[$0]].model == model }
      let count = program.addColumn(lower: 1, isInteger: true)
      program.addRow(
        lower: 0, upper: 0, columns: members.map { Int32(replicas[$0]) } + [Int32(count)],
        values: members.map { _ in 1 } + [-1])
    }
    if let budget = scenario.budget {
      program.addRow(
        lower: -.infinity, upper: budget, columns: gpus.map { Int32($0) },
        values: scenario.pools.map(\.price))
    }
    return program
  }
}
