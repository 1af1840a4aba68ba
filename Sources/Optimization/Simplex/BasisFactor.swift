// The factorised basis between two factorisations: LU factors and a file of product-form etas (Dantzig &
// Orchard-Hays, 1954). Column etas replace one basic column; row etas border the basis by a new row whose
// logical is basic, so that appending a row costs no factorisation.

/// Solves with the present basis matrix.
struct BasisFactor: ~Copyable {
  private var lu = LUFactorization()
  private var markowitz = Markowitz()
  private var etaPosition = Buffer<Int32>()
  private var etaPivot = Buffer<Double>()
  private var etaIsRow = Buffer<Bool>()
  private var etaStart = Buffer<Int32>()
  private var etaIndex = Buffer<Int32>()
  private var etaValue = Buffer<Double>()

  init() { etaStart.append(0) }

  /// Updates since the last factorisation.
  var updateCount: Int { etaPosition.count }

  /// Factorises; see `Markowitz.factor`.
  mutating func factor(
    columns: LinesView, candidates: UnsafeMutablePointer<Int32>, count: Int, rowCount: Int,
    head: UnsafeMutablePointer<Int32>, threshold: Double
  ) -> Int {
    etaPosition.removeAll()
    etaPivot.removeAll()
    etaIsRow.removeAll()
    etaStart.removeLast(keeping: 1)
    etaIndex.removeAll()
    etaValue.removeAll()
    return markowitz.factor(
      into: &lu, columns: columns, candidates: candidates, count: count, rowCount: rowCount, head: head,
      threshold: threshold)
  }

  /// Replaces the basic column at `position` by one whose solved form is `alpha`. O(rows).
  mutating func replaceColumn(at position: Int32, alpha: UnsafeMutablePointer<Double>, rowCount: Int) {
    for row in 0..<Int32(rowCount) where alpha[row] != 0 && row != position {
      etaIndex.append(row)
      etaValue.append(alpha[row])
    }
    endEta(position: position, pivot: alpha[position], isRow: false)
  }

  /// Opens the border of a new last row with entries at basic positions; its logical has coefficient -1.
  mutating func appendToBorder(position: Int32, value: Double) {
    etaIndex.append(position)
    etaValue.append(value)
  }

  /// Closes the border of a new last row.
  mutating func endBorder(row: Int32) { endEta(position: row, pivot: -1, isRow: true) }

  private mutating func endEta(position: Int32, pivot: Double, isRow: Bool) {
    etaPosition.append(position)
    etaPivot.append(pivot)
    etaIsRow.append(isRow)
    etaStart.append(Int32(etaIndex.count))
  }

  /// Solves `B x = b` in place (FTRAN).
  func solve(_ x: UnsafeMutablePointer<Double>) {
    lu.solve(x)
    let (positions, pivots, isRow) = (etaPosition.base, etaPivot.base, etaIsRow.base)
    let (starts, indices, values) = (etaStart.base, etaIndex.base, etaValue.base)
    for eta in 0..<etaPosition.count {
      let position = positions[eta]
      let range = Int(starts[eta])..<Int(starts[eta + 1])
      if isRow[eta] {
        var sum = x[position]
        for entry in range { sum -= values[entry] * x[indices[entry]] }
        x[position] = sum / pivots[eta]
      } else if x[position] != 0 {
        let value = x[position] / pivots[eta]
        x[position] = value
        for entry in range { x[indices[entry]] -= values[entry] * value }
      }
    }
  }

  /// Solves `B'y = c` in place (BTRAN).
  func solveTransposed(_ y: UnsafeMutablePointer<Double>) {
    let (positions, pivots, isRow) = (etaPosition.base, etaPivot.base, etaIsRow.base)
    let (starts, indices, values) = (etaStart.base, etaIndex.base, etaValue.base)
    var eta = etaPosition.count
    while eta > 0 {
      eta -= 1
      let position = positions[eta]
      let range = Int(starts[eta])..<Int(starts[eta + 1])
      if isRow[eta] {
        if y[position] == 0 { continue }
        let value = y[position] / pivots[eta]
        y[position] = value
        for entry in range { y[indices[entry]] -= values[entry] * value }
      } else {
        var sum = y[position]
        for entry in range { sum -= values[entry] * y[indices[entry]] }
        y[position] = sum / pivots[eta]
      }
    }
    lu.solveTransposed(y)
  }
}
