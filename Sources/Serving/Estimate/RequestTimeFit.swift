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
    // Dividing each row by its measured time makes the target 1 and the errors relative.
    let rows = points.map { point in Self.terms(point.shape).map { $0 * point.requestsPerSecond } }
    var best: (error: Double, coefficients: [Double])?
    // Three unknowns have seven sets that may be positive: trying them all is exact.
    for subset in 1..<8 {
      let columns = (0..<3).filter { subset >> $0 & 1 == 1 }
      guard let solution = Self.leastSquares(rows, columns: columns), solution.allSatisfy({ $0 >= 0 }) else {
        continue
      }
      var error = 0.0
      for row in rows {
        let predicted = (0..<3).reduce(0.0) { $0 + row[$1] * solution[$1] }
        error += (predicted - 1) * (predicted - 1)
      }
      if let found = best, found.error <= error { continue }
      best = (error, solution)
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

  private static func terms(_ shape: RequestShape) -> [Double] {
    let input = Double(shape.input)
    let output = Double(shape.output)
    return [input, output, output * (input + output / 2)]
  }

  /// Solves the normal equations over `columns` by elimination; nil where they do not determine the answer.
  private static func leastSquares(_ rows: [[Double]], columns: [Int]) -> [Double]? {
    let size = columns.count
    // Columns differ by orders of magnitude; scaling them keeps the pivot test meaningful.
    let scales = columns.map { column in
      rows.reduce(0.0) { $0 + $1[column] * $1[column] }.squareRoot()
    }
    guard scales.allSatisfy({ $0 > 0 }) else { return nil }
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: size + 1), count: size)
    for row in rows {
      let values = columns.indices.map { row[columns[$0]] / scales[$0] }
      for i in 0..<size {
        for j in 0..<size { matrix[i][j] += values[i] * values[j] }
        matrix[i][size] += values[i]
      }
    }
    for pivot in 0..<size {
      guard matrix[pivot][pivot] > singular else { return nil }
      for row in (pivot + 1)..<size {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot...size { matrix[row][column] -= factor * matrix[pivot][column] }
      }
    }
    var solution = [Double](repeating: 0, count: 3)
    var reduced = [Double](repeating: 0, count: size)
    for row in stride(from: size - 1, through: 0, by: -1) {
      var value = matrix[row][size]
      for column in (row + 1)..<size { value -= matrix[row][column] * reduced[column] }
      reduced[row] = value / matrix[row][row]
      solution[columns[row]] = reduced[row] / scales[row]
    }
    return solution
  }

  /// Pivot of the scaled normal equations (diagonal 1) under which two columns count as parallel.
  private static let singular = 1e-9
}
