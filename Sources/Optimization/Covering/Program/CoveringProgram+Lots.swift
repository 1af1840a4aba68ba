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

  /// Stops on lots that are no lots of this program.
  func checkLots() {
    for lot in lots {
      precondition(lot.units.count == resourceCount, "units of a lot: one entry a resource")
      precondition(lot.units.allSatisfy { $0 >= 0 }, "units of a lot are not negative")
      precondition(lot.price >= 0 && lot.price.isFinite, "the price of a lot is finite and not negative")
      precondition(lot.available >= 0, "a lot is not bought a negative number of times")
    }
  }
}
