/// Inequalities that closed nodes have proven, tried on the nodes that come after.
///
/// The multipliers that close a node bound every other node as well, and priced anew (`CoverMultipliers`) those of later
/// runs: with their reduced costs `d`
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
  /// The multipliers of each proof, to be priced anew by a later run.
  private let multipliers: UnsafeMutablePointer<Double>
  private let multiplierCount: Int
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
    multiplierCount = simplex.multiplierCount
    multipliers = .allocate(capacity: CoverRule.proofs * multiplierCount)
    lowers = .allocate(capacity: vectors)
    uppers = .allocate(capacity: vectors)
    lowers.update(repeating: .zero, count: vectors)
    uppers.update(repeating: .zero, count: vectors)
  }

  deinit {
    weights.deallocate()
    multipliers.deallocate()
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
    simplex.readMultipliers(isFarkas: isFarkas, into: multipliers + place * multiplierCount)
    price(place, simplex, isFarkas: isFarkas)
  }

  /// Takes what closed nodes of a run of other numbers, the most useful last. O(multipliers groups items).
  func take(_ kept: [CoverMultipliers], _ simplex: CoverSimplex) {
    for one in kept.suffix(CoverRule.proofs) {
      let place = freePlace()
      guard simplex.take(one, into: multipliers + place * multiplierCount) else { continue }
      price(place, simplex, isFarkas: one.isFarkas)
    }
  }

  /// The multipliers of all proofs, those last that were of use last.
  func multipliers(_ simplex: CoverSimplex) -> [CoverMultipliers] {
    proofs.indices.sorted { proofs[$0].lastUse < proofs[$1].lastUse }.map {
      simplex.export(multipliers + $0 * multiplierCount, isFarkas: proofs[$0].isFarkas)
    }
  }

  /// Computes the inequality of the multipliers at a place.
  private func price(_ place: Int, _ simplex: CoverSimplex, isFarkas: Bool) {
    let own = weights + place * vectors
    own.update(repeating: .zero, count: vectors)
    let floats = Self.floats(own)
    let source = multipliers + place * multiplierCount
    var constant = simplex.price(source, isFarkas: isFarkas, lanes: floats + firstLane)
    for entity in 0..<firstGroup { floats[entity] = Float(below: source[simplex.itemCount + 1 + entity]) }
    if simplex.lotCount > 0 { constant += priceLots(source, simplex, isFarkas: isFarkas, floats) }
    clock += 1
    let proof = Proof(constant: constant, isFarkas: isFarkas, lastUse: clock)
    if place == proofs.count { proofs.append(proof) } else { proofs[place] = proof }
  }

  /// Writes the weights of the lots. Returns what the inequality loses by weights of resources that are rounded down though
  /// their use, less what is bought, may be negative.
  private func priceLots(
    _ source: UnsafePointer<Double>, _ simplex: CoverSimplex, isFarkas: Bool,
    _ floats: UnsafeMutablePointer<Float>
  ) -> Double {
    for lot in 0..<simplex.lotCount {
      floats[simplex.firstLot + lot] = Float(below: simplex.weight(ofLot: lot, source, isFarkas: isFarkas))
    }
    var loss = 0.0
    for resource in 0..<simplex.resourceCount {
      let rounded = source[simplex.itemCount + 1 + resource] - Double(floats[resource])
      loss -= rounded * Double(simplex.program.unitsOfLots[resource])
    }
    return loss
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
      lows[entity] = Float(below: Double(bounds.lower[entity]))
      highs[entity] = Float(above: Double(bounds.upper[entity]))
    }
    bounds.groupUpper.withUnsafeBufferPointer { upper in
      bounds.groupLower.withUnsafeBufferPointer { lower in
        for lane in laneGroup.indices where laneGroup[lane] >= 0 {
          lows[firstLane + lane] = Float(below: Double(lower[Int(laneGroup[lane])]))
          highs[firstLane + lane] = Float(above: Double(upper[Int(laneGroup[lane])]))
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
    let own = weights + place * vectors
    var terms = SIMD8<Double>.zero
    var sizes = SIMD8<Double>.zero
    for index in 0..<vectors {
      let side = uppers[index].replacing(with: lowers[index], where: own[index] .> 0)
      let term = SIMD8<Double>(own[index]) * SIMD8<Double>(side)
      terms += term
      sizes += term.replacing(with: -term, where: term .< 0)
    }
    let sum = proof.constant + terms.sum()
    let magnitude = abs(proof.constant) + sizes.sum()
    let error = (proof.isFarkas ? CoveringTolerance.farkas : CoveringTolerance.proof) * magnitude
    let room = (proof.isFarkas ? 0 : cutoff) - sum + error
    if room < 0 { return false }
    let margin = room * (1 + CoveringTolerance.fixingSafety) + CoveringTolerance.dual
    // Nearly all vectors have nothing to tighten, and rounding to single precision moves nothing across this.
    let limit = Float(margin).nextDown.nextDown
    for index in 0..<vectors {
      let loss = own[index] * (uppers[index] - lowers[index])
      guard any(loss .> limit) || any(loss .< -limit) else { continue }
      for place in Vector.scalarCount * index..<Vector.scalarCount * (index + 1) {
        tighten(place, weight: own[index][place % Vector.scalarCount], margin: margin, &bounds, &changes)
      }
    }
    return true
  }

  /// Tightens one bound where its whole range would cost more than a margin.
  private func tighten(
    _ index: Int, weight: Float, margin: Double, _ bounds: inout CoverBounds, _ changes: inout CoverChanges
  ) {
    let (lows, highs) = (Self.floats(lowers), Self.floats(uppers))
    let size = Double(abs(weight))
    guard size * Double(highs[index] - lows[index]) > margin else { return }
    let steps = (margin / size).rounded(.down)
    if weight > 0 {
      highs[index] = min(highs[index], Float(above: Double(lows[index]) + steps))
    } else {
      lows[index] = max(lows[index], Float(below: Double(highs[index]) - steps))
    }
    write(index, to: &bounds, &changes)
  }

  private func write(_ index: Int, to bounds: inout CoverBounds, _ changes: inout CoverChanges) {
    // Single precision holds large counts to some units only, rounded outwards: the bounds known may be closer.
    let (low, high) = (Self.floats(lowers)[index], Self.floats(uppers)[index])
    if index < firstGroup {
      bounds.lower[index] = max(bounds.lower[index], Int32(clamping: Int(low)))
      bounds.upper[index] = min(bounds.upper[index], Int32(clamping: Int(high)))
      changes.entities.append(Int32(index))
    } else {
      let group = Int(laneGroup[index - firstLane])
      let lower = max(bounds.groupLower[group], Int32(clamping: Int(low)))
      bounds.groupUpper[group] = min(bounds.groupUpper[group], Int32(clamping: Int(high)))
      if bounds.groupLower[group] != lower { bounds.setLower(ofGroup: group, to: lower) }
      changes.groups.append(Int32(group))
    }
  }
}
