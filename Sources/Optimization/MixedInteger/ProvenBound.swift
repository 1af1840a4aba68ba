/// What row prices prove about a node, by weak duality over the bounds of its domain.
///
/// `c'x = y'(A x) + (c - A'y)'x` for every point, whatever `y` is (Neumaier & Shcherbina, 2004): prices that rounding
/// or a tolerance made wrong give a weaker bound and never a false one. Basic columns count too, since a reduced cost
/// of 1e-12 decides where a column reaches 1e12. Columns without a bound of their own have the one that rows imply.
struct ProvenBound {
  /// Reduced costs and the sums of the absolute values of their terms, by column.
  private var reduced: [Double]
  private var size: [Double]
  private var bound = CompensatedSum()
  /// Rounding of the sum so far.
  private var error = 0.0

  /// Starts from the costs of a model.
  init(_ model: MixedModel) {
    reduced = model.cost
    size = model.cost.map { abs($0) }
    bound.add(model.constant)
  }

  /// Counts a row with its price; one that points to an infinite side is left out.
  mutating func add(
    price: Double, columns: ArraySlice<Int32>, values: ArraySlice<Double>, lower: Double, upper: Double
  ) {
    let side = price > 0 ? lower : upper
    guard price != 0, side.isFinite else { return }
    bound.add(price, times: side)
    for (column, value) in zip(columns, values) {
      let term = price * value
      reduced[Int(column)] -= term
      size[Int(column)] += abs(term)
    }
  }

  /// Counts the columns over their bounds; -infinity where a column without a bound has a reduced cost that counts.
  mutating func close(over domain: Domain, except changed: BoundChange? = nil) -> Double {
    let (lows, highs) = (domain.lower.base, domain.upper.base)
    for column in reduced.indices where size[column] != 0 {
      var (low, high) = (lows[column], highs[column])
      if let changed, changed.entity == Int32(column) { (low, high) = (changed.lower, changed.upper) }
      let cost = reduced[column]
      let side = cost > 0 ? low : high
      if side.isFinite {
        bound.add(cost, times: side)
      } else if abs(cost) > Tolerances.dualFeasibility {
        return -.infinity
      }
      let rounding = Self.roundings * Double.ulpOfOne * size[column]
      let reach = max(low.isFinite ? abs(low) : 0, high.isFinite ? abs(high) : 0)
      error += rounding * reach
    }
    return bound.value - error
  }

  /// Roundings of a reduced cost, each of its terms: one a product, one a sum of the first few.
  private static let roundings = 2.0
}

extension MixedRelaxation {
  /// The bound of an optimal relaxation: what its prices prove, at most the objective; the objective where a column
  /// without bounds leaves no proof.
  func safeBound(in domain: Domain) -> Double {
    let proven = provenBound(in: domain)
    return proven.isFinite ? min(proven, objective) : objective
  }

  /// The bound that the prices of the last solve prove for the points of a domain, or of one with other bounds of a
  /// column. O(entries).
  func provenBound(in domain: Domain, except changed: BoundChange? = nil) -> Double {
    let prices = solver.rowDuals()
    var bound = ProvenBound(model)
    for index in 0..<rowCount where prices[index] != 0 {
      let (columns, values, lower, upper) = row(index)
      bound.add(price: prices[index], columns: columns, values: values, lower: lower, upper: upper)
    }
    return bound.close(over: domain, except: changed)
  }
}
