// LU factors of a basis matrix and the triangular solves with them.
//
// After `Markowitz` has chosen the pivots, the basic column that pivots on row r is called position r, so
// that one index serves rows and positions:  B = L U  with L a product of column etas (entries below the pivot,
// divided by it) and U upper triangular in pivot order. U is kept by columns for `B x = b` and by rows for
// `B'y = c`, so that both solves skip zeros of the right-hand side.

/// LU factors in pivot order.
struct LUFactorization: ~Copyable {
  /// Rows in the order of their pivots.
  var order = Buffer<Int32>()
  /// Pivots, by row.
  var diagonal = Buffer<Double>()
  /// Pivot row of each eta of L.
  var etaRow = Buffer<Int32>()
  /// Start of each eta's entries; one more than etas.
  var etaStart = Buffer<Int32>()
  var etaIndex = Buffer<Int32>()
  var etaValue = Buffer<Double>()
  /// Columns of U above the diagonal, by pivot row.
  var columnStart = Buffer<Int32>()
  var columnLength = Buffer<Int32>()
  var columnIndex = Buffer<Int32>()
  var columnValue = Buffer<Double>()
  private var rowStart = Buffer<Int32>()
  private var rowIndex = Buffer<Int32>()
  private var rowValue = Buffer<Double>()

  /// Empties the factors for `size` rows.
  mutating func clear(size: Int) {
    order.removeAll()
    diagonal.reset(to: size, filling: 1)
    etaRow.removeAll()
    etaStart.reset(to: 1, filling: 0)
    etaIndex.removeAll()
    etaValue.removeAll()
    columnStart.reset(to: size, filling: 0)
    columnLength.reset(to: size, filling: 0)
    columnIndex.removeAll()
    columnValue.removeAll()
  }

  /// Opens the column of U that pivots on a row; entries are appended next.
  mutating func beginColumn(row: Int32) {
    columnStart.base[row] = Int32(columnIndex.count)
  }

  mutating func appendToColumn(index: Int32, value: Double) {
    columnIndex.append(index)
    columnValue.append(value)
  }

  /// Closes the column opened last.
  mutating func endColumn(row: Int32, pivot: Double) {
    columnLength.base[row] = Int32(columnIndex.count) - columnStart.base[row]
    diagonal.base[row] = pivot
    order.append(row)
  }

  mutating func appendToEta(index: Int32, value: Double) {
    etaIndex.append(index)
    etaValue.append(value)
  }

  /// Closes an eta of L; an eta without entries is not kept.
  mutating func endEta(row: Int32) {
    guard etaIndex.count > Int(etaStart.base[etaRow.count]) else { return }
    etaRow.append(row)
    etaStart.append(Int32(etaIndex.count))
  }

  /// Builds the row copy of U once all columns are there. O(entries).
  mutating func finish() {
    let size = columnStart.count
    rowStart.reset(to: size + 1, filling: 0)
    rowIndex.resize(to: columnIndex.count, filling: 0)
    rowValue.resize(to: columnIndex.count, filling: 0)
    let start = rowStart.base
    for entry in 0..<columnIndex.count { start[columnIndex.base[entry] + 1] += 1 }
    for row in 0..<size { start[row + 1] += start[row] }
    for row in 0..<Int32(size) {
      let first = Int(columnStart.base[row])
      for entry in first..<first + Int(columnLength.base[row]) {
        let target = columnIndex.base[entry]
        let slot = start[target]
        rowIndex.base[slot] = row
        rowValue.base[slot] = columnValue.base[entry]
        start[target] = slot + 1
      }
    }
    // Each start has moved on to the next row's start: shift back.
    var row = size
    while row > 0 {
      start[row] = start[row - 1]
      row -= 1
    }
    start[0] = 0
  }

  /// Solves `B x = b` in place.
  func solve(_ x: UnsafeMutablePointer<Double>) {
    let (etaRows, etaStarts) = (etaRow.base, etaStart.base)
    let (etaIndices, etaValues) = (etaIndex.base, etaValue.base)
    for eta in 0..<etaRow.count {
      let value = x[etaRows[eta]]
      if value == 0 { continue }
      for entry in Int(etaStarts[eta])..<Int(etaStarts[eta + 1]) {
        x[etaIndices[entry]] -= etaValues[entry] * value
      }
    }
    let (rows, pivots, starts, lengths) = (order.base, diagonal.base, columnStart.base, columnLength.base)
    let (indices, values) = (columnIndex.base, columnValue.base)
    var step = order.count
    while step > 0 {
      step -= 1
      let row = rows[step]
      if x[row] == 0 { continue }
      let value = x[row] / pivots[row]
      if abs(value) < Tolerances.drop {
        x[row] = 0
        continue
      }
      x[row] = value
      let first = Int(starts[row])
      for entry in first..<first + Int(lengths[row]) { x[indices[entry]] -= values[entry] * value }
    }
  }

  /// Solves `B'y = c` in place.
  func solveTransposed(_ y: UnsafeMutablePointer<Double>) {
    let (rows, pivots, starts) = (order.base, diagonal.base, rowStart.base)
    let (indices, values) = (rowIndex.base, rowValue.base)
    for step in 0..<order.count {
      let row = rows[step]
      if y[row] == 0 { continue }
      let value = y[row] / pivots[row]
      if abs(value) < Tolerances.drop {
        y[row] = 0
        continue
      }
      y[row] = value
      for entry in Int(starts[row])..<Int(starts[row + 1]) { y[indices[entry]] -= values[entry] * value }
    }
    let (etaRows, etaStarts) = (etaRow.base, etaStart.base)
    let (etaIndices, etaValues) = (etaIndex.base, etaValue.base)
    var eta = etaRow.count
    while eta > 0 {
      eta -= 1
      var sum = y[etaRows[eta]]
      for entry in Int(etaStarts[eta])..<Int(etaStarts[eta + 1]) {
        sum -= etaValues[entry] * y[etaIndices[entry]]
      }
      y[etaRows[eta]] = sum
    }
  }
}
