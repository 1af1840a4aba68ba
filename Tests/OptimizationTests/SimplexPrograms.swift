import Optimization

/// Seeded numbers for random programs.
struct SimplexRandom {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x2545_F491_4F6C_DD1D &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func bits() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }
  mutating func chance(_ probability: Double) -> Bool { unit() < probability }
  mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }
  /// A small integer: ties and degeneracy are likely.
  mutating func small(_ size: Int) -> Double { Double(below(2 * size + 1) - size) }
}

/// A program as dense arrays, easy to edit: the shadow that a warm solver is compared with.
struct ShadowProgram {
  var sense = ObjectiveSense.minimize
  var cost: [Double] = []
  var lower: [Double] = []
  var upper: [Double] = []
  var rows: [[Double]] = []
  var rowLower: [Double] = []
  var rowUpper: [Double] = []

  var program: LinearProgram {
    var result = LinearProgram(sense: sense)
    for column in cost.indices {
      result.addColumn(lower: lower[column], upper: upper[column], cost: cost[column])
    }
    for row in rows.indices {
      let columns = rows[row].indices.filter { rows[row][$0] != 0 }
      result.addRow(
        lower: rowLower[row], upper: rowUpper[row], columns: columns.map(Int32.init),
        values: columns.map { rows[row][$0] })
    }
    return result
  }

  /// A random program that is neither always feasible nor always bounded.
  static func random(_ random: inout SimplexRandom, columns: Int, rows: Int) -> ShadowProgram {
    var shadow = ShadowProgram()
    shadow.sense = random.chance(0.5) ? .minimize : .maximize
    for _ in 0..<columns {
      shadow.cost.append(random.small(5))
      let bounds = randomColumnBounds(&random)
      shadow.lower.append(bounds.lower)
      shadow.upper.append(bounds.upper)
    }
    for _ in 0..<rows {
      shadow.rows.append((0..<columns).map { _ in random.chance(0.4) ? random.small(4) : 0 })
      let bounds = randomRowBounds(&random)
      shadow.rowLower.append(bounds.lower)
      shadow.rowUpper.append(bounds.upper)
    }
    return shadow
  }

  static func randomColumnBounds(_ random: inout SimplexRandom) -> (lower: Double, upper: Double) {
    let low = random.small(3)
    switch random.below(10) {
    case 0: return (-.infinity, .infinity)
    case 1: return (-.infinity, low + 3)
    case 2: return (low, low)
    case 3, 4, 5: return (low, low + Double(random.below(8)))
    default: return (0, .infinity)
    }
  }

  static func randomRowBounds(_ random: inout SimplexRandom) -> (lower: Double, upper: Double) {
    let right = Double(random.below(12))
    switch random.below(6) {
    case 0: return (right - 6, right)
    case 1: return (right - 6, right - 6)
    case 2: return (right - 8, .infinity)
    default: return (-.infinity, right)
    }
  }
}
