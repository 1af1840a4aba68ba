import Interchange
import Serving
import Testing

@testable import Planning

/// Plans with throughput elsewhere in its error bands than stated.
@Suite struct BandPositionTests {
  private static let options = PlanningOptions(gap: 1e-9)

  /// Measured figures may be 5 % off either way.
  @Test func figuresMoveByKind() throws {
    var scenario = Toy.scenario
    func rate(_ bands: BandPositions) throws -> Double {
      scenario.bands = bands
      return try #require(PlanningSession().solve(scenario, options: Self.options)).requestsPerSecond
    }
    #expect(abs(try rate(BandPositions()) - 8) < 1e-9)
    #expect(abs(try rate(BandPositions(all: -1)) - 8 * 0.95) < 1e-9)
    #expect(abs(try rate(BandPositions(all: 0.5)) - 8 * 1.025) < 1e-9)
    // Two small ones with 1 req/s, two large ones with 3.
    #expect(abs(try rate(BandPositions(kinds: ["tiny on large": -1])) - (2 + 6 * 0.95)) < 1e-9)
    #expect(abs(try rate(BandPositions(all: 1, kinds: ["tiny on large": -1])) - (2.1 + 5.7)) < 1e-9)
    #expect(scenario.uncertainKinds == ["tiny on small", "tiny on large"])
  }

  /// A replica of both types is slower than one of the large alone, as stated: it must not be forgotten where it may
  /// be faster in truth.
  @Test func whatIsBeatenAsStatedMayWin() throws {
    var scenario = Toy.scenario
    scenario.pools[0].available = 1
    scenario.pools[1].available = 1
    scenario.profile = [
      Fixture.row(pool: 1, tp: 1, input: 100, output: 10, rate: 3),
      ProfileRow(
        model: 0, precision: .bf16,
        layout: Layout(stages: [Stage(pool: 0, tp: 1), Stage(pool: 1, tp: 1)]), inputTokens: 100,
        outputTokens: 10, requestsPerSecond: 2.9, source: "made for tests"),
    ]
    #expect(FleetData(scenario).candidates.count == 1)
    scenario.bands = BandPositions(kinds: ["tiny on large+small": 1, "tiny on large": -1])
    let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
    #expect(plan.replicas.map(\.layout) == ["small*1+large*1"])
    #expect(abs(plan.requestsPerSecond - 2.9 * 1.05) < 1e-9)
    // The figure's band is around what it is taken to be.
    let band = try #require(plan.replicas.first?.provenance.band)
    #expect(abs(band.upperBound - 1) < 1e-12 && band.lowerBound < 0.95)
    #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty)
    scenario.bands = BandPositions()
    #expect(!PlanCheck(scenario: scenario).problems(of: plan).isEmpty)
  }

  /// Candidates that are left out lose nothing at any position: plans equal those over all of them.
  @Test func nothingThatCountsIsLeftOut() throws {
    var random = SplitMix(seed: 71)
    for index in 0..<8 {
      var scenario = try Self.estimated()
      scenario.budget = random.uniform(4, 12)
      for pool in scenario.pools.indices { scenario.pools[pool].available = 1 + random.below(4) }
      let kinds = scenario.uncertainKinds
      scenario.bands =
        index % 3 == 0
        ? BandPositions(all: random.uniform(-1, 1))
        : BandPositions(
          kinds: Dictionary(uniqueKeysWithValues: kinds.map { ($0, random.uniform(-1, 1)) }))
      scenario.resilience.misjudged = index / 4
      let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
      let all = FleetData(
        scenario, candidates: FleetData.buildCandidates(scenario, pruned: false).candidates, refusals: [])
      #expect(all.candidates.count > FleetData(scenario).candidates.count)
      let truth = try #require(
        PlanningSession().solveWithoutDiagnosis(all, options: Self.options, isCancelled: { false }))
      #expect(abs(plan.requestsPerSecond - truth.requestsPerSecond) <= 1e-7 * truth.requestsPerSecond)
      #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty)
    }
  }

  /// A warm session moves between positions as a new one does.
  @Test func warmEqualsCold() throws {
    var random = SplitMix(seed: 72)
    var scenario = try Self.estimated()
    let kinds = scenario.uncertainKinds
    let session = PlanningSession()
    for step in 0..<12 {
      scenario.budget = random.uniform(4, 12)
      let positions = kinds.map { ($0, random.uniform(-1, 1)) }
      scenario.bands =
        step % 4 == 3 ? BandPositions() : BandPositions(kinds: Dictionary(uniqueKeysWithValues: positions))
      let warm = try #require(session.solve(scenario, options: Self.options))
      let cold = try #require(PlanningSession().solve(scenario, options: Self.options))
      #expect(warm.status == cold.status)
      #expect(abs(warm.requestsPerSecond - cold.requestsPerSecond) <= 1e-7 * cold.requestsPerSecond)
    }
  }

  /// Every line of a sweep over bands is the plan of its scenario.
  @Test func aSweepOverBandsEqualsFreshPlans() throws {
    let base = try Self.estimated()
    let source = SourceFile(
      path: "g.yaml",
      text: "vary:\n  bands.each: {from: -1, to: 1}\n  budget: {from: 4, to: 12}\nsamples: 20\nseed: 3\n")
    let grid = try SweepGrid(source, scenario: base)
    #expect(
      grid.paths.count == base.uncertainKinds.count + 1 && grid.paths[0].hasPrefix("bands.llama-3-8b on "))
    let scenarios = try (0..<grid.count).map { try grid.scenario($0, of: base) }
    let solver = SweepSolver(base: scenarios[0], options: Self.options)
    for result in try #require(solver.solve(scenarios, first: 0)) {
      let fresh = try #require(PlanningSession().solve(scenarios[result.index], options: Self.options))
      #expect(result.plan.status == fresh.status)
      #expect(
        abs(result.plan.requestsPerSecond - fresh.requestsPerSecond) <= 1e-7 * fresh.requestsPerSecond)
    }
    #expect(Set(scenarios.map(\.bands.kinds)).count == 20)
  }

  /// Two GPU types with bands of different widths, estimates alone, stages of both.
  private static func estimated() throws -> Scenario {
    try ScenarioReader.read(
      text: """
        budget: 8
        gpus:
          - {name: L40S, available: 4, price: 0.9}
          - {name: A6000, type: RTX-A6000, available: 4, price: 0.5}
        models:
          - name: llama-3-8b
            workloads: [{name: a, input: 2000, output: 100, share: 1}, {name: b, input: 500, output: 500, share: 2}]
        replicas: {source: estimated, max_gpus: 4}
        """, fileName: "s.yaml", folder: .containing("s.yaml"))
  }
}
