import Serving
import Testing

@testable import Planning

@Suite struct OfferTests {
  private static let options = PlanningOptions(gap: 1e-9)

  /// One machine lost every two hours, half an hour each: four fifths of the time are left.
  @Test func interruptionsTakeTheirTime() throws {
    var scenario = Toy.scenario
    scenario.pools[1].offer = Offer(tier: .spot, interruptionsPerHour: 0.5, recoveryMinutes: 30)
    #expect(FleetData.uptime(gpus: [0, 1], pools: scenario.pools) == 0.8)
    #expect(FleetData.uptime(gpus: [4, 0], pools: scenario.pools) == 1)
    // Eight GPUs are one machine, nine are two.
    #expect(FleetData.uptime(gpus: [0, 8], pools: scenario.pools) == 0.8)
    #expect(abs(FleetData.uptime(gpus: [0, 9], pools: scenario.pools) - 1 / 1.5) < 1e-12)
    let plan = try #require(PlanningSession().solve(scenario, options: Self.options))
    #expect(abs(plan.requestsPerSecond - (2 * 2.4 + 2)) < 1e-9)
    #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty)
    // A session that solved it without interruptions has no bound for it.
    let session = PlanningSession()
    #expect(session.solve(Toy.scenario, options: Self.options)?.requestsPerSecond == 8)
    let warm = try #require(session.solve(scenario, options: Self.options))
    #expect(abs(warm.requestsPerSecond - plan.requestsPerSecond) < 1e-9)
    #expect(abs((session.solve(Toy.scenario, options: Self.options)?.requestsPerSecond ?? 0) - 8) < 1e-9)
  }

  /// A mixed layout of both pools is the best there is, unless the pools stand in different regions.
  @Test func replicasDoNotSpanRegions() throws {
    var scenario = Toy.scenario
    scenario.replicas.mixed = true
    scenario.profile.append(
      ProfileRow(
        model: 0, precision: .bf16, layout: Layout(stages: [Stage(pool: 0, tp: 1), Stage(pool: 1, tp: 1)]),
        inputTokens: 100, outputTokens: 10, requestsPerSecond: 9, source: "made for tests"))
    func plan() throws -> Plan {
      try #require(PlanningSession().solve(scenario, options: Self.options))
    }
    #expect(try plan().requestsPerSecond == 18)
    scenario.pools[0].offer.region = "eu"
    scenario.pools[1].offer.region = "us"
    #expect(try plan().requestsPerSecond == 8)
    scenario.pools[1].offer.region = "eu"
    #expect(try plan().requestsPerSecond == 18)
    scenario.pools[1].offer.provider = "another"
    #expect(try plan().requestsPerSecond == 8)
  }
}
