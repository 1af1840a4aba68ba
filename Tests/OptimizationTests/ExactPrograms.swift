@testable import Optimization

/// A small program in whole millionths, so that its optimum can be found in integer arithmetic: some integer
/// columns in boxes, and one continuous column within bounds.
struct ExactProgram {
  /// One row `lower <= a x + c y <= upper`; nil: no side there.
  struct Row {
    var integers: [Int]
    var continuous: Int
    var lower: Int?
    var upper: Int?
  }

  static let unit = 1_000_000
  var lower: [Int] = []
  var upper: [Int] = []
  var costs: [Int] = []
  var continuousCost = 0
  /// Bounds of the continuous column, in millionths.
  var continuousBounds = (lower: 0, upper: 10 * unit)
  var rows: [Row] = []

  init(seed: UInt64) {
    var random = SplitMix(seed: seed)
    func whole(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.unit() * Double(range.count))
    }
    func coefficient() -> Int {
      let value = whole(-7...7)
      switch whole(0...9) {
      case 0...3: return value * Self.unit
      case 4, 5: return value * Self.unit / 10
      case 6, 7: return value
      default: return value * Self.unit * Self.unit + whole(-1...1) * 7 * Self.unit
      }
    }
    let count = whole(1...3)
    var witness: [Int] = []
    for _ in 0..<count {
      let low = whole(-2...1)
      lower.append(low)
      upper.append(low + whole(0...4))
      costs.append(coefficient())
      witness.append(whole(lower[lower.count - 1]...upper[upper.count - 1]))
    }
    continuousCost = coefficient()
    if whole(0...3) == 0 { continuousBounds = (whole(-4...0) * Self.unit / 2, whole(0...9) * Self.unit / 4) }
    let point = continuousBounds.lower + whole(0...4) * Self.unit / 4
    for _ in 0..<whole(1...4) {
      var row = Row(integers: witness.map { _ in coefficient() }, continuous: coefficient())
      if whole(0...4) == 0, let former = rows.last {
        row = former
        row.integers = row.integers.map { -$0 }
        row.continuous = -row.continuous
      }
      // Sides in millionths, rounded from millionths of millionths.
      var side = zip(row.integers, witness).reduce(0) { $0 + $1.0 * $1.1 }
      side += Int((Double(row.continuous) / Double(Self.unit) * Double(point)).rounded())
      if whole(0...2) == 0 { side += whole(-1...1) * max(1, abs(side) / Self.unit) }
      if whole(0...3) == 0 { side += whole(-4...4) * Self.unit }
      let kind = whole(0...3)
      row.lower = kind == 0 ? nil : side
      row.upper = kind == 1 ? nil : side + (kind == 3 ? whole(0...3) * Self.unit : 0)
      rows.append(row)
    }
  }

  /// The program as the engine takes it.
  var program: LinearProgram {
    func decimal(_ value: Int) -> Double { Double(value) / Double(Self.unit) }
    var program = LinearProgram()
    for index in costs.indices {
      program.addColumn(
        lower: Double(lower[index]), upper: Double(upper[index]), cost: decimal(costs[index]), isInteger: true
      )
    }
    program.addColumn(
      lower: decimal(continuousBounds.lower), upper: decimal(continuousBounds.upper),
      cost: decimal(continuousCost))
    for row in rows {
      let values = (row.integers + [row.continuous]).map(decimal)
      program.addRow(
        lower: row.lower.map(decimal) ?? -.infinity, upper: row.upper.map(decimal) ?? .infinity,
        columns: values.indices.map { Int32($0) }, values: values)
    }
    return program
  }

  /// The least objective, exact but for one division; nil if no point satisfies the rows, each side loosened by
  /// `allowance` ten-millionths of the larger of 1 and its size.
  func optimum(allowance: Int) -> Double? {
    var best: Double?
    var point = lower
    let sides = rows.flatMap { loosened($0, by: allowance) }
    repeat {
      if let value = least(at: point, within: sides), value < best ?? .infinity { best = value }
    } while advance(&point)
    return best
  }

  private func advance(_ point: inout [Int]) -> Bool {
    for index in point.indices {
      if point[index] < upper[index] {
        point[index] += 1
        return true
      }
      point[index] = lower[index]
    }
    return false
  }

  /// One side of a row, `integers * x + continuous * y <= side`.
  private struct Side {
    var integers: [Int]
    var continuous: Int
    /// In units of 1e-13.
    var side: Int128
  }

  private static let fine: Int128 = 10_000_000

  /// The sides of a row, each loosened by the allowance.
  private func loosened(_ row: Row, by allowance: Int) -> [Side] {
    func side(_ value: Int, _ sign: Int) -> Side {
      Side(
        integers: row.integers.map { sign * $0 }, continuous: sign * row.continuous,
        side: Int128(sign * value) * Self.fine + Int128(allowance) * Int128(max(Self.unit, abs(value))))
    }
    return [row.upper.map { side($0, 1) }, row.lower.map { side($0, -1) }].compactMap { $0 }
  }

  /// The least objective over the continuous column with the integer ones fixed. Values of the column are in units of
  /// 1e-7, as fractions over positive denominators.
  private func least(at point: [Int], within sides: [Side]) -> Double? {
    var low = (Int128(continuousBounds.lower) * Self.fine, Int128(Self.unit))
    var high = (Int128(continuousBounds.upper) * Self.fine, Int128(Self.unit))
    for side in sides {
      var fixed = 0
      for index in point.indices { fixed += side.integers[index] * point[index] }
      let rest = side.side - Int128(fixed) * Self.fine
      if side.continuous == 0 {
        if rest < 0 { return nil }
      } else if side.continuous > 0 {
        let weight = Int128(side.continuous)
        if rest * high.1 < high.0 * weight { high = (rest, weight) }
      } else {
        let weight = Int128(-side.continuous)
        if -rest * low.1 > low.0 * weight { low = (-rest, weight) }
      }
    }
    guard low.0 * high.1 <= high.0 * low.1 else { return nil }
    let end = continuousCost >= 0 ? low : high
    let fixedCost = Double(zip(costs, point).reduce(0) { $0 + $1.0 * $1.1 })
    let value = Double(end.0) / Double(end.1) / Double(Self.fine)
    return (fixedCost + Double(continuousCost) * value) / Double(Self.unit)
  }
}
