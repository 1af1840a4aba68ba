/// The best level of fixed counts of one family: a linear program of a few rows.
///
///     max z   s.t.   Σ_k r[k,i] x[k,i] - z - t[i] = 0      for every item i
///                    Σ_i x[k,i] + s[k]            = y[k]   for every group k in use
///                    x, s, t >= 0
///
/// with `r[k,i] = rate / (share[i] unit)`, so that the level is of the order of one. The multipliers of the item rows
/// are the worths `v` of the items, and `z <= Σ_k y[k] max_i r[k,i] v[i]` for all counts whatever: a cut.
///
/// A dual simplex with an explicit inverse and exact steepest edge weights. Counts are right-hand sides, so the last
/// basis stays dual feasible when they change: a group is taken up with one row and its best item in the basis, a
/// group that left keeps its row with a count of zero. Nothing the simplex says is believed: the level claimed is
/// the one the routing reaches in plain arithmetic, and the cut is evaluated in plain arithmetic too.
/// Sources: Koberstein (2005); Forrest & Goldfarb (1992). Not thread safe.
final class CoverLevelSolver {
  typealias Lane4 = SIMD4<Double>

  /// The outcome of a solve.
  struct Outcome {
    /// The level the routing reaches; 0 if the solve stopped early.
    var level: Double
    /// No routing of these counts reaches more.
    var bound: Double
    /// The bound fell to the level that was needed before an optimum was there.
    var isStopped: Bool
  }

  /// Items of the family.
  let itemCount: Int
  /// Entries a group has in `rate`.
  let width: Int

  /// All arrays whose size depends on the number of rows, in one block that begins at a vector boundary.
  private var storage: UnsafeMutableRawPointer

  // The rows of groups: group of each, count, and scaled rates (`width` per row).
  var rowCount = 0
  var capacity = 0
  var group: UnsafeMutablePointer<Int32>
  var count: UnsafeMutablePointer<Double>
  var scaledRate: UnsafeMutablePointer<Double>
  let rowOfGroup: UnsafeMutablePointer<Int32>

  // The basis: `itemCount + rowCount` positions.
  var head: UnsafeMutablePointer<Int32>
  var value: UnsafeMutablePointer<Double>
  var inverse: UnsafeMutablePointer<Double>
  var column: UnsafeMutablePointer<Double>
  var levelPosition = 0
  var isValid = false
  var unit = 1.0
  let inverseShare: UnsafeMutablePointer<Double>

  /// Worth of each item after a solve, `width` entries: not negative, `Σ share worth = 1`.
  let worth: UnsafeMutablePointer<Double>
  let served: UnsafeMutablePointer<Double>
  /// Time of the groups in use on each item, `width` per row, after a solve that was not stopped.
  var time: UnsafeMutablePointer<Double>
  /// Simplex pivots so far.
  var pivots = 0
  /// Copies that one count stands for.
  var countScale = 1.0
  /// Whether to stop, asked between the pivots of a large program; nil: never.
  var interruption: (() -> Bool)?
  /// Whether levels of many items are taken by proportion at once, as they are after an interruption.
  var isQuick = false
  /// Whether the last solve was interrupted: its level and its bound hold, but may be far apart.
  var wasInterrupted = false

  init(itemCount: Int, width: Int, groupCount: Int) {
    self.itemCount = itemCount
    self.width = width
    rowOfGroup = .allocate(capacity: max(1, groupCount))
    rowOfGroup.update(repeating: -1, count: groupCount)
    inverseShare = .allocate(capacity: 3 * width)
    inverseShare.update(repeating: 0, count: 3 * width)
    worth = inverseShare + width
    served = worth + width
    // No rows yet: `begin` makes room for as many as it needs.
    storage = .allocate(byteCount: 0, alignment: 1)
    group = storage.assumingMemoryBound(to: Int32.self)
    head = group
    count = storage.assumingMemoryBound(to: Double.self)
    (scaledRate, value, inverse, column, time) = (count, count, count, count, count)
  }

  deinit {
    rowOfGroup.deallocate()
    inverseShare.deallocate()
    storage.deallocate()
  }

  /// Entries from one row of the inverse to the next; one vector more than needed, so that pricing may read past.
  var stride: Int { (itemCount + capacity + 7) & ~3 }

  /// Whether there are so many items that levels are found by the general engine, or by proportion.
  var isSparse: Bool { itemCount >= CoverWork.sparseItems }

  /// Forgets the basis: rates or shares have changed.
  func invalidate() { isValid = false }

  /// Group of a row.
  func group(ofRow row: Int) -> Int32 { group[row] }

  /// Solves for the groups listed with their counts; `stopAt`: a bound at or below it ends the solve.
  ///
  /// - Parameters:
  ///   - groups: the groups with a positive count; at least one.
  ///   - counts: the count of each group of the program.
  ///   - rate: rates of all groups of the program, `width` per group.
  ///   - share: shares of the family's items.
  func solve(
    groups: UnsafePointer<Int32>, groupCount: Int, counts: UnsafePointer<Int32>, rate: UnsafePointer<Double>,
    share: UnsafePointer<Double>, stopAt: Double
  ) -> Outcome {
    wasInterrupted = false
    if isSparse {
      if !isQuick, interruption?() != true {
        let outcome = solveGenerally(groups, groupCount, counts, rate, share)
        if !wasInterrupted { return outcome }
        wasInterrupted = false
      }
      return solveByProportion(groups, groupCount, counts, rate, share)
    }
    let wasWarm = isValid && takeUp(groups, groupCount, counts, rate)
    if !wasWarm { begin(groups, groupCount, counts, rate, share) }
    var outcome = run(share, rate, stopAt: stopAt)
    if wasInterrupted {
      isValid = false
      return outcome
    }
    if wasWarm && !isCertified(outcome) {
      begin(groups, groupCount, counts, rate, share)
      outcome = run(share, rate, stopAt: stopAt)
    }
    if !wasInterrupted, !isCertified(outcome) {
      isValid = false
      outcome = solveGenerally(groups, groupCount, counts, rate, share)
    }
    return outcome
  }

  func isCertified(_ outcome: Outcome) -> Bool {
    outcome.isStopped || outcome.bound - outcome.level <= CoveringTolerance.levelGap * outcome.bound
  }

  // MARK: Starting points

  /// Variables: `-1` the level, `i` the surplus of item i, `(row + 1) (width + 1) + i` the time of a row on item i,
  /// with `i == width` for its idle time.
  var levelVariable: Int32 { -1 }

  /// A basis that takes one item for the only one: dual feasible, triangular.
  func begin(
    _ groups: UnsafePointer<Int32>, _ groupCount: Int, _ counts: UnsafePointer<Int32>,
    _ rate: UnsafePointer<Double>,
    _ share: UnsafePointer<Double>
  ) {
    takeRows(groups, groupCount, counts)
    // The item that holds the level back most, served by all groups alone.
    var first = 0
    var least = Double.infinity
    for item in 0..<itemCount {
      inverseShare[item] = 1 / share[item]
      var sum = 0.0
      for entry in 0..<groupCount {
        sum += Double(counts[Int(groups[entry])]) * countScale * rate[Int(groups[entry]) * width + item]
      }
      sum /= share[item]
      if sum < least {
        least = sum
        first = item
      }
    }
    unit = least > 0 ? least : 1
    let rows = itemCount + rowCount
    let stride = stride
    inverse.update(repeating: 0, count: rows * stride)
    for row in 0..<rowCount {
      scaleRates(ofRow: row, rate)
      let serves = scaledRate[row * width + first] > 0
      head[itemCount + row] = Int32((row + 1) * (width + 1) + (serves ? first : width))
      inverse[(itemCount + row) * stride + itemCount + row] = 1
    }
    for item in 0..<itemCount {
      let line = inverse + item * stride
      head[item] = item == first ? levelVariable : Int32(item)
      if item != first { line[item] = -1 }
      // The surplus of another item is minus the level: the same row with the sign turned.
      let sign = item == first ? 1.0 : -1.0
      line[first] = -sign
      for row in 0..<rowCount { line[itemCount + row] = sign * scaledRate[row * width + first] }
    }
    levelPosition = first
    isValid = true
  }

  /// Takes the groups listed for the rows, with their counts.
  func takeRows(_ groups: UnsafePointer<Int32>, _ groupCount: Int, _ counts: UnsafePointer<Int32>) {
    for row in 0..<rowCount { rowOfGroup[group[row]] = -1 }
    if groupCount > capacity { reserve(max(16, groupCount + groupCount / 2)) }
    rowCount = groupCount
    for row in 0..<rowCount {
      group[row] = groups[row]
      rowOfGroup[groups[row]] = Int32(row)
      count[row] = Double(counts[Int(groups[row])]) * countScale
    }
  }

  /// Moves the last basis to other counts; false if too many rows would be idle or room is missing.
  func takeUp(
    _ groups: UnsafePointer<Int32>, _ groupCount: Int, _ counts: UnsafePointer<Int32>,
    _ rate: UnsafePointer<Double>
  ) -> Bool {
    var missing = 0
    for entry in 0..<groupCount where rowOfGroup[groups[entry]] < 0 { missing += 1 }
    let needed = rowCount + missing
    guard needed <= capacity, needed <= 2 * groupCount + CoverWork.idleRows, missing <= groupCount / 2 + 2
    else {
      return false
    }
    for row in 0..<rowCount { count[row] = 0 }
    for entry in 0..<groupCount {
      let group = groups[entry]
      if rowOfGroup[group] < 0 { appendRow(group, rate) }
      count[Int(rowOfGroup[group])] = Double(counts[Int(group)]) * countScale
    }
    return true
  }

  /// A row for one more group; what it is worth most for becomes basic.
  func appendRow(_ newGroup: Int32, _ rate: UnsafePointer<Double>) {
    let row = rowCount
    rowCount += 1
    group[row] = newGroup
    rowOfGroup[newGroup] = Int32(row)
    scaleRates(ofRow: row, rate)
    let stride = stride
    let level = inverse + levelPosition * stride
    var best = -1
    var bestWorth = 0.0
    for item in 0..<itemCount {
      let worth = -level[item] * scaledRate[row * width + item]
      if worth > bestWorth {
        bestWorth = worth
        best = item
      }
    }
    let position = itemCount + row
    head[position] = Int32((row + 1) * (width + 1) + (best < 0 ? width : best))
    let speed = best < 0 ? 0 : scaledRate[row * width + best]
    for other in 0..<position {
      let line = inverse + other * stride
      line[position] = best < 0 ? 0 : -speed * line[best]
    }
    (inverse + position * stride).update(repeating: 0, count: stride)
    inverse[position * stride + position] = 1
  }

  func scaleRates(ofRow row: Int, _ rate: UnsafePointer<Double>) {
    let source = rate + Int(group[row]) * width
    let target = scaledRate + row * width
    let scale = 1 / unit
    for item in 0..<width { target[item] = source[item] * inverseShare[item] * scale }
  }

  private func reserve(_ rows: Int) {
    capacity = rows
    let positions = itemCount + rows
    let doubles = positions * stride + 2 * rows * width + 2 * positions + rows
    let size = doubles * MemoryLayout<Double>.stride + (positions + rows) * MemoryLayout<Int32>.stride
    storage.deallocate()
    storage = .allocate(byteCount: size, alignment: MemoryLayout<Lane4>.alignment)
    // What is read by vectors comes first; `stride` and `width` are whole vectors.
    inverse = storage.assumingMemoryBound(to: Double.self)
    scaledRate = inverse + positions * stride
    time = scaledRate + rows * width
    value = time + rows * width
    column = value + positions
    count = column + positions
    head = UnsafeMutableRawPointer(count + rows).assumingMemoryBound(to: Int32.self)
    group = head + positions
  }
}
