/// Cuts on the level of one family: `z(y) <= Σ_g gain[g] y[g]` with `gain[g] = max_i rate[g,i] v[i]`.
///
/// Any worths `v >= 0` of the items with `Σ share v = 1` give one, valid for all counts: Benders' cuts of the level
/// program. They depend on rates and shares only, so they outlive changes of prices, stock and budget; when shares
/// change the worths are brought back to `Σ share v = 1`, when rates change the gains are computed anew.
/// Gains lie group by group, `slots` per group, so that exchanging groups adds and subtracts whole vectors.
final class CoverBoundPool {
  /// Room for cuts.
  let slots = CoverWork.cuts
  /// Cuts in use.
  private(set) var count = 0
  /// Groups of the family, in the program's numbers.
  let groups: [Int32]
  /// Gains, `slots` per group of the family.
  let gains: UnsafeMutablePointer<Double>
  private let itemCount: Int
  private let width: Int
  private let worths: UnsafeMutablePointer<Double>
  private var lastUse: [Int]
  private var clock = 0

  init(groups: [Int32], itemCount: Int, width: Int) {
    self.groups = groups
    self.itemCount = itemCount
    self.width = width
    // Both are written before they are read: `add` fills whole vectors.
    gains = .allocate(capacity: max(1, groups.count * slots))
    worths = .allocate(capacity: slots * width)
    lastUse = [Int](repeating: 0, count: slots)
  }

  deinit {
    gains.deallocate()
    worths.deallocate()
  }

  /// Vectors of four that hold the cuts in use; unused places of the last repeat its first cut.
  var vectors: Int { (count + 3) / 4 }

  /// Worths of a cut, one per item.
  func worth(ofSlot slot: Int) -> UnsafeMutablePointer<Double> { worths + slot * width }

  /// Notes that a cut was of use, so that it stays.
  func touch(_ slot: Int) {
    clock += 1
    lastUse[slot] = clock
  }

  /// Adds the cut of some worths and returns its place; a known cut keeps its place. O(groups items).
  func add(_ worth: UnsafePointer<Double>, rate: UnsafePointer<Double>) -> Int {
    for slot in 0..<count where isSame(worth, worths + slot * width) {
      touch(slot)
      return slot
    }
    var slot = count
    if count < slots {
      count += 1
    } else {
      slot = 0
      for other in 1..<slots where lastUse[other] < lastUse[slot] { slot = other }
    }
    (worths + slot * width).update(from: worth, count: width)
    touch(slot)
    fill(slot, rate)
    return slot
  }

  private func isSame(_ one: UnsafePointer<Double>, _ other: UnsafePointer<Double>) -> Bool {
    for item in 0..<itemCount
    where abs(one[item] - other[item]) > CoveringTolerance.levelGap * max(one[item], other[item]) {
      return false
    }
    return true
  }

  /// Writes the gains of a cut, and of the empty places beside the last one.
  private func fill(_ slot: Int, _ rate: UnsafePointer<Double>) {
    let worth = worths + slot * width
    let end = slot == count - 1 ? vectors * 4 : slot + 1
    for (place, group) in groups.enumerated() {
      let rates = rate + Int(group) * width
      var most = 0.0
      for item in 0..<itemCount { most = max(most, rates[item] * worth[item]) }
      let line = gains + place * slots
      for copy in slot..<end { line[copy] = most }
    }
  }

  /// Follows a change of shares: cuts are scaled back to `Σ share v = 1`; those without any share left go.
  func renormalise(share: UnsafePointer<Double>, rate: UnsafePointer<Double>) {
    for slot in 0..<count {
      let worth = worths + slot * width
      var sum = 0.0
      for item in 0..<itemCount { sum += share[item] * worth[item] }
      for item in 0..<itemCount { worth[item] /= sum }
    }
    recompute(rate: rate)
  }

  /// Follows a change of rates.
  func recompute(rate: UnsafePointer<Double>) {
    for slot in 0..<count { fill(slot, rate) }
  }

  /// Least of the sums and its place; infinite without a cut.
  func least(_ sums: UnsafePointer<Double>) -> (bound: Double, slot: Int) {
    var slot = 0
    var bound = Double.infinity
    for other in 0..<count where sums[other] < bound {
      bound = sums[other]
      slot = other
    }
    return (bound, slot)
  }
}
