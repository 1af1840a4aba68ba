/// Bounds of the integer entities at a node.
struct CoverBounds {
  /// Units of resources, counts of families, units of splits, lots. What lots add is taken off the units of a resource, so
  /// that they are fewer than none where what is bought idles.
  var lower: [Int32]
  var upper: [Int32]
  /// Most often a group may be opened; 0: closed.
  var groupUpper: [Int32]
  /// Fewest times a group must be opened; nearly always 0.
  private(set) var groupLower: [Int32]
  /// Groups that must be opened, ascending.
  private(set) var raised: [Int32] = []

  /// Groups that may be opened, ascending.
  var openGroups: [Int32] {
    var open: [Int32] = []
    open.reserveCapacity(groupUpper.count)
    for group in groupUpper.indices where groupUpper[group] > 0 { open.append(Int32(group)) }
    return open
  }

  /// Sets how often a group must be opened at least. O(raised groups).
  mutating func setLower(ofGroup group: Int, to lower: Int32) {
    let isRaised = groupLower[group] > 0
    groupLower[group] = lower
    guard isRaised != (lower > 0) else { return }
    let place = raised.firstIndex { $0 >= Int32(group) } ?? raised.count
    if lower > 0 {
      raised.insert(Int32(group), at: place)
    } else {
      raised.remove(at: place)
    }
  }

  /// Takes over other bounds of the same program, without new storage.
  mutating func become(_ other: borrowing CoverBounds) {
    Self.copy(other.lower, into: &lower)
    Self.copy(other.upper, into: &upper)
    Self.copy(other.groupUpper, into: &groupUpper)
    for group in raised { groupLower[Int(group)] = 0 }
    for group in other.raised { groupLower[Int(group)] = other.groupLower[Int(group)] }
    raised.removeAll(keepingCapacity: true)
    raised.append(contentsOf: other.raised)
  }

  private static func copy(_ source: [Int32], into target: inout [Int32]) {
    target.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: source) }
  }
}

extension CoverBounds {
  /// The bounds that the program itself sets.
  init(_ program: CoveringProgram) {
    let families = program.familyCount
    let aggregates = program.resourceCount * (1 + families) + families
    lower = [Int32](repeating: 0, count: aggregates + program.lotCount)
    upper = program.available
    upper.append(contentsOf: [Int32](repeating: program.mostGroups, count: families))
    if program.lots.isEmpty {
      for _ in 0..<families { upper.append(contentsOf: program.available) }
    } else {
      // What lots limit already is to be limited by them, so that their worth shows in multipliers.
      let stock = (0..<program.resourceCount).map { resource in
        let most = program.stock(of: resource)
        return program.isBought(resource) ? Int32(clamping: Int64(most) + 1) : most
      }
      for _ in 0..<families { upper.append(contentsOf: stock) }
      for lot in program.lots { upper.append(lot.available) }
      for resource in 0..<program.resourceCount { lower[resource] = -program.unitsOfLots[resource] }
    }
    for family in 0..<families { lower[program.resourceCount + family] = program.leastCount[family] }
    groupUpper = (0..<program.groupCount).map { max(0, program.capacity(ofGroup: $0)) }
    groupLower = [Int32](repeating: 0, count: program.groupCount)
  }
}

/// Groups and other entities whose bounds were tightened.
struct CoverChanges {
  var groups: [Int32] = []
  var entities: [Int32] = []
  /// Whether some of it, or that nothing is left, holds only for what is better than the cutoff.
  var dependOnCutoff = false

  var count: Int { groups.count + entities.count }

  mutating func removeAll() {
    groups.removeAll(keepingCapacity: true)
    entities.removeAll(keepingCapacity: true)
    dependOnCutoff = false
  }
}

/// Bounds of a node as what differs from the node above it.
///
/// A node of a large tree has hundreds of groups closed that the root has open, nearly all of them higher up: nodes share
/// those steps, and each keeps a few numbers of its own.
final class CoverBoundsStep {
  /// New bounds of one entity; groups come after the others.
  struct Change {
    var entity: Int32
    var lower: Int32
    var upper: Int32
  }

  private let above: CoverBoundsStep?
  /// Closed groups, the most of all changes, as their entity; other changes as `~entity`, lower and upper bound.
  private let words: [Int32]

  /// Memory that the step takes, without those above it.
  var byteCount: Int { Self.ownBytes + words.count * MemoryLayout<Int32>.stride }

  /// Memory of the step's and the array's heads.
  private static let ownBytes = 64

  /// The bounds of the tree's root.
  init() {
    above = nil
    words = []
  }

  /// The step from `old`, the bounds that `above` stands for, to `new`, which lie within. O(groups).
  init(_ above: CoverBoundsStep, from old: CoverBounds, to new: CoverBounds) {
    self.above = above
    let firstGroup = new.lower.count
    var words: [Int32] = []
    for entity in 0..<firstGroup
    where new.lower[entity] != old.lower[entity] || new.upper[entity] != old.upper[entity] {
      Self.append(
        Change(entity: Int32(entity), lower: new.lower[entity], upper: new.upper[entity]), to: &words)
    }
    for group in new.groupUpper.indices
    where new.groupUpper[group] != old.groupUpper[group] || new.groupLower[group] != old.groupLower[group] {
      let entity = Int32(firstGroup + group)
      if new.groupUpper[group] == 0 && new.groupLower[group] == 0 {
        words.append(entity)
      } else {
        Self.append(
          Change(entity: entity, lower: new.groupLower[group], upper: new.groupUpper[group]), to: &words)
      }
    }
    // Waiting nodes are many: no room to grow.
    self.words = Array(words[...])
  }

  /// The step that changes one entity.
  init(_ above: CoverBoundsStep, _ change: Change) {
    self.above = above
    var words: [Int32] = []
    Self.append(change, to: &words)
    self.words = words
  }

  private static func append(_ change: Change, to words: inout [Int32]) {
    words.append(~change.entity)
    words.append(change.lower)
    words.append(change.upper)
  }

  /// Writes the bounds in full, given those of the root. O(groups + changes of all steps).
  func write(into bounds: inout CoverBounds, root: CoverBounds) {
    bounds.become(root)
    apply(to: &bounds)
  }

  private func apply(to bounds: inout CoverBounds) {
    above?.apply(to: &bounds)
    let firstGroup = bounds.lower.count
    var place = 0
    while place < words.count {
      let word = words[place]
      if word >= 0 {
        set(group: Int(word) - firstGroup, lower: 0, upper: 0, of: &bounds)
        place += 1
        continue
      }
      let (entity, lower, upper) = (Int(~word), words[place + 1], words[place + 2])
      place += 3
      if entity < firstGroup {
        bounds.lower[entity] = lower
        bounds.upper[entity] = upper
      } else {
        set(group: entity - firstGroup, lower: lower, upper: upper, of: &bounds)
      }
    }
  }

  private func set(group: Int, lower: Int32, upper: Int32, of bounds: inout CoverBounds) {
    if bounds.groupLower[group] != lower { bounds.setLower(ofGroup: group, to: lower) }
    bounds.groupUpper[group] = upper
  }
}
