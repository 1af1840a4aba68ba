import Optimization

/// A small generator whose sequence depends only on its seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Random programs for comparisons.
enum RandomPrograms {
  /// A bounded integer program small enough to enumerate.
  static func mixedInteger(seed: UInt64) -> LinearProgram {
    var random = SeededGenerator(seed: seed)
    var program = LinearProgram(
      name: "random\(seed)", sense: Bool.random(using: &random) ? .minimize : .maximize)
    program.objectiveConstant = Double(Int.random(in: -5...5, using: &random))
    let count = Int.random(in: 2...5, using: &random)
    for column in 0..<count {
      let lower = Double(Int.random(in: -2...1, using: &random))
      program.addColumn(
        lower: lower, upper: lower + Double(Int.random(in: 0...4, using: &random)),
        cost: Double(Int.random(in: -9...9, using: &random)), isInteger: true, name: "x\(column)")
    }
    for row in 0..<Int.random(in: 1...4, using: &random) {
      var columns: [Int32] = []
      var values: [Double] = []
      for column in 0..<count where Int.random(in: 0..<4, using: &random) > 0 {
        let value = Int.random(in: -7...7, using: &random)
        if value != 0 {
          columns.append(Int32(column))
          values.append(Double(value))
        }
      }
      let side = Double(Int.random(in: -8...16, using: &random))
      let kind = Int.random(in: 0..<4, using: &random)
      program.addRow(
        lower: kind == 0 ? -.infinity : side - Double(kind == 3 ? 0 : Int.random(in: 1...12, using: &random)),
        upper: kind == 1 ? .infinity : side, columns: columns, values: values,
        name: "r\(row)")
    }
    return program
  }
}
