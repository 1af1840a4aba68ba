/// Inequalities that closed nodes have proven, tried on the nodes that come after.
///
/// The multipliers that close a node bound every other node as well: with their reduced costs `d`
///
///     objective >= constant + Σ w[e] r[e] + Σ d[g] y[g]
///
/// for all uses and counts `r` of the entities and counts `y` of the groups. Where the least value of the right-hand
/// side over a node's bounds reaches the cutoff, the node is closed without a pivot; where one bound's range alone would
/// reach it, the bound is tightened. A node without a point leaves such an inequality too, whose right-hand side is never
/// positive where there is one (dual proofs; Witzig, Berthold & Heinz, 2017).
///
/// Inequalities that were of no use for longest make room for new ones.
final class CoverProofs {
  private typealias Vector = SIMD8<Float>

  /// Numbers of a proof besides its weights.
  private struct Proof {
    var constant = 0.0
    /// Whether it shows that there is no point, not that none is better than the cutoff.
    var isFarkas = false
    var lastUse = 0
  }

  // Weights and bounds are laid out alike: the entities but the groups, then the groups by lane. Counts are not
  // negative, so that a weight may be rounded down without making its inequality wrong.
  private let firstGroup: Int
  private let firstLane: Int
  private let laneGroup: [Int32]
  private let vectors: Int
  private let weights: UnsafeMutablePointer<Vector>
  private let lowers: UnsafeMutablePointer<Vector>
  private let uppers: UnsafeMutablePointer<Vector>
  private var proofs: [Proof] = []
  private var clock = 0

  /// Prepares for the groups that have a lane; the others must be closed at every node.
  init(_ simplex: CoverSimplex) {
    func padded(_ count: Int) -> Int {
      (count + Vector.scalarCount - 1) / Vector.scalarCount * Vector.scalarCount
    }
    firstGroup = simplex.firstGroup
    firstLane = padded(firstGroup)
    laneGroup = (0..<simplex.lanes.laneCount).map { simplex.lanes.laneGroup.base[$0] }
    vectors = (firstLane + padded(laneGroup.count)) / Vector.scalarCount
    weights = .allocate(capacity: CoverRule.proofs * vectors)
    lowers = .allocate(capacity: vectors)
    uppers = .allocate(capacity: vectors)
    lowers.update(repeating: .zero, count: vectors)
    uppers.update(repeating: .zero, count: vectors)
  }

  deinit {
    weights.deallocate()
    lowers.deallocate()
    uppers.deallocate()
  }

  private static func floats(_ vectors: UnsafeMutablePointer<Vector>) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Float.self)
  }

  // MARK: Learning

  /// Takes the inequality that closed a node: the multipliers' where the bound met the cutoff, the last row's where
  /// there is no point. O(groups items).
  func add(_ simplex: CoverSimplex, isFarkas: Bool) {
    let place = freePlace()
    let own = weights + place * vectors
    own.update(repeating: .zero, count: vectors)
    let floats = Self.floats(own)
    let constant = simplex.readInequality(isFarkas: isFarkas, entities: floats, lanes: floats + firstLane)
    clock += 1
    let proof = Proof(constant: constant, isFarkas: isFarkas, lastUse: clock)
    if place == proofs.count { proofs.append(proof) } else { proofs[place] = proof }
  }

  private func freePlace() -> Int {
    if proofs.count < CoverRule.proofs { return proofs.count }
    var oldest = 0
    for place in proofs.indices where proofs[place].lastUse < proofs[oldest].lastUse { oldest = place }
    return oldest
  }

  // MARK: Applying

  /// Tightens a node's bounds for choices below the cutoff; false if there are none. O(proofs groups), with few
  /// operations each.
  func tighten(_ bounds: inout CoverBounds, cutoff: Double, _ changes: inout CoverChanges) -> Bool {
    if proofs.isEmpty { return true }
    read(bounds)
    for place in proofs.indices {
      let isFarkas = proofs[place].isFarkas
      guard isFarkas || cutoff.isFinite, mayTighten(place, limit: isFarkas ? 0 : cutoff) else { continue }
      let before = changes.count
      let isPossible = apply(place, &bounds, cutoff: cutoff, &changes)
      if isPossible && changes.count == before { continue }
      clock += 1
      proofs[place].lastUse = clock
      if !isFarkas { changes.dependOnCutoff = true }
      if !isPossible { return false }
    }
    return true
  }

  private func read(_ bounds: CoverBounds) {
    let (lows, highs) = (Self.floats(lowers), Self.floats(uppers))
    for entity in 0..<firstGroup {
      lows[entity] = Float(bounds.lower[entity])
      highs[entity] = Float(bounds.upper[entity])
    }
    bounds.groupUpper.withUnsafeBufferPointer { upper in
      bounds.groupLower.withUnsafeBufferPointer { lower in
        for lane in laneGroup.indices where laneGroup[lane] >= 0 {
          lows[firstLane + lane] = Float(lower[Int(laneGroup[lane])])
          highs[firstLane + lane] = Float(upper[Int(laneGroup[lane])])
        }
      }
    }
  }

  /// Whether the least value and the widest range of one bound come to the limit, in single precision: most proofs say
  /// nothing of most nodes, and this is the quick way to know.
  private func mayTighten(_ place: Int, limit: Double) -> Bool {
    let own = weights + place * vectors
    var least = Vector.zero
    var (rising, falling) = (Vector.zero, Vector.zero)
    for index in 0..<vectors {
      let range = own[index] * (uppers[index] - lowers[index])
      least += own[index] * lowers[index]
      least += range.replacing(with: Vector.zero, where: range .> Vector.zero)
      rising.replace(with: range, where: range .> rising)
      falling.replace(with: range, where: range .< falling)
    }
    let widest = max(rising.max(), -falling.min())
    return proofs[place].constant + Double(least.sum()) + Double(widest) >= limit
  }

  /// Tightens by one proof, in double precision and with every rounding error allowed for.
  private func apply(
    _ place: Int, _ bounds: inout CoverBounds, cutoff: Double, _ changes: inout CoverChanges
  ) -> Bool {
    let proof = proofs[place]
    let own = Self.floats(weights + place * vectors)
    let (lows, highs) = (Self.floats(lowers), Self.floats(uppers))
    let length = vectors * Vector.scalarCount
    var sum = proof.constant
    var magnitude = abs(sum)
    for index in 0..<length {
      let weight = Double(own[index])
      let term = weight * Double(weight > 0 ? lows[index] : highs[index])
      sum += term
      magnitude += abs(term)
    }
    let error = (proof.isFarkas ? CoveringTolerance.farkas : CoveringTolerance.proof) * magnitude
    let room = (proof.isFarkas ? 0 : cutoff) - sum + error
    if room < 0 { return false }
    let margin = room * (1 + CoveringTolerance.fixingSafety) + CoveringTolerance.dual
    for index in 0..<length {
      let size = Double(abs(own[index]))
      let range = Double(highs[index] - lows[index])
      guard size * range > margin else { continue }
      let steps = Float((margin / size).rounded(.down))
      if own[index] > 0 { highs[index] = lows[index] + steps } else { lows[index] = highs[index] - steps }
      write(index, to: &bounds, &changes)
    }
    return true
  }

  private func write(_ index: Int, to bounds: inout CoverBounds, _ changes: inout CoverChanges) {
    let lower = Int32(Self.floats(lowers)[index])
    let upper = Int32(Self.floats(uppers)[index])
    if index < firstGroup {
      (bounds.lower[index], bounds.upper[index]) = (lower, upper)
      changes.entities.append(Int32(index))
    } else {
      let group = laneGroup[index - firstLane]
      bounds.groupUpper[Int(group)] = upper
      if bounds.groupLower[Int(group)] != lower { bounds.setLower(ofGroup: Int(group), to: lower) }
      changes.groups.append(group)
    }
  }
}

extension CoverSimplex {
  /// Writes the inequality that the present multipliers, or the last pivot row, prove for all nodes: the weight of each
  /// entity, and by lane the least reduced cost of each group, rounded down; its constant. Rows of single groups are
  /// left out: to bound a group by its own reduced cost is at least as strong.
  fileprivate func readInequality(
    isFarkas: Bool, entities: UnsafeMutablePointer<Float>, lanes costs: UnsafeMutablePointer<Float>
  ) -> Double {
    let rows = isFarkas ? pivotRow.base : multipliers.base
    let factor = isFarkas ? 1.0 : -1.0
    // The last row has a scale of its own, the objective is of the order of one.
    var scale = 1.0
    if isFarkas {
      let largest = (0..<rowCount).reduce(0.0) { max($0, abs(rows[$1])) }
      guard largest > 0 else { return -.infinity }
      scale = 1 / largest
    }
    var sum = 0.0
    let clean = work.base
    for row in 0..<rowCount {
      clean[row] = 0
      let entity = Int(rowEntity.base[row])
      let weight = -factor * scale * rows[row]
      let side = weight > 0 ? rowLower.base[row] : rowUpper.base[row]
      if weight == 0 || !side.isFinite || (entity >= firstGroup && entity < firstPriceRow) { continue }
      clean[row] = scale * rows[row]
      if entity >= 0 && entity < firstGroup {
        entities[entity] = Float(below: weight)
      } else {
        sum += weight * side
      }
    }
    var level = isFarkas ? 0 : levelCost
    for item in 0..<itemCount { level -= factor * clean[item] }
    sum += level * (level > 0 ? levelLower : levelUpper)
    project(clean, factor: factor, withCosts: !isFarkas, into: combined)
    for family in 0..<familyCount where program.itemStarts[family] < program.itemStarts[family + 1] {
      let view = FamilyView(lanes, program, family: family, prices: combined)
      for block in Int(lanes.blockStarts.base[family])..<Int(lanes.blockStarts.base[family + 1]) {
        let least = view.opening(block, from: FamilyView.Lane4.zero) + view.cheapest(block)
        for offset in 0..<4 {
          let lane = 4 * block + offset
          if lanes.laneGroup.base[lane] >= 0 { costs[lane] = Float(below: least[offset]) }
        }
      }
    }
    return sum
  }
}

extension Float {
  /// The greatest number of single precision that is not above one of double precision.
  fileprivate init(below number: Double) {
    self.init(number)
    if Double(self) > number { self = nextDown }
  }
}
