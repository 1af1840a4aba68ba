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
  /// What a solve found.
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

  // The rows of groups: group of each, count, and scaled rates (`width` a row).
  private(set) var rowCount = 0
  private var capacity = 0
  private var group: UnsafeMutablePointer<Int32>
  private var count: UnsafeMutablePointer<Double>
  private var scaledRate: UnsafeMutablePointer<Double>
  private let rowOfGroup: UnsafeMutablePointer<Int32>

  // The basis: `itemCount + rowCount` positions.
  private var head: UnsafeMutablePointer<Int32>
  private var value: UnsafeMutablePointer<Double>
  private var inverse: UnsafeMutablePointer<Double>
  private var column: UnsafeMutablePointer<Double>
  private var levelPosition = 0
  private var isValid = false
  private var unit = 1.0
  private let inverseShare: UnsafeMutablePointer<Double>

  /// Worth of each item after a solve, `width` entries: not negative, `Σ share worth = 1`.
  let worth: UnsafeMutablePointer<Double>
  private let served: UnsafeMutablePointer<Double>
  /// Time of the groups in use on each item, `width` a row, after a solve that was not stopped.
  private(set) var time: UnsafeMutablePointer<Double>
  /// Simplex pivots so far.
  private(set) var pivots = 0

  init(itemCount: Int, width: Int, groupCount: Int) {
    self.itemCount = itemCount
    self.width = width
    rowOfGroup = .allocate(capacity: max(1, groupCount))
    rowOfGroup.update(repeating: -1, count: groupCount)
    inverseShare = .allocate(capacity: width)
    inverseShare.update(repeating: 0, count: width)
    worth = .allocate(capacity: width)
    worth.update(repeating: 0, count: width)
    served = .allocate(capacity: width)
    group = .allocate(capacity: 1)
    count = .allocate(capacity: 1)
    scaledRate = .allocate(capacity: 1)
    head = .allocate(capacity: 1)
    value = .allocate(capacity: 1)
    inverse = .allocate(capacity: 1)
    column = .allocate(capacity: 1)
    time = .allocate(capacity: 1)
  }

  deinit {
    rowOfGroup.deallocate()
    inverseShare.deallocate()
    worth.deallocate()
    served.deallocate()
    deallocateRows()
  }

  private func deallocateRows() {
    group.deallocate()
    count.deallocate()
    scaledRate.deallocate()
    head.deallocate()
    value.deallocate()
    inverse.deallocate()
    column.deallocate()
    time.deallocate()
  }

  /// Entries from one row of the inverse to the next; one vector more than needed, so that pricing may read past.
  private var stride: Int { (itemCount + capacity + 7) & ~3 }

  /// Forgets the basis: rates or shares have changed.
  func invalidate() { isValid = false }

  /// Group of a row.
  func group(ofRow row: Int) -> Int32 { group[row] }

  /// Solves for the groups listed with their counts; `stopAt`: a bound at or below it ends the solve.
  ///
  /// - Parameters:
  ///   - groups: the groups with a positive count; at least one.
  ///   - counts: the count of each group of the program.
  ///   - rate: rates of all groups of the program, `width` a group.
  ///   - share: shares of the family's items.
  func solve(
    groups: UnsafePointer<Int32>, groupCount: Int, counts: UnsafePointer<Int32>, rate: UnsafePointer<Double>,
    share: UnsafePointer<Double>, stopAt: Double
  ) -> Outcome {
    let wasWarm = isValid && takeUp(groups, groupCount, counts, rate)
    if !wasWarm { begin(groups, groupCount, counts, rate, share) }
    var outcome = run(share, rate, stopAt: stopAt)
    if wasWarm && !isCertified(outcome) {
      begin(groups, groupCount, counts, rate, share)
      outcome = run(share, rate, stopAt: stopAt)
    }
    if !isCertified(outcome) {
      isValid = false
      outcome = solveGenerally(groups, groupCount, counts, rate, share)
    }
    return outcome
  }

  private func isCertified(_ outcome: Outcome) -> Bool {
    outcome.isStopped || outcome.bound - outcome.level <= CoveringTolerance.levelGap * outcome.bound
  }

  // MARK: Starting points

  /// Variables: `-1` the level, `i` the surplus of item i, `(row + 1) (width + 1) + i` the time of a row on item i,
  /// with `i == width` for its idle time.
  private var levelVariable: Int32 { -1 }

  /// A basis that takes one item for the only one: dual feasible, triangular.
  private func begin(
    _ groups: UnsafePointer<Int32>, _ groupCount: Int, _ counts: UnsafePointer<Int32>,
    _ rate: UnsafePointer<Double>,
    _ share: UnsafePointer<Double>
  ) {
    for row in 0..<rowCount { rowOfGroup[group[row]] = -1 }
    if groupCount > capacity { reserve(max(16, groupCount + groupCount / 2)) }
    rowCount = groupCount
    // The item that holds the level back most, served by all groups alone.
    var first = 0
    var least = Double.infinity
    for item in 0..<itemCount {
      inverseShare[item] = 1 / share[item]
      var sum = 0.0
      for entry in 0..<groupCount {
        sum += Double(counts[Int(groups[entry])]) * rate[Int(groups[entry]) * width + item]
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
      group[row] = groups[row]
      rowOfGroup[groups[row]] = Int32(row)
      count[row] = Double(counts[Int(groups[row])])
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

  /// Moves the last basis to other counts; false if too many rows would be idle or room is missing.
  private func takeUp(
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
      count[Int(rowOfGroup[group])] = Double(counts[Int(group)])
    }
    return true
  }

  /// A row for one more group; what it is worth most for becomes basic.
  private func appendRow(_ newGroup: Int32, _ rate: UnsafePointer<Double>) {
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

  private func scaleRates(ofRow row: Int, _ rate: UnsafePointer<Double>) {
    let source = rate + Int(group[row]) * width
    let target = scaledRate + row * width
    let scale = 1 / unit
    for item in 0..<width { target[item] = source[item] * inverseShare[item] * scale }
  }

  private func reserve(_ rows: Int) {
    deallocateRows()
    capacity = rows
    let positions = itemCount + rows
    group = .allocate(capacity: rows)
    count = .allocate(capacity: rows)
    scaledRate = .allocate(capacity: rows * width)
    head = .allocate(capacity: positions)
    value = .allocate(capacity: positions)
    inverse = .allocate(capacity: positions * stride)
    column = .allocate(capacity: positions)
    time = .allocate(capacity: rows * width)
  }

  // MARK: The dual simplex

  private func run(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>, stopAt: Double) -> Outcome {
    computeValues()
    let positions = itemCount + rowCount
    let stop = stopAt > 0 ? stopAt / unit : -1
    var left = CoverWork.levelPivots(rows: positions)
    while let leaving = leavingPosition() {
      if value[levelPosition] <= stop {
        let bound = takeWorth(share, rate)
        if bound <= stopAt { return Outcome(level: 0, bound: bound, isStopped: true) }
      }
      guard left > 0, let entering = enteringVariable(leaving) else { break }
      left -= 1
      pivot(leaving, entering)
    }
    let bound = takeWorth(share, rate)
    return Outcome(level: takeTimes(share, rate), bound: bound, isStopped: false)
  }

  private func computeValues() {
    let stride = stride
    for position in 0..<itemCount + rowCount {
      let line = inverse + position * stride + itemCount
      var sum = 0.0
      for row in 0..<rowCount { sum += line[row] * count[row] }
      value[position] = sum
    }
  }

  /// The position most below zero in the norm of its row; nil if none is.
  private func leavingPosition() -> Int? {
    let stride = stride
    let positions = itemCount + rowCount
    var best = -1
    var bestScore = 0.0
    for position in 0..<positions where value[position] < -CoveringTolerance.levelPrimal {
      if position == levelPosition { continue }
      let line = inverse + position * stride
      var norm = 0.0
      for entry in 0..<positions { norm += line[entry] * line[entry] }
      let score = value[position] * value[position] / norm
      if score > bestScore {
        bestScore = score
        best = position
      }
    }
    return best < 0 ? nil : best
  }

  private func enteringVariable(_ leaving: Int) -> Int32? {
    let stride = stride
    let pivotLine = inverse + leaving * stride
    let levelLine = inverse + levelPosition * stride
    let least = CoveringTolerance.pivot
    var best: Int32?
    var bestRatio = Double.infinity
    // Surplus of an item: entry -rho[i], reduced cost v[i].
    for item in 0..<itemCount where pivotLine[item] > least {
      let ratio = max(0, -levelLine[item]) / pivotLine[item]
      if ratio < bestRatio {
        bestRatio = ratio
        best = Int32(item)
      }
    }
    let vectors = width / 4
    for row in 0..<rowCount {
      let base = pivotLine[itemCount + row]
      let worth = levelLine[itemCount + row]
      if base < -least {
        let ratio = max(0, worth) / -base
        if ratio < bestRatio {
          bestRatio = ratio
          best = Int32((row + 1) * (width + 1) + width)
        }
      }
      let rates = UnsafeRawPointer(scaledRate + row * width)
      for vector in 0..<vectors {
        let rho = UnsafeRawPointer(pivotLine + 4 * vector).loadUnaligned(as: SIMD4<Double>.self)
        let speed = rates.loadUnaligned(fromByteOffset: 32 * vector, as: SIMD4<Double>.self)
        let entry = rho * speed + base
        guard entry.min() < -least else { continue }
        let multipliers = UnsafeRawPointer(levelLine + 4 * vector).loadUnaligned(as: SIMD4<Double>.self)
        let cost = multipliers * speed + worth
        for lane in 0..<4 where entry[lane] < -least {
          let ratio = max(0, cost[lane]) / -entry[lane]
          if ratio < bestRatio {
            bestRatio = ratio
            best = Int32((row + 1) * (width + 1) + 4 * vector + lane)
          }
        }
      }
    }
    return best
  }

  private func pivot(_ leaving: Int, _ entering: Int32) {
    pivots += 1
    let stride = stride
    let positions = itemCount + rowCount
    let column = column
    if entering < itemCount {
      for position in 0..<positions { column[position] = -inverse[position * stride + Int(entering)] }
    } else {
      let row = Int(entering) / (width + 1) - 1
      let item = Int(entering) % (width + 1)
      if item < itemCount {
        let speed = scaledRate[row * width + item]
        for position in 0..<positions {
          let line = inverse + position * stride
          column[position] = line[item] * speed + line[itemCount + row]
        }
      } else {
        for position in 0..<positions { column[position] = inverse[position * stride + itemCount + row] }
      }
    }
    let pivotLine = inverse + leaving * stride
    let factor = 1 / column[leaving]
    let step = value[leaving] * factor
    for entry in 0..<positions { pivotLine[entry] *= factor }
    for position in 0..<positions where position != leaving && column[position] != 0 {
      let line = inverse + position * stride
      let amount = column[position]
      for entry in 0..<positions { line[entry] -= amount * pivotLine[entry] }
      value[position] -= amount * step
    }
    value[leaving] = step
    head[leaving] = entering
  }

  // MARK: What is handed out, in plain arithmetic

  /// Takes the worths from the multipliers; returns the bound they prove for the counts.
  private func takeWorth(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>) -> Double {
    let levelLine = inverse + levelPosition * stride
    var sum = 0.0
    for item in 0..<itemCount {
      worth[item] = max(0, -levelLine[item]) * inverseShare[item]
      sum += worth[item] * share[item]
    }
    for item in itemCount..<width { worth[item] = 0 }
    guard sum > 0 else { return .infinity }
    for item in 0..<itemCount { worth[item] /= sum }
    var bound = 0.0
    for row in 0..<rowCount where count[row] > 0 {
      let rates = rate + Int(group[row]) * width
      var most = 0.0
      for item in 0..<itemCount { most = max(most, rates[item] * worth[item]) }
      bound += count[row] * most
    }
    return bound
  }

  /// Takes the routing from the basis, made to keep every row; returns the level that it reaches.
  private func takeTimes(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>) -> Double {
    time.update(repeating: 0, count: rowCount * width)
    for position in 0..<itemCount + rowCount where head[position] >= itemCount && value[position] > 0 {
      let row = Int(head[position]) / (width + 1) - 1
      let item = Int(head[position]) % (width + 1)
      if item < itemCount { time[row * width + item] = value[position] }
    }
    return trimmedLevel(share, rate)
  }

  private func trimmedLevel(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>) -> Double {
    served.update(repeating: 0, count: width)
    for row in 0..<rowCount {
      let times = time + row * width
      var sum = 0.0
      for item in 0..<itemCount { sum += times[item] }
      let scale = sum > count[row] ? count[row] / sum : 1
      let rates = rate + Int(group[row]) * width
      for item in 0..<itemCount where times[item] > 0 {
        times[item] *= scale
        served[item] += rates[item] * times[item]
      }
    }
    var level = Double.infinity
    for item in 0..<itemCount { level = min(level, served[item] / share[item]) }
    return level
  }

  /// The general engine, for counts on which the simplex above lost its way.
  private func solveGenerally(
    _ groups: UnsafePointer<Int32>, _ groupCount: Int, _ counts: UnsafePointer<Int32>,
    _ rate: UnsafePointer<Double>,
    _ share: UnsafePointer<Double>
  ) -> Outcome {
    begin(groups, groupCount, counts, rate, share)
    isValid = false
    var program = LinearProgram(name: "fixed counts", sense: .maximize)
    let level = program.addColumn(cost: 1)
    for _ in 0..<rowCount * itemCount { program.addColumn() }
    for row in 0..<rowCount {
      program.addRow(
        lower: -.infinity, upper: count[row],
        columns: (0..<itemCount).map { Int32(1 + row * itemCount + $0) },
        values: [Double](repeating: 1, count: itemCount))
    }
    for item in 0..<itemCount {
      program.addRow(
        lower: 0, upper: .infinity,
        columns: [Int32(level)] + (0..<rowCount).map { Int32(1 + $0 * itemCount + item) },
        values: [-1] + (0..<rowCount).map { scaledRate[$0 * width + item] })
    }
    let solver = SimplexSolver(program)
    guard solver.solve() == .optimal else {
      return Outcome(level: 0, bound: takeWorth(share, rate), isStopped: false)
    }
    let point = solver.columnValues()
    let duals = solver.rowDuals()
    let line = inverse + levelPosition * stride
    for item in 0..<itemCount { line[item] = min(0, duals[rowCount + item]) }
    let bound = takeWorth(share, rate)
    time.update(repeating: 0, count: rowCount * width)
    for row in 0..<rowCount {
      for item in 0..<itemCount { time[row * width + item] = max(0, point[1 + row * itemCount + item]) }
    }
    return Outcome(level: trimmedLevel(share, rate), bound: bound, isStopped: false)
  }
}
