import Synchronization
import Testing

@testable import Planning

/// Solves that end before they are done keep what they have, and claim no more than that.
@Suite struct EarlyEndTests {
  /// A flag that is raised once it was asked so often.
  private final class Alarm: Sendable {
    private let asked = Atomic<Int>(0)
    private let after: Int
    init(after: Int) { self.after = after }
    func isRaised() -> Bool { asked.add(1, ordering: .relaxed).newValue > after }
  }

  /// Six GPU types and two models, estimated.
  private static func paper() throws -> Scenario {
    try PaperDirectionTests.sample("paper/both-swiss-stock1-30")
  }

  @Test("An interrupted solve keeps its best plan with a bound", arguments: Objective.allCases)
  func interruption(_ objective: Objective) throws {
    var scenario = try Self.paper()
    scenario.objective = objective
    scenario.demand = 12
    let best = try #require(PlanningSession().solve(scenario))
    #expect(best.status == .optimal)
    for after in [0, 3, 20, 100, 400] {
      let alarm = Alarm(after: after)
      var options = PlanningOptions()
      options.isInterrupted = { alarm.isRaised() }
      let plan = try #require(PlanningSession().solve(scenario, options: options))
      guard plan.exists else {
        #expect(plan.status == .unknown && plan.infeasibility?.isProven == false, "after \(after)")
        continue
      }
      #expect(PlanCheck(scenario: scenario).problems(of: plan).isEmpty)
      let slack = 1e-4 * best.objectiveValue
      switch objective {
      case .throughput:
        #expect(plan.requestsPerSecond <= best.bound + slack && plan.bound >= best.requestsPerSecond - slack)
      case .cost, .costPerToken:
        #expect(plan.objectiveValue >= best.bound - slack && plan.bound <= best.objectiveValue + slack)
      }
      #expect(plan.status == .feasible || plan.gap <= 1e-4 + 1e-9, "after \(after)")
    }
  }

  @Test("A cancelled solve is thrown away, an interrupted one is not remembered as final")
  func memory() throws {
    let session = PlanningSession()
    let paper = try Self.paper()
    #expect(session.solve(paper, isCancelled: { true }) == nil)
    var options = PlanningOptions()
    options.isInterrupted = { true }
    let none = try #require(session.solve(paper, options: options))
    #expect(none.status != .optimal && none.status != .infeasible)
    #expect(session.solve(paper)?.status == .optimal)
  }

  @Test("Out of time there is no proof: neither of a plan's optimality nor of its absence")
  func deadline() throws {
    for objective in Objective.allCases {
      for demand in [12, 1e9] {
        var scenario = try Self.paper()
        scenario.objective = objective
        scenario.demand = demand
        let options = PlanningOptions().ending(after: 0)
        let plan = try #require(PlanningSession().solve(scenario, options: options))
        #expect(plan.status == .unknown || plan.status == .feasible)
        #expect(plan.omission != nil || plan.infeasibility?.reason.contains("time ran out") == true)
        if plan.status == .unknown { #expect(plan.infeasibility?.isProven == false) }
      }
    }
    // A limit beyond what the clock can count is the longest there is.
    let paper = try Self.paper()
    #expect(PlanningSession().solve(paper, options: PlanningOptions(timeLimit: 1e21))?.status == .optimal)
    #expect(PlanningSession().solve(paper, options: PlanningOptions().ending(after: 1e21)) != nil)
  }

  @Test("Many pools that any one may be lost of have a plan before the first pivot")
  func manyLosses() throws {
    var scenario = try Self.paper()
    let pools = scenario.pools
    scenario.pools = (0..<5).flatMap { copy in
      pools.map { pool in
        var other = pool
        other.name += "-\(copy)"
        other.price *= 1 + 0.01 * Double(copy)
        return other
      }
    }
    scenario.profile = []
    scenario.replicas.source = .estimated
    scenario.budget = 100
    scenario.resilience = Resilience(survives: .pool, remaining: 0.7, misjudged: 1)
    var options = PlanningOptions()
    options.pivotLimit = 1
    for objective in [Objective.throughput, .cost] {
      scenario.objective = objective
      scenario.demand = objective == .cost ? 3 : nil
      let plan = try #require(PlanningSession().solve(scenario, options: options))
      #expect(plan.status == .feasible, "\(objective): \(plan.infeasibility?.reason ?? "")")
      #expect(!plan.stresses.isEmpty && plan.requestsPerSecond > 0)
      #expect(PlanCheck(fleet: FleetData(scenario)).problems(of: plan) == [])
    }
  }

  @Test("A great many workload types are routed at once where there is no time to route them well")
  func manyWorkloads() throws {
    var scenario = Toy.scenario
    let count = 600
    scenario.models[0].workloads = (0..<count).map {
      Workload(name: "w\($0)", inputTokens: 1000 + $0, outputTokens: 100, share: 1)
    }
    scenario.profile = (0..<count).flatMap { workload in
      [(0, 1.0), (1, 3)].map { pool, rate in
        Fixture.row(pool: pool, tp: 1, input: 1000 + workload, output: 100, rate: rate)
      }
    }
    var options = PlanningOptions()
    let alarm = Alarm(after: 60)
    options.isInterrupted = { alarm.isRaised() }
    let fleet = FleetData(scenario)
    let plan = try #require(PlanningSession(candidatesOf: fleet).solve(scenario, options: options))
    #expect(
      plan.status == .feasible && plan.workloads.count == count, "\(String(describing: plan.infeasibility))")
    #expect(PlanCheck(fleet: fleet).problems(of: plan) == [])
    // Six $/h buy two small ones at 1 $/h and 1 req/s, and two large ones at 2 $/h and 3 req/s, at most.
    #expect(plan.requestsPerSecond > 0 && plan.requestsPerSecond <= 8 * (1 + 1e-6))
  }

  @Test("A study out of time says that it is not complete and claims nothing that it did not solve")
  func studies() throws {
    let options = PlanningOptions().ending(after: 0)
    let walk = FrontierWalk(of: Toy.scenario, from: 1, to: 6, count: 6)
    let walked = try #require(walk.run(options: options) { _ in })
    #expect(!walked.isComplete && walked.points.isEmpty)
    #expect(try #require(walk.run(options: PlanningOptions()) { _ in }).isComplete)
    let found = try #require(
      Alternatives(of: Toy.scenario, options: options).plans(count: 5, within: 1))
    #expect(!found.isComplete)
    #expect(
      try #require(Alternatives(of: Toy.scenario, options: PlanningOptions()).plans(count: 2, within: 1))
        .isComplete)
    let base = try #require(PlanningSession().solve(Toy.scenario))
    let study = SensitivityStudy(of: Toy.scenario, options: options)
    #expect(study.effect(of: .budget(part: 0.05), on: base) == nil)
    #expect(study.stableRange(of: .budget, on: base) == nil)
    #expect(
      SweepSolver(base: Toy.scenario, options: options).solve([Toy.scenario], first: 0) == nil)
    var blocked = Toy.scenario
    // More than both pools serve, which a search must find out.
    blocked.objective = .cost
    blocked.demand = 100
    blocked.budget = 5
    #expect(Conflict(of: blocked, options: options) == nil)
    #expect(Conflict(of: blocked, options: PlanningOptions()) != nil)
    #expect(Explorer(options: options).answer(ExplorationTask(.relaxation(.demand), blocked)) == nil)
    #expect(Explorer().answer(ExplorationTask(.relaxation(.demand), blocked)) != nil)
  }
}
