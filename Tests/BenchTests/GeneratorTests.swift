import Optimization
import Planning
import Testing

@testable import fleetmix_bench

@Suite struct GeneratorTests {
  /// An instance depends on seed and index alone, not on what was made before it.
  @Test func sameSeedSameInstance() {
    var one = ColdFamilies(seed: 5)
    var other = ColdFamilies(seed: 5)
    var third = ColdFamilies(seed: 6)
    _ = other.instance(1)
    for index in [0, 4, 7] {
      let (first, second) = (one.instance(index), other.instance(index))
      #expect(first.scenario == second.scenario)
      #expect(first.fleet.rate == second.fleet.rate)
      #expect(first.scenario != third.instance(index).scenario)
    }
    #expect(one.instance(4).fleet.rate != third.instance(4).fleet.rate)
  }

  /// Families keep what their name says, and sizes are the paper's.
  @Test func familiesAreWhatTheySay() {
    var families = ColdFamilies(seed: 11)
    for index in 0..<16 {
      let family = ColdFamilies.all[index % ColdFamilies.all.count]
      let instance = families.instance(index)
      #expect(instance.family == family.name)
      #expect(instance.scenario.models.count == family.models)
      #expect(instance.layouts <= 200 * family.models && instance.layouts >= 41 * family.models)
      #expect(instance.fleet.candidates.count <= instance.layouts)
      let mixes = instance.fleet.candidates.contains { Set($0.layout.stages.map(\.pool)).count > 1 }
      #expect(family.mixed || !mixes)
      let isPaper = instance.scenario.pools.map(\.price) == PaperInputs.prices
      #expect(isPaper == !family.perturbed)
      #expect((12...60).contains(instance.scenario.budget ?? 0))
      #expect(ColdFamilies.hasRoom(instance.fleet))
    }
  }

  /// A walk stays between the ends of its sliders, moves at each step and can be repeated.
  @Test func walksStayInBounds() {
    var families = ColdFamilies(seed: 3)
    let instance = families.instance(6)
    var walk = SliderWalk(from: instance.scenario, seed: 9)
    var twin = SliderWalk(from: instance.scenario, seed: 9)
    var seen: Set<SliderWalk.Control> = []
    for _ in 0..<400 {
      let before = walk.scenario
      seen.insert(walk.move())
      _ = twin.move()
      #expect(walk.scenario == twin.scenario)
      #expect(walk.scenario != before)
      #expect(FleetData.sharesCandidates(walk.scenario, instance.scenario))
      #expect((10...70).contains(walk.scenario.budget ?? 0))
      for (pool, first) in zip(walk.scenario.pools, instance.scenario.pools) {
        #expect((0...40).contains(pool.available))
        #expect(pool.price >= first.price * 0.4 - 0.005 && pool.price <= first.price * 2.5 + 0.005)
      }
      for model in walk.scenario.models {
        #expect(abs(model.workloads.reduce(0) { $0 + $1.share } - 100) < 1e-6)
        #expect(model.workloads.allSatisfy { $0.share > 0 })
      }
    }
    #expect(seen == [.budget, .stock, .price, .share])
  }

  /// Means and spreads of the deviates over 20,000 draws, to five standard errors.
  @Test func deviatesHaveTheirMoments() {
    var random = SplitMix(seed: 1)
    let count = 20_000
    let normals = (0..<count).map { _ in random.normal() }
    let gammas = (0..<count).map { _ in random.gamma(shape: 2) }
    func mean(_ sample: [Double]) -> Double { sample.reduce(0, +) / Double(sample.count) }
    #expect(abs(mean(normals)) < 5 / Double(count).squareRoot())
    #expect(abs(mean(normals.map { $0 * $0 }) - 1) < 5 * 2.0.squareRoot() / Double(count).squareRoot())
    #expect(abs(mean(gammas) - 2) < 5 * 2.0.squareRoot() / Double(count).squareRoot())
    #expect(gammas.allSatisfy { $0 > 0 })
    #expect(Set((0..<200).map { _ in random.whole(3...5) }) == [3, 4, 5])
  }
}
