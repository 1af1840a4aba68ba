/// The least that the lots for given uses of the resources cost.
///
/// Lots that share no resource are independent, so that each part is a small problem of its own: one lot is bought as often
/// as it takes; several are tried in the order of their price for a unit, from the most that is of use downwards, and
/// what the units still missing cost at least ends the search (depth first; exact).
final class CoverRental {
  /// Lots that share resources, with those resources.
  private struct Part {
    /// Lots, those of least price for a unit first.
    var lots: [Int]
    var resources: [Int]
    /// Units by lot and resource of the part.
    var units: [Int]
    var price: [Double]
    var most: [Int]
    /// Least price of a unit of each resource from each lot on; infinite where none of those adds to it.
    var unitPrice: [Double]
  }

  private let parts: [Part]
  private let lotCount: Int
  private let available: [Int64]
  /// Units that are missing at each lot of the part at hand, and how many of each lot are bought.
  private var short: [Int] = []
  private var bought: [Int] = []
  private var best: [Int] = []
  private var bestCost = Double.infinity

  /// Costs closer to each other than this, relatively, are the same but for round-off.
  private static let roundOff = 1e-12

  init(_ program: CoveringProgram) {
    lotCount = program.lots.count
    available = program.available.map { Int64($0) }
    var parts: [Part] = []
    var isPlaced = [Bool](repeating: false, count: lotCount)
    for first in 0..<lotCount where !isPlaced[first] {
      isPlaced[first] = true
      var lots = [first]
      var resources: [Int] = []
      var next = 0
      while next < lots.count {
        for resource in 0..<program.resourceCount
        where program.lots[lots[next]].units[resource] > 0 && !resources.contains(resource) {
          resources.append(resource)
          for other in 0..<lotCount where !isPlaced[other] && program.lots[other].units[resource] > 0 {
            isPlaced[other] = true
            lots.append(other)
          }
        }
        next += 1
      }
      if !resources.isEmpty { parts.append(Self.part(lots, resources.sorted(), program)) }
    }
    self.parts = parts
  }

  private static func part(_ lots: [Int], _ resources: [Int], _ program: CoveringProgram) -> Part {
    func unitPrice(_ lot: Int) -> Double {
      let most = resources.reduce(0) { max($0, program.lots[lot].units[$1]) }
      return program.lots[lot].price / Double(most)
    }
    let order = lots.sorted {
      let (one, other) = (unitPrice($0), unitPrice($1))
      return one != other ? one < other : $0 < $1
    }
    let width = resources.count
    var part = Part(
      lots: order, resources: resources,
      units: order.flatMap { lot in resources.map { Int(program.lots[lot].units[$0]) } },
      price: order.map { program.lots[$0].price }, most: order.map { Int(program.lots[$0].available) },
      unitPrice: [Double](repeating: .infinity, count: (order.count + 1) * width))
    for place in order.indices.reversed() {
      for resource in 0..<width {
        let units = part.units[place * width + resource]
        let own = units > 0 && part.most[place] > 0 ? part.price[place] / Double(units) : .infinity
        part.unitPrice[place * width + resource] = min(own, part.unitPrice[(place + 1) * width + resource])
      }
    }
    return part
  }

  /// The least cost of the lots for these uses; infinite if there are not enough.
  func cost(of used: UnsafePointer<Int64>) -> Double {
    var sum = 0.0
    for part in parts {
      solve(part, used)
      sum += bestCost
    }
    return sum
  }

  /// How many of each lot that takes; nil if there are not enough. Among choices of one cost always the same.
  func lots(for used: UnsafePointer<Int64>) -> [Int]? {
    var all = [Int](repeating: 0, count: lotCount)
    for part in parts {
      solve(part, used)
      if bestCost == .infinity { return nil }
      for (place, lot) in part.lots.enumerated() { all[lot] = best[place] }
    }
    return all
  }

  private func solve(_ part: Part, _ used: UnsafePointer<Int64>) {
    let width = part.resources.count
    let count = part.lots.count
    if bought.count < count { bought = [Int](repeating: 0, count: count) }
    if short.count < (count + 1) * width { short = [Int](repeating: 0, count: (count + 1) * width) }
    for (place, resource) in part.resources.enumerated() {
      short[place] = Int(max(0, used[resource] - available[resource]))
    }
    best = bought
    for place in 0..<count { best[place] = 0 }
    bestCost = .infinity
    visit(part, 0, cost: 0)
  }

  /// Buys the lots of a part from a place on.
  private func visit(_ part: Part, _ place: Int, cost: Double) {
    let width = part.resources.count
    let own = place * width
    var least = 0.0
    var isShort = false
    for resource in 0..<width where short[own + resource] > 0 {
      isShort = true
      least = max(least, Double(short[own + resource]) * part.unitPrice[own + resource])
    }
    if !isShort {
      guard bestCost == .infinity || cost < bestCost * (1 - Self.roundOff) else { return }
      bestCost = cost
      for lot in part.lots.indices { best[lot] = lot < place ? bought[lot] : 0 }
      return
    }
    if least == .infinity || bestCost < .infinity && cost + least >= bestCost * (1 - Self.roundOff) { return }
    var most = 0
    for resource in 0..<width where short[own + resource] > 0 && part.units[own + resource] > 0 {
      let units = part.units[own + resource]
      most = max(most, (short[own + resource] + units - 1) / units)
    }
    most = min(most, part.most[place])
    let isLast = place == part.lots.count - 1
    for times in stride(from: most, through: isLast ? most : 0, by: -1) {
      for resource in 0..<width {
        short[own + width + resource] = short[own + resource] - times * part.units[own + resource]
      }
      bought[place] = times
      if isLast {
        close(part, place + 1, cost: cost + Double(times) * part.price[place])
      } else {
        visit(part, place + 1, cost: cost + Double(times) * part.price[place])
      }
    }
  }

  /// Takes what is bought if nothing is missing and it costs less.
  private func close(_ part: Part, _ place: Int, cost: Double) {
    let width = part.resources.count
    for resource in 0..<width where short[place * width + resource] > 0 { return }
    guard bestCost == .infinity || cost < bestCost * (1 - Self.roundOff) else { return }
    bestCost = cost
    for lot in part.lots.indices { best[lot] = bought[lot] }
  }
}
