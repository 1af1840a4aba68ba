import Testing

@testable import Optimization

@Suite struct CoverRoutingTests {
  /// The groups of a program that have a count, and which these are.
  private static func fleet(
    _ program: CoveringProgram, _ counts: [Int32]
  ) -> (fleet: CoverFleet, groups: [Int]) {
    let families = (0..<program.familyCount).map { program.items(ofFamily: $0) }
    var fleet = CoverFleet(itemsOfFamily: families.map(\.count), share: program.share)
    let groups = counts.indices.filter { counts[$0] > 0 }
    for group in groups {
      let family = Int(program.groupFamily[group])
      fleet.add(family: family, count: counts[group]) {
        program.rate[group * program.width + $0 - families[family].lowerBound]
      }
    }
    return (fleet, groups)
  }

  /// t1 does all of w2 and 14.7 % of w1, the pair the rest.
  @Test func workedExample() throws {
    let routing = try #require(Self.fleet(CoverPrograms.workedExample(), [1, 0, 0, 1]).fleet.routing())
    #expect(abs(routing.level - 5100 / 1450) < 1e-12)
    func time(_ group: Int32, _ item: Int32) -> Double {
      routing.entries.first { $0.group == group && $0.item == item }?.time ?? 0
    }
    #expect(abs(time(1, 0) - 1) < 1e-12 && time(1, 1) == 0)
    #expect(abs(time(0, 0) - 0.147 * 0.8 * routing.level) < 5e-4)
    #expect(abs(time(0, 1) - 0.2 * routing.level / 1.2) < 1e-12)
  }

  /// Three groups on 600 items: the first two serve all at 2 and 1, and by proportion 3 and 2 of them reach 8; the third
  /// serves half of the items and stays idle.
  @Test func manyItemsByProportion() throws {
    let items = 600
    var fleet = CoverFleet(
      itemsOfFamily: [items], share: [Double](repeating: 1 / Double(items), count: items))
    fleet.add(family: 0, count: 3) { _ in 2 }
    fleet.add(family: 0, count: 2) { _ in 1 }
    fleet.add(family: 0, count: 1) { $0 < items / 2 ? 5 : 0 }
    let routing = try #require(fleet.routing(patienceIsOver: { true }))
    #expect(abs(routing.level - 8) < 1e-9)
    let spent = Dictionary(grouping: routing.entries, by: \.group).mapValues {
      $0.reduce(0) { $0 + $1.time }
    }
    #expect(spent.keys.sorted() == [0, 1])
    #expect(spent.allSatisfy { abs($0.value - ($0.key == 0 ? 3 : 2)) < 1e-9 })
    // Patience finds work for the third: half of the items in 1 of 3.6 parts.
    let best = try #require(fleet.routing())
    #expect(best.level > routing.level && best.level <= 3 * 2 + 2 + 5)
  }

  /// A routing keeps every group's time, serves every item at the level, and reaches what a general solver reaches.
  @Test func routingsHold() throws {
    for seed in UInt64(1)...40 {
      var random = SeededGenerator(seed: seed &+ 200)
      let program = CoverPrograms.random(seed: seed, items: 5)
      let counts = CoverPrograms.counts(program, &random)
      let truth = try #require(CoverPrograms.level(program, counts))
      let (fleet, groups) = Self.fleet(program, counts)
      guard let routing = fleet.routing() else {
        #expect(truth < 1e-9)
        continue
      }
      var spent = [Double](repeating: 0, count: program.groupCount)
      var served = [Double](repeating: 0, count: program.itemCount)
      for entry in routing.entries {
        let group = groups[Int(entry.group)]
        let first = Int(program.itemStarts[Int(program.groupFamily[group])])
        spent[group] += entry.time
        served[Int(entry.item)] +=
          entry.time * program.rate[group * program.width + Int(entry.item) - first]
      }
      for group in counts.indices { #expect(spent[group] <= Double(counts[group]) * (1 + 1e-12)) }
      for item in served.indices {
        #expect(served[item] >= program.share[item] * routing.level * (1 - 1e-12))
      }
      #expect(abs(routing.level - truth) <= 1e-8 * truth)
    }
  }
}
