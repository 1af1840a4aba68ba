import Optimization

/// The best rate of a fixed set of replicas: a small linear program of its own.
///
///     max z   s.t.   sum_c rate[c,w] x[c,w] >= share[w] z,   sum_w x[c,w] <= y[c],   x >= 0
///
/// Used where a plan's value must not depend on the search that found it.
struct FleetEvaluator {
  /// What a set of replicas can do.
  struct Value {
    /// Requests/s over all traffic.
    var rate: Double
    /// Time of replicas spent, candidate and traffic entry, in replicas.
    var time: [(candidate: Int, traffic: Int, replicas: Double)]
    /// Worth of one more request/s of each traffic entry, in requests/s over all traffic; sums to 1 with shares.
    var worth: [Double]
  }

  let fleet: FleetData

  /// Solves the program; a rate of 0 where some traffic has no replica. Nil if the engine cannot tell.
  func value(of counts: [Int]) -> Value? {
    let traffic = fleet.traffic
    var program = LinearProgram(name: "fixed fleet", sense: .maximize)
    let rateColumn = program.addColumn(cost: 1, name: "z")
    var places: [(candidate: Int, traffic: Int)] = []
    var demand = [[(Int32, Double)]](repeating: [], count: traffic.count)
    for candidate in counts.indices where counts[candidate] > 0 {
      var columns: [Int32] = []
      for entry in traffic.indices where fleet.rate[candidate * traffic.count + entry] > 0 {
        let column = Int32(program.addColumn())
        columns.append(column)
        places.append((candidate, entry))
        demand[entry].append((column, fleet.rate[candidate * traffic.count + entry]))
      }
      guard !columns.isEmpty else { continue }
      program.addRow(
        lower: -.infinity, upper: Double(counts[candidate]), columns: columns, values: columns.map { _ in 1 })
    }
    let firstDemandRow = program.rowCount
    for entry in traffic.indices {
      if demand[entry].isEmpty {
        return Value(rate: 0, time: [], worth: [Double](repeating: 0, count: traffic.count))
      }
      program.addRow(
        lower: 0, upper: .infinity, columns: demand[entry].map(\.0) + [Int32(rateColumn)],
        values: demand[entry].map(\.1) + [-traffic[entry].share])
    }
    let solver = SimplexSolver(program)
    guard solver.solve() == .optimal else { return nil }
    let point = solver.columnValues()
    let duals = solver.rowDuals()
    return Value(
      rate: max(0, point[rateColumn]),
      time: places.enumerated().compactMap { index, place in
        let replicas = point[index + 1]
        return replicas > 0 ? (place.candidate, place.traffic, replicas) : nil
      },
      worth: traffic.indices.map { max(0, -duals[firstDemandRow + $0]) })
  }
}
