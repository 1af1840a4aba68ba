extension BranchAndBound {
  /// The root's proof of infeasibility over the program's rows; nil if it does not hold for the program as stated.
  ///
  /// Columns that the relaxation keeps at 0 because of a row that is not in it depend on that row: it gets a
  /// multiplier large enough to keep them out of the contradiction.
  func rootFarkasProof() -> [Double]? {
    guard let proof = relaxation.solver.farkasProof, proof.count == relaxation.workingRows.count else {
      return nil
    }
    var multipliers = [Double](repeating: 0, count: program.rowCount)
    for (working, row) in relaxation.workingRows.enumerated() { multipliers[Int(row)] = proof[working] }
    var weights = [Double](repeating: 0, count: program.columnCount)
    for row in 0..<program.rowCount where multipliers[row] != 0 {
      addEntries(ofRow: row, times: multipliers[row], to: &weights)
    }
    for row in 0..<program.rowCount where relaxation.isZeroRow[row] {
      let (columns, values) = program.entries(ofRow: row)
      var needed = 0.0
      for (column, value) in zip(columns, values) { needed = max(needed, weights[Int(column)] / value) }
      guard needed > 0 else { continue }
      // One unit in the last place more, so that no weight stays positive through rounding.
      let multiplier = -needed.nextUp
      multipliers[row] += multiplier
      addEntries(ofRow: row, times: multiplier, to: &weights)
    }
    return Certificates.provesInfeasibility(multipliers, in: program) ? multipliers : nil
  }

  private func addEntries(ofRow row: Int, times factor: Double, to weights: inout [Double]) {
    let (columns, values) = program.entries(ofRow: row)
    for (column, value) in zip(columns, values) { weights[Int(column)] += factor * value }
  }
}
