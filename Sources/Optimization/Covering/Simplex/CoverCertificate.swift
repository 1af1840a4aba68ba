// Bounds from multipliers alone: weak duality over the boxes of the node, read from the program and not from the basis.

extension CoverSimplex {
  /// A valid lower bound on the scaled objective of the present node from the present multipliers.
  ///
  /// - Parameter prices: where to write the least reduced cost of each open group, by lane; closed lanes get infinity.
  ///   The noise-free minimum is 0.
  func certifiedBound(prices: UnsafeMutablePointer<Double>? = nil) -> Double {
    weakBound(multipliers.base, factor: -1, withCosts: true, prices: prices).safe
  }

  /// Whether a row of the inverse proves that no point satisfies the rows of the present node.
  func farkasProves(_ rho: UnsafePointer<Double>) -> Bool {
    let bound = weakBound(rho, factor: 1, withCosts: false)
    return bound.value > CoveringTolerance.farkas * bound.magnitude
  }

  /// A bound with the sum of its absolute terms.
  struct WeakBound {
    var value: Double
    var magnitude: Double
    /// The value less the round-off that its terms may carry.
    var safe: Double { value - CoveringTolerance.certificate * magnitude }
  }

  /// The least value of `(c + factor A'y)'x - factor y'r` over all bounds, with the costs `c` or without.
  ///
  /// Rows hold as `A x - r = 0`, so with `factor = -1` this bounds the objective, and without costs a positive value
  /// is a contradiction. A group's columns together take at most its count, so a negative one is charged at the
  /// largest count. Multipliers that point to an infinite side of their row count as zero.
  private func weakBound(
    _ rows: UnsafePointer<Double>, factor: Double, withCosts: Bool,
    prices: UnsafeMutablePointer<Double>? = nil
  ) -> WeakBound {
    var sum = CompensatedSum()
    let clean = work.base
    for row in 0..<rowCount {
      let weight = -factor * rows[row]
      let side = weight > 0 ? rowLower.base[row] : rowUpper.base[row]
      clean[row] = side.isFinite ? rows[row] : 0
      if side.isFinite && weight != 0 { sum.add(weight * side) }
    }
    var level = withCosts ? levelCost : 0
    for item in 0..<itemCount { level -= factor * clean[item] }
    sum.add(level * (level > 0 ? levelLower : levelUpper))
    if lotCount > 0 {
      addLots(to: &sum, clean, factor: factor, withCosts: withCosts, writesPrices: prices != nil)
    }
    project(clean, factor: factor, withCosts: withCosts, into: combined)
    surcharge(factor, clean, 0, clean)
    let priced = UnsafeMutableRawPointer(prices)?.assumingMemoryBound(to: Lane4.self)
    priced?.update(repeating: Lane4(repeating: .infinity), count: lanes.laneCount / 4)
    for family in 0..<familyCount where program.itemStarts[family] < program.itemStarts[family + 1] {
      let view = FamilyView(lanes, program, family: family, prices: combined)
      let blocks = lanes.openBlocks.base
      for index in Int(lanes.openStarts.base[family])..<Int(lanes.openStarts.base[family + 1]) {
        let block = Int(blocks[index])
        let least = view.least(block)
        priced?[block] = least
        guard any(least .< 0) else { continue }
        for offset in 0..<4 where least[offset] < 0 {
          let group = Int(lanes.laneGroup.base[4 * block + offset])
          sum.add(least[offset] * Double(groupUpper[group]))
        }
      }
    }
    clearSurcharge()
    return WeakBound(value: sum.value, magnitude: sum.magnitude)
  }
}
