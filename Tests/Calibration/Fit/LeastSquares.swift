package import Serving

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Fits constants to measurements: Levenberg-Marquardt on the logarithms of the constants, with residuals
/// log(predicted / measured) under a soft-L1 loss, so that rows with settings nobody knows do not bend the rest.
package struct LeastSquares {
  package var parameters: [Parameter]
  package var rows: [Measurement]
  /// Residual beyond which the loss grows linearly.
  package var scale = 0.1
  package var ttftWeight = 0.6
  /// Pull of each constant to where it started, as rows of a residual: unidentified ones stay put.
  package var ridge = 0.05

  package init(parameters: [Parameter], rows: [Measurement]) {
    self.parameters = parameters
    self.rows = rows
  }

  /// The constants after at most `steps` steps from `start`, and the loss.
  package func fit(from start: EstimatorConstants, steps: Int = 30) -> (
    constants: EstimatorConstants, loss: Double
  ) {
    let origin = parameters.map { log(start[keyPath: $0.path]) }
    var point = origin
    var residuals = self.residuals(point, from: start)
    var loss = self.loss(residuals, point, origin)
    var damping = 1e-2
    for _ in 0..<steps {
      let system = normalEquations(point, residuals, origin, start)
      var isBetter = false
      for _ in 0..<8 {
        let move = solve(system, damping: damping)
        let next = zip(point, move).map { $0 - $1 }
        let nextResiduals = self.residuals(next, from: start)
        let nextLoss = self.loss(nextResiduals, next, origin)
        if nextLoss < loss {
          isBetter = nextLoss < loss * (1 - 1e-6)
          point = next
          residuals = nextResiduals
          loss = nextLoss
          damping = max(damping / 5, 1e-6)
          break
        }
        damping *= 4
      }
      guard isBetter else { break }
    }
    return (constants(point, from: start), loss)
  }

  /// The loss at given constants, without the pull.
  package func loss(_ constants: EstimatorConstants) -> Double {
    let point = parameters.map { log(constants[keyPath: $0.path]) }
    return loss(residuals(point, from: constants), point, point)
  }

  private func constants(_ point: [Double], from start: EstimatorConstants) -> EstimatorConstants {
    var constants = start
    for (parameter, value) in zip(parameters, point) { constants[keyPath: parameter.path] = exp(value) }
    return constants
  }

  /// Two residuals per row: time per token (or rate, where only that was measured), and time to first token.
  private func residuals(_ point: [Double], from start: EstimatorConstants) -> [Double] {
    let constants = constants(point, from: start)
    var residuals: [Double] = []
    residuals.reserveCapacity(2 * rows.count)
    for row in rows {
      guard let predicted = row.predicted(constants) else {
        residuals += [1, 0]
        continue
      }
      if let tpot = row.tpotMs, row.run != .open, row.run != .batch {
        residuals.append(log(predicted.tpotMs / tpot))
      } else {
        residuals.append(row.weight * log(row.outputTokensPerSecond / predicted.outputTokensPerSecond))
      }
      if let ttft = row.ttftMs, row.hasTellingTTFT {
        residuals.append(ttftWeight * log(predicted.ttftMs / ttft))
      } else {
        residuals.append(0)
      }
    }
    return residuals
  }

  private func loss(_ residuals: [Double], _ point: [Double], _ origin: [Double]) -> Double {
    var sum = 0.0
    for residual in residuals {
      let ratio = residual / scale
      sum += 2 * scale * scale * ((1 + ratio * ratio).squareRoot() - 1)
    }
    for (value, start) in zip(point, origin) { sum += ridge * ridge * (value - start) * (value - start) }
    return sum
  }

  private struct NormalEquations {
    var matrix: [[Double]]
    var gradient: [Double]
  }

  private func normalEquations(
    _ point: [Double], _ residuals: [Double], _ origin: [Double], _ start: EstimatorConstants
  ) -> NormalEquations {
    let step = 1e-4
    let columns = point.indices.map { index -> [Double] in
      var moved = point
      moved[index] += step
      return zip(self.residuals(moved, from: start), residuals).map { ($0 - $1) / step }
    }
    let weights = residuals.map { residual in
      1 / (1 + residual * residual / (scale * scale)).squareRoot()
    }
    let count = point.count
    var system = NormalEquations(
      matrix: Array(repeating: Array(repeating: 0, count: count), count: count),
      gradient: Array(repeating: 0, count: count))
    for i in 0..<count {
      for j in i..<count {
        var sum = 0.0
        for row in residuals.indices { sum += weights[row] * columns[i][row] * columns[j][row] }
        system.matrix[i][j] = sum
        system.matrix[j][i] = sum
      }
      var sum = ridge * ridge * (point[i] - origin[i])
      for row in residuals.indices { sum += weights[row] * columns[i][row] * residuals[row] }
      system.gradient[i] = sum
      system.matrix[i][i] += ridge * ridge
    }
    return system
  }

  /// Solves (A + damping * diag A) x = g by elimination; A is positive definite through the ridge.
  private func solve(_ system: NormalEquations, damping: Double) -> [Double] {
    var matrix = system.matrix
    var right = system.gradient
    let count = right.count
    for i in 0..<count { matrix[i][i] *= 1 + damping }
    for pivot in 0..<count {
      for row in (pivot + 1)..<count {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot..<count { matrix[row][column] -= factor * matrix[pivot][column] }
        right[row] -= factor * right[pivot]
      }
    }
    for row in stride(from: count - 1, through: 0, by: -1) {
      for column in (row + 1)..<count { right[row] -= matrix[row][column] * right[column] }
      right[row] /= matrix[row][row]
    }
    return right
  }
}
