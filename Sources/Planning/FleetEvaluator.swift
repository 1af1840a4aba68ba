import Optimization

/// The best rate of a fixed set of replicas and who serves what: a small linear program a model.
///
///     max z   s.t.   sum_c rate[c,w] x[c,w] >= share[w] z,   sum_w x[c,w] <= y[c],   x >= 0
///
/// Used where a plan's value must not depend on the search that found it: it sees the replicas rented alone, and the
/// same replicas always get the same routing.
struct FleetEvaluator {
  /// What a set of replicas can do.
  struct Value {
    /// Requests/s over all traffic.
    var rate: Double
    /// Time of replicas spent, candidate and traffic entry, in replicas.
    var time: [(candidate: Int, traffic: Int, replicas: Double)]
  }

  let fleet: FleetData

  /// Solves the programs; a rate of 0 where some traffic has no replica. `factors` multiply the candidates' rates.
  func value(of counts: [Int], factors: [Double]? = nil) -> Value {
    let width = fleet.traffic.count
    var familyOfModel = [Int32](repeating: -1, count: fleet.scenario.models.count)
    var itemsOfFamily: [Int] = []
    for entry in fleet.traffic {
      if familyOfModel[entry.model] < 0 {
        familyOfModel[entry.model] = Int32(itemsOfFamily.count)
        itemsOfFamily.append(0)
      }
      itemsOfFamily[itemsOfFamily.count - 1] += 1
    }
    var candidates: [Int] = []
    var families: [Int32] = []
    for candidate in counts.indices where counts[candidate] > 0 {
      let family = familyOfModel[fleet.table.model[candidate]]
      guard family >= 0 else { continue }
      candidates.append(candidate)
      families.append(family)
    }
    var program = CoveringProgram(
      itemsOfFamily: itemsOfFamily, groupFamily: families, use: [], resourceCount: 0)
    program.share = fleet.traffic.map(\.share)
    for (group, candidate) in candidates.enumerated() {
      for item in program.items(ofFamily: Int(families[group])) {
        program.setRate(
          group: group, item: item, to: fleet.rate[candidate * width + item] * (factors?[candidate] ?? 1))
      }
    }
    guard let routing = CoverEvaluator(program).routing(of: candidates.map { Int32(clamping: counts[$0]) })
    else { return Value(rate: 0, time: []) }
    return Value(
      rate: routing.level,
      time: routing.entries.map { (candidates[Int($0.group)], Int($0.item), $0.time) })
  }
}
