import Testing

@testable import Planning

/// The explorer's answers on other plans are those of the studies.
@Suite struct ExplorerAnswerTests {
  private let options = PlanningOptions(gap: 1e-9)

  private var scenario: Scenario {
    var scenario = Toy.scenario
    scenario.budget = 5
    return scenario
  }

  @Test func alternativesAreTheStudys() throws {
    let plans = try #require(
      Alternatives(of: scenario, options: options).plans(
        count: Alternatives.usualCount, within: Alternatives.usualLoss)
    ).plans
    guard case .plans(let found)? = Explorer(gap: 1e-9).answer(ExplorationTask(.alternatives, scenario))
    else {
      Issue.record("no plans")
      return
    }
    #expect(found.map(\.composition) == plans.map(\.composition))
    #expect(found.map(\.objectiveValue) == plans.map(\.objectiveValue))
  }

  @Test func baselinesAreTheStudys() throws {
    let study = BaselineStudy(of: scenario, options: options)
    let explorer = Explorer(gap: 1e-9)
    for baseline in Baseline.all(of: scenario) {
      for keepsStock in baseline.hasUnlimitedVariant ? [true, false] : [true] {
        let task = ExplorationTask(.baseline(baseline, keepsStock: keepsStock), scenario)
        let expected = try #require(study.result(of: baseline, keepsStock: keepsStock))
        #expect(explorer.answer(task) == .baseline(expected), "\(baseline)")
      }
    }
    // Another scenario has baselines of its own.
    var richer = scenario
    richer.budget = 8
    let optimum = BaselineStudy(of: richer, options: options).result(of: .optimum, keepsStock: true)
    #expect(
      explorer.answer(ExplorationTask(.baseline(.optimum, keepsStock: true), richer))
        == optimum.map { .baseline($0) })
  }

  @Test func robustnessIsThePlansOwn() throws {
    let plan = try #require(PlanningSession().solve(scenario, options: options))
    let study = try #require(RobustnessStudy(plan: plan, scenario: scenario))
    let answer = Explorer(gap: 1e-9).answer(ExplorationTask(.robustness, scenario, plan: plan))
    #expect(answer == .robustness(study.run()))
    var foreign = plan
    foreign.replicas[0].layout = "nothing*1"
    #expect(
      Explorer(gap: 1e-9).answer(ExplorationTask(.robustness, scenario, plan: foreign)) == .robustness(nil))
  }

  @Test func aQuestionGivenUpHasNoAnswer() {
    for question in [ExplorationTask.Question.alternatives, .baseline(.melange, keepsStock: true)] {
      #expect(Explorer(gap: 1e-9).answer(ExplorationTask(question, scenario), isCancelled: { true }) == nil)
    }
    var running = scenario
    running.current = CurrentFleet(planPath: "", replicas: [], startCost: 0)
    #expect(Explorer().answer(ExplorationTask(.replanning, running), isCancelled: { true }) == nil)
    // Without a running fleet there is no way from one.
    #expect(Explorer().answer(ExplorationTask(.replanning, scenario)) == nil)
  }

  @Test func anAdvantageIsAPartOfTheOthersValue() {
    #expect(Objective.throughput.advantage(of: 12, over: 10) == 0.2)
    #expect(Objective.cost.advantage(of: 12, over: 10) == -0.2)
    #expect(Objective.costPerToken.advantage(of: 5, over: 10) == 0.5)
    #expect(Objective.cost.advantage(of: 1, over: 0) == nil)
  }
}
