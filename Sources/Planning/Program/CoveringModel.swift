import Optimization

/// The planning problem as the covering engine gets it: candidates are groups, pools are resources, traffic entries
/// are items, and models are families (arXiv 2502.00722, section 4, after the substitution z = 1/T).
///
/// Models without traffic are left out with their candidates; groups map back to candidates by `candidates`.
///
/// A candidate that runs already has two groups: copies that stay, of which there are as many as run, and new ones.
/// Both limits and the charge for a start are resources: one whose units are the starts, at the price of a start,
/// and one for each running candidate, whose units are its running copies. Where stops are limited, one more counts the
/// copies that stay, of which there is a least number. Packing rows are resources without a price between the two.
///
/// Machines that are rented whole are lots: each adds its GPUs to the pool and its capacities to the pool's packing rows,
/// and has the price; the pool has no units of its own. Where starting costs nothing and nothing limits it, the two groups
/// are twins, on which a tree branches in vain: then nothing stays until ties are broken.
struct CoveringModel {
  /// The objective to be minimised.
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

  /// Candidate of each group.
  let candidates: [Int]
  /// The groups that stand for copies that run already: the last ones.
  private let keptGroups: Range<Int>
  /// The charge for a start.
  private var startCost = 0.0
  /// Copies of each group that stay if they are told apart from new ones.
  private var staying: [Int32] = []
  /// The resource that starts take, after pools and packing rows.
  private let startResource: Int
  private let hasRunning: Bool
  private let limitsStops: Bool
  private var limitsStarts = false
  /// The program with a fleet's numbers.
  private(set) var program: CoveringProgram
  /// The fleet's rates that the program has.
  private var loadedRates: [Double] = []
  /// A rate no plan exceeds under the present numbers, once it is known.
  private var knownCeiling: Double?

  /// Builds the program of a fleet; the objective is throughput until `set` says otherwise.
  init(_ fleet: FleetData) {
    let families = FamilyIndex(fleet)
    let width = fleet.traffic.count
    let usable = fleet.candidates.indices.filter { candidate in
      (0..<width).contains { fleet.rate[candidate * width + $0] > 0 }
    }
    let kept = usable.filter { fleet.running[$0] > 0 }
    candidates = usable + kept
    keptGroups = usable.count..<candidates.count
    hasRunning = fleet.scenario.current != nil
    limitsStops = fleet.scenario.current?.maxStops != nil
    let pools = fleet.poolCount
    let rows = fleet.packingRows
    startResource = pools + rows.count
    let resources = startResource + (hasRunning ? 1 + kept.count + (limitsStops ? 1 : 0) : 0)
    var use = [Int32](repeating: 0, count: candidates.count * resources)
    for (group, candidate) in candidates.enumerated() {
      let own = group * resources
      for pool in 0..<pools { use[own + pool] = Int32(fleet.use[candidate * pools + pool]) }
      for (place, row) in rows.enumerated() {
        use[own + pools + place] = Int32(clamping: fleet.weight(of: candidate, in: row))
      }
      if keptGroups.contains(group) {
        use[own + startResource + 1 + group - usable.count] = 1
        if limitsStops { use[own + resources - 1] = 1 }
      } else if hasRunning {
        use[own + startResource] = 1
      }
    }
    program = CoveringProgram(
      itemsOfFamily: families.itemCounts,
      groupFamily: candidates.map { Int32(families.ofModel[fleet.table.model[$0]]) },
      use: use, resourceCount: resources)
    program.leastCount = families.leastCounts(fleet)
    setNumbers(fleet)
    set(.rate, rateLower: 0, rateUpper: nil)
  }

  /// Takes over prices, stock, budget, shares and rates of a fleet with the same candidates and traffic entries.
  mutating func setNumbers(_ fleet: FleetData) {
    knownCeiling = nil
    let pools = fleet.scenario.pools
    program.price = pools.map { $0.rentsMachines ? 0 : $0.price } + fleet.packingRows.map { _ in 0 }
    program.available =
      pools.map { $0.rentsMachines ? 0 : Int32(clamping: $0.available) }
      + fleet.packingRows.map {
        pools[$0.pool].rentsMachines ? 0 : Int32(clamping: $0.row.capacity(of: pools[$0.pool].machines))
      }
    if hasRunning {
      startCost = fleet.startCost
      let kept = keptGroups.map { Int32(clamping: fleet.running[candidates[$0]]) }
      program.price += [startCost] + kept.map { _ in 0 }
      limitsStarts = fleet.scenario.current?.maxStarts != nil
      // Without a limit of their own starts are limited by the stock alone: each takes a GPU at least.
      let most = fleet.scenario.current?.maxStarts ?? pools.reduce(0) { $0 + $1.rentable }
      program.available += [Int32(clamping: most)] + kept
      staying = kept
      if let stops = fleet.scenario.current?.maxStops {
        let running = kept.reduce(0) { $0 + Int($1) }
        program.price.append(0)
        program.available.append(Int32(clamping: running))
        program.leastUse[program.resourceCount - 1] = Int32(clamping: max(0, running - stops))
      }
    }
    if fleet.scenario.rentsMachines { program.lots = lots(fleet) }
    program.budget = fleet.scenario.budget ?? .infinity
    program.share = fleet.traffic.map(\.share)
    // Most edits leave the rates as they are.
    if fleet.rate != loadedRates {
      program.takeRates(fleet, of: candidates)
      loadedRates = fleet.rate
    }
  }

  /// The machines that are rented whole, pool by pool in the order of their sizes.
  private func lots(_ fleet: FleetData) -> [CoveringProgram.Lot] {
    fleet.scenario.pools.enumerated().flatMap { pool, stated in
      stated.sizes.map { size in
        var units = [Int32](repeating: 0, count: program.resourceCount)
        units[pool] = Int32(size.gpus)
        for (place, row) in fleet.packingRows.enumerated() where row.pool == pool {
          units[fleet.poolCount + place] = Int32(
            clamping: row.row.capacity(of: [MachineGroup(gpus: size.gpus, count: 1)]))
        }
        return CoveringProgram.Lot(
          units: units, price: size.price, available: Int32(clamping: size.available))
      }
    }
  }

  /// Sets the objective and the range of the rate; no upper end means the largest rate any plan can have.
  mutating func set(_ target: Target, rateLower: Double, rateUpper: Double?) {
    if hasRunning {
      knownCeiling = nil
      program.price[startResource] =
        startCost + (target == .costAndReplicas ? PlanningTolerance.startTieBreak : 0)
      let areTwins =
        program.price[startResource] == 0 && !limitsStarts && !limitsStops
      for (kept, count) in staying.enumerated() {
        program.available[startResource + 1 + kept] = areTwins ? 0 : count
      }
    }
    program.levelLower = rateLower
    program.levelUpper = max(rateLower, rateUpper ?? largestRate())
    program.countCharge = 0
    program.costWeight = 1
    program.levelWeight = 0
    switch target {
    case .rate: (program.costWeight, program.levelWeight) = (0, 1)
    case .cost: break
    case .costLessRate(let parameter): program.levelWeight = parameter
    case .costAndReplicas: program.countCharge = PlanningTolerance.replicaTieBreak
    }
  }

  /// A rate no plan exceeds: every group at its capacity, on each item alone.
  mutating func largestRate() -> Double {
    if let knownCeiling { return knownCeiling }
    var totals = [Double](repeating: 0, count: program.itemCount)
    let (rate, width) = (program.rate, program.width)
    for group in 0..<program.groupCount {
      let capacity = Double(program.capacity(ofGroup: group))
      let own = program.items(ofFamily: Int(program.groupFamily[group]))
      for (position, item) in own.enumerated() { totals[item] += capacity * rate[group * width + position] }
    }
    let ceiling = zip(totals, program.share).map { $0 / $1 }.min() ?? .infinity
    let found = ceiling.isFinite ? ceiling : 0
    knownCeiling = found
    return found
  }

  /// Counts of all candidates from counts of groups.
  func candidateCounts(_ counts: [Int32], of total: Int) -> [Int] {
    var all = [Int](repeating: 0, count: total)
    for (group, candidate) in candidates.enumerated() { all[candidate] += Int(counts[group]) }
    return all
  }

  /// Counts of groups from counts of all candidates; what runs counts as staying first, where that makes a difference.
  func groupCounts(_ counts: [Int]) -> [Int32] {
    guard hasRunning else { return candidates.map { Int32(clamping: counts[$0]) } }
    var stays: [Int: Int32] = [:]
    for group in keptGroups {
      let resource = startResource + 1 + stays.count
      stays[candidates[group]] = min(Int32(clamping: counts[candidates[group]]), program.available[resource])
    }
    return candidates.indices.map { group in
      let stay = stays[candidates[group]] ?? 0
      return keptGroups.contains(group) ? stay : Int32(clamping: counts[candidates[group]]) - stay
    }
  }
}
