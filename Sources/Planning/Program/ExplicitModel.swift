import Optimization

/// The planning problem with one integer column per configuration, for any other solver.
///
///     throughput:      max z
///     cost:            min sum_c o_c y_c           with z fixed at the demand
///     cost_per_token:  min sum_c o_c y_c - q z     with z >= demand: Dinkelbach's program; its optimum is 0 exactly
///                                                  where q is the least $/h per req/s
///
///     sum_c u[c,w] - share[w] z = 0                traffic w; u in requests/s
///     sum_w u[c,w] / rate[c,w] <= y_c              time of the replicas of c
///     sum_c o_c y_c <= budget, sum_c use[c,n] y_c <= available[n], y_c integer
///     sum_{c of m} y_c >= least[m]                 where a model m with traffic states a least number of replicas
///
/// Where replicas run already, s_c >= y_c - running_c starts are charged with the cost and against the budget, and
/// limited in number, as are the stops e_c >= running_c - y_c.
///
/// Whole machines m_s of each size are columns where they are rented so, at their price: their GPUs are what the pool
/// has, and the replicas on it cost nothing more. Where machines are told apart, each packing row of a pool limits the weights of the replicas' blocks.
///
/// The events that a plan must withstand are written out: each loss and each set of misjudged kinds has
/// traffic and time rows of its own, with the speeds and the part of z that hold then.
public enum ExplicitModel {
  /// Columns of the largest program that is written out: about 2 GB while it is built.
  public static let mostColumns = 3_000_000

  /// Columns that the program of a fleet would have at most, without building it. O(1).
  public static func columnLimit(_ fleet: FleetData) -> Double {
    let scenario = fleet.scenario
    var events = Double(1 + scenario.jointLosses.count)
    if scenario.resilience.misjudged > 0 {
      let kinds = ReplicaKinds(scenario, fleet.candidates).names.count
      let size = min(scenario.resilience.misjudged, kinds)
      for index in 0..<size { events *= Double(kinds - index) / Double(index + 1) }
    }
    return events * Double(fleet.candidates.count) * Double(fleet.traffic.count)
  }

  /// Builds the program; `parameter` is q in $/h per req/s, used under cost_per_token only.
  public static func program(_ fleet: FleetData, parameter: Double = 0) -> LinearProgram {
    let scenario = fleet.scenario
    var program = LinearProgram(
      name: "fleetmix", sense: scenario.objective == .throughput ? .maximize : .minimize)
    let rate: Int
    switch scenario.objective {
    case .throughput: rate = program.addColumn(cost: 1, name: "z")
    case .cost:
      let demand = scenario.demand ?? 0
      rate = program.addColumn(lower: demand, upper: demand, name: "z")
    case .costPerToken:
      rate = program.addColumn(lower: scenario.demand ?? 0, cost: -parameter, name: "z")
    }
    let usable = fleet.candidates.indices.filter { fleet.capacity[$0] > 0 }
    let gpuPrices = scenario.pools.map { $0.rentsMachines ? 0 : $0.price }
    let ownCost =
      scenario.rentsMachines
      ? fleet.candidates.indices.map { fleet.cost(of: $0, at: gpuPrices) } : fleet.cost
    let replicas = usable.map { candidate in
      program.addColumn(
        upper: Double(fleet.capacity[candidate]),
        cost: scenario.objective == .throughput ? 0 : ownCost[candidate], isInteger: true,
        name: "y\(candidate)")
    }
    let machines = scenario.pools.enumerated().map { index, pool in
      pool.sizes.map { size in
        program.addColumn(
          upper: Double(size.available), cost: scenario.objective == .throughput ? 0 : size.price,
          isInteger: true, name: "m\(index)_\(size.gpus)")
      }
    }
    for event in events(fleet) {
      addRouting(fleet, event, usable: usable, replicas: replicas, rate: Int32(rate), to: &program)
    }
    addLeastReplicas(fleet, usable: usable, replicas: replicas, to: &program)
    let starts = addStarts(fleet, usable: usable, replicas: replicas, to: &program)
    if let budget = scenario.budget {
      program.addRow(
        lower: -.infinity, upper: budget, columns: (replicas + starts + machines.joined()).map { Int32($0) },
        values: usable.map { ownCost[$0] } + starts.map { _ in fleet.startCost }
          + scenario.pools.flatMap { $0.sizes.map(\.price) }, name: "budget")
    }
    for pool in scenario.pools.indices {
      let members = usable.indices.filter { fleet.use[usable[$0] * fleet.poolCount + pool] > 0 }
      guard !members.isEmpty else { continue }
      let stated = scenario.pools[pool]
      program.addRow(
        lower: -.infinity, upper: stated.rentsMachines ? 0 : Double(stated.available),
        columns: members.map { Int32(replicas[$0]) } + machines[pool].map { Int32($0) },
        values: members.map { Double(fleet.use[usable[$0] * fleet.poolCount + pool]) }
          + stated.sizes.map { -Double($0.gpus) }, name: "pool\(pool)")
    }
    for (place, row) in fleet.packingRows.enumerated() {
      let members = usable.indices.filter { fleet.weight(of: usable[$0], in: row) > 0 }
      guard !members.isEmpty else { continue }
      let stated = scenario.pools[row.pool]
      program.addRow(
        lower: -.infinity,
        upper: stated.rentsMachines ? 0 : Double(row.row.capacity(of: stated.machines)),
        columns: members.map { Int32(replicas[$0]) } + machines[row.pool].map { Int32($0) },
        values: members.map { Double(fleet.weight(of: usable[$0], in: row)) }
          + stated.sizes.map { -Double(row.row.capacity(of: [MachineGroup(gpus: $0.gpus, count: 1)])) },
        name: "packing\(place)")
    }
    return program
  }

  /// Adds a row for each model with traffic that states a least number of replicas; those that serve nothing do not count.
  private static func addLeastReplicas(
    _ fleet: FleetData, usable: [Int], replicas: [Int], to program: inout LinearProgram
  ) {
    let entries = fleet.traffic.count
    for (index, model) in fleet.scenario.models.enumerated() where model.leastReplicas > 0 {
      guard fleet.traffic.contains(where: { $0.model == index }) else { continue }
      let members = usable.indices.filter { position in
        fleet.table.model[usable[position]] == index
          && (0..<entries).contains { fleet.rate[usable[position] * entries + $0] > 0 }
      }
      program.addRow(
        lower: Double(model.leastReplicas), upper: .infinity, columns: members.map { Int32(replicas[$0]) },
        values: members.map { _ in 1 }, name: "least\(index)")
    }
  }

  /// A state of affairs in which the traffic must be served.
  private struct Event {
    /// Part of names; empty where all is as stated.
    var suffix: String
    /// Part of its rates that each candidate reaches; 0: lost.
    var factors: [Double]
    /// Part of the rate that must be served.
    var part: Double
  }

  /// All is as stated, then each loss; each with every set of misjudged kinds.
  private static func events(_ fleet: FleetData) -> [Event] {
    let scenario = fleet.scenario
    var lost: [(suffix: String, factors: [Double], part: Double)] = [
      ("", [Double](repeating: 1, count: fleet.candidates.count), 1)
    ]
    for (index, loss) in scenario.jointLosses.enumerated() {
      let factors = fleet.candidates.indices.map { candidate in
        loss.pools.contains { fleet.use[candidate * fleet.poolCount + $0] > 0 } ? 0.0 : 1
      }
      lost.append(("_l\(index)", factors, scenario.resilience.remaining))
    }
    guard scenario.resilience.misjudged > 0 else {
      return lost.map { Event(suffix: $0.suffix, factors: $0.factors, part: $0.part) }
    }
    let kinds = ReplicaKinds(scenario, fleet.candidates)
    let sets = StressTest.subsets(of: Array(kinds.names.indices), size: scenario.resilience.misjudged)
    return lost.flatMap { lost in
      sets.enumerated().map { index, slow in
        Event(
          suffix: "\(lost.suffix)_m\(index)",
          factors: lost.factors.enumerated().map { candidate, factor in
            slow.contains(kinds.ofCandidate[candidate])
              ? factor * fleet.lowFactor(of: candidate) : factor
          }, part: lost.part)
      }
    }
  }

  /// Adds who serves what in one event.
  private static func addRouting(
    _ fleet: FleetData, _ event: Event, usable: [Int], replicas: [Int], rate: Int32,
    to program: inout LinearProgram
  ) {
    let traffic = fleet.traffic
    var byTraffic = [[Int32]](repeating: [], count: traffic.count)
    for (position, candidate) in usable.enumerated() where event.factors[candidate] > 0 {
      var columns = [Int32(replicas[position])]
      var values = [-1.0]
      for entry in traffic.indices {
        let speed = fleet.rate[candidate * traffic.count + entry] * event.factors[candidate]
        guard speed > 0 else { continue }
        let column = Int32(program.addColumn(name: "u\(candidate)_\(entry)\(event.suffix)"))
        columns.append(column)
        values.append(1 / speed)
        byTraffic[entry].append(column)
      }
      program.addRow(
        lower: -.infinity, upper: 0, columns: columns, values: values, name: "time\(candidate)\(event.suffix)"
      )
    }
    for entry in traffic.indices {
      program.addRow(
        lower: 0, upper: 0, columns: byTraffic[entry] + [rate],
        values: byTraffic[entry].map { _ in 1 } + [-traffic[entry].share * event.part],
        name: "traffic\(entry)\(event.suffix)")
    }
  }

  /// Adds a column for the starts of each configuration; none where starts are free.
  private static func addStarts(
    _ fleet: FleetData, usable: [Int], replicas: [Int], to program: inout LinearProgram
  ) -> [Int] {
    guard fleet.scenario.chargesStarts else { return [] }
    let charge = fleet.scenario.objective == .throughput ? 0 : fleet.startCost
    let starts = usable.map { program.addColumn(cost: charge, name: "s\($0)") }
    for (position, candidate) in usable.enumerated() {
      program.addRow(
        lower: -.infinity, upper: Double(fleet.running[candidate]),
        columns: [Int32(replicas[position]), Int32(starts[position])], values: [1, -1],
        name: "start\(candidate)")
    }
    if let most = fleet.scenario.current?.maxStarts {
      program.addRow(
        lower: -.infinity, upper: Double(most), columns: starts.map { Int32($0) },
        values: starts.map { _ in 1 }, name: "starts")
    }
    if let most = fleet.scenario.current?.maxStops {
      let kept = usable.indices.filter { fleet.running[usable[$0]] > 0 }
      let stops = kept.map { program.addColumn(name: "e\(usable[$0])") }
      for (stop, position) in zip(stops, kept) {
        program.addRow(
          lower: Double(fleet.running[usable[position]]), upper: .infinity,
          columns: [Int32(replicas[position]), Int32(stop)], values: [1, 1], name: "stop\(usable[position])")
      }
      program.addRow(
        lower: -.infinity, upper: Double(most), columns: stops.map { Int32($0) },
        values: stops.map { _ in 1 },
        name: "stops")
    }
    return starts
  }
}
