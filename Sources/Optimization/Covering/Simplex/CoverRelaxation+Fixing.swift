// Reduced-cost fixing: what the cutoff leaves of a node's bounds.

extension CoverRelaxation {
  /// Closes groups and tightens bounds that would cost more than the cutoff leaves (Dantzig, Fulkerson & Johnson,
  /// 1954); whether anything changed. Needs the multipliers of the last solve; `bound` is their certified bound.
  ///
  /// Opening a closed group once costs at least its least reduced cost; leaving a bound by one unit costs the row's
  /// multiplier. What goes is worth the cutoff or more, so the cutoff is a bound on it.
  func fix(cutoff: Double) -> Bool {
    guard cutoff.isFinite else { return false }
    let room = cutoff - bound
    guard room > 0 else { return false }
    let margin = room * (1 + CoveringTolerance.fixingSafety) + CoveringTolerance.dual
    var closes = false
    var changes = false
    for lane in 0..<simplex.lanes.laneCount {
      let price = groupPrice[lane]
      guard price > 0, price < .infinity else { continue }
      let group = Int(simplex.lanes.laneGroup.base[lane])
      let most = (margin / price).rounded(.down)
      guard most < Double(bounds.groupUpper[group]), bounds.groupLower[group] == 0 else { continue }
      guard simplex.entityRow[simplex.firstGroup + group] < 0, activity[simplex.firstGroup + group] <= most
      else {
        continue
      }
      bounds.groupUpper[group] = Int32(most)
      simplex.groupUpper[group] = Int32(most)
      changes = true
      if most == 0 {
        simplex.groupIsOpen[group] = false
        closes = true
      }
    }
    if closes { simplex.lanes.setOpen(simplex.groupIsOpen) }
    if tightenLots(margin) { changes = true }
    return tightenRows(margin) || changes
  }

  /// Lots that have no row, or one that no multiplier counts on, by their own reduced costs.
  private func tightenLots(_ margin: Double) -> Bool {
    var changes = false
    for lot in 0..<simplex.lotCount {
      let (entity, price) = (simplex.firstLot + lot, simplex.lotPrice[lot])
      guard abs(price) > CoveringTolerance.dual else { continue }
      let steps = (margin / abs(price)).rounded(.down)
      var (low, high) = (lower(ofEntity: entity), upper(ofEntity: entity))
      guard steps < high - low else { continue }
      if price < 0 { low = high - steps } else { high = low + steps }
      guard activity[entity] >= low, activity[entity] <= high else { continue }
      setBounds(entity: entity, lower: low, upper: high)
      changes = true
    }
    return changes
  }

  /// The sign of a multiplier, not the side of its logical, tells which bound the certificate counts on.
  private func tightenRows(_ margin: Double) -> Bool {
    var changes = false
    for row in simplex.itemCount..<simplex.rowCount where simplex.rowIsNonbasic.base[row] {
      let entity = Int(simplex.rowEntity.base[row])
      let price = simplex.multipliers.base[row]
      guard entity >= 0, entity < simplex.firstPriceRow, abs(price) > CoveringTolerance.dual else { continue }
      let steps = (margin / abs(price)).rounded(.down)
      let (low, high) = (lower(ofEntity: entity), upper(ofEntity: entity))
      guard steps < high - low else { continue }
      if price < 0 {
        setBounds(entity: entity, lower: high - steps, upper: high)
      } else {
        setBounds(entity: entity, lower: low, upper: low + steps)
      }
      changes = true
    }
    return changes
  }
}
