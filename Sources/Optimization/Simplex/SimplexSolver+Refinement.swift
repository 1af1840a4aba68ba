// Multipliers with all the digits that a proof needs. What the simplex method ends with misses the equations of its
// basis by its tolerance and by the rounding of many updates; two steps of iterative refinement (Wilkinson, 1963), with
// residuals in twice the working precision, leave the rounding of one operation.

extension SimplexSolver {
  private static let refinements = 2

  /// Row duals of the last optimum, refined for the present basis: basic columns have reduced costs of zero and basic
  /// rows duals of zero, as near as double precision comes. O(rounds (solve + entries of the basis)).
  func refinedDuals() -> [Double] {
    let duals = rowDuals()
    guard factorIsValid else { return duals }
    return refined(duals.map { $0 * sense }) { self.trueCost.base[$0] }.map { $0 * sense }
  }

  /// A proof of infeasibility, refined: columns whose weight was only the rounding of its summands have none.
  func refinedProof(_ proof: [Double]) -> [Double] {
    guard factorIsValid, proof.count == rowCount else { return proof }
    return refined(proof, aim: nil)
  }

  /// Moves multipliers until the columns of the basis have the weights aimed at; without an aim those that were nearly
  /// zero are to be zero and the others stay.
  private func refined(_ multipliers: [Double], aim: ((Int32) -> Double)?) -> [Double] {
    let (basics, scales, view) = (head.base, rowScale.base, columns.view)
    var scaled = (0..<rowCount).map { multipliers[$0] / scales[$0] }
    let largest = scaled.reduce(0) { max($0, abs($1)) }
    for _ in 0..<Self.refinements {
      scratch.reset(to: rowCount, filling: 0)
      let residual = scratch.base
      for position in 0..<rowCount {
        let variable = basics[position]
        if variable < 0 {
          let weight = scaled[Int(~variable)]
          if aim != nil || abs(weight) <= Tolerances.farkasZero * largest { residual[position] = weight }
          continue
        }
        var missing = CompensatedSum()
        if let aim { missing.add(aim(variable)) }
        for entry in view.range(variable) {
          missing.add(-scaled[Int(view.indices[entry])], times: view.values[entry])
        }
        if aim != nil || abs(missing.value) <= Tolerances.farkasZero * missing.magnitude {
          residual[position] = missing.value
        }
      }
      factor.solveTransposed(residual)
      for row in 0..<rowCount where residual[row].isFinite { scaled[row] += residual[row] }
    }
    // What is left beside the largest multiplier is the rounding of a zero.
    for row in 0..<rowCount where abs(scaled[row]) <= Double.ulpOfOne * largest { scaled[row] = 0 }
    for position in 0..<rowCount where basics[position] < 0 {
      let row = Int(~basics[position])
      if aim != nil || abs(scaled[row]) <= Tolerances.farkasZero * largest { scaled[row] = 0 }
    }
    return (0..<rowCount).map { scaled[$0] * scales[$0] }
  }
}
