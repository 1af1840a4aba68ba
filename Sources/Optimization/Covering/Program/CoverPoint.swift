/// Counts under change, with what they take: the working copy of the primal side.
///
/// Knows the groups with a count (members) family by family, units used of each resource and the cost, so that a
/// change costs as much as the resources of one group. Not thread safe.
final class CoverPoint {
  /// Count of each group.
  let counts: UnsafeMutablePointer<Int32>
  /// Units used of each resource.
  let used: UnsafeMutablePointer<Int64>
  /// Groups with a count, by family.
  private(set) var members: [[Int32]]
  /// Counts of each family.
  private(set) var familyTotals: [Int]
  /// Sum of all counts.
  private(set) var total = 0
  /// Number of groups.
  let groupCount: Int
  let resourceCount: Int
  private let groupFamily: [Int32]

  init(_ program: borrowing CoveringProgram) {
    groupCount = program.groupCount
    resourceCount = program.resourceCount
    groupFamily = program.groupFamily
    counts = .allocate(capacity: max(1, groupCount))
    counts.update(repeating: 0, count: groupCount)
    used = .allocate(capacity: max(1, resourceCount))
    used.update(repeating: 0, count: resourceCount)
    members = [[Int32]](repeating: [], count: program.familyCount)
    familyTotals = [Int](repeating: 0, count: program.familyCount)
  }

  deinit {
    counts.deallocate()
    used.deallocate()
  }

  /// Adds copies of a group, or takes some away. O(resources + members of the family).
  func add(_ group: Int32, _ copies: Int32, use: UnsafePointer<Int32>) {
    guard copies != 0 else { return }
    let family = Int(groupFamily[Int(group)])
    let before = counts[group]
    counts[group] = before + copies
    if before == 0 {
      members[family].append(group)
    } else if before + copies == 0, let place = members[family].firstIndex(of: group) {
      members[family].remove(at: place)
    }
    total += Int(copies)
    familyTotals[family] += Int(copies)
    let line = use + Int(group) * resourceCount
    for resource in 0..<resourceCount { used[resource] += Int64(line[resource]) * Int64(copies) }
  }

  /// Takes everything away.
  func clear() {
    for family in members.indices {
      for group in members[family] { counts[group] = 0 }
      members[family].removeAll(keepingCapacity: true)
      familyTotals[family] = 0
    }
    used.update(repeating: 0, count: resourceCount)
    total = 0
  }

  /// Takes over the counts of an array, members in ascending order.
  func load(_ source: [Int32], use: UnsafePointer<Int32>) {
    clear()
    for group in source.indices where source[group] > 0 { add(Int32(group), source[group], use: use) }
  }

  /// The counts as an array.
  func array() -> [Int32] { Array(UnsafeBufferPointer(start: counts, count: groupCount)) }

  /// The cost of the units used.
  func cost(price: [Double]) -> Double {
    var sum = 0.0
    for resource in 0..<resourceCount { sum += price[resource] * Double(used[resource]) }
    return sum
  }
}
