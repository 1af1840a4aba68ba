/// A covering program with shared resources: which groups to open how often, so that every item of every family is
/// covered at one common level.
///
///     min   costWeight Σ cost[g] y[g] + countCharge Σ y[g] - levelWeight z
///     s.t.  Σ_g rate[g,i] x[g,i]  >=  share[i] z        for every item i; x[g,i]: part of y[g] spent on item i
///           Σ_i x[g,i]             =  y[g]              for every group g
///           Σ_g use[g,r] y[g]     <=  available[r]      for every resource r (and >= leastUse[r])
///           Σ_g cost[g] y[g]      <=  budget            cost[g] = Σ_r price[r] use[g,r]
///           Σ_{g of f} y[g]       >=  leastCount[f]     for every family f
///           x >= 0,  y integer,  levelLower <= z <= levelUpper
///
/// A group serves the items of its own family only. Further units of resources may be bought in `lots`. This is the max-min (maximum concurrent) covering problem over
/// a multi-dimensional integer knapsack. Eliminating `y` leaves a linear program with as many rows as items,
/// resources and families together, however many groups there are; see `CoveringSimplex`.
public struct CoveringProgram: Sendable, Equatable {
  /// Family of each item; items of one family are contiguous, families in order.
  public let itemFamily: [Int32]
  /// Family of each group.
  public let groupFamily: [Int32]
  /// Entries a group has in `rate`: the most items of a family, rounded up to a multiple of four with zeros.
  public let width: Int
  /// First item of each family, and the number of items at the end.
  public let itemStarts: [Int32]
  /// Number of resources.
  public let resourceCount: Int
  /// Units of each resource that one of a group takes; group-major, `resourceCount` per group.
  public let use: [Int32]

  /// Level of an item that one whole of a group reaches; group-major, `width` per group, by position of the
  /// item in its family. 0: does not serve it.
  public var rate: [Double]
  /// Part of the level that each item asks for; positive.
  public var share: [Double]
  /// Price of one unit of each resource; not negative.
  public var price: [Double]
  /// Units of each resource.
  public var available: [Int32]
  /// Most that all groups may cost; infinite: no limit.
  public var budget = Double.infinity
  /// Least use of each resource; only `RobustSession` takes any but 0.
  public var leastUse: [Int32]
  /// Fewest groups of each family, counted with multiplicity.
  public var leastCount: [Int32]
  /// Units of resources that are bought together, beyond those of `available`.
  public var lots: [Lot] = [] {
    didSet { takeLots() }
  }
  /// Units of each resource that all lots together add; empty without lots.
  var unitsOfLots: [Int32] = []

  /// Weight of the cost in the objective.
  public var costWeight = 0.0
  /// Charge for each group opened, counted with multiplicity.
  public var countCharge = 0.0
  /// Weight of the level in the objective, as a reward.
  public var levelWeight = 1.0
  /// Least level.
  public var levelLower = 0.0
  /// Largest level; finite.
  public var levelUpper: Double

  /// Number of families.
  public var familyCount: Int { itemStarts.count - 1 }
  /// Number of items over all families.
  public var itemCount: Int { itemFamily.count }
  /// Number of groups.
  public var groupCount: Int { groupFamily.count }

  /// Creates a program whose groups have no rates yet: fill `rate` by `setRate`.
  ///
  /// - Parameters:
  ///   - itemsOfFamily: number of items of each family.
  ///   - groupFamily: family of each group.
  ///   - use: units of each resource that a group takes, group-major.
  public init(itemsOfFamily: [Int], groupFamily: [Int32], use: [Int32], resourceCount: Int) {
    precondition(use.count == groupFamily.count * resourceCount, "one use a group and resource")
    var starts: [Int32] = [0]
    var families: [Int32] = []
    for (family, count) in itemsOfFamily.enumerated() {
      families.append(contentsOf: [Int32](repeating: Int32(family), count: count))
      starts.append(Int32(families.count))
    }
    itemFamily = families
    itemStarts = starts
    width = ((itemsOfFamily.max() ?? 0) + 3) & ~3
    self.groupFamily = groupFamily
    self.use = use
    self.resourceCount = resourceCount
    rate = [Double](repeating: 0, count: groupFamily.count * width)
    share = [Double](repeating: 1, count: families.count)
    price = [Double](repeating: 0, count: resourceCount)
    available = [Int32](repeating: 0, count: resourceCount)
    leastUse = [Int32](repeating: 0, count: resourceCount)
    leastCount = [Int32](repeating: 0, count: itemsOfFamily.count)
    levelUpper = 0
  }

  /// Items of a family, by their index over all families.
  public func items(ofFamily family: Int) -> Range<Int> {
    Int(itemStarts[family])..<Int(itemStarts[family + 1])
  }

  /// Sets what one whole of a group reaches on an item of its family.
  public mutating func setRate(group: Int, item: Int, to value: Double) {
    rate[group * width + item - Int(itemStarts[Int(groupFamily[group])])] = value
  }

  /// Cost of one of a group, apart from lots.
  public func cost(ofGroup group: Int) -> Double { cost(ofGroup: group, at: price) }

  /// Cost of one of a group at other prices of the resources.
  func cost(ofGroup group: Int, at price: [Double]) -> Double {
    var sum = 0.0
    for resource in 0..<resourceCount {
      sum += price[resource] * Double(use[group * resourceCount + resource])
    }
    return sum
  }

  /// Most that any choice can cost: the budget, or all resources together where they cost less. Finite.
  var costLimit: Double {
    var everything = 0.0
    for resource in 0..<resourceCount { everything += price[resource] * Double(stock(of: resource)) }
    for lot in lots { everything += lot.price * Double(lot.available) }
    // One more of the dearest, so that it is the limits of lots that bind and not this one, which follows from them.
    everything += lots.reduce(0) { max($0, $1.price) }
    return min(budget, everything)
  }

  /// Most of a group that resources and budget allow on their own.
  public func capacity(ofGroup group: Int) -> Int32 {
    var most = Int32.max
    for resource in 0..<resourceCount {
      let units = use[group * resourceCount + resource]
      if units > 0 { most = min(most, stock(of: resource) / units) }
    }
    let cost = cost(ofGroup: group)
    if cost > 0 && budget.isFinite {
      let affordable = (budget / cost * (1 + CoveringTolerance.budget)).rounded(.down)
      if affordable < Double(most) { most = Int32(affordable) }
    }
    return takesNothing(group) ? min(most, CoveringTolerance.largestCount) : most
  }

  private func takesNothing(_ group: Int) -> Bool {
    !use[group * resourceCount..<(group + 1) * resourceCount].contains { $0 > 0 }
  }

  /// Most groups of all kinds together that a choice can have: each takes a unit at least, of something.
  var mostGroups: Int32 {
    var most = (0..<resourceCount).reduce(0) { $0 + Int64(max(0, stock(of: $1))) }
    for group in 0..<groupCount where takesNothing(group) { most += Int64(capacity(ofGroup: group)) }
    // One more where lots are bought, so that it is their limit that binds and not this one, which follows from it.
    return Int32(clamping: lots.isEmpty ? most : most + 1)
  }

  /// The objective of a choice, to be minimised.
  public func objective(cost: Double, count: Int, level: Double) -> Double {
    costWeight * cost + countCharge * Double(count) - levelWeight * level
  }

  /// Total cost of a choice, with the least that its lots can cost; infinite if there are not enough.
  public func cost(of counts: [Int32]) -> Double {
    var sum = 0.0
    for group in counts.indices where counts[group] > 0 {
      sum += Double(counts[group]) * cost(ofGroup: group)
    }
    return lots.isEmpty ? sum : sum + CoverRental(self).cost(of: used(by: counts))
  }

  /// Whether counts keep to resources, budget and least counts; exact in the integers.
  public func admits(_ counts: [Int32]) -> Bool { admits(counts, lots.isEmpty ? nil : CoverRental(self)) }

  /// The same with what the lots of this program cost, as it is known already.
  func admits(_ counts: [Int32], _ rental: CoverRental?) -> Bool {
    var used = [Int64](repeating: 0, count: resourceCount)
    var ofFamily = [Int64](repeating: 0, count: familyCount)
    for group in counts.indices where counts[group] != 0 {
      if counts[group] < 0 { return false }
      ofFamily[Int(groupFamily[group])] += Int64(counts[group])
      for resource in 0..<resourceCount {
        used[resource] += Int64(counts[group]) * Int64(use[group * resourceCount + resource])
      }
    }
    var cost = rental?.cost(of: used) ?? 0
    for resource in 0..<resourceCount {
      if used[resource] > Int64(stock(of: resource)) || used[resource] < Int64(leastUse[resource]) {
        return false
      }
      cost += price[resource] * Double(used[resource])
    }
    if cost == .infinity { return false }
    for family in 0..<familyCount where ofFamily[family] < Int64(leastCount[family]) { return false }
    return cost <= budget * (1 + CoveringTolerance.budget)
  }
}
