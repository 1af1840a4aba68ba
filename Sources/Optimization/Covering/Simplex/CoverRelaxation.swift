/// The relaxation of the present node: its bounds, its solution, and the rows that it needs.
final class CoverRelaxation {
  let program: CoveringProgram
  let simplex: CoverSimplex
  /// Bounds of the present node.
  var bounds: CoverBounds

  /// Value of each entity in the last solution; groups outside `support` are 0.
  private(set) var activity: [Double]
  /// Groups with a positive count in the last solution, ascending.
  private(set) var support: [Int32] = []
  /// Certified bound after the last solve, scaled.
  private(set) var bound = -Double.infinity
  /// Made at the first node: many a problem ends at its root.
  private lazy var propagation = CoverPropagation(program)
  private let proofs: CoverProofs
  /// The bounds that the last propagation tightened.
  private(set) var changes = CoverChanges()
  private var keeps: UnsafeMutablePointer<Bool>
  /// Least reduced cost of each group after the last solve, by lane.
  let groupPrice: UnsafeMutablePointer<Double>

  /// Creates a relaxation of the listed groups; without a list, of those that `bounds` leaves open.
  init(
    _ program: CoveringProgram, bounds: CoverBounds, units: CoverUnits, priceRows: [CoverPriceRow] = [],
    groups: [Int32]? = nil
  ) {
    self.program = program
    self.bounds = bounds
    simplex = CoverSimplex(program, groups: groups ?? bounds.openGroups, units: units)
    simplex.priceRows = priceRows
    proofs = CoverProofs(simplex)
    let entities = simplex.entityCount + CoverRule.mostPriceRows
    activity = [Double](repeating: 0, count: entities)
    keeps = .allocate(capacity: entities)
    keeps.update(repeating: false, count: entities)
    let lanes = UnsafeMutablePointer<SIMD4<Double>>.allocate(capacity: simplex.lanes.laneCount / 4 + 1)
    groupPrice = UnsafeMutableRawPointer(lanes).assumingMemoryBound(to: Double.self)
    push()
  }

  /// Creates a relaxation that can take over every state of another one.
  convenience init(like other: CoverRelaxation, bounds: CoverBounds, units: CoverUnits) {
    let lanes = (0..<other.simplex.lanes.laneCount).map { other.simplex.lanes.laneGroup.base[$0] }
    self.init(
      other.program, bounds: bounds, units: units, priceRows: other.simplex.priceRows,
      groups: lanes.filter { $0 >= 0 })
  }

  deinit {
    keeps.deallocate()
    groupPrice.deallocate()
  }

  // MARK: Bounds

  /// Sets the bounds of the present node.
  func setBounds(_ new: CoverBounds) {
    bounds.become(new)
    push()
  }

  private func push() {
    for group in 0..<program.groupCount {
      simplex.groupUpper[group] = bounds.groupUpper[group]
      simplex.groupIsOpen[group] = bounds.groupUpper[group] > 0
    }
    simplex.lanes.setOpen(simplex.groupIsOpen)
    for lot in 0..<simplex.lotCount { pushLot(lot) }
    for row in simplex.itemCount..<simplex.rowCount { pushRow(row) }
  }

  private func pushLot(_ lot: Int) {
    simplex.lotLower[lot] = Double(bounds.lower[simplex.firstLot + lot])
    simplex.lotUpper[lot] = Double(bounds.upper[simplex.firstLot + lot])
  }

  private func pushRow(_ row: Int) {
    let entity = Int(simplex.rowEntity.base[row])
    guard entity >= 0 else { return }
    simplex.setBounds(row: row, lower: lower(ofEntity: entity), upper: upper(ofEntity: entity))
  }

  /// Lower bound of an entity at the present node.
  func lower(ofEntity entity: Int) -> Double {
    if entity >= simplex.firstPriceRow { return simplex.priceRows[entity - simplex.firstPriceRow].lower }
    if entity < simplex.firstGroup { return Double(bounds.lower[entity]) }
    return Double(bounds.groupLower[entity - simplex.firstGroup])
  }

  /// Upper bound of an entity at the present node.
  func upper(ofEntity entity: Int) -> Double {
    if entity >= simplex.firstPriceRow { return .infinity }
    if entity < simplex.firstGroup { return Double(bounds.upper[entity]) }
    return Double(bounds.groupUpper[entity - simplex.firstGroup])
  }

  /// Changes the bounds of one entity at the present node.
  func setBounds(entity: Int, lower: Double, upper: Double) {
    if entity < simplex.firstGroup {
      bounds.lower[entity] = Int32(lower)
      bounds.upper[entity] = Int32(upper)
      if entity >= simplex.firstLot { pushLot(entity - simplex.firstLot) }
    } else {
      let group = entity - simplex.firstGroup
      bounds.setLower(ofGroup: group, to: Int32(lower))
      let closes = bounds.groupUpper[group] > 0 && upper <= 0
      let opens = bounds.groupUpper[group] <= 0 && upper > 0
      bounds.groupUpper[group] = Int32(upper)
      simplex.groupUpper[group] = Int32(upper)
      simplex.groupIsOpen[group] = upper > 0
      if closes || opens { simplex.lanes.setOpen(simplex.groupIsOpen) }
    }
    let row = simplex.entityRow[entity]
    if row >= 0 { simplex.setBounds(row: Int(row), lower: lower, upper: upper) }
  }

  /// Tightens the bounds of the node by what they commit already, for choices below the cutoff that cost no more than a
  /// limit; false if nothing fits them.
  func propagate(cutoff: Double, costLimit: Double) -> Bool {
    changes.removeAll()
    let isPossible =
      proofs.tighten(&bounds, cutoff: cutoff, &changes)
      && propagation.tighten(&bounds, costLimit: costLimit, &changes)
    var closes = false
    for group in changes.groups {
      let group = Int(group)
      simplex.groupUpper[group] = bounds.groupUpper[group]
      if bounds.groupUpper[group] <= 0 {
        simplex.groupIsOpen[group] = false
        closes = true
      }
      pushRow(ofEntity: simplex.firstGroup + group)
    }
    for entity in changes.entities {
      if Int(entity) >= simplex.firstLot { pushLot(Int(entity) - simplex.firstLot) }
      pushRow(ofEntity: Int(entity))
    }
    if closes { simplex.lanes.setOpen(simplex.groupIsOpen) }
    return isPossible
  }

  private func pushRow(ofEntity entity: Int) {
    let row = simplex.entityRow[entity]
    if row >= 0 { pushRow(Int(row)) }
  }

  /// Count of each group in the last solution, fractional as it is.
  var counts: [Double] {
    var counts = [Double](repeating: 0, count: program.groupCount)
    for group in support { counts[Int(group)] = activity[simplex.firstGroup + Int(group)] }
    return counts
  }

  /// How many of each lot the last solution buys, rounded up.
  var purchase: [Int] {
    (0..<simplex.lotCount).map {
      Int((activity[simplex.firstLot + $0] - CoveringTolerance.integrality).rounded(.up))
    }
  }

  // MARK: Solving

  /// Adds a row for an entity if it has none, with the bounds of the node.
  func addRow(entity: Int) {
    guard simplex.entityRow[entity] < 0 else { return }
    let row = simplex.row(ofEntity: entity)
    pushRow(row)
  }

  /// Drops slack rows that no longer matter; the branched entity's row stays.
  func dropSlackRows(keeping entity: Int?) {
    if let entity { keeps[entity] = true }
    simplex.dropSlackRows(keeps: keeps)
    if let entity { keeps[entity] = false }
  }

  /// Starts from a stored basis, or from the crash basis if it does not fit the program any more.
  func load(_ basis: CoverBasis?) {
    if let basis, basis.structurals.allSatisfy(isOpen), simplex.load(basis) {
      for row in simplex.itemCount..<simplex.rowCount { pushRow(row) }
      if simplex.isDualFeasible() { return }
    }
    simplex.crash()
    for row in simplex.itemCount..<simplex.rowCount { pushRow(row) }
  }

  /// Returns to a state kept with a node, rows included.
  func restore(_ saved: CoverSimplex.Saved) {
    simplex.restoreRows(saved)
    simplex.restore(saved)
    for row in simplex.itemCount..<simplex.rowCount { pushRow(row) }
  }

  private func isOpen(_ variable: Int32) -> Bool {
    if variable < 0 || variable >= simplex.firstLotVariable { return true }
    return simplex.lanes.groupLane.base[variable / simplex.variableStride] >= 0
  }

  /// Solves the relaxation of the present node from the present basis; violated rows enter until none is left.
  func solve(cutoff: Double, pivotLimit: Int) -> CoverStatus {
    let start = simplex.pivotCount
    var restarted = false
    while true {
      simplex.refreshValues()
      let status = simplex.runDual(
        cutoff: cutoff, pivotLimit: max(0, pivotLimit - (simplex.pivotCount - start)))
      if status == .failed && !restarted {
        // A basis that went bad is not worth mending: the crash basis is dual feasible for every node.
        restarted = true
        load(nil)
        continue
      }
      guard status == .optimal else {
        bound = status == .infeasible ? .infinity : simplex.certifiedBound(prices: groupPrice)
        if status == .failed || status == .pivotLimit { measure(isFinished: false) }
        return status
      }
      measure(isFinished: true)
      if !addViolatedRows() {
        bound = simplex.certifiedBound(prices: groupPrice)
        return .optimal
      }
    }
  }

  /// Solves for a bound only, without further rows.
  func probe(cutoff: Double, pivotLimit: Int) -> (status: CoverStatus, bound: Double) {
    simplex.refreshValues()
    let status = simplex.runDual(cutoff: cutoff, pivotLimit: pivotLimit)
    let bound = status == .infeasible ? .infinity : simplex.certifiedBound()
    if bound >= cutoff { learn(from: status) }
    return (status, bound)
  }

  /// Keeps the multipliers that closed a node, to try them on others.
  func learn(from status: CoverStatus) { proofs.add(simplex, isFarkas: status == .infeasible) }

  /// Takes over the multipliers that closed nodes in a run with other numbers.
  func take(_ kept: [CoverMultipliers]) { proofs.take(kept, simplex) }

  /// The multipliers that closed nodes, for a later run.
  var closingMultipliers: [CoverMultipliers] { proofs.multipliers(simplex) }

  /// Reads the counts and activities of the present basic solution; an unfinished one may be far out of bounds.
  private func measure(isFinished: Bool) {
    for group in support { activity[simplex.firstGroup + Int(group)] = 0 }
    support.removeAll(keepingCapacity: true)
    let stride = simplex.variableStride
    let firstLot = simplex.firstLotVariable
    for entity in 0..<simplex.firstGroup { activity[entity] = 0 }
    for position in 0..<simplex.rowCount {
      let variable = simplex.head.base[position]
      guard variable >= 0, variable < firstLot else {
        if let lot = simplex.lot(ofVariable: variable) {
          measure(lot, simplex.value.base[position], isFinished: isFinished)
        }
        continue
      }
      let group = variable / stride
      var amount = simplex.value.base[position]
      if !isFinished { amount = min(amount, Double(bounds.groupUpper[Int(group)])) }
      guard amount > 0 else { continue }
      if activity[simplex.firstGroup + Int(group)] == 0 { support.append(group) }
      activity[simplex.firstGroup + Int(group)] += amount
    }
    support.sort()
    let resources = program.resourceCount
    for group in support {
      let amount = activity[simplex.firstGroup + Int(group)]
      let family = Int(program.groupFamily[Int(group)])
      activity[resources + family] += amount
      for resource in 0..<resources {
        let units = program.use[Int(group) * resources + resource]
        if units == 0 { continue }
        activity[resource] += amount * Double(units)
        activity[simplex.firstSplit + family * resources + resource] += amount * Double(units)
      }
    }
    for (index, row) in simplex.priceRows.enumerated() {
      var sum = 0.0
      let splits = simplex.firstSplit + Int(row.family) * resources
      for resource in 0..<resources { sum += row.prices[resource] * activity[splits + resource] }
      activity[simplex.firstPriceRow + index] = sum
    }
  }

  private func measure(_ lot: Int, _ value: Double, isFinished: Bool) {
    let entity = simplex.firstLot + lot
    let amount = isFinished ? value : min(value, Double(bounds.upper[entity]))
    guard amount > 0 else { return }
    activity[entity] = amount
    for entry in simplex.lots.entries(lot) {
      activity[Int(simplex.lots.resources.base[entry])] -= amount * Double(simplex.lots.units.base[entry])
    }
  }

  private func addViolatedRows() -> Bool {
    var hasNew = false
    for entity in simplex.firstPriceRow..<simplex.firstPriceRow + simplex.priceRows.count
    where isViolated(entity) {
      addRow(entity: entity)
      hasNew = true
    }
    for entity in simplex.firstSplit..<simplex.firstGroup where isViolated(entity) {
      addRow(entity: entity)
      hasNew = true
    }
    for group in support where isViolated(simplex.firstGroup + Int(group)) {
      addRow(entity: simplex.firstGroup + Int(group))
      hasNew = true
    }
    for group in bounds.raised where isViolated(simplex.firstGroup + Int(group)) {
      addRow(entity: simplex.firstGroup + Int(group))
      hasNew = true
    }
    return hasNew
  }

  /// Whether the last solution violates what the last propagation tightened. Bounds that it left alone are not looked
  /// at: rows hold them as well as the simplex can, and to solve again for those would not end.
  func isCutOff() -> Bool {
    changes.entities.contains { isOutside(Int($0)) }
      || changes.groups.contains { isOutside(simplex.firstGroup + Int($0)) }
  }

  private func isViolated(_ entity: Int) -> Bool { simplex.entityRow[entity] < 0 && isOutside(entity) }

  private func isOutside(_ entity: Int) -> Bool {
    let value = activity[entity]
    let tolerance = CoveringTolerance.primal * max(1, abs(value))
    return value > upper(ofEntity: entity) + tolerance || value < lower(ofEntity: entity) - tolerance
  }

  /// Open groups outside the support by ascending least reduced cost, with those of the support first.
  func groupsByPrice() -> [Int32] {
    var priced: [(price: Double, group: Int32)] = []
    priced.reserveCapacity(4 * simplex.lanes.openBlockCount)
    for lane in 0..<simplex.lanes.laneCount where groupPrice[lane] < .infinity {
      let group = simplex.lanes.laneGroup.base[lane]
      guard simplex.groupIsOpen[Int(group)] else { continue }
      let isUsed = activity[simplex.firstGroup + Int(group)] > 0
      priced.append((isUsed ? -1 : max(0, groupPrice[lane]), group))
    }
    priced.sort { $0.price != $1.price ? $0.price < $1.price : $0.group < $1.group }
    return priced.map(\.group)
  }
}

extension CoverSimplex {
  /// Whether the multipliers have the right sign everywhere, to the tolerance from which a basis is believed.
  func isDualFeasible() -> Bool {
    let least = -CoveringTolerance.dualTrust
    for row in 0..<rowCount where rowIsNonbasic.base[row] {
      let dual = multipliers.base[row]
      let (low, high) = (rowLower.base[row], rowUpper.base[row])
      if low == high { continue }
      if dual < least && high == .infinity || dual > -least && low == -.infinity { return false }
      // A boxed logical goes to the side its multiplier prefers.
      rowIsAtUpper.base[row] = high < .infinity && (low == -.infinity || dual < 0)
    }
    if !levelIsBasic && levelLower < levelUpper {
      var reduced = levelCost
      for item in 0..<itemCount { reduced += multipliers.base[item] }
      levelIsAtUpper = reduced < 0
    }
    for lot in 0..<lotCount where lotUpper[lot] > 0 && reducedCost(ofLot: lot, multipliers.base) < least {
      return false
    }
    project(multipliers.base, factor: -1, withCosts: true, into: combined)
    surcharge(-1, multipliers.base, 0, multipliers.base)
    defer { clearSurcharge() }
    for family in 0..<familyCount where program.itemStarts[family] < program.itemStarts[family + 1] {
      let view = FamilyView(lanes, program, family: family, prices: combined)
      for index in Int(lanes.openStarts.base[family])..<Int(lanes.openStarts.base[family + 1]) {
        if any(view.least(Int(lanes.openBlocks.base[index])) .< least) { return false }
      }
    }
    return true
  }
}
