// Complemented mixed-integer rounding (Marchand & Wolsey, 2001) of one aggregated row.
//
// A sum of rows is written as `sum a_j t_j <= b` over variables `t >= 0` that are distances to bounds: simple
// ones, or for continuous columns variable ones `x <= c + d y` with y integer. With f the fraction of b / delta,
//     sum (floor(a_j / delta) + max(0, f_j - f) / (1 - f)) t_j  <=  floor(b / delta) + s / (delta (1 - f))
// where s sums the continuous terms of negative coefficient. Gomory's mixed-integer cut is the case of a row of the
// tableau.

/// How a column was written as a distance to a bound.
private enum Substitution {
  case lower, upper
  case variableLower(VariableBound)
  case variableUpper(VariableBound)
}

/// One nonnegative integer term of the inequality that is rounded.
private struct IntegerTerm {
  /// Column, or `~index` of a slack.
  var key: Int32
  var coefficient: Double
  var value: Double
  /// Largest value; infinite if unbounded.
  var range: Double
  var isComplemented: Bool
}

/// Separates rounding cuts from aggregated rows.
final class RoundingCuts {
  private let relaxation: MixedRelaxation
  private let domain: Domain
  private let model: MixedModel
  let variableBounds: VariableBounds
  let rowIsIntegral: [Bool]
  private var dense: AggregatedRow
  private var substitutions: [(column: Int32, coefficient: Double, kind: Substitution)] = []
  private var terms: [IntegerTerm] = []

  init(_ relaxation: MixedRelaxation, domain: Domain) {
    self.relaxation = relaxation
    self.domain = domain
    let model = relaxation.model
    self.model = model
    dense = AggregatedRow(columnCount: model.columnCount)
    variableBounds = VariableBounds(model, domain)
    rowIsIntegral = (0..<model.rowCount).map { row in
      model.range(row).allSatisfy {
        model.isInteger[Int(model.rowColumn[$0])] && model.rowValue[$0] == model.rowValue[$0].rounded()
      }
    }
  }

  // MARK: Aggregation

  /// Adds a multiple of a row of the relaxation, with a slack to the side nearer at the present point.
  func add(row: Int, weight: Double, to sum: inout AggregatedRow) {
    let (columns, values, lower, upper) = relaxation.row(row)
    var activity = 0.0
    for (column, value) in zip(columns, values) {
      sum.add(column, weight * value)
      activity += value * relaxation.values[Int(column)]
    }
    let usesUpper = upper.isFinite && (!lower.isFinite || upper - activity <= activity - lower)
    let side = usesUpper ? upper : lower
    sum.side.add(weight, times: side)
    guard lower != upper else { return }
    let isInteger = row < rowIsIntegral.count && rowIsIntegral[row] && side == side.rounded()
    sum.slacks.append(
      RowSlack(
        row: row, coefficient: usesUpper ? weight : -weight, usesUpper: usesUpper, isInteger: isInteger))
  }

  // MARK: Rounding

  /// The most violated cut of the sum, taken as `<=` after multiplication with `sign`.
  func cut(from sum: AggregatedRow, sign: Double, isTableauRow: Bool = false) -> Cut? {
    dense.clear()
    substitutions.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
    var side = CompensatedSum()
    side.add(sign * sum.side.value)
    var negative = 0.0
    // Continuous columns first: variable bounds add to the coefficients of integer ones.
    for column in sum.columns where !model.isInteger[Int(column)] {
      let value = sign * sum.coefficients[Int(column)]
      guard abs(value) > 1e-12 else { continue }
      guard let distance = substitute(column, value, &side, usesVariable: !isTableauRow) else { return nil }
      negative += max(0, -distance.coefficient) * distance.value
    }
    for column in sum.columns where model.isInteger[Int(column)] {
      dense.add(column, sign * sum.coefficients[Int(column)])
    }
    for slack in sum.slacks.indices where !sum.slacks[slack].isInteger {
      let coefficient = sign * sum.slacks[slack].coefficient
      if coefficient < 0 { negative -= coefficient * slackValue(sum.slacks[slack]) }
    }
    for column in dense.columns {
      let value = dense.coefficients[Int(column)]
      guard abs(value) > 1e-11 else {
        // Too small to keep: replaced by its least contribution.
        if value != 0 {
          let limit = value > 0 ? domain.lower.base[column] : domain.upper.base[column]
          guard limit.isFinite else { return nil }
          side.add(-value, times: limit)
          dense.coefficients[Int(column)] = 0
        }
        continue
      }
      let (low, high) = (domain.lower.base[column], domain.upper.base[column])
      let point = relaxation.values[Int(column)]
      guard low.isFinite || high.isFinite else { return nil }
      let isUpper = !low.isFinite || (high.isFinite && high - point < point - low)
      side.add(-value, times: isUpper ? high : low)
      terms.append(
        IntegerTerm(
          key: column, coefficient: isUpper ? -value : value,
          value: max(0, isUpper ? high - point : point - low), range: high - low, isComplemented: isUpper))
    }
    for (index, slack) in sum.slacks.enumerated() where slack.isInteger {
      terms.append(
        IntegerTerm(
          key: ~Int32(index), coefficient: sign * slack.coefficient, value: slackValue(slack),
          range: .infinity,
          isComplemented: false))
    }
    guard let (divisor, target) = bestDivisor(side.value, negative, onlyUnit: isTableauRow) else {
      return nil
    }
    return assemble(sum, sign: sign, divisor: divisor, side: target)
  }

  private func slackValue(_ slack: RowSlack)
    -> Double
  {
    let (columns, values, lower, upper) = relaxation.row(slack.row)
    var activity = 0.0
    for (column, value) in zip(columns, values) { activity += value * relaxation.values[Int(column)] }
    return max(0, slack.usesUpper ? upper - activity : activity - lower)
  }

  /// Difference of distances that does not count.
  private static let tie = 1e-7

  /// Writes a continuous column as a distance to its nearest bound; nil if it has none.
  private func substitute(
    _ column: Int32, _ value: Double, _ side: inout CompensatedSum, usesVariable: Bool
  ) -> (coefficient: Double, value: Double)? {
    let index = Int(column)
    // Bounds of continuous columns are those of the relaxation: tighter ones are not known to it.
    let (low, high) = (model.lower[index], model.upper[index])
    let point = relaxation.values[index]
    var kind: Substitution?
    var distance = Double.infinity
    if low.isFinite { (kind, distance) = (.lower, point - low) }
    if high.isFinite && high - point < distance { (kind, distance) = (.upper, high - point) }
    // Among equally near bounds, one whose distance gets a positive coefficient: that term is free.
    if high.isFinite && value < 0 && abs(high - point - distance) < Self.tie {
      (kind, distance) = (.upper, high - point)
    }
    for bound in variableBounds.lower[index] where usesVariable {
      let gap = point - bound.constant - bound.slope * relaxation.values[Int(bound.column)]
      let margin = value > 0 ? Self.tie : -Self.tie
      if gap > -1e-6 && gap < distance + margin { (kind, distance) = (.variableLower(bound), gap) }
    }
    for bound in variableBounds.upper[index] where usesVariable {
      let gap = bound.constant + bound.slope * relaxation.values[Int(bound.column)] - point
      let margin = value < 0 ? Self.tie : -Self.tie
      if gap > -1e-6 && gap < distance + margin { (kind, distance) = (.variableUpper(bound), gap) }
    }
    guard let kind else { return nil }
    distance = max(0, distance)
    switch kind {
    case .lower:
      side.add(-value, times: low)
      substitutions.append((column, value, kind))
      return (value, distance)
    case .upper:
      side.add(-value, times: high)
      substitutions.append((column, -value, kind))
      return (-value, distance)
    case .variableLower(let bound):
      side.add(-value, times: bound.constant)
      dense.add(bound.column, value * bound.slope)
      substitutions.append((column, value, kind))
      return (value, distance)
    case .variableUpper(let bound):
      side.add(-value, times: bound.constant)
      dense.add(bound.column, value * bound.slope)
      substitutions.append((column, -value, kind))
      return (-value, distance)
    }
  }

  /// Tries divisors and complementations; returns the best divisor and the right side it goes with.
  private func bestDivisor(
    _ start: Double, _ negative: Double, onlyUnit: Bool
  ) -> (divisor: Double, side: Double)? {
    var side = start
    var divisors: [Double] = onlyUnit ? [1] : []
    if !onlyUnit {
      var largest = 0.0
      for term in terms {
        largest = max(largest, abs(term.coefficient))
        guard term.value > 1e-6, term.value < term.range - 1e-6 || term.range == .infinity else { continue }
        let size = abs(term.coefficient)
        if divisors.count < 24 && !divisors.contains(where: { abs($0 - size) < 1e-6 * size }) {
          divisors.append(size)
        }
      }
      if largest > 0 { divisors.append(largest + 1) }
      if !divisors.contains(1) { divisors.append(1) }
    }
    var best = (divisor: 0.0, efficacy: 1e-5)
    for divisor in divisors where divisor > 1e-9 {
      let efficacy = self.efficacy(side, negative, divisor)
      if efficacy > best.efficacy { best = (divisor, efficacy) }
    }
    guard best.divisor > 0 else { return nil }
    if onlyUnit { return (1, side) }
    for part in [2.0, 4, 8] {
      let efficacy = self.efficacy(side, negative, best.divisor / part)
      if efficacy > best.efficacy + 1e-9 { best = (best.divisor / part, efficacy) }
    }
    // Complementing, most undecided first.
    let order = terms.indices.filter {
      terms[$0].range.isFinite && terms[$0].value > 1e-6 && terms[$0].range > 0
    }
    .sorted { first, second in
      let left = abs(terms[first].value - terms[first].range / 2)
      let right = abs(terms[second].value - terms[second].range / 2)
      return left != right ? left < right : terms[first].key < terms[second].key
    }
    for index in order.prefix(40) {
      let former = terms[index]
      let formerSide = side
      terms[index].coefficient = -former.coefficient
      terms[index].value = former.range - former.value
      terms[index].isComplemented.toggle()
      side -= former.coefficient * former.range
      let efficacy = self.efficacy(side, negative, best.divisor)
      if efficacy > best.efficacy + 1e-9 {
        best.efficacy = efficacy
      } else {
        terms[index] = former
        side = formerSide
      }
    }
    return (best.divisor, side)
  }

  /// Violation over the norm of the rounded terms; negative if the divisor gives no cut.
  private func efficacy(_ side: Double, _ negative: Double, _ divisor: Double) -> Double {
    let scaled = side / divisor
    let floor = scaled.rounded(.down)
    let fraction = scaled - floor
    guard fraction >= CutRule.fraction.least, fraction <= CutRule.fraction.most else { return -1 }
    var violation = -floor - negative / (divisor * (1 - fraction))
    var norm = 1e-12
    for term in terms {
      let rounded = Self.rounded(term.coefficient / divisor, fraction)
      violation += rounded * term.value
      norm += rounded * rounded
    }
    return violation / norm.squareRoot()
  }

  private static func rounded(_ value: Double, _ fraction: Double) -> Double {
    let floor = value.rounded(.down)
    let own = value - floor
    // A hair under the next integer is that integer: rounding it down is weaker but safe.
    return floor + max(0, own - fraction) / (1 - fraction)
  }

  /// The cut in terms of the columns.
  private func assemble(_ sum: AggregatedRow, sign: Double, divisor: Double, side: Double) -> Cut? {
    let scaled = side / divisor
    let floor = scaled.rounded(.down)
    let fraction = scaled - floor
    let continuousFactor = 1 / (divisor * (1 - fraction))
    let integerTerms = terms
    dense.clear()
    var right = CompensatedSum()
    right.add(floor)
    for term in integerTerms {
      let rounded = Self.rounded(term.coefficient / divisor, fraction)
      guard rounded != 0 else { continue }
      if term.key < 0 {
        addSlack(sum.slacks[Int(~term.key)], times: rounded, &right)
      } else if term.isComplemented {
        dense.add(term.key, -rounded)
        right.add(-rounded, times: domain.upper.base[term.key])
      } else {
        dense.add(term.key, rounded)
        right.add(rounded, times: domain.lower.base[term.key])
      }
    }
    for (column, coefficient, kind) in substitutions where coefficient < 0 {
      let factor = coefficient * continuousFactor
      switch kind {
      case .lower:
        dense.add(column, factor)
        right.add(factor, times: model.lower[Int(column)])
      case .upper:
        dense.add(column, -factor)
        right.add(-factor, times: model.upper[Int(column)])
      case .variableLower(let bound):
        dense.add(column, factor)
        dense.add(bound.column, -factor * bound.slope)
        right.add(factor, times: bound.constant)
      case .variableUpper(let bound):
        dense.add(column, -factor)
        dense.add(bound.column, factor * bound.slope)
        right.add(-factor, times: bound.constant)
      }
    }
    for slack in sum.slacks where !slack.isInteger {
      let coefficient = sign * slack.coefficient
      if coefficient < 0 { addSlack(slack, times: coefficient * continuousFactor, &right) }
    }
    return finished(right)
  }

  /// Replaces a slack by its row.
  private func addSlack(
    _ slack: RowSlack, times factor: Double,
    _ right: inout CompensatedSum
  ) {
    let (columns, values, lower, upper) = relaxation.row(slack.row)
    // s = upper - a x, or a x - lower.
    let direction = slack.usesUpper ? -factor : factor
    for (column, value) in zip(columns, values) { dense.add(column, direction * value) }
    right.add(direction, times: slack.usesUpper ? upper : lower)
  }

  /// Drops negligible coefficients safely and checks what is left.
  private func finished(_ side: CompensatedSum) -> Cut? {
    CutRule.finish(
      dense.columns.map { ($0, dense.coefficients[Int($0)]) }, side: side, domain: domain,
      point: relaxation.values)
  }
}

extension CutRule {
  /// A cut from raw coefficients: tiny ones are replaced by their bounds, and the cut must be sparse, well scaled and
  /// violated at the point.
  static func finish(
    _ entries: [(Int32, Double)], side: CompensatedSum, domain: Domain, point: [Double]
  ) -> Cut? {
    var right = side
    let largest = entries.reduce(0) { max($0, abs($1.1)) }
    guard largest > 1e-9, largest < 1e12 else { return nil }
    var kept: [(Int32, Double)] = []
    for (column, value) in entries where value != 0 {
      if abs(value) <= largest / dynamism || abs(value) < 1e-11 {
        let limit = value > 0 ? domain.lower.base[column] : domain.upper.base[column]
        guard limit.isFinite else { return nil }
        right.add(-value, times: limit)
      } else {
        kept.append((column, value))
      }
    }
    guard !kept.isEmpty, kept.count <= density.base + Int(density.share * Double(point.count)) else {
      return nil
    }
    kept.sort { $0.0 < $1.0 }
    // The largest coefficient becomes about 1, exactly scaled.
    let scale = 1 / Scaling.powerOfTwo(largest)
    var cut = Cut(
      columns: kept.map { $0.0 }, values: kept.map { $0.1 * scale },
      side: (right.value + roundingRoom * max(1, right.magnitude)) * scale)
    cut.efficacy = cut.violation(at: point) / max(cut.norm, 1e-12)
    return cut.efficacy > minimalEfficacy ? cut : nil
  }
}
