import Foundation

@testable import Optimization

/// Random covering programs of every kind that planning can ask for, and edits of them.
enum CoveringRandom {
  /// How large a program is.
  struct Size {
    var families = 1...3
    var items = 1...5
    var resources = 1...4
    var groups = 2...12
    /// Least and largest stock of a resource; counts are few where it is small.
    var stock = Int32(0)...6

    /// Small enough to try all counts.
    static let tiny = Size(families: 1...2, items: 1...3, resources: 1...2, groups: 2...5, stock: 0...5)
    /// For a second engine.
    static let small = Size()
    /// Three families, which are priced apart.
    static let wide = Size(families: 3...5, items: 1...3, resources: 2...3, groups: 5...14, stock: 2...9)
    /// Counts in the hundreds and thousands.
    static let huge = Size(families: 1...2, items: 1...4, resources: 1...3, groups: 2...6, stock: 100...5000)
    /// As in the papers.
    static let medium = Size(families: 1...2, items: 4...9, resources: 4...6, groups: 20...60, stock: 4...32)
  }

  /// A program with a random objective.
  static func program(_ size: Size, _ random: inout SeededGenerator) -> CoveringProgram {
    var program = skeleton(size, &random)
    setNumbers(of: &program, size, &random)
    setObjective(of: &program, &random)
    return program
  }

  private static func skeleton(_ size: Size, _ random: inout SeededGenerator) -> CoveringProgram {
    let families = Int.random(in: size.families, using: &random)
    let resources = Int.random(in: size.resources, using: &random)
    let groups = max(families, Int.random(in: size.groups, using: &random))
    var ofGroup = (0..<groups).map { group in
      Int32(group < families ? group : Int.random(in: 0..<families, using: &random))
    }
    ofGroup.sort()
    var use: [Int32] = []
    for _ in 0..<groups {
      var line = [Int32](repeating: 0, count: resources)
      line[Int.random(in: 0..<resources, using: &random)] =
        [1, 1, 1, 2, 4].randomElement(using: &random) ?? 1
      if Int.random(in: 0..<3, using: &random) == 0 {
        line[Int.random(in: 0..<resources, using: &random)] += Int32.random(in: 1...2, using: &random)
      }
      use += line
    }
    let items = (0..<families).map { _ in Int.random(in: size.items, using: &random) }
    return CoveringProgram(itemsOfFamily: items, groupFamily: ofGroup, use: use, resourceCount: resources)
  }

  private static func setNumbers(
    of program: inout CoveringProgram, _ size: Size, _ random: inout SeededGenerator
  ) {
    let isFree = Int.random(in: 0..<25, using: &random) == 0
    for resource in program.price.indices {
      program.price[resource] = isFree ? 0 : price(&random)
      program.available[resource] = Int32.random(in: size.stock, using: &random)
    }
    for group in 0..<program.groupCount {
      let speed = (0.2 + program.cost(ofGroup: group)) * Double.random(in: 0.4...1.6, using: &random)
      for item in program.items(ofFamily: Int(program.groupFamily[group])) {
        program.setRate(group: group, item: item, to: rate(speed, &random))
      }
    }
    let isUneven = Int.random(in: 0..<4, using: &random) == 0
    for item in program.share.indices {
      program.share[item] =
        isUneven ? pow(10, .random(in: -4...0, using: &random)) : .random(in: 0.1...1, using: &random)
    }
    for family in program.leastCount.indices {
      program.leastCount[family] = [0, 0, 1, 1, 1, 2].randomElement(using: &random) ?? 0
    }
    program.budget = budget(program, &random)
  }

  private static func price(_ random: inout SeededGenerator) -> Double {
    Int.random(in: 0..<12, using: &random) == 0 ? 0 : Double(Int.random(in: 20...400, using: &random)) / 100
  }

  private static func rate(_ speed: Double, _ random: inout SeededGenerator) -> Double {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: 0
    case 1: speed * pow(10, .random(in: -2...2, using: &random))
    default: speed * .random(in: 0.2...2, using: &random)
    }
  }

  private static func budget(_ program: CoveringProgram, _ random: inout SeededGenerator) -> Double {
    let all = zip(program.price, program.available).reduce(0) { $0 + $1.0 * Double($1.1) }
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1, 2: return .infinity
    case 3: return 0
    case 4:
      let group = Int.random(in: 0..<program.groupCount, using: &random)
      return program.cost(ofGroup: group) * Double(Int.random(in: 1...5, using: &random))
    default: return (all * .random(in: 0.1...0.9, using: &random) * 100).rounded() / 100
    }
  }

  /// Any of the objectives; levels asked for are near what some random counts reach.
  static func setObjective(of program: inout CoveringProgram, _ random: inout SeededGenerator) {
    program.costWeight = 0
    program.countCharge = 0
    program.levelWeight = 1
    program.levelLower = 0
    let counts = admitted(program, &random)
    let reached = CoveringTruth.level(program, counts)
    let typical = reached > 0 ? reached : 1
    program.levelUpper = typical * ([0.7, 3, 100, 100, 1e5].randomElement(using: &random) ?? 100)
    let cost = program.cost(of: counts)
    let asked =
      Int.random(in: 0..<4, using: &random) == 0 ? typical : typical * .random(in: 0.2...1.5, using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1, 2: break
    case 3: program.levelLower = min(asked, program.levelUpper)
    case 4, 5, 6, 7:
      program.costWeight = 1
      program.levelWeight = 0
      if Int.random(in: 0..<2, using: &random) == 0 { program.countCharge = 0.001 * (cost + 1) }
      (program.levelLower, program.levelUpper) = (asked, asked)
    case 8, 9:
      program.costWeight = 1
      program.levelWeight = (cost + 0.1) / typical * .random(in: 0.5...1.5, using: &random)
      program.levelLower = min(program.levelUpper, asked * .random(in: 0...1, using: &random))
    case 10:
      program.costWeight = [0, 1].randomElement(using: &random) ?? 1
      program.levelWeight = (cost + 0.1) / typical * .random(in: 0.5...1.5, using: &random)
      (program.levelLower, program.levelUpper) = (asked, asked)
    default:
      program.countCharge = typical * .random(in: 0...0.3, using: &random)
      if Int.random(in: 0..<2, using: &random) == 0 { program.levelLower = 20 * typical }
      program.levelUpper = max(program.levelUpper, program.levelLower)
    }
  }

  /// Random counts within stock and budget.
  static func admitted(_ program: CoveringProgram, _ random: inout SeededGenerator) -> [Int32] {
    var counts = [Int32](repeating: 0, count: program.groupCount)
    var bare = program
    bare.leastCount = [Int32](repeating: 0, count: program.familyCount)
    for _ in 0..<3 * program.groupCount {
      let group = Int.random(in: 0..<program.groupCount, using: &random)
      let before = counts[group]
      counts[group] += max(1, min(program.capacity(ofGroup: group), 5000) / 4)
      if !bare.admits(counts) { counts[group] = before }
    }
    return counts
  }

  /// One random edit: of a budget, stock, price, share, rate, least count or objective.
  static func edit(_ program: inout CoveringProgram, _ size: Size, _ random: inout SeededGenerator) {
    let resource = Int.random(in: 0..<program.resourceCount, using: &random)
    switch Int.random(in: 0..<14, using: &random) {
    case 0, 1, 2: program.budget = budget(program, &random)
    case 3:
      if program.budget.isFinite { program.budget *= .random(in: 0.9...1.1, using: &random) }
    case 4, 5: program.available[resource] = Int32.random(in: size.stock, using: &random)
    case 6:
      program.available[resource] = max(
        0, program.available[resource] + (Bool.random(using: &random) ? 1 : -1))
    case 7, 8: program.price[resource] = price(&random)
    case 9:
      let item = Int.random(in: 0..<program.itemCount, using: &random)
      program.share[item] *= pow(10, .random(in: -1...1, using: &random))
    case 10:
      let group = Int.random(in: 0..<program.groupCount, using: &random)
      let items = program.items(ofFamily: Int(program.groupFamily[group]))
      guard let item = items.randomElement(using: &random) else { return }
      program.setRate(group: group, item: item, to: rate(1 + program.cost(ofGroup: group), &random))
    case 11:
      let family = Int.random(in: 0..<program.familyCount, using: &random)
      program.leastCount[family] = Int32.random(in: 0...2, using: &random)
    default: setObjective(of: &program, &random)
    }
  }
}
