extension BranchAndBound {
  /// The root's proof of infeasibility over the program's rows.
  ///
  /// Columns that the relaxation keeps at 0 because of a row that is not in it lean on that row: it gets a multiplier
  /// that is large enough to keep them out of the contradiction.
  func rootFarkasProof() -> [Double]? {
    guard let proof = relaxation.solver.farkasProof, proof.count == relaxation.workingRows.count else {
      return nil
    }
    var all = [Double](repeating: 0, count: program.rowCount)
    for (working, row) in relaxation.workingRows.enumerated() { all[Int(row)] = proof[working] }
    return all
  }
}
