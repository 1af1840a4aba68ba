/// Average loss of the bound per unit of change, for each entity and direction.
struct Pseudocosts {
  private var sums: [Double]
  private var counts: [Double]
  private var totals = (sum: 0.0, count: 0.0)

  init(entityCount: Int) {
    sums = [Double](repeating: 0, count: 2 * entityCount)
    counts = sums
  }

  /// The loss of the bound when an entity moved by a distance.
  struct Observation {
    var entity: Int
    var isUp: Bool
    var distance: Double
    var loss: Double
  }

  /// Records an observation.
  mutating func record(_ seen: Observation) {
    record(seen.entity, up: seen.isUp, distance: seen.distance, loss: seen.loss)
  }

  /// Records that moving an entity by a distance cost so much.
  mutating func record(_ entity: Int, up: Bool, distance: Double, loss: Double) {
    guard distance > Integrality.tolerance, loss.isFinite else { return }
    let unit = max(0, loss) / distance
    sums[2 * entity + (up ? 1 : 0)] += unit
    counts[2 * entity + (up ? 1 : 0)] += 1
    totals.sum += unit
    totals.count += 1
  }

  /// Whether both directions were seen.
  func isReliable(_ entity: Int) -> Bool { counts[2 * entity] > 0 && counts[2 * entity + 1] > 0 }

  /// Observations of the side seen less often.
  func count(_ entity: Int) -> Double { min(counts[2 * entity], counts[2 * entity + 1]) }

  /// Expected loss of moving an entity by a distance; the average over all where it was never seen.
  func loss(_ entity: Int, up: Bool, distance: Double) -> Double {
    let index = 2 * entity + (up ? 1 : 0)
    if counts[index] > 0 { return sums[index] / counts[index] * distance }
    return totals.count > 0 ? totals.sum / totals.count * distance : distance
  }

  /// Lets observations of an earlier run count less.
  mutating func fade(by factor: Double) {
    for index in sums.indices where counts[index] > 0 {
      sums[index] *= factor
      counts[index] *= factor
    }
    totals.sum *= factor
    totals.count *= factor
  }

  /// Lets the observations of each entity and direction count as at most so many.
  mutating func limit(to most: Double) {
    for index in counts.indices where counts[index] > most {
      sums[index] *= most / counts[index]
      counts[index] = most
    }
    if totals.count > most {
      totals.sum *= most / totals.count
      totals.count = most
    }
  }

  /// The observations of some entities, renumbered in the order given.
  func restricted(to entities: [Int]) -> Pseudocosts {
    var part = Pseudocosts(entityCount: entities.count)
    for (compact, entity) in entities.enumerated() {
      for side in 0...1 {
        part.sums[2 * compact + side] = sums[2 * entity + side]
        part.counts[2 * compact + side] = counts[2 * entity + side]
      }
    }
    part.totals = totals
    return part
  }

  /// Takes the observations of a restricted copy back.
  mutating func absorb(_ part: Pseudocosts, entities: [Int]) {
    for (compact, entity) in entities.enumerated() {
      for side in 0...1 {
        sums[2 * entity + side] = part.sums[2 * compact + side]
        counts[2 * entity + side] = part.counts[2 * compact + side]
      }
    }
    totals = part.totals
  }
}
