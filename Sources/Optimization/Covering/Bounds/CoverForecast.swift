/// Prices that bound the optimum of a covering program for any numbers, before the first pivot.
///
/// Let `u[i]` be worths of the items, `p[r]` prices of the resources and `b` one of the budget, none negative, from an
/// earlier relaxation. With
///
///     k = max over g, i of  u[i] rate[g,i] / (costWeight cost[g] + countCharge + b cost[g] + p'use[g])
///
/// the worths `u / k` are dual feasible for the *present* numbers, so that every choice of level `z` has
///
///     objective >= z (u'share / k - levelWeight) - p'available - b budget
///
/// less `max(0, p'units - (costWeight + b) price)` for each lot that there is, by weak duality. Exact where the binding limits stay the same; never wrong. Where the objective is the level
/// alone, the dual may be scaled as a whole, and is, so that the level drops out.
struct CoverForecast {
  /// Worth of each item, unscaled.
  private var worth: [Double]
  private var resourcePrice: [Double]
  private var budgetPrice: Double

  /// Takes the multipliers of a relaxation with its base rows.
  init(_ simplex: CoverSimplex) {
    let program = simplex.program
    let duals = simplex.multipliers.base
    let unit = simplex.objectiveUnit
    worth = (0..<program.itemCount).map {
      max(0, duals[$0]) * unit / (program.share[$0] * simplex.levelUnit)
    }
    resourcePrice = (0..<program.resourceCount).map { max(0, -duals[program.itemCount + $0]) * unit }
    budgetPrice = max(0, -duals[simplex.budgetRow]) * unit
  }

  /// A valid lower bound on the objective of a program with the same items and resources; minus infinity if these
  /// prices give none. O(groups (items + resources)).
  func bound(_ program: CoveringProgram) -> Double {
    guard worth.count == program.itemCount, resourcePrice.count == program.resourceCount else {
      return -.infinity
    }
    guard budgetPrice == 0 || program.budget.isFinite else { return -.infinity }
    guard let scale = largestRatio(program), scale > 0 else { return -.infinity }
    var perLevel = 0.0
    for item in worth.indices { perLevel += worth[item] * program.share[item] }
    perLevel /= scale
    var limits = budgetPrice * (program.budget.isFinite ? program.budget : 0)
    for resource in resourcePrice.indices {
      limits += resourcePrice[resource] * Double(program.available[resource])
    }
    for lot in program.lots {
      var worth = -(program.costWeight + budgetPrice) * lot.price
      for resource in resourcePrice.indices { worth += resourcePrice[resource] * Double(lot.units[resource]) }
      limits += max(0, worth) * Double(lot.available)
    }
    let margin = 1 + CoveringTolerance.budget
    if program.costWeight == 0 && program.countCharge == 0 {
      guard perLevel > 0, program.levelWeight > 0 else { return -.infinity }
      let most = min(program.levelUpper, limits * margin / perLevel)
      return -program.levelWeight * most
    }
    let slope = perLevel - program.levelWeight
    let level = slope > 0 ? program.levelLower : program.levelUpper
    let value = level * slope - limits
    return value - CoveringTolerance.budget
      * (abs(level * perLevel) + abs(level * program.levelWeight) + limits)
  }

  /// `k` of the type's comment; nil where a group of no price has a worth.
  private func largestRatio(_ program: CoveringProgram) -> Double? {
    let resources = program.resourceCount
    var largest = 0.0
    for group in 0..<program.groupCount {
      var (price, cost) = (program.countCharge, 0.0)
      for resource in 0..<resources {
        let units = Double(program.use[group * resources + resource])
        cost += units * program.price[resource]
        price += units * resourcePrice[resource]
      }
      price += (program.costWeight + budgetPrice) * cost
      var most = 0.0
      let first = Int(program.itemStarts[Int(program.groupFamily[group])])
      for position in 0..<program.items(ofFamily: Int(program.groupFamily[group])).count {
        most = max(most, worth[first + position] * program.rate[group * program.width + position])
      }
      if most == 0 { continue }
      if price <= 0 {
        // Groups that nothing can be opened of do not matter.
        if program.capacity(ofGroup: group) > 0 { return nil }
        continue
      }
      largest = max(largest, most / price)
    }
    return largest
  }
}
