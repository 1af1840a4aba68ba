import Testing

@testable import Optimization

/// Nodes of a covering program, and the counts that they admit.
enum CoverNodeTruth {
  /// Random bounds of a node, as branching may leave them.
  static func bounds(_ program: CoveringProgram, _ random: inout SeededGenerator) -> CoverBounds {
    var bounds = CoverBounds(program)
    for group in 0..<program.groupCount {
      bounds.groupUpper[group] = min(4, bounds.groupUpper[group])
      let lower = Int32.random(in: -3...1, using: &random)
      if lower > 0, lower <= bounds.groupUpper[group] { bounds.setLower(ofGroup: group, to: lower) }
    }
    for entity in bounds.lower.indices where Int.random(in: 0..<3, using: &random) == 0 {
      bounds.lower[entity] = max(bounds.lower[entity], .random(in: 0...2, using: &random))
      bounds.upper[entity] = min(bounds.upper[entity], .random(in: 1...5, using: &random))
    }
    return bounds
  }

  /// Calls for all counts of groups within the bounds.
  static func forEach(within bounds: CoverBounds, _ body: ([Int32]) -> Void) {
    var counts = bounds.groupLower
    while true {
      body(counts)
      guard let next = counts.indices.first(where: { counts[$0] < bounds.groupUpper[$0] }) else { return }
      counts[next] += 1
      for group in 0..<next { counts[group] = bounds.groupLower[group] }
    }
  }

  /// Whether counts, and what is bought for them, keep all bounds of a node.
  static func holds(
    _ counts: [Int32], buying lots: [Int] = [], _ program: CoveringProgram, _ bounds: CoverBounds
  ) -> Bool {
    let (resources, families) = (program.resourceCount, program.familyCount)
    var sums = [Int32](repeating: 0, count: bounds.lower.count)
    for group in counts.indices {
      if counts[group] < bounds.groupLower[group] || counts[group] > bounds.groupUpper[group] { return false }
      let family = Int(program.groupFamily[group])
      sums[resources + family] += counts[group]
      for resource in 0..<resources {
        let units = counts[group] * program.use[group * resources + resource]
        sums[resource] += units
        sums[resources + families + family * resources + resource] += units
      }
    }
    for (index, lot) in program.lots.enumerated() {
      for resource in 0..<resources { sums[resource] -= lot.units[resource] * Int32(lots[index]) }
      sums[resources * (1 + families) + families + index] = Int32(lots[index])
    }
    return sums.indices.allSatisfy { sums[$0] >= bounds.lower[$0] && sums[$0] <= bounds.upper[$0] }
  }
}
