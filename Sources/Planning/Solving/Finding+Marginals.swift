import Optimization

/// What one more of each limit is worth, from the root of a search.
extension PlanningSession.Finding {
  /// A finding with the marginal values of a run; `scale` turns its objective into the plan's.
  init(counts: [Int], bound: Double, values: CoverResult, scale: Double, _ fleet: FleetData) {
    self.init(counts: counts, bound: bound)
    take(values, scale: scale, fleet)
  }

  /// Takes over the marginal values of a run's root: of a pool those of a GPU more, or of the machines that a step of its
  /// stock adds where it rents those whole.
  mutating func take(_ result: CoverResult, scale: Double, _ fleet: FleetData) {
    func shown(_ value: Double) -> Double {
      let scaled = value * scale
      return scaled < PlanningTolerance.smallestRate ? 0 : scaled
    }
    budgetValue = shown(result.budgetValue)
    guard !result.resourceValues.isEmpty else { return poolValues = [] }
    let pools = fleet.scenario.pools
    var firstLot = 0
    poolValues = pools.indices.map { pool in
      guard pools[pool].rentsMachines else { return shown(result.resourceValues[pool]) }
      var larger = pools[pool]
      larger.available += larger.stockStep
      let more = zip(pools[pool].sizes, larger.sizes).map { Double($1.available - $0.available) }
      defer { firstLot += more.count }
      return shown(zip(more, result.lotValues[firstLot...]).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }
}
