// The cutting-plane loop of the root: separate, choose by efficacy and angle, add, solve, drop what is idle.

/// Finds cuts for the present point of a relaxation.
final class CutSeparator {
  private let relaxation: MixedRelaxation
  private let domain: Domain
  private let mustStop: () -> Bool
  private let model: MixedModel
  private let rounding: RoundingCuts
  private let covers: CoverCuts
  private var sum: AggregatedRow
  /// Rows of each continuous column, for aggregation.
  private var rowsOfColumn: [[Int32]]

  init(_ relaxation: MixedRelaxation, domain: Domain, mustStop: @escaping () -> Bool = { false }) {
    self.relaxation = relaxation
    self.domain = domain
    self.mustStop = mustStop
    model = relaxation.model
    rounding = RoundingCuts(relaxation, domain: domain)
    covers = CoverCuts(relaxation, domain: domain)
    sum = AggregatedRow(columnCount: model.columnCount)
    rowsOfColumn = [[Int32]](repeating: [], count: model.columnCount)
    for row in 0..<model.rowCount {
      for entry in model.range(row) where !model.isInteger[Int(model.rowColumn[entry])] {
        rowsOfColumn[Int(model.rowColumn[entry])].append(Int32(row))
      }
    }
  }

  /// Cuts of all kinds, best first, no two nearly parallel.
  ///
  /// None when the run must end meanwhile.
  func separate(limit: Int) -> [Cut] {
    var found: [Cut] = []
    aggregateRows(into: &found)
    for row in 0..<relaxation.rowCount where !mustStop() {
      for sign in [1.0, -1] { if let cut = covers.cut(row: row, sign: sign) { found.append(cut) } }
    }
    gomory(into: &found)
    if mustStop() { return [] }
    found.sort {
      $0.efficacy != $1.efficacy ? $0.efficacy > $1.efficacy : $0.columns.count < $1.columns.count
    }
    var chosen: [Cut] = []
    for cut in found {
      if mustStop() { return [] }
      if chosen.contains(where: { $0.parallelism(to: cut) > CutRule.parallelism }) { continue }
      chosen.append(cut)
      if chosen.count >= limit { break }
    }
    return chosen
  }

  private func append(_ cut: Cut?, to found: inout [Cut]) { if let cut { found.append(cut) } }

  /// Rounding cuts of sums of rows: continuous columns off their bounds are eliminated one after the other.
  private func aggregateRows(into found: inout [Cut]) {
    for start in 0..<relaxation.rowCount {
      if mustStop() { return }
      guard isNearlyTight(start) else { continue }
      sum.clear()
      rounding.add(row: start, weight: 1, to: &sum)
      var used: Set<Int> = [start]
      for _ in 0..<CutRule.aggregatedRows {
        append(rounding.cut(from: sum, sign: 1), to: &found)
        append(rounding.cut(from: sum, sign: -1), to: &found)
        guard let (row, weight) = nextRow(used) else { break }
        used.insert(row)
        rounding.add(row: row, weight: weight, to: &sum)
      }
    }
    sum.clear()
  }

  private func isNearlyTight(_ row: Int) -> Bool {
    let (columns, values, lower, upper) = relaxation.row(row)
    var activity = 0.0
    var norm = 1e-9
    for (column, value) in zip(columns, values) {
      activity += value * relaxation.values[Int(column)]
      norm += value * value
    }
    return min(upper - activity, activity - lower) <= 0.1 * norm.squareRoot()
  }

  /// The row that eliminates the continuous column furthest from its bounds.
  private func nextRow(_ used: Set<Int>) -> (row: Int, weight: Double)? {
    var best: (distance: Double, column: Int)?
    for column in sum.columns {
      let index = Int(column)
      guard !model.isInteger[index], abs(sum.coefficients[index]) > 1e-9 else { continue }
      let point = relaxation.values[index]
      var distance = min(point - model.lower[index], model.upper[index] - point)
      for bound in rounding.variableBounds.upper[index] {
        let value = bound.constant + bound.slope * relaxation.values[Int(bound.column)]
        distance = min(distance, value - point)
      }
      for bound in rounding.variableBounds.lower[index] {
        let value = bound.constant + bound.slope * relaxation.values[Int(bound.column)]
        distance = min(distance, point - value)
      }
      if distance > 1e-6, distance > best?.distance ?? 0,
        rowsOfColumn[index].contains(where: { !used.contains(Int($0)) })
      {
        best = (distance, index)
      }
    }
    guard let best else { return nil }
    // Equations first, then the tightest row.
    var chosen: (row: Int, value: Double)?
    var leastSlack = Double.infinity
    for row in rowsOfColumn[best.column] where !used.contains(Int(row)) {
      let index = Int(row)
      let (columns, values, lower, upper) = relaxation.row(index)
      var activity = 0.0
      var own = 0.0
      for (column, value) in zip(columns, values) {
        activity += value * relaxation.values[Int(column)]
        if Int(column) == best.column { own = value }
      }
      let slack = lower == upper ? -1 : min(upper - activity, activity - lower)
      if slack < leastSlack && slack < 1e-6 && abs(own) > 1e-6 {
        (chosen, leastSlack) = ((index, own), slack)
      }
    }
    guard let chosen else { return nil }
    return (chosen.row, -sum.coefficients[best.column] / chosen.value)
  }

  /// Gomory's mixed-integer cuts of the rows of the tableau whose basic column is fractional.
  private func gomory(into found: inout [Cut]) {
    let solver = relaxation.solver
    var fractional: [(distance: Double, position: Int)] = []
    for (position, column) in solver.basicColumns() where model.isInteger[Int(column)] {
      let value = relaxation.values[Int(column)]
      let distance = abs(value - value.rounded())
      if distance > 0.005 { fractional.append((distance, position)) }
    }
    fractional.sort { $0.distance != $1.distance ? $0.distance > $1.distance : $0.position < $1.position }
    for (_, position) in fractional.prefix(200) where !mustStop() {
      let weights = solver.tableauMultipliers(position: position)
      let largest = weights.reduce(0) { max($0, abs($1)) }
      guard largest > 0, largest < 1e7 else { continue }
      sum.clear()
      for row in weights.indices where abs(weights[row]) > 1e-9 * max(1, largest) {
        rounding.add(row: row, weight: weights[row], to: &sum)
      }
      if let cut = rounding.cut(from: sum, sign: 1, isTableauRow: true) { found.append(cut) }
      if let cut = rounding.cut(from: sum, sign: 1) { found.append(cut) }
      if let cut = rounding.cut(from: sum, sign: -1) { found.append(cut) }
    }
    sum.clear()
  }
}
