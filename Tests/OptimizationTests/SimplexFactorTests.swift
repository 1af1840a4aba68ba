import Testing

@testable import Optimization

@Suite struct SimplexFactorTests {
  /// Columns of a random sparse matrix, some of them dependent.
  private func randomColumns(_ random: inout SimplexRandom, size: Int, density: Double, count: Int)
    -> [[Double]]
  {
    var columns: [[Double]] = []
    for index in 0..<count {
      var column = (0..<size).map { _ in random.chance(density) ? random.uniform(-4, 4) : 0 }
      if random.chance(0.8) { column[index % size] = random.chance(0.5) ? 1 : random.uniform(-3, 3) }
      if random.chance(0.05), let other = columns.last { column = other }
      columns.append(column)
    }
    return columns
  }

  private func lines(_ columns: [[Double]]) -> SparseLines {
    var result = SparseLines()
    for (line, column) in columns.enumerated() {
      result.appendLine(capacity: 0)
      for (row, value) in column.enumerated() where value != 0 {
        result.insert(line: line, index: Int32(row), value: value)
      }
    }
    return result
  }

  private func column(of variable: Int32, in columns: [[Double]], size: Int) -> [Double] {
    if variable >= 0 { return columns[Int(variable)] }
    return (0..<size).map { $0 == Int(~variable) ? -1 : 0 }
  }

  /// Largest residuals of `B x = b` and `B'y = b` for a random right-hand side, relative to the solutions.
  private func residuals(
    _ factor: borrowing BasisFactor, _ basis: [[Double]], _ random: inout SimplexRandom
  ) -> (column: Double, row: Double) {
    let size = basis.count
    let right = (0..<size).map { _ in random.chance(0.5) ? random.uniform(-1, 1) : 0 }
    var x = right
    var y = right
    x.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { factor.solve(base) } }
    y.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { factor.solveTransposed(base) } }
    var worst = (column: 0.0, row: 0.0)
    let (sizeX, sizeY) = (1 + x.map(abs).reduce(0, max), 1 + y.map(abs).reduce(0, max))
    for row in 0..<size {
      var sum = -right[row]
      for position in 0..<size { sum += basis[position][row] * x[position] }
      worst.column = max(worst.column, abs(sum) / sizeX)
    }
    for position in 0..<size {
      var sum = -right[position]
      for row in 0..<size { sum += basis[position][row] * y[row] }
      worst.row = max(worst.row, abs(sum) / sizeY)
    }
    return worst
  }

  @Test func factorsSolveRandomBases() {
    var random = SimplexRandom(11)
    var repairs = 0
    for trial in 0..<1500 {
      let size = 1 + random.below(30)
      let count = max(1, size + random.below(5) - 2)
      let columns = randomColumns(&random, size: size, density: random.uniform(0, 0.5), count: count)
      let matrix = lines(columns)
      var candidates = (0..<Int32(count)).map { $0 }
      for row in 0..<Int32(size) where random.chance(0.3) { candidates.append(~row) }
      var head = [Int32](repeating: 0, count: size)
      var factor = BasisFactor()
      candidates.withUnsafeMutableBufferPointer { list in
        head.withUnsafeMutableBufferPointer { positions in
          guard let from = list.baseAddress, let to = positions.baseAddress else { return }
          repairs += factor.factor(
            columns: matrix.view, candidates: from, count: list.count, rowCount: size, head: to,
            threshold: Tolerances.markowitz.relative)
        }
      }
      #expect(Set(head).count == size, "trial \(trial)")
      var basis = head.map { column(of: $0, in: columns, size: size) }
      let fresh = residuals(factor, basis, &random)
      #expect(fresh.column < 1e-9 && fresh.row < 1e-9, "trial \(trial): \(fresh)")

      for _ in 0..<20 {
        let entering = (0..<size).map { _ in random.chance(0.3) ? random.uniform(-3, 3) : 0 }
        var alpha = entering
        let position = random.below(size)
        alpha.withUnsafeMutableBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          factor.solve(base)
          guard abs(base[position]) > 0.1 else { return }
          factor.replaceColumn(at: Int32(position), alpha: base, rowCount: size)
          basis[position] = entering
        }
      }
      let updated = residuals(factor, basis, &random)
      #expect(updated.column < 1e-7 && updated.row < 1e-7, "trial \(trial): \(updated)")
    }
    #expect(repairs > 0)
  }

  @Test func borderedFactorSolves() {
    var random = SimplexRandom(5)
    for trial in 0..<300 {
      let size = 1 + random.below(12)
      var basis = randomColumns(&random, size: size, density: 0.4, count: size)
      for position in 0..<size { basis[position][position] += 8 }
      let matrix = lines(basis)
      var candidates = (0..<Int32(size)).map { $0 }
      var head = candidates
      var factor = BasisFactor()
      candidates.withUnsafeMutableBufferPointer { list in
        head.withUnsafeMutableBufferPointer { positions in
          guard let from = list.baseAddress, let to = positions.baseAddress else { return }
          _ = factor.factor(
            columns: matrix.view, candidates: from, count: size, rowCount: size, head: to, threshold: 0.1)
        }
      }
      basis = head.map { column(of: $0, in: basis, size: size) }
      for border in size..<size + 4 {
        for position in 0..<border {
          let value = random.chance(0.5) ? random.uniform(-2, 2) : 0
          basis[position].append(value)
          if value != 0 { factor.appendToBorder(position: Int32(position), value: value) }
        }
        factor.endBorder(row: Int32(border))
        basis.append((0...border).map { $0 == border ? -1 : 0 })
      }
      let worst = residuals(factor, basis, &random)
      #expect(worst.column < 1e-9 && worst.row < 1e-9, "trial \(trial): \(worst)")
    }
  }
}
