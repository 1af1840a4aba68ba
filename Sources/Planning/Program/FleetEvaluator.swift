import Optimization

/// The best rate of a fixed set of replicas and who serves what: one small linear program per model.
///
///     max z   s.t.   sum_c rate[c,w] x[c,w] >= share[w] z,   sum_w x[c,w] <= y[c],   x >= 0
///
/// Used where a plan's value must not depend on the search that found it: it sees the replicas rented alone, and the
/// same replicas always get the same routing.
struct FleetEvaluator {
  /// The performance of a set of replicas.
  struct Value {
    /// Requests/s over all traffic.
    var rate: Double
    /// Time of replicas spent, candidate and traffic entry, in replicas.
    var time: [(candidate: Int, traffic: Int, replicas: Double)]
  }

  let fleet: FleetData
  /// Whether to stop, asked on the way where there are many workload types; the rate is 0 then. Nil: never.
  var interruption: (() -> Bool)?
  /// Whether the traffic of a model with a great many workload types is to be routed by proportion, which takes no time,
  /// and not as well as can be; asked on the way. Nil: never.
  var patienceIsOver: (() -> Bool)?

  /// Solves the programs; a rate of 0 where some traffic has no replica. `factors` multiply the candidates' rates.
  func value(of counts: [Int], factors: [Double]? = nil) -> Value {
    let served = FamilyIndex(fleet)
    let (rate, width) = (fleet.rate, fleet.traffic.count)
    var rented = CoverFleet(itemsOfFamily: served.itemCounts, share: fleet.traffic.map(\.share))
    var candidates: [Int] = []
    for candidate in counts.indices where counts[candidate] > 0 {
      let family = served.ofModel[fleet.table.model[candidate]]
      guard family >= 0 else { continue }
      candidates.append(candidate)
      let factor = factors?[candidate] ?? 1
      rented.add(family: family, count: Int32(clamping: counts[candidate])) {
        rate[candidate * width + $0] * factor
      }
    }
    guard let routing = rented.routing(interruption: interruption, patienceIsOver: patienceIsOver)
    else { return Value(rate: 0, time: []) }
    return Value(
      rate: routing.level,
      time: routing.entries.map { (candidates[Int($0.group)], Int($0.item), $0.time) })
  }

  /// Requests/s of all traffic that the replicas of one family allow, as the family is in `FamilyIndex`; 0 where some of
  /// its traffic has no replica, or once interrupted. `members` are candidates of its model, `factor` multiplies the rates of each.
  func rate(
    ofFamily family: Int, _ members: [Int], counts: [Int], factor: (_ candidate: Int) -> Double
  ) -> Double {
    if interruption?() == true { return 0 }
    let served = FamilyIndex(fleet)
    let (rate, width) = (fleet.rate, fleet.traffic.count)
    let first = served.itemCounts[..<family].reduce(0, +)
    let items = first..<first + served.itemCounts[family]
    var rented = CoverFleet(itemsOfFamily: [items.count], share: items.map { fleet.traffic[$0].share })
    for candidate in members where counts[candidate] > 0 {
      let factor = factor(candidate)
      rented.add(family: 0, count: Int32(clamping: counts[candidate])) {
        rate[candidate * width + first + $0] * factor
      }
    }
    return rented.routing(interruption: interruption, patienceIsOver: patienceIsOver)?.level ?? 0
  }
}
