/// Tightens the bounds of a node by what they commit already (domain propagation; Savelsbergh, 1994).
///
/// A relaxation opens a third of a group where there is no room for a whole one beside what a node must open. Here the
/// groups are closed that do not fit into what is left of resources, splits and budget, and the use of resources is
/// rounded to what the groups that are left can add up to.
final class CoverPropagation {
  let program: CoveringProgram
  private let familyCount: Int
  let resourceCount: Int
  /// Where a group takes units: splits, family-major, with the units taken; from `starts[g]` up to `starts[g + 1]`.
  private let starts: UnsafeMutablePointer<Int32>
  private let splits: UnsafeMutablePointer<Int32>
  private let units: UnsafeMutablePointer<Int32>
  private let cost: UnsafeMutablePointer<Double>
  /// Of each split: units that raised groups take, units that it has at least, units that further groups may take, and
  /// the greatest step in which they can.
  private let committed: UnsafeMutablePointer<Int>
  private let least: UnsafeMutablePointer<Int>
  private let spare: UnsafeMutablePointer<Int>
  private let step: UnsafeMutablePointer<Int>
  /// Of each split: the price of units that it has at least, though no group takes them yet.
  private let paid: UnsafeMutablePointer<Double>
  /// Groups of each family that must be opened.
  private let raised: UnsafeMutablePointer<Int>
  private let firstSplit: Int
  let firstLot: Int
  /// Units of each resource that lots add at least and at most at the node.
  let fewestBought: UnsafeMutablePointer<Int>
  let mostBought: UnsafeMutablePointer<Int>
  private let isBought: [Bool]
  let lots: CoverLotColumns

  init(_ program: CoveringProgram) {
    self.program = program
    familyCount = program.familyCount
    resourceCount = program.resourceCount
    firstSplit = resourceCount + familyCount
    firstLot = firstSplit + familyCount * resourceCount
    isBought = program.lots.isEmpty ? [] : (0..<resourceCount).map { program.isBought($0) }
    lots = CoverLotColumns(program)
    fewestBought = .allocate(capacity: max(1, resourceCount))
    mostBought = .allocate(capacity: max(1, resourceCount))
    fewestBought.update(repeating: 0, count: resourceCount)
    mostBought.update(repeating: 0, count: resourceCount)
    let splitCount = max(1, familyCount * resourceCount)
    starts = .allocate(capacity: program.groupCount + 1)
    splits = .allocate(capacity: max(1, program.use.count))
    units = .allocate(capacity: max(1, program.use.count))
    cost = .allocate(capacity: max(1, program.groupCount))
    committed = .allocate(capacity: splitCount)
    least = .allocate(capacity: splitCount)
    spare = .allocate(capacity: splitCount)
    step = .allocate(capacity: splitCount)
    paid = .allocate(capacity: splitCount)
    raised = .allocate(capacity: max(1, familyCount))
    var entry = 0
    for group in 0..<program.groupCount {
      starts[group] = Int32(entry)
      cost[group] = program.cost(ofGroup: group)
      for resource in 0..<resourceCount where program.use[group * resourceCount + resource] > 0 {
        splits[entry] = program.groupFamily[group] * Int32(resourceCount) + Int32(resource)
        units[entry] = program.use[group * resourceCount + resource]
        entry += 1
      }
    }
    starts[program.groupCount] = Int32(entry)
  }

  deinit {
    starts.deallocate()
    splits.deallocate()
    units.deallocate()
    cost.deallocate()
    committed.deallocate()
    least.deallocate()
    spare.deallocate()
    step.deallocate()
    paid.deallocate()
    raised.deallocate()
    fewestBought.deallocate()
    mostBought.deallocate()
  }

  /// Tightens bounds for choices within the budget and `costLimit`; false if nothing fits them. One pass is enough, as
  /// no group's lower bound grows by it. O(groups).
  func tighten(
    _ bounds: inout CoverBounds, costLimit: Double = .infinity, _ changes: inout CoverChanges
  ) -> Bool {
    commit(bounds)
    if !isBought.isEmpty { countLots(bounds) }
    let budget = min(program.budget, costLimit)
    guard let room = tightenResources(&bounds, budget: budget, &changes) else { return false }
    closeGroups(&bounds, room: room, &changes)
    return roundToSteps(&bounds, &changes)
  }

  /// Counts what the raised groups take.
  private func commit(_ bounds: CoverBounds) {
    for split in 0..<familyCount * resourceCount {
      committed[split] = 0
      step[split] = 0
    }
    for family in 0..<familyCount { raised[family] = 0 }
    for group in bounds.raised {
      let group = Int(group)
      let times = Int(bounds.groupLower[group])
      raised[Int(program.groupFamily[group])] += times
      for entry in Int(starts[group])..<Int(starts[group + 1]) {
        committed[Int(splits[entry])] += times * Int(units[entry])
      }
    }
  }

  /// Lowers what resources may be used to what the budget allows; the budget left, or nil if something does not fit.
  private func tightenResources(
    _ bounds: inout CoverBounds, budget: Double, _ changes: inout CoverChanges
  ) -> Double? {
    var room = budget.isFinite ? budget * (1 + CoveringTolerance.budget) : .infinity
    for resource in 0..<resourceCount {
      room -= program.price[resource] * Double(total(resource, bounds).all)
    }
    if !isBought.isEmpty, !tightenLots(&bounds, &room, &changes) { return nil }
    if room < 0 { return nil }
    for resource in 0..<resourceCount {
      let (all, ofSplits) = total(resource, bounds)
      let price = program.price[resource]
      if price > 0, room < .infinity, mostBought[resource] == 0 {
        let most = Double(all) + (room / price).rounded(.down)
        if most < Double(bounds.upper[resource]) {
          set(resource, bounds.lower[resource], Int32(most), &bounds, &changes)
        }
      }
      let stock = Int(bounds.upper[resource]) + mostBought[resource]
      if all > stock { return nil }
      for family in 0..<familyCount {
        let split = family * resourceCount + resource
        let most = min(
          Int(bounds.upper[firstSplit + split]), stock - (ofSplits - least[split]))
        if most < least[split] { return nil }
        spare[split] = most - committed[split]
        paid[split] = price * Double(least[split] - committed[split] + all - ofSplits)
      }
    }
    return room
  }

  /// Fewest units of a resource, and the sum of the fewest of its splits.
  func total(_ resource: Int, _ bounds: CoverBounds) -> (all: Int, ofSplits: Int) {
    var sum = 0
    for family in 0..<familyCount {
      let split = family * resourceCount + resource
      least[split] = max(committed[split], Int(bounds.lower[firstSplit + split]))
      sum += least[split]
    }
    return (max(sum, Int(bounds.lower[resource]) + fewestBought[resource]), sum)
  }

  /// Closes groups, or lowers how often they may be opened, to what is left beside the raised ones.
  private func closeGroups(_ bounds: inout CoverBounds, room: Double, _ changes: inout CoverChanges) {
    let isSteep = room < .infinity
    for group in 0..<program.groupCount where bounds.groupUpper[group] > 0 {
      let family = Int(program.groupFamily[group])
      let entries = Int(starts[group])..<Int(starts[group + 1])
      let lower = Int(bounds.groupLower[group])
      var more = Int(bounds.upper[resourceCount + family]) - raised[family]
      var left = room
      for entry in entries {
        let split = Int(splits[entry])
        if spare[split] < more * Int(units[entry]) { more = spare[split] / Int(units[entry]) }
        left += paid[split]
      }
      if isSteep, more > 0, cost[group] * Double(more) > left { more = Int(left / cost[group]) }
      let most = lower + max(0, more)
      if most < Int(bounds.groupUpper[group]) {
        changes.groups.append(Int32(group))
        bounds.groupUpper[group] = Int32(most)
      }
      if Int(bounds.groupUpper[group]) > lower {
        for entry in entries where step[Int(splits[entry])] != 1 {
          step[Int(splits[entry])] = Self.divisor(step[Int(splits[entry])], Int(units[entry]))
        }
      }
    }
  }

  /// Rounds the use of resources and splits to what is committed and whole steps of the groups that are left.
  private func roundToSteps(_ bounds: inout CoverBounds, _ changes: inout CoverChanges) -> Bool {
    for resource in 0..<resourceCount {
      var all = 0
      var sum = 0
      for family in 0..<familyCount {
        let split = family * resourceCount + resource
        all = Self.divisor(all, step[split])
        sum += committed[split]
        if familyCount > 1 || !isBought.isEmpty,
          !round(firstSplit + split, from: committed[split], by: step[split], &bounds, &changes)
        {
          return false
        }
      }
      // What is bought shifts the use: the steps of the groups alone say nothing of it.
      if !isBought.isEmpty && isBought[resource] { continue }
      if !round(resource, from: sum, by: all, &bounds, &changes) { return false }
    }
    return true
  }

  private func round(
    _ entity: Int, from start: Int, by step: Int, _ bounds: inout CoverBounds,
    _ changes: inout CoverChanges
  ) -> Bool {
    if step == 1 { return true }
    let (low, high) = (Int(bounds.lower[entity]), Int(bounds.upper[entity]))
    var (fewest, most) = (max(low, start), min(high, start))
    if step > 0 {
      most = start + (high - start) / step * step
      fewest = start + (fewest - start + step - 1) / step * step
    }
    if fewest > most { return false }
    if fewest > low || most < high { set(entity, Int32(fewest), Int32(most), &bounds, &changes) }
    return true
  }

  /// Sets the bounds of an entity.
  func set(
    _ entity: Int, _ lower: Int32, _ upper: Int32, _ bounds: inout CoverBounds, _ changes: inout CoverChanges
  ) {
    changes.entities.append(Int32(entity))
    bounds.lower[entity] = lower
    bounds.upper[entity] = upper
  }

  /// Greatest common divisor; 0 divides by everything.
  private static func divisor(_ one: Int, _ other: Int) -> Int {
    var (one, other) = (one, other)
    while other != 0 { (one, other) = (other, one % other) }
    return one
  }
}
