// The dual ratio test of the covering simplex: which variable leaves the bound first when the dual step grows.
//
// With `step` so far, a group blocks only if `reduced cost + step * pivot row entry` of one of its columns is
// negative; both are linear in the multipliers, so one product per entry tells. Only groups that blocked when
// they were looked at can hold the winner, and the few of them are looked at again with the final step
// (Harris, 1973: the largest pivot among those within the tolerance).

/// The variable that enters and its entries.
struct Entering {
  var variable: Int32
  /// Entry of the pivot row, in the direction of the leaving variable.
  var entry: Double
  var reducedCost: Double
}

extension CoverSimplex {
  /// Value below which a column counts as blocking; sums of products carry about this much noise.
  private static let noise = -1e-12

  /// Chooses the entering variable for the pivot row `rho`; nil if nothing blocks the step.
  func chooseEntering(_ rho: UnsafePointer<Double>) -> Entering? {
    let duals = UnsafePointer(multipliers.base)
    project(rho, factor: 1, withCosts: false, into: pricesOfRow)
    project(duals, factor: -1, withCosts: true, into: pricesOfCost)
    var step = Double.infinity
    for row in 0..<rowCount where rowIsNonbasic.base[row] && rowLower.base[row] < rowUpper.base[row] {
      let entry = rowIsAtUpper.base[row] ? rho[row] : -rho[row]
      guard entry < -CoveringTolerance.pivot else { continue }
      let reduced = max(0, rowIsAtUpper.base[row] ? -duals[row] : duals[row])
      step = min(step, (reduced + CoveringTolerance.dual) / -entry)
    }
    let level = levelEntry(rho, duals)
    if let level { step = min(step, (level.reduced + CoveringTolerance.dual) / -level.entry) }
    if lotCount > 0 { shortenByLots(&step, rho, duals) }
    blocking.removeAll()
    scanGroups(&step, rho, duals)
    guard step < .infinity else { return nil }
    return largestPivot(within: step, rho, duals, level: level)
  }

  /// The level's entry and reduced cost as if it were at its lower bound; nil if it does not block.
  private func levelEntry(
    _ rho: UnsafePointer<Double>, _ duals: UnsafePointer<Double>
  ) -> (entry: Double, reduced: Double)? {
    guard !levelIsBasic, levelLower < levelUpper else { return nil }
    var entry = 0.0
    var reduced = levelCost
    for item in 0..<itemCount {
      entry -= rho[item]
      reduced += duals[item]
    }
    if levelIsAtUpper { (entry, reduced) = (-entry, -reduced) }
    return entry < -CoveringTolerance.pivot ? (entry, max(0, reduced)) : nil
  }

  private func scanGroups(_ step: inout Double, _ rho: UnsafePointer<Double>, _ duals: UnsafePointer<Double>)
  {
    func prepare() {
      if step < .infinity {
        combined.combine(step, pricesOfRow, plus: pricesOfCost)
        surcharge(step, rho, -1, duals)
      } else {
        combined.combine(1, pricesOfRow, plus: noPrices)
        surcharge(1, rho, 0, duals)
      }
    }
    prepare()
    for family in 0..<familyCount where program.itemStarts[family] < program.itemStarts[family + 1] {
      let view = FamilyView(lanes, program, family: family, prices: combined)
      let blocks = lanes.openBlocks.base
      for index in Int(lanes.openStarts.base[family])..<Int(lanes.openStarts.base[family + 1]) {
        let block = Int(blocks[index])
        let least = view.least(block)
        guard any(least .< Self.noise) else { continue }
        let former = step
        if shorten(&step, block: block, least: least, family: family, rho, duals) {
          blocking.append(Int32(block))
          blocking.append(Int32(family))
          if step < former { prepare() }
        }
      }
    }
    clearSurcharge()
  }

  /// Entry and reduced cost of opening a group, apart from its items.
  @inline(__always)
  private func bases(
    lane: Int, family: Int, _ rho: UnsafePointer<Double>, _ duals: UnsafePointer<Double>
  ) -> (entry: Double, reduced: Double) {
    let first = Int(program.itemStarts[family])
    let (rows, costs) = (
      pricesOfRow.family(family, firstItem: first), pricesOfCost.family(family, firstItem: first)
    )
    let group = Int(lanes.laneGroup.base[lane])
    var entry = rows[0] + ownEntry(group, rho)
    var reduced = costs[0] - ownEntry(group, duals)
    for resource in 0..<resourceCount {
      let units = lanes.use(lane: lane, resource: resource)
      entry += units * rows[1 + resource]
      reduced += units * costs[1 + resource]
    }
    return (entry, reduced)
  }

  /// The same for the four groups of a block.
  @inline(__always)
  private func bases(
    block: Int, _ view: FamilyView, _ rho: UnsafePointer<Double>, _ duals: UnsafePointer<Double>
  ) -> (entry: Lane4, reduced: Lane4) {
    let own = view.uses + block * resourceCount
    let costs = pricesOfCost.values + (view.prices - UnsafePointer(pricesOfRow.values))
    var entry = Lane4(repeating: view.prices[0])
    var reduced = Lane4(repeating: costs[0])
    for resource in 0..<resourceCount {
      entry += own[resource] * view.prices[1 + resource]
      reduced += own[resource] * costs[1 + resource]
    }
    if rowCount > baseRowCount {
      for lane in 0..<4 {
        let group = lanes.laneGroup.base[4 * block + lane]
        guard group >= 0 else { continue }
        let row = entityRow[firstGroup + Int(group)]
        guard row >= 0 else { continue }
        entry[lane] += rho[Int(row)]
        reduced[lane] -= duals[Int(row)]
      }
    }
    return (entry, reduced)
  }

  /// Which groups of a block serve no item at all.
  @inline(__always)
  private func servesNothing(_ block: Int) -> SIMDMask<SIMD4<Int64>> {
    let flags = lanes.servesNothing.base + 4 * block
    var mask = SIMDMask<SIMD4<Int64>>(repeating: false)
    for lane in 0..<4 { mask[lane] = flags[lane] }
    return mask
  }

  /// Shortens the step by the columns of the blocking lanes; whether any of them really has a pivot.
  private func shorten(
    _ step: inout Double, block: Int, least: Lane4, family: Int, _ rho: UnsafePointer<Double>,
    _ duals: UnsafePointer<Double>
  ) -> Bool {
    var hasPivot = false
    let first = Int(program.itemStarts[family])
    let count = Int(program.itemStarts[family + 1]) - first
    let rows = pricesOfRow.family(family, firstItem: first) + 1 + resourceCount
    let costs = pricesOfCost.family(family, firstItem: first) + 1 + resourceCount
    for offset in 0..<4 where least[offset] < Self.noise {
      let lane = 4 * block + offset
      let base = bases(lane: lane, family: family, rho, duals)
      for position in 0..<count {
        let rate = lanes.rate(lane: lane, family: family, position: position, itemCount: count)
        let entry = base.entry + rows[position] * rate
        guard rate > 0 || lanes.servesNothing.base[lane], entry < -CoveringTolerance.pivot else { continue }
        hasPivot = true
        let reduced = max(0, base.reduced + costs[position] * rate)
        step = min(step, (reduced + CoveringTolerance.dual) / -entry)
      }
    }
    return hasPivot
  }

  /// The largest pivot among the variables that block within the step.
  private func largestPivot(
    within step: Double, _ rho: UnsafePointer<Double>, _ duals: UnsafePointer<Double>,
    level: (entry: Double, reduced: Double)?
  ) -> Entering? {
    var best = Entering(variable: 0, entry: 0, reducedCost: 0)
    func offer(_ variable: Int32, _ entry: Double, _ reduced: Double) {
      if entry < best.entry && max(0, reduced) <= -entry * step {
        best = Entering(variable: variable, entry: entry, reducedCost: reduced)
      }
    }
    if let level { offer(Self.levelVariable, level.entry, level.reduced) }
    for lot in 0..<lotCount {
      let entry = entry(ofLot: lot, rho)
      if mayEnter(lot: lot, entry) { offer(variable(ofLot: lot), entry, reducedCost(ofLot: lot, duals)) }
    }
    for row in 0..<rowCount where rowIsNonbasic.base[row] && rowLower.base[row] < rowUpper.base[row] {
      let atUpper = rowIsAtUpper.base[row]
      offer(~Int32(row), atUpper ? rho[row] : -rho[row], atUpper ? -duals[row] : duals[row])
    }
    for index in stride(from: 0, to: blocking.count, by: 2) {
      let (block, family) = (Int(blocking.base[index]), Int(blocking.base[index + 1]))
      let view = FamilyView(lanes, program, family: family, prices: pricesOfRow)
      let rows = view.prices + 1 + resourceCount
      let costs = pricesOfCost.values + (rows - UnsafePointer(pricesOfRow.values))
      let (entryBase, reducedBase) = bases(block: block, view, rho, duals)
      let rates = view.rates(block)
      for position in 0..<view.itemCount {
        let rate = rates[position]
        let entries = entryBase + rows[position] * rate
        var wins = entries .< best.entry
        guard any(wins) else { continue }
        let reduced = reducedBase + costs[position] * rate
        wins = wins .& (reduced .<= -entries * step) .& (rate .> 0 .| servesNothing(block))
        guard any(wins) else { continue }
        for lane in 0..<4 where wins[lane] && lanes.laneGroup.base[4 * block + lane] >= 0 {
          let group = lanes.laneGroup.base[4 * block + lane]
          guard groupIsOpen[Int(group)] else { continue }
          offer(group * variableStride + Int32(position), entries[lane], reduced[lane])
        }
      }
    }
    return best.entry < -CoveringTolerance.pivot ? best : nil
  }
}
