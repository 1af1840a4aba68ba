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
