// What a node commits to buy: lots, as far as the use of resources takes them and the budget pays for them.

extension CoverPropagation {
  /// Counts what lots add to each resource.
  func countLots(_ bounds: CoverBounds) {
    for resource in 0..<resourceCount { (fewestBought[resource], mostBought[resource]) = (0, 0) }
    for lot in 0..<lots.count {
      let (low, high) = (Int(bounds.lower[firstLot + lot]), Int(bounds.upper[firstLot + lot]))
      for entry in lots.entries(lot) {
        let (resource, units) = (Int(lots.resources.base[entry]), Int(lots.units.base[entry]))
        fewestBought[resource] += units * low
        mostBought[resource] += units * high
      }
    }
  }

  /// Buys what the use of resources takes at least beside all other lots, pays for it, and lowers the most of each lot to
  /// what is left of the budget; false if there is not enough.
  func tightenLots(_ bounds: inout CoverBounds, _ room: inout Double, _ changes: inout CoverChanges)
    -> Bool
  {
    for lot in 0..<lots.count {
      let entity = firstLot + lot
      var fewest = Int(bounds.lower[entity])
      for entry in lots.entries(lot) {
        let (resource, units) = (Int(lots.resources.base[entry]), Int(lots.units.base[entry]))
        let others = mostBought[resource] - units * Int(bounds.upper[entity])
        let missing = total(resource, bounds).all - Int(bounds.upper[resource]) - others
        fewest = max(fewest, (missing + units - 1) / units)
      }
      if fewest > Int(bounds.upper[entity]) { return false }
      if fewest > Int(bounds.lower[entity]) {
        set(entity, Int32(fewest), bounds.upper[entity], &bounds, &changes)
      }
      room -= lots.price.base[lot] * Double(fewest)
    }
    guard room < .infinity else { return true }
    if room < 0 { return false }
    for lot in 0..<lots.count where lots.price.base[lot] > 0 {
      let (entity, more) = (firstLot + lot, (room / lots.price.base[lot]).rounded(.down))
      let most = Double(bounds.lower[entity]) + more
      if most < Double(bounds.upper[entity]) {
        set(entity, bounds.lower[entity], Int32(most), &bounds, &changes)
      }
    }
    countLots(bounds)
    return true
  }
}
