/// The dual simplex on the level program.
extension CoverLevelSolver {
  func run(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>, stopAt: Double) -> Outcome {
    computeValues()
    let positions = itemCount + rowCount
    let stop = stopAt > 0 ? stopAt / unit : -1
    var left = CoverWork.levelPivots(rows: positions)
    while let leaving = leavingPosition() {
      if value[levelPosition] <= stop {
        let bound = takeWorth(share, rate)
        if bound <= stopAt { return Outcome(level: 0, bound: bound, isStopped: true) }
      }
      guard left > 0, let entering = enteringVariable(leaving) else { break }
      left -= 1
      pivot(leaving, entering)
    }
    let bound = takeWorth(share, rate)
    return Outcome(level: takeTimes(share, rate), bound: bound, isStopped: false)
  }

  func computeValues() {
    let stride = stride
    for position in 0..<itemCount + rowCount {
      let line = inverse + position * stride + itemCount
      var sum = 0.0
      for row in 0..<rowCount { sum += line[row] * count[row] }
      value[position] = sum
    }
  }

  /// The position most below zero in the norm of its row; nil if none is.
  func leavingPosition() -> Int? {
    let stride = stride
    let positions = itemCount + rowCount
    var best = -1
    var bestScore = 0.0
    for position in 0..<positions where value[position] < -CoveringTolerance.levelPrimal {
      if position == levelPosition { continue }
      let line = inverse + position * stride
      var norm = 0.0
      for entry in 0..<positions { norm += line[entry] * line[entry] }
      let score = value[position] * value[position] / norm
      if score > bestScore {
        bestScore = score
        best = position
      }
    }
    return best < 0 ? nil : best
  }

  func enteringVariable(_ leaving: Int) -> Int32? {
    let stride = stride
    let pivotLine = inverse + leaving * stride
    let levelLine = inverse + levelPosition * stride
    let least = CoveringTolerance.pivot
    var best: Int32?
    var bestRatio = Double.infinity
    // Surplus of an item: entry -rho[i], reduced cost v[i].
    for item in 0..<itemCount where pivotLine[item] > least {
      let ratio = max(0, -levelLine[item]) / pivotLine[item]
      if ratio < bestRatio {
        bestRatio = ratio
        best = Int32(item)
      }
    }
    let vectors = width / 4
    for row in 0..<rowCount {
      let base = pivotLine[itemCount + row]
      let worth = levelLine[itemCount + row]
      if base < -least {
        let ratio = max(0, worth) / -base
        if ratio < bestRatio {
          bestRatio = ratio
          best = Int32((row + 1) * (width + 1) + width)
        }
      }
      let rates = UnsafeRawPointer(scaledRate + row * width)
      for vector in 0..<vectors {
        let rho = UnsafeRawPointer(pivotLine + 4 * vector).loadUnaligned(as: SIMD4<Double>.self)
        let speed = rates.loadUnaligned(fromByteOffset: 32 * vector, as: SIMD4<Double>.self)
        let entry = rho * speed + base
        guard entry.min() < -least else { continue }
        let multipliers = UnsafeRawPointer(levelLine + 4 * vector).loadUnaligned(as: SIMD4<Double>.self)
        let cost = multipliers * speed + worth
        for lane in 0..<4 where entry[lane] < -least {
          let ratio = max(0, cost[lane]) / -entry[lane]
          if ratio < bestRatio {
            bestRatio = ratio
            best = Int32((row + 1) * (width + 1) + 4 * vector + lane)
          }
        }
      }
    }
    return best
  }

  func pivot(_ leaving: Int, _ entering: Int32) {
    pivots += 1
    let stride = stride
    let positions = itemCount + rowCount
    let column = column
    if entering < itemCount {
      for position in 0..<positions { column[position] = -inverse[position * stride + Int(entering)] }
    } else {
      let row = Int(entering) / (width + 1) - 1
      let item = Int(entering) % (width + 1)
      if item < itemCount {
        let speed = scaledRate[row * width + item]
        for position in 0..<positions {
          let line = inverse + position * stride
          column[position] = line[item] * speed + line[itemCount + row]
        }
      } else {
        for position in 0..<positions { column[position] = inverse[position * stride + itemCount + row] }
      }
    }
    let pivotLine = inverse + leaving * stride
    let factor = 1 / column[leaving]
    let step = value[leaving] * factor
    for entry in 0..<positions { pivotLine[entry] *= factor }
    for position in 0..<positions where position != leaving && column[position] != 0 {
      let line = inverse + position * stride
      let amount = column[position]
      for entry in 0..<positions { line[entry] -= amount * pivotLine[entry] }
      value[position] -= amount * step
    }
    value[leaving] = step
    head[leaving] = entering
  }
}
