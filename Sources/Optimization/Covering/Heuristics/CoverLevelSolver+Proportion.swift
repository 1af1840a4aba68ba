/// A routing without a search, for programs of so many items that the best one takes long.
extension CoverLevelSolver {
  /// Spreads every item over the groups that serve them all, in proportion to what each could serve alone, and returns the
  /// level reached. Groups that serve some items only stay idle; the level is 0 where none serves all.
  ///
  /// The worths are those of the group that does most, so the bound holds, but may be far above the level. Time: O(groups
  /// items).
  func solveByProportion(
    _ groups: UnsafePointer<Int32>, _ groupCount: Int, _ counts: UnsafePointer<Int32>,
    _ rate: UnsafePointer<Double>, _ share: UnsafePointer<Double>
  ) -> Outcome {
    isValid = false
    takeRows(groups, groupCount, counts)
    time.update(repeating: 0, count: rowCount * width)
    var most = (alone: 0.0, row: -1)
    for row in 0..<rowCount where count[row] > 0 {
      let rates = rate + Int(group[row]) * width
      var needed = 0.0
      // A rate of 0 makes it infinite.
      for item in 0..<itemCount { needed += share[item] / rates[item] }
      let alone = count[row] / needed
      guard alone > 0 else { continue }
      if alone > most.alone { most = (alone, row) }
      for item in 0..<itemCount { time[row * width + item] = alone * share[item] / rates[item] }
    }
    guard most.row >= 0 else { return Outcome(level: 0, bound: .infinity, isStopped: false) }
    let rates = rate + Int(group[most.row]) * width
    let needed = count[most.row] / most.alone
    for item in 0..<width { worth[item] = item < itemCount ? 1 / (rates[item] * needed) : 0 }
    return Outcome(level: trimmedLevel(share, rate), bound: provenByWorth(rate), isStopped: false)
  }
}
