import Optimization

/// How a fleet's numbers stand in a covering program: models with traffic are families, traffic entries their items.
struct FamilyIndex {
  /// Family of each model; -1: it has no traffic.
  private(set) var ofModel: [Int]
  /// Traffic entries of each family.
  private(set) var itemCounts: [Int] = []

  init(_ fleet: FleetData) {
    ofModel = [Int](repeating: -1, count: fleet.scenario.models.count)
    for entry in fleet.traffic {
      if ofModel[entry.model] < 0 {
        ofModel[entry.model] = itemCounts.count
        itemCounts.append(0)
      }
      itemCounts[ofModel[entry.model]] += 1
    }
  }

  /// Fewest replicas of each family: those that its model states, and one in any case.
  func leastCounts(_ fleet: FleetData) -> [Int32] {
    var counts = [Int32](repeating: 1, count: itemCounts.count)
    for (model, family) in zip(fleet.scenario.models, ofModel) where family >= 0 {
      counts[family] = Int32(clamping: max(1, model.leastReplicas))
    }
    return counts
  }
}

extension CoveringProgram {
  /// Takes over a fleet's rates for groups that stand for `candidates`.
  mutating func takeRates(_ fleet: FleetData, of candidates: [Int]) {
    let (width, entries) = (width, fleet.traffic.count)
    let items = (0..<familyCount).map(items(ofFamily:))
    let families = groupFamily
    var rates: [Double] = []
    rates.reserveCapacity(candidates.count * width)
    for (group, candidate) in candidates.enumerated() {
      let own = items[Int(families[group])]
      for item in own { rates.append(fleet.rate[candidate * entries + item]) }
      for _ in own.count..<width { rates.append(0) }
    }
    rate = rates
  }
}
