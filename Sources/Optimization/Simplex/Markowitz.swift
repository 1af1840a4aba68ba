// Choice of pivots for the LU factorisation: logicals first, then row and column singletons, which is almost
// all of a typical basis, then the Markowitz rule (1957) with threshold pivoting on the small kernel left over,
// looking at few candidates of least count as Zlatev (1980) suggests.
//
// The candidates need not form a basis: those that find no pivot are dropped, and rows without a pivot
// get their logical. That one routine factorises, repairs singular bases and completes loaded ones.

/// Pivot search with its working storage, kept between factorisations.
struct Markowitz: ~Copyable {
  /// Candidate that pivots on a row, or -1.
  private var pivotOf = Buffer<Int32>()
  private var columnState = Buffer<UInt8>()
  private var columnCount = Buffer<Int32>()
  private var rowCount = Buffer<Int32>()
  private var patternStart = Buffer<Int32>()
  private var patternEnd = Buffer<Int32>()
  private var pattern = Buffer<Int32>()
  private var singletonColumns = Buffer<Int32>()
  private var singletonRows = Buffer<Int32>()
  private var kernel = MarkowitzKernel()

  private static let active: UInt8 = 0
  private static let done: UInt8 = 1

  /// Factorises the candidate variables and writes the variable that pivots on each row to `head`.
  ///
  /// Returns the number of rows that had to get their logical. `O(entries)` but for the kernel.
  mutating func factor(
    into lu: inout LUFactorization, columns: LinesView, candidates: UnsafeMutablePointer<Int32>, count: Int,
    rowCount size: Int, head: UnsafeMutablePointer<Int32>, threshold: Double
  ) -> Int {
    lu.clear(size: size)
    pivotOf.reset(to: size, filling: -1)
    columnState.reset(to: count, filling: Self.active)
    for candidate in 0..<count where candidates[candidate] < 0 {
      let row = ~candidates[candidate]
      columnState.base[candidate] = Self.done
      lu.beginColumn(row: row)
      lu.endColumn(row: row, pivot: -1)
      pivotOf.base[row] = Int32(candidate)
    }
    if lu.order.count < size {
      countEntries(columns: columns, candidates: candidates, count: count, size: size)
      eliminateSingletons(into: &lu, columns: columns, candidates: candidates)
      if lu.order.count < size {
        kernel.load(
          columns: columns, candidates: candidates, count: count, size: size, isActive: columnState.base,
          pivotOf: pivotOf.base)
        kernel.eliminate(into: &lu, pivotOf: pivotOf.base, threshold: threshold)
      }
    }
    var repaired = 0
    for row in 0..<Int32(size) {
      if pivotOf.base[row] >= 0 {
        head[row] = candidates[pivotOf.base[row]]
      } else {
        lu.beginColumn(row: row)
        lu.endColumn(row: row, pivot: -1)
        head[row] = ~row
        repaired += 1
      }
    }
    lu.finish()
    return repaired
  }

  /// Counts entries in rows without a pivot and lists the columns of each such row.
  private mutating func countEntries(
    columns: LinesView, candidates: UnsafeMutablePointer<Int32>, count: Int, size: Int
  ) {
    columnCount.reset(to: count, filling: 0)
    rowCount.reset(to: size, filling: 0)
    for candidate in 0..<count where columnState.base[candidate] == Self.active {
      for entry in columns.range(candidates[candidate]) where pivotOf.base[columns.indices[entry]] < 0 {
        columnCount.base[candidate] += 1
        rowCount.base[columns.indices[entry]] += 1
      }
    }
    patternStart.reset(to: size, filling: 0)
    patternEnd.reset(to: size, filling: 0)
    var total: Int32 = 0
    for row in 0..<size {
      patternStart.base[row] = total
      patternEnd.base[row] = total
      total += rowCount.base[row]
    }
    pattern.resize(to: Int(total), filling: 0)
    for candidate in 0..<count where columnState.base[candidate] == Self.active {
      for entry in columns.range(candidates[candidate]) where pivotOf.base[columns.indices[entry]] < 0 {
        let row = columns.indices[entry]
        pattern.base[patternEnd.base[row]] = Int32(candidate)
        patternEnd.base[row] += 1
      }
    }
    singletonColumns.removeAll()
    singletonRows.removeAll()
    for candidate in 0..<count where columnState.base[candidate] == Self.active {
      if columnCount.base[candidate] == 1 { singletonColumns.append(Int32(candidate)) }
    }
    for row in 0..<size where pivotOf.base[row] < 0 && rowCount.base[row] == 1 {
      singletonRows.append(Int32(row))
    }
  }

  private mutating func eliminateSingletons(
    into lu: inout LUFactorization, columns: LinesView, candidates: UnsafeMutablePointer<Int32>
  ) {
    while true {
      if singletonColumns.count > 0 {
        let candidate = singletonColumns.base[singletonColumns.count - 1]
        singletonColumns.removeLast(keeping: singletonColumns.count - 1)
        guard columnState.base[candidate] == Self.active, columnCount.base[candidate] == 1 else { continue }
        let variable = candidates[candidate]
        guard
          let entry = columns.range(variable).first(where: { pivotOf.base[columns.indices[$0]] < 0 }),
          abs(columns.values[entry]) > Tolerances.markowitz.absolute
        else { continue }
        pivot(candidate, at: entry, variable: variable, into: &lu, columns: columns)
      } else if singletonRows.count > 0 {
        let row = singletonRows.base[singletonRows.count - 1]
        singletonRows.removeLast(keeping: singletonRows.count - 1)
        guard pivotOf.base[row] < 0, rowCount.base[row] == 1 else { continue }
        let slots = Int(patternStart.base[row])..<Int(patternEnd.base[row])
        guard let slot = slots.first(where: { columnState.base[pattern.base[$0]] == Self.active }) else {
          continue
        }
        let candidate = pattern.base[slot]
        let variable = candidates[candidate]
        guard
          let entry = columns.range(variable).first(where: { columns.indices[$0] == row }),
          abs(columns.values[entry]) > Tolerances.markowitz.absolute
        else { continue }
        pivot(candidate, at: entry, variable: variable, into: &lu, columns: columns)
      } else {
        return
      }
    }
  }

  /// Pivots on a singleton: entries in rows with a pivot go to U, the others to an eta of L.
  private mutating func pivot(
    _ candidate: Int32, at pivotEntry: Int, variable: Int32, into lu: inout LUFactorization,
    columns: LinesView
  ) {
    let row = columns.indices[pivotEntry]
    let value = columns.values[pivotEntry]
    lu.beginColumn(row: row)
    for entry in columns.range(variable) where entry != pivotEntry {
      let other = columns.indices[entry]
      if columns.values[entry] == 0 { continue }
      if pivotOf.base[other] >= 0 {
        lu.appendToColumn(index: other, value: columns.values[entry])
      } else {
        lu.appendToEta(index: other, value: columns.values[entry] / value)
      }
    }
    for entry in columns.range(variable) where entry != pivotEntry {
      let other = columns.indices[entry]
      guard pivotOf.base[other] < 0 else { continue }
      rowCount.base[other] -= 1
      if rowCount.base[other] == 1 { singletonRows.append(other) }
    }
    lu.endColumn(row: row, pivot: value)
    lu.endEta(row: row)
    pivotOf.base[row] = candidate
    columnState.base[candidate] = Self.done
    for slot in Int(patternStart.base[row])..<Int(patternEnd.base[row]) {
      let other = pattern.base[slot]
      guard columnState.base[other] == Self.active else { continue }
      columnCount.base[other] -= 1
      if columnCount.base[other] == 1 { singletonColumns.append(other) }
    }
  }
}
