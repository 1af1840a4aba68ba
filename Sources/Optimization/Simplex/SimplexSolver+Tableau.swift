// Rows of the tableau in the program's own units, for cuts.

extension SimplexSolver {
  /// Position in the basis and column of every basic column; brings the factor up to date with removed rows.
  func basicColumns() -> [(position: Int, column: Int32)] {
    updateFactor()
    return (0..<rowCount).compactMap { head.base[$0] >= 0 ? (position: $0, column: head.base[$0]) : nil }
  }

  /// Multipliers of the rows whose sum has coefficient 1 on the basic column at a position and 0 on the others.
  func tableauMultipliers(position: Int) -> [Double] {
    _ = solveRow(position: Int32(position))
    let scale = columnScale.base[head.base[position]]
    let (rho, scales) = (rowOfInverse.base, rowScale.base)
    return (0..<rowCount).map { rho[$0] * scales[$0] * scale }
  }
}
