/// The dual simplex on the level program.
extension CoverLevelSolver {
  func run(_ share: UnsafePointer<Double>, _ rate: UnsafePointer<Double>, stopAt: Double) -> Outcome {
    computeValues()
    let positions = itemCount + rowCount
    let stop = stopAt > 0 ? stopAt / unit : -1
    var left = CoverWork.levelPivots(rows: positions)
    let interruption = positions >= CoverWork.polledPositions ? interruption : nil
    while let leaving = leavingPosition() {
      if interruption?() == true {
        wasInterrupted = true
        break
      }
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

  /// The same numbers as vectors; they begin at a vector boundary.
  @inline(__always)
  private static func vectors(_ numbers: UnsafeMutablePointer<Double>) -> UnsafeMutablePointer<Lane4> {
    UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: Lane4.self)
  }

  func computeValues() {
    let (stride, inverse, count, value) = (stride, inverse, count, value)
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
    let (stride, itemCount, width) = (stride, itemCount, width)
    let pivotLine = inverse + leaving * stride
    let levelLine = inverse + levelPosition * stride
    let (rho, multipliers) = (Self.vectors(pivotLine), Self.vectors(levelLine))
    let scaledRates = Self.vectors(scaledRate)
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
      let rates = scaledRates + row * vectors
      for vector in 0..<vectors {
        let entry = rho[vector] * rates[vector] + base
        guard any(entry .< -least) else { continue }
        let cost = multipliers[vector] * rates[vector] + worth
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
    let (stride, itemCount, width) = (stride, itemCount, width)
    let positions = itemCount + rowCount
    let (inverse, column, value) = (inverse, column, value)
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
    // The rest of a row's last vector is zero and stays so.
    let vectors = (positions + 3) / 4
    let pivotLine = Self.vectors(inverse + leaving * stride)
    let factor = 1 / column[leaving]
    let step = value[leaving] * factor
    for vector in 0..<vectors { pivotLine[vector] *= factor }
    for position in 0..<positions where position != leaving && column[position] != 0 {
      let line = Self.vectors(inverse + position * stride)
      let amount = column[position]
      for vector in 0..<vectors { line[vector] -= amount * pivotLine[vector] }
      value[position] -= amount * step
    }
    value[leaving] = step
    head[leaving] = entering
  }
}
