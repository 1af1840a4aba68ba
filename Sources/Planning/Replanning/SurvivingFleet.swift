import Optimization
import Serving

/// What of a running fleet goes on under the present stock, with what a plan keeps always among it.
///
/// Of all parts of the running fleet that the stock and its machines hold, the one that serves the most requests/s over
/// all traffic; of equals the one whose models serve the most each for itself, then the one of more replicas. An exact
/// program with one integer column per running configuration:
///
///     max z    sum_c u[c,w] >= share[w] z    sum_w u[c,w] / rate[c,w] <= y_c    sum_c use[c,n] y_c <= stock[n]
///              kept_c <= y_c <= running_c, integer
///
/// and, where the machines of a pool have no room for what the count of GPUs allows, the packing rows that say so.
struct SurvivingFleet {
  let fleet: FleetData
  /// Whether to stop, asked between programs; what then goes on is not the most that could.
  let shouldStop: () -> Bool

  /// Gap of the programs, relative; they are as small as the running fleet.
  private static let gap = 1e-9
  /// Nodes that a program may take.
  private static let mostNodes = 20_000
  /// Part of the first program's rate that the second may give up: round-off.
  private static let givenUp = 1e-9
  /// What all running replicas together weigh beside the rates of the models, relative.
  private static let replicaWeight = 1e-6

  /// Replicas that go on, by candidate.
  ///
  /// - Parameter kept: replicas, by candidate, that the stock holds and that run.
  func counts(keeping kept: [Int]) -> [Int] {
    let running = fleet.running
    if fits(running) { return running }
    var rows = fleet.packingRows
    for _ in 0..<PlanningTolerance.packingRounds {
      guard !shouldStop(), let counts = solved(kept, rows) else { break }
      let crowded = fleet.unplacedPools(counts)
      if crowded.isEmpty { return filled(counts) }
      let new = crowded.compactMap { brokenRow(counts, pool: $0) }.filter { !rows.contains($0) }
      guard !new.isEmpty else { break }
      rows += new
    }
    return filled(kept)
  }

  /// Whether the stock and its machines hold a fleet.
  func fits(_ counts: [Int]) -> Bool {
    let pools = fleet.scenario.pools
    return pools.indices.allSatisfy { fleet.used(of: counts, pool: $0) <= pools[$0].rentable }
      && fleet.places(counts)
  }

  /// The fleet with the running replicas that still fit beside it.
  private func filled(_ counts: [Int]) -> [Int] {
    var counts = counts
    for candidate in counts.indices {
      while counts[candidate] < fleet.running[candidate] {
        var more = counts
        more[candidate] += 1
        guard fits(more) else { break }
        counts = more
      }
    }
    return counts
  }

  private func brokenRow(_ counts: [Int], pool: Int) -> PoolPackingRow? {
    let stated = fleet.scenario.pools[pool]
    let blocks = fleet.blocks(of: counts)[pool]
    return RowSeparation(sizes: Set(blocks.sizes), machineSizes: stated.machineSizes)
      .row(brokenBy: blocks, on: stated.machines).map { PoolPackingRow(pool: pool, row: $0) }
  }

  /// The counts of both programs, one after the other; nil where the first finds none.
  private func solved(_ kept: [Int], _ rows: [PoolPackingRow]) -> [Int]? {
    var program = Program(fleet, kept: kept, rows: rows)
    var options = MIPOptions()
    options.relativeGap = Self.gap
    options.nodeLimit = Self.mostNodes
    guard let first = MIPSession(program.linear).solve(options).point else { return nil }
    let rate = first[program.rate]
    program.prefersModels(atLeast: rate * (1 - Self.givenUp), replicaWeight: Self.replicaWeight)
    return program.counts(MIPSession(program.linear).solve(options).point ?? first)
  }

  /// The program, and what its columns mean.
  private struct Program {
    var linear = LinearProgram(name: "surviving", sense: .maximize)
    /// The column of the rate over all traffic.
    let rate: Int
    private let candidateCount: Int
    /// The column of each running candidate's replicas.
    private var replicas: [(candidate: Int, column: Int)] = []
    /// The column of each model's own rate, with the model's part of all requests.
    private var models: [(column: Int, share: Double)] = []

    init(_ fleet: FleetData, kept: [Int], rows: [PoolPackingRow]) {
      rate = linear.addColumn(cost: 1, name: "z")
      candidateCount = fleet.candidates.count
      for candidate in fleet.running.indices where fleet.running[candidate] > 0 {
        let column = linear.addColumn(
          lower: Double(kept[candidate]), upper: Double(fleet.running[candidate]), isInteger: true)
        replicas.append((candidate, column))
      }
      addTraffic(fleet)
      let pools = fleet.scenario.pools
      for (index, pool) in pools.enumerated() {
        addLimit(Double(pool.rentable)) { fleet.use[$0 * pools.count + index] }
      }
      for row in rows {
        addLimit(Double(row.row.capacity(of: pools[row.pool].machines))) { fleet.weight(of: $0, in: row) }
      }
    }

    /// Traffic served and time taken.
    private mutating func addTraffic(_ fleet: FleetData) {
      let width = fleet.traffic.count
      var ownRate: [Int: Int] = [:]
      for model in Set(fleet.traffic.map(\.model)).sorted() {
        let share = fleet.traffic.reduce(0) { $0 + ($1.model == model ? $1.share : 0) }
        let column = linear.addColumn()
        linear.addRow(lower: 0, upper: .infinity, columns: [Int32(column), Int32(rate)], values: [1, -1])
        models.append((column, share))
        ownRate[model] = column
      }
      var served = [[Int32]](repeating: [], count: width)
      for (candidate, column) in replicas {
        var columns = [Int32(column)]
        var values = [-1.0]
        for entry in 0..<width where fleet.rate[candidate * width + entry] > 0 {
          let flow = Int32(linear.addColumn())
          columns.append(flow)
          values.append(1 / fleet.rate[candidate * width + entry])
          served[entry].append(flow)
        }
        linear.addRow(lower: -.infinity, upper: 0, columns: columns, values: values)
      }
      for (entry, flows) in served.enumerated() {
        let traffic = fleet.traffic[entry]
        guard let own = ownRate[traffic.model] else { continue }
        linear.addRow(
          lower: 0, upper: .infinity, columns: flows + [Int32(own)],
          values: flows.map { _ in 1 } + [-traffic.share])
      }
    }

    private mutating func addLimit(_ limit: Double, _ weight: (Int) -> Int) {
      let members = replicas.filter { weight($0.candidate) > 0 }
      guard !members.isEmpty else { return }
      linear.addRow(
        lower: -.infinity, upper: limit, columns: members.map { Int32($0.column) },
        values: members.map { Double(weight($0.candidate)) })
    }

    /// Asks for the most requests/s of each model for itself, and for more replicas where that is equal.
    mutating func prefersModels(atLeast floor: Double, replicaWeight: Double) {
      linear.setColumnBounds(rate, lower: max(0, floor), upper: .infinity)
      linear.setCost(rate, to: 0)
      for model in models { linear.setCost(model.column, to: model.share) }
      let running = replicas.reduce(0) { $0 + linear.columnUpper[$1.column] }
      for replica in replicas {
        linear.setCost(replica.column, to: replicaWeight * max(floor, 1) / max(1, running))
      }
    }

    /// Replicas by candidate in a point.
    func counts(_ point: [Double]) -> [Int] {
      var counts = [Int](repeating: 0, count: candidateCount)
      for replica in replicas { counts[replica.candidate] = Int(point[replica.column].rounded()) }
      return counts
    }
  }
}
