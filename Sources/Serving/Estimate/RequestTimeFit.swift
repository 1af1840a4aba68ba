/// Seconds of a replica's time that one request costs, as a function of its lengths.
///
/// `1 / requests per second = perInput * in + perOutput * out + perContext * out * (in + out / 2)`: prompt
/// arithmetic, decode steps, and reading the growing context. None of them can be negative.
struct RequestTimeFit {
  let perInput: Double
  let perOutput: Double
  let perContext: Double

  /// Fits the coefficients to measured rates by least squares of the relative errors; nil with under three shapes.
  init?(points: [(shape: RequestShape, requestsPerSecond: Double)]) {
    guard points.count >= 3 else { return nil }
    // Dividing each row by its measured time makes the target, in the last place, 1 and the errors relative.
    let rows = points.map { point in
      var row = Self.terms(point.shape) * point.requestsPerSecond
      row[3] = 1
      return row
    }
    // Terms differ by orders of magnitude; scaling them keeps the pivot test meaningful.
    var scale = rows.reduce(SIMD4<Double>()) { $0 + $1 * $1 }.squareRoot()
    scale.replace(with: 1, where: scale .== 0)
    scale[3] = 1
    var equations = [SIMD4<Double>](repeating: SIMD4(), count: 3)
    for row in rows {
      let scaled = row / scale
      for term in 0..<3 { equations[term] += scaled[term] * scaled }
    }
    var best: (error: Double, coefficients: SIMD4<Double>)?
    // Three unknowns have seven sets that may be positive: trying them all is exact.
    for terms in Self.subsets {
      guard let reduced = Self.solution(of: equations, terms) else { continue }
      let coefficients = reduced / scale
      guard terms.allSatisfy({ coefficients[$0] >= 0 }) else { continue }
      var error = 0.0
      for row in rows {
        let predicted = row[0] * coefficients[0] + row[1] * coefficients[1] + row[2] * coefficients[2]
        error += (predicted - 1) * (predicted - 1)
      }
      if let found = best, found.error <= error { continue }
      best = (error, coefficients)
    }
    guard let best else { return nil }
    perInput = best.coefficients[0]
    perOutput = best.coefficients[1]
    perContext = best.coefficients[2]
  }

  /// Requests/s at a shape; nil where the fit has no time for it.
  func requestsPerSecond(_ shape: RequestShape) -> Double? {
    let seconds = seconds(shape)
    return seconds > 0 ? 1 / seconds : nil
  }

  /// Part of a request's time that is prefill.
  func prefillShare(_ shape: RequestShape) -> Double {
    let seconds = seconds(shape)
    return seconds > 0 ? perInput * Double(shape.input) / seconds : 0
  }

  private func seconds(_ shape: RequestShape) -> Double {
    let terms = Self.terms(shape)
    return perInput * terms[0] + perOutput * terms[1] + perContext * terms[2]
  }

  /// What the three coefficients are multiplied by.
  private static func terms(_ shape: RequestShape) -> SIMD4<Double> {
    let input = Double(shape.input)
    let output = Double(shape.output)
    return SIMD4(input, output, output * (input + output / 2), 0)
  }

  /// The sets of terms, each ascending.
  private static let subsets = (1..<8).map { set in (0..<3).filter { set >> $0 & 1 == 1 } }

  /// Solves the normal equations over some terms by elimination, the others being 0; nil where they do not determine the
  /// answer. The last place of an equation is its right-hand side.
  private static func solution(of equations: [SIMD4<Double>], _ terms: [Int]) -> SIMD4<Double>? {
    var equations = equations
    for (place, pivot) in terms.enumerated() {
      guard equations[pivot][pivot] > singular else { return nil }
      for row in terms[(place + 1)...] {
        equations[row] -= equations[row][pivot] / equations[pivot][pivot] * equations[pivot]
      }
    }
    var solution = SIMD4<Double>()
    for (place, row) in terms.enumerated().reversed() {
      var value = equations[row][3]
      for term in terms[(place + 1)...] { value -= equations[row][term] * solution[term] }
      solution[row] = value / equations[row][row]
    }
    return solution
  }

  /// Pivot of the scaled normal equations (diagonal 1) under which two terms count as parallel.
  private static let singular = 1e-9
}
