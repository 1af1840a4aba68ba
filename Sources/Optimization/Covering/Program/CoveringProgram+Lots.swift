/// Units of resources that are bought together.
extension CoveringProgram {
  /// Units of one or several resources at one price, bought whole, from none up to `available` times.
  ///
  /// With `M[k]` the times that lot `k` is bought, the limit of a resource is
  ///
  ///     Σ_g use[g,r] y[g] - Σ_k units[k,r] M[k]  <=  available[r],      0 <= M[k] <= lots[k].available integer
  ///
  /// and what lots cost counts towards the budget and, by `costWeight`, in the objective. A resource may have units of its
  /// own, lots that add to it, or both; a price of its own is paid for each unit used, bought in a lot or not.
  public struct Lot: Sendable, Equatable {
    /// Units that one lot adds to each resource, one entry a resource; not negative.
    public var units: [Int32]
    /// Price of one lot; finite, not negative.
    public var price: Double
    /// Most times that the lot can be bought; not negative.
    public var available: Int32

    /// Creates a lot.
    public init(units: [Int32], price: Double, available: Int32) {
      self.units = units
      self.price = price
      self.available = available
    }
  }

  /// Number of lots.
  var lotCount: Int { lots.count }

  /// Most units of a resource that there can be: its own and those of all lots.
  func stock(of resource: Int) -> Int32 {
    if lots.isEmpty { return available[resource] }
    return Int32(clamping: Int64(available[resource]) + Int64(unitsOfLots[resource]))
  }

  /// Whether some lot adds to a resource.
  func isBought(_ resource: Int) -> Bool { lots.contains { $0.units[resource] > 0 } }

  /// Units of each resource that counts use.
  func used(by counts: [Int32]) -> [Int64] {
    var used = [Int64](repeating: 0, count: resourceCount)
    for group in counts.indices where counts[group] != 0 {
      for resource in 0..<resourceCount {
        used[resource] += Int64(counts[group]) * Int64(use[group * resourceCount + resource])
      }
    }
    return used
  }

  /// What a unit of each resource costs at least if lots are bought in parts, and the lot that this is the price of, -1
  /// where no lot counts.
  ///
  /// No lot costs less than its units at these prices: of resources that one lot adds to together, such as the GPUs of a
  /// machine and its room for blocks of GPUs, only the first carries the price. O(lots resources).
  func unitPrices(isOpen: (Int) -> Bool = { _ in true }) -> (prices: [Double], lots: [Int]) {
    var prices = price
    var chosen = [Int](repeating: -1, count: resourceCount)
    var carries = [Bool](repeating: false, count: resourceCount)
    for resource in 0..<resourceCount {
      let own = lots.indices.filter { lots[$0].units[resource] > 0 && isOpen($0) }
      if own.isEmpty { continue }
      if own.contains(where: { lot in
        (0..<resourceCount).contains { carries[$0] && lots[lot].units[$0] > 0 }
      }) {
        continue
      }
      carries[resource] = true
      var least = Double.infinity
      for lot in own {
        let each = lots[lot].price / Double(lots[lot].units[resource])
        if each < least { (least, chosen[resource]) = (each, lot) }
      }
      prices[resource] += least
    }
    return (prices, chosen)
  }

  /// Stops on lots that are no lots of this program, and adds up their units.
  mutating func takeLots() {
    var sums = [Int64](repeating: 0, count: lots.isEmpty ? 0 : resourceCount)
    for lot in lots {
      precondition(lot.units.count == resourceCount, "units of a lot: one entry a resource")
      precondition(lot.units.allSatisfy { $0 >= 0 }, "units of a lot are not negative")
      precondition(lot.price >= 0 && lot.price.isFinite, "the price of a lot is finite and not negative")
      precondition(lot.available >= 0, "a lot is not bought a negative number of times")
      for (resource, units) in lot.units.enumerated() {
        sums[resource] += Int64(units) * Int64(lot.available)
      }
    }
    unitsOfLots = sums.map { min(Int32(clamping: $0), CoveringTolerance.largestCount) }
  }
}
