/// The results of a solve, in plain arithmetic.
extension CoverLevelSolver {
  /// Takes the worths from the multipliers; returns the bound they prove for the counts.
  func takeWorth(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>) -> Double {
    let (worth, itemCount, width) = (worth, itemCount, width)
    let levelLine = inverse + levelPosition * stride
    var sum = 0.0
    for item in 0..<itemCount {
      worth[item] = max(0, -levelLine[item]) * inverseShare[item]
      sum += worth[item] * share[item]
    }
    for item in itemCount..<width { worth[item] = 0 }
    guard sum > 0 else { return .infinity }
    for item in 0..<itemCount { worth[item] /= sum }
    return provenByWorth(rate)
  }

  /// The bound that the worths prove for the counts.
  func provenByWorth(_ rate: UnsafePointer<Double>) -> Double {
    var bound = 0.0
    for row in 0..<rowCount where count[row] > 0 {
      let rates = rate + Int(group[row]) * width
      var most = 0.0
      for item in 0..<itemCount { most = max(most, rates[item] * worth[item]) }
      bound += count[row] * most
    }
    return bound
  }

  /// Takes the routing from the basis, made to keep every row; returns the level that it reaches.
  func takeTimes(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>) -> Double {
    let (time, head, value, width) = (time, head, value, width)
    time.update(repeating: 0, count: rowCount * width)
    for position in 0..<itemCount + rowCount where head[position] >= itemCount && value[position] > 0 {
      let (place, item) = Int(head[position]).quotientAndRemainder(dividingBy: width + 1)
      if item < itemCount { time[(place - 1) * width + item] = value[position] }
    }
    return trimmedLevel(share, rate)
  }

  func trimmedLevel(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>) -> Double {
    let (served, itemCount, width) = (served, itemCount, width)
    served.update(repeating: 0, count: width)
    for row in 0..<rowCount {
      let times = time + row * width
      var sum = 0.0
      for item in 0..<itemCount { sum += times[item] }
      let scale = sum > count[row] ? count[row] / sum : 1
      let rates = rate + Int(group[row]) * width
      for item in 0..<itemCount where times[item] > 0 {
        times[item] *= scale
        served[item] += rates[item] * times[item]
      }
    }
    var level = Double.infinity
    for item in 0..<itemCount { level = min(level, served[item] / share[item]) }
    return level
  }

  /// The general engine, for many items and for counts on which the simplex above lost its way.
  func solveGenerally(
    _ groups: UnsafePointer<Int32>, _ groupCount: Int, _ counts: UnsafePointer<Int32>,
    _ rate: UnsafePointer<Double>,
    _ share: UnsafePointer<Double>
  ) -> Outcome {
    begin(groups, groupCount, counts, rate, share)
    isValid = false
    var program = LinearProgram(name: "fixed counts", sense: .maximize)
    let level = program.addColumn(cost: 1)
    for _ in 0..<rowCount * itemCount { program.addColumn() }
    for row in 0..<rowCount {
      program.addRow(
        lower: -.infinity, upper: count[row],
        columns: (0..<itemCount).map { Int32(1 + row * itemCount + $0) },
        values: [Double](repeating: 1, count: itemCount))
    }
    for item in 0..<itemCount {
      program.addRow(
        lower: 0, upper: .infinity,
        columns: [Int32(level)] + (0..<rowCount).map { Int32(1 + $0 * itemCount + item) },
        values: [-1] + (0..<rowCount).map { scaledRate[$0 * width + item] })
    }
    let solver = SimplexSolver(program)
    let status = solver.solve(isCancelled: interruption)
    guard status == .optimal else {
      wasInterrupted = status == .cancelled
      return Outcome(level: 0, bound: takeWorth(share, rate), isStopped: false)
    }
    let point = solver.columnValues()
    let duals = solver.rowDuals()
    let line = inverse + levelPosition * stride
    for item in 0..<itemCount { line[item] = min(0, duals[rowCount + item]) }
    let bound = takeWorth(share, rate)
    time.update(repeating: 0, count: rowCount * width)
    for row in 0..<rowCount {
      for item in 0..<itemCount { time[row * width + item] = max(0, point[1 + row * itemCount + item]) }
    }
    return Outcome(level: trimmedLevel(share, rate), bound: bound, isStopped: false)
  }
}
