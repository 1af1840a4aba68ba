/// Groups with counts that stay as they are, and what they do for each item: all that a routing depends on.
package struct CoverFleet {
  /// First item of each family, and the number of items at the end.
  private var itemStarts: [Int] = [0]
  /// Entries a group has in `rates`: the most items of a family, rounded up to a multiple of four with zeros.
  private var width = 0
  /// Part of the level that each item asks for.
  private let share: [Double]
  /// Groups of each family, by the order in which they were added.
  private var members: [[Int32]] = []
  private var counts: [Int32] = []
  private var rates: [Double] = []

  /// Room for the groups of most fleets.
  private static let usualGroups = 8

  /// Begins without groups.
  ///
  /// - Parameters:
  ///   - itemsOfFamily: number of items of each family.
  ///   - share: part of the level that each item asks for, families in order; positive.
  package init(itemsOfFamily: [Int], share: [Double]) {
    for count in itemsOfFamily {
      itemStarts.append(itemStarts[itemStarts.count - 1] + count)
      width = max(width, (count + 3) & ~3)
    }
    precondition(itemStarts[itemStarts.count - 1] == share.count, "one share an item")
    self.share = share
    members = [[Int32]](repeating: [], count: itemsOfFamily.count)
  }

  /// Items of a family, by their index over all families.
  package func items(ofFamily family: Int) -> Range<Int> { itemStarts[family]..<itemStarts[family + 1] }

  /// Adds a group with a positive count; `rate` is the level of each item of its family that one whole of it reaches.
  package mutating func add(family: Int, count: Int32, rate: (_ item: Int) -> Double) {
    if counts.isEmpty {
      counts.reserveCapacity(Self.usualGroups)
      rates.reserveCapacity(Self.usualGroups * width)
    }
    members[family].append(Int32(counts.count))
    counts.append(count)
    let items = items(ofFamily: family)
    for item in items { rates.append(rate(item)) }
    for _ in items.count..<width { rates.append(0) }
  }

  /// Who serves what, so that the level is the highest; nil if some item has no server.
  ///
  /// Depends on the groups alone, not on what was solved before, unless it is cut short: nil too once `interruption`,
  /// asked between the pivots of a large program, is true. A family of so many items that its best routing may take long
  /// is routed by proportion once `patienceIsOver` is true.
  package func routing(
    interruption: (() -> Bool)? = nil, patienceIsOver: (() -> Bool)? = nil
  ) -> CoverRouting? {
    var routing = CoverRouting(level: .infinity, entries: [])
    routing.entries.reserveCapacity(counts.count + share.count)
    for family in members.indices {
      guard isServed(family) else { return nil }
      let isSparse = items(ofFamily: family).count >= CoverWork.sparseItems
      let level = route(family, into: &routing.entries, isSparse ? patienceIsOver : interruption)
      guard level > 0 else { return nil }
      routing.level = min(routing.level, level)
    }
    return routing
  }

  private func isServed(_ family: Int) -> Bool {
    let groups = members[family]
    for item in 0..<items(ofFamily: family).count {
      guard groups.contains(where: { rates[Int($0) * width + item] > 0 }) else { return false }
    }
    return true
  }

  /// Appends the routing of one family; the level that it reaches, 0 if it was interrupted.
  private func route(
    _ family: Int, into entries: inout [CoverRouting.Entry], _ interruption: (() -> Bool)?
  ) -> Double {
    let items = items(ofFamily: family)
    let solver = CoverLevelSolver(itemCount: items.count, width: width, groupCount: counts.count)
    solver.interruption = interruption
    let level = solver.solve(members[family], counts: counts, rates: rates, share: share[items])
    if solver.wasInterrupted { return 0 }
    for row in 0..<solver.rowCount {
      for position in 0..<items.count where solver.time[row * width + position] > 0 {
        entries.append(
          CoverRouting.Entry(
            group: solver.group(ofRow: row), item: Int32(items.lowerBound + position),
            time: solver.time[row * width + position]))
      }
    }
    return level
  }
}

/// Who serves what under given counts.
package struct CoverRouting: Sendable {
  /// Time of a group's copies spent on an item, in copies.
  package struct Entry: Sendable {
    /// The group.
    package var group: Int32
    /// Item, counted over all families.
    package var item: Int32
    /// Copies.
    package var time: Double
  }
  /// The level reached.
  package var level: Double
  /// Positive times only, by family.
  package var entries: [Entry]
}

extension CoverLevelSolver {
  /// The best level of the groups listed, from nothing; 0 without a group.
  fileprivate func solve(
    _ groups: [Int32], counts: [Int32], rates: [Double], share: ArraySlice<Double>
  ) -> Double {
    groups.withUnsafeBufferPointer { groups in
      counts.withUnsafeBufferPointer { counts in
        rates.withUnsafeBufferPointer { rates in
          share.withUnsafeBufferPointer { share in
            guard let members = groups.baseAddress, let counts = counts.baseAddress,
              let rates = rates.baseAddress, let share = share.baseAddress
            else { return 0 }
            return solve(
              groups: members, groupCount: groups.count, counts: counts, rate: rates, share: share, stopAt: 0
            ).level
          }
        }
      }
    }
  }
}
