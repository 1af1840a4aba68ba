// Gaussian elimination of the part of a basis that has no singletons, with pivots of least Markowitz count
// among the numerically acceptable ones.

/// Doubly linked lists of lines by their number of entries.
struct CountLists: ~Copyable {
  private var heads = Buffer<Int32>()
  private var nexts = Buffer<Int32>()
  private var previous = Buffer<Int32>()
  private var counts = Buffer<Int32>()

  mutating func clear(lines: Int, counts limit: Int) {
    heads.reset(to: limit + 1, filling: -1)
    nexts.reset(to: lines, filling: -1)
    previous.reset(to: lines, filling: -1)
    counts.reset(to: lines, filling: -1)
  }

  func first(count: Int) -> Int32 { heads.base[count] }
  func next(_ line: Int32) -> Int32 { nexts.base[line] }

  mutating func remove(_ line: Int32) {
    let count = counts.base[line]
    guard count >= 0 else { return }
    let (before, after) = (previous.base[line], nexts.base[line])
    if before >= 0 { nexts.base[before] = after } else { heads.base[count] = after }
    if after >= 0 { previous.base[after] = before }
    counts.base[line] = -1
  }

  mutating func move(_ line: Int32, toCount count: Int32) {
    remove(line)
    let head = heads.base[count]
    nexts.base[line] = head
    previous.base[line] = -1
    if head >= 0 { previous.base[head] = line }
    heads.base[count] = line
    counts.base[line] = count
  }
}

/// The active submatrix of a factorisation and its elimination.
struct MarkowitzKernel: ~Copyable {
  private var columns = SparseLines()
  private var rows = SparseLines()
  private var columnLists = CountLists()
  private var rowLists = CountLists()
  /// Entries of U found so far, chained by candidate.
  private var upperHead = Buffer<Int32>()
  private var upperNext = Buffer<Int32>()
  private var upperRow = Buffer<Int32>()
  private var upperValue = Buffer<Double>()
  /// Multipliers of the present pivot, dense by row; zero in between.
  private var multiplier = Buffer<Double>()
  private var rowPattern = Buffer<Int32>()
  private var largestCount = 0

  /// Copies the active candidates; their entries in rows that have a pivot are entries of U.
  mutating func load(
    columns source: LinesView, candidates: UnsafeMutablePointer<Int32>, count: Int, size: Int,
    isActive: UnsafeMutablePointer<UInt8>, pivotOf: UnsafeMutablePointer<Int32>
  ) {
    largestCount = max(size, count)
    columns.removeAll()
    rows.removeAll()
    columnLists.clear(lines: count, counts: largestCount)
    rowLists.clear(lines: size, counts: largestCount)
    upperHead.reset(to: count, filling: -1)
    upperNext.removeAll()
    upperRow.removeAll()
    upperValue.removeAll()
    multiplier.reset(to: size, filling: 0)
    for _ in 0..<size { rows.appendLine(capacity: 0) }
    for candidate in 0..<count {
      let isKernel = isActive[candidate] == 0
      let range = isKernel ? source.range(candidates[candidate]) : 0..<0
      columns.appendLine(capacity: range.count)
      for entry in range where source.values[entry] != 0 {
        let row = source.indices[entry]
        if pivotOf[row] >= 0 {
          chain(candidate: Int32(candidate), row: row, value: source.values[entry])
        } else {
          columns.insert(line: candidate, index: row, value: source.values[entry])
          rows.insert(line: Int(row), index: Int32(candidate), value: 0)
        }
      }
      if isKernel { columnLists.move(Int32(candidate), toCount: columns.view.lengths[candidate]) }
    }
    for row in 0..<size where pivotOf[row] < 0 {
      rowLists.move(Int32(row), toCount: rows.view.lengths[row])
    }
  }

  /// Eliminates until no acceptable pivot is left.
  mutating func eliminate(
    into lu: inout LUFactorization, pivotOf: UnsafeMutablePointer<Int32>, threshold: Double
  ) {
    while let (row, candidate) = choosePivot(threshold: threshold) {
      pivot(row: row, candidate: candidate, into: &lu)
      pivotOf[row] = candidate
    }
  }

  private mutating func chain(candidate: Int32, row: Int32, value: Double) {
    upperNext.append(upperHead.base[candidate])
    upperHead.base[candidate] = Int32(upperRow.count)
    upperRow.append(row)
    upperValue.append(value)
  }

  /// The acceptable entry of least Markowitz count among few candidates of least length, or nil.
  private mutating func choosePivot(threshold: Double) -> (row: Int32, candidate: Int32)? {
    var best: (row: Int32, candidate: Int32)?
    var bestMerit = Int.max
    var bestSize = 0.0
    var searched = 0
    for count in 1...max(largestCount, 1) {
      var candidate = columnLists.first(count: count)
      while candidate >= 0 {
        let following = columnLists.next(candidate)
        let view = columns.view
        let range = view.range(candidate)
        var largest = 0.0
        for entry in range { largest = max(largest, abs(view.values[entry])) }
        if largest <= Tolerances.markowitz.absolute {
          discard(candidate)
        } else {
          for entry in range where abs(view.values[entry]) >= threshold * largest {
            let merit = (count - 1) * (Int(rows.view.lengths[view.indices[entry]]) - 1)
            let size = abs(view.values[entry])
            if merit < bestMerit || (merit == bestMerit && size > bestSize) {
              (best, bestMerit, bestSize) = ((view.indices[entry], candidate), merit, size)
            }
          }
          searched += 1
          if best != nil && (searched >= Tolerances.markowitzSearch || bestMerit <= (count - 1) * (count - 1))
          {
            return best
          }
        }
        candidate = following
      }
      var row = rowLists.first(count: count)
      while row >= 0 {
        let pattern = rows.view
        for slot in pattern.range(row) {
          let candidate = pattern.indices[slot]
          let merit = (count - 1) * (Int(columns.view.lengths[candidate]) - 1)
          guard merit < bestMerit else { continue }
          let view = columns.view
          var largest = 0.0
          var value = 0.0
          for entry in view.range(candidate) {
            largest = max(largest, abs(view.values[entry]))
            if view.indices[entry] == row { value = abs(view.values[entry]) }
          }
          if value > Tolerances.markowitz.absolute && value >= threshold * largest {
            (best, bestMerit, bestSize) = ((row, candidate), merit, value)
          }
        }
        searched += 1
        if best != nil && (searched >= Tolerances.markowitzSearch || bestMerit <= count * (count - 1)) {
          return best
        }
        row = rowLists.next(row)
      }
    }
    return best
  }

  /// Takes a numerically empty column out of the search.
  private mutating func discard(_ candidate: Int32) {
    for entry in columns.view.range(candidate) { detach(candidate, fromRow: columns.view.indices[entry]) }
    columns.clearLine(Int(candidate))
    columnLists.remove(candidate)
  }

  private mutating func detach(_ candidate: Int32, fromRow row: Int32) {
    rows.removeEntry(line: Int(row), index: candidate)
    rowLists.move(row, toCount: rows.view.lengths[row])
  }

  private mutating func pivot(row: Int32, candidate: Int32, into lu: inout LUFactorization) {
    var value = 0.0
    let view = columns.view
    let range = view.range(candidate)
    for entry in range where view.indices[entry] == row { value = view.values[entry] }
    for entry in range where view.indices[entry] != row {
      multiplier.base[view.indices[entry]] = view.values[entry] / value
      lu.appendToEta(index: view.indices[entry], value: view.values[entry] / value)
    }
    // Fill-in may move both pools: work from the eta and from a copy of the row's pattern.
    let eta = Int(lu.etaStart.base[lu.etaRow.count])..<lu.etaIndex.count
    rowPattern.removeAll()
    for slot in rows.view.range(row) { rowPattern.append(rows.view.indices[slot]) }
    for slot in 0..<rowPattern.count where rowPattern.base[slot] != candidate {
      eliminate(row: row, from: rowPattern.base[slot], eta: eta, lu)
    }
    for entry in eta {
      multiplier.base[lu.etaIndex.base[entry]] = 0
      detach(candidate, fromRow: lu.etaIndex.base[entry])
    }
    lu.beginColumn(row: row)
    var link = upperHead.base[candidate]
    while link >= 0 {
      lu.appendToColumn(index: upperRow.base[link], value: upperValue.base[link])
      link = upperNext.base[link]
    }
    lu.endColumn(row: row, pivot: value)
    lu.endEta(row: row)
    columnLists.remove(candidate)
    rowLists.remove(row)
    columns.clearLine(Int(candidate))
    rows.clearLine(Int(row))
  }

  /// Subtracts the multiples of the pivot row from one column and moves its pivot-row entry to U.
  private mutating func eliminate(
    row: Int32, from candidate: Int32, eta: Range<Int>, _ lu: borrowing LUFactorization
  ) {
    let upper = columns.removeEntry(line: Int(candidate), index: row)
    chain(candidate: candidate, row: row, value: upper)
    let view = columns.view
    var position = Int(view.starts[candidate])
    var end = position + Int(view.lengths[candidate])
    while position < end {
      let index = view.indices[position]
      let factor = multiplier.base[index]
      if factor != 0 {
        view.values[position] -= factor * upper
        // Zero marks the row as met; the loop over the eta restores it.
        multiplier.base[index] = 0
        if abs(view.values[position]) < Tolerances.drop {
          columns.removeEntry(line: Int(candidate), index: index)
          detach(candidate, fromRow: index)
          end -= 1
          continue
        }
      }
      position += 1
    }
    for entry in eta {
      let index = lu.etaIndex.base[entry]
      let factor = lu.etaValue.base[entry]
      if multiplier.base[index] != 0 {
        let fill = -factor * upper
        if abs(fill) >= Tolerances.drop {
          columns.insert(line: Int(candidate), index: index, value: fill)
          rows.insert(line: Int(index), index: candidate, value: 0)
          rowLists.move(index, toCount: rows.view.lengths[index])
        }
      }
      multiplier.base[index] = factor
    }
    columnLists.move(candidate, toCount: columns.view.lengths[candidate])
  }
}
