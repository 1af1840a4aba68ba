/// Bounds of the integer entities at a node: resources, families and splits in full, groups where they differ.
struct CoverBounds {
  /// Units of resources, counts of families, units of splits.
  var lower: [Int32]
  var upper: [Int32]
  /// Groups that must be opened at least so often.
  var groupLower: [Int32: Int32] = [:]
  /// Most often a group may be opened; 0: closed.
  var groupUpper: [Int32]
}

extension CoverBounds {
  /// The bounds that the program itself sets.
  init(_ program: CoveringProgram) {
    let families = program.familyCount
    lower = [Int32](repeating: 0, count: program.resourceCount * (1 + families) + families)
    upper = program.available
    upper.append(contentsOf: [Int32](repeating: CoveringTolerance.largestCount, count: families))
    for _ in 0..<families { upper.append(contentsOf: program.available) }
    for family in 0..<families { lower[program.resourceCount + family] = program.leastCount[family] }
    groupUpper = (0..<program.groupCount).map { max(0, program.capacity(ofGroup: $0)) }
  }
}

/// Bounds of a node as what differs from the node above it.
///
/// A node of a large tree has hundreds of groups closed that the root has open, nearly all of them higher up: nodes share
/// those steps, and each keeps a few numbers of its own.
final class CoverBoundsStep {
  private struct Change {
    var entity: Int32
    var lower: Int32
    var upper: Int32
  }

  private let above: CoverBoundsStep?
  private let changes: [Change]

  /// The bounds of the tree's root.
  init() {
    above = nil
    changes = []
  }

  /// The step from `old`, the bounds that `above` stands for, to `new`, which lie within. O(groups).
  init(_ above: CoverBoundsStep, from old: CoverBounds, to new: CoverBounds) {
    self.above = above
    let firstGroup = new.lower.count
    var changes: [Change] = []
    for entity in 0..<firstGroup
    where new.lower[entity] != old.lower[entity] || new.upper[entity] != old.upper[entity] {
      changes.append(Change(entity: Int32(entity), lower: new.lower[entity], upper: new.upper[entity]))
    }
    let raised = new.groupLower.filter { old.groupLower[$0.key] != $0.value }
    for group in new.groupUpper.indices
    where new.groupUpper[group] != old.groupUpper[group] && raised[Int32(group)] == nil {
      changes.append(
        Change(
          entity: Int32(firstGroup + group), lower: new.groupLower[Int32(group)] ?? 0,
          upper: new.groupUpper[group]))
    }
    for (group, lower) in raised.sorted(by: { $0.key < $1.key }) {
      changes.append(
        Change(entity: Int32(firstGroup) + group, lower: lower, upper: new.groupUpper[Int(group)]))
    }
    // Waiting nodes are many: no room to grow.
    self.changes = Array(changes[...])
  }

  /// The step that changes one entity.
  init(_ above: CoverBoundsStep, entity: Int, lower: Double, upper: Double) {
    self.above = above
    changes = [Change(entity: Int32(entity), lower: Int32(lower), upper: Int32(upper))]
  }

  /// The bounds in full, given those of the root. O(groups + changes of all steps).
  func bounds(root: CoverBounds) -> CoverBounds {
    var path: [CoverBoundsStep] = []
    var step: CoverBoundsStep? = self
    while let present = step {
      path.append(present)
      step = present.above
    }
    var bounds = root
    let firstGroup = Int32(root.lower.count)
    for step in path.reversed() {
      for change in step.changes {
        if change.entity < firstGroup {
          bounds.lower[Int(change.entity)] = change.lower
          bounds.upper[Int(change.entity)] = change.upper
        } else {
          let group = change.entity - firstGroup
          bounds.groupLower[group] = change.lower > 0 ? change.lower : nil
          bounds.groupUpper[Int(group)] = change.upper
        }
      }
    }
    return bounds
  }
}
