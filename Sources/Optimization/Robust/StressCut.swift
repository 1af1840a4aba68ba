/// A cut on the level: `z <= Σ_g gain[g] y[g]` with `gain[g] = factor[g] max_i rate[g,i] v[i] / part`.
///
/// Any worths `v >= 0` of a family's items with `Σ share v = 1` give one for each event and set of low classes, valid
/// for all counts: Benders' cuts (Numerische Mathematik 4, 1962). They depend on rates and shares only, so they
/// outlive changes of prices, stock and budget.
struct StressCut: Equatable {
  var family: Int32
  /// 0: nothing lost; else one more than the place of the loss.
  var event: Int32
  /// Classes that are low, ascending.
  var low: [Int32]
  /// Worth of each item of the family.
  var worth: [Double]

  /// The gain of one of a group of the family at full rates. O(items).
  func gain(of group: Int, in program: CoveringProgram) -> Double {
    var most = 0.0
    for (position, worth) in worth.enumerated() {
      most = max(most, program.rate[group * program.width + position] * worth)
    }
    return most
  }

  /// The gains of all groups. O(groups items).
  func gains(in program: CoveringProgram, _ stress: StressSet) -> [Double] {
    let part = stress.part(ofEvent: Int(event))
    return (0..<program.groupCount).map { group in
      guard program.groupFamily[group] == family, !stress.isLost(group, inEvent: Int(event)) else { return 0 }
      let isLow = stress.mostLow > 0 && low.contains(stress.errorClass[group])
      return gain(of: group, in: program) * (isLow ? stress.lowFactor[group] : 1) / part
    }
  }
}

/// The cuts found so far, with their gains under the present numbers.
struct StressCutPool {
  /// A cut as a dense row.
  struct Line {
    var cut: StressCut
    var gains: [Double]
    /// Last look at which it was violated or tight.
    var lastUse: Int
  }

  private(set) var lines: [Line] = []
  private var clock = 0

  /// Cuts kept from one run to the next.
  private static let room = 400

  /// Adds a cut and returns its place; a known one keeps its place.
  mutating func add(_ cut: StressCut, _ program: CoveringProgram, _ stress: StressSet) -> Int {
    clock += 1
    if let known = lines.firstIndex(where: { $0.cut == cut }) {
      lines[known].lastUse = clock
      return known
    }
    lines.append(Line(cut: cut, gains: cut.gains(in: program, stress), lastUse: clock))
    return lines.count - 1
  }

  /// Notes that a cut was of use.
  mutating func touch(_ place: Int) {
    clock += 1
    lines[place].lastUse = clock
  }

  /// The level a cut leaves at a point, of which `support` lists the groups with an amount. O(support).
  func level(_ place: Int, at point: [Double], support: [Int]) -> Double {
    lines[place].gains.withUnsafeBufferPointer { gains in
      var sum = 0.0
      for group in support { sum += gains[group] * point[group] }
      return sum
    }
  }

  /// Follows new numbers: worths are brought back to `Σ share v = 1`, gains computed anew; cuts long without use go.
  mutating func update(_ program: CoveringProgram, _ stress: StressSet, sameRates: Bool) {
    if lines.count > Self.room {
      let least = lines.map(\.lastUse).sorted(by: >)[Self.room - 1]
      lines.removeAll { $0.lastUse < least }
    }
    guard !sameRates else { return }
    for index in lines.indices {
      let first = program.items(ofFamily: Int(lines[index].cut.family)).lowerBound
      var sum = 0.0
      for (position, worth) in lines[index].cut.worth.enumerated() {
        sum += program.share[first + position] * worth
      }
      lines[index].cut.worth = lines[index].cut.worth.map { $0 / sum }
      lines[index].gains = lines[index].cut.gains(in: program, stress)
    }
  }
}
