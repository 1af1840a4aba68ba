import Testing

@testable import Planning

@Suite struct FrontierCurveTests {
  @Test func theCurveRunsAlongTheBudgetOrTheDemand() {
    var scenario = Toy.scenario
    #expect(FrontierCurve.axis(of: scenario) == .budget)
    let curve = FrontierCurve(of: scenario, upTo: 8, count: 4)
    #expect(curve.limits == [2, 4, 6, 8])
    #expect(curve.scenario(at: 1).budget == 4)
    #expect(curve.passes(through: scenario))
    scenario.budget = 5
    #expect(curve.passes(through: scenario))
    scenario.pools[0].price += 1
    #expect(!curve.passes(through: scenario))
    scenario = Toy.scenario
    scenario.objective = .cost
    scenario.demand = 1
    #expect(FrontierCurve(of: scenario, upTo: 2, count: 2).scenario(at: 0).demand == 1)
    #expect(!curve.passes(through: scenario))
  }

  @Test func pointsComeCoarseFirst() {
    var curve = FrontierCurve(of: Toy.scenario, upTo: 8, count: 8)
    #expect(Set(curve.missing) == Set(0..<8) && curve.missing.count == 8)
    #expect(Array(curve.missing.prefix(4)) == [7, 3, 5, 1])
    guard
      case .plan(let plan)? = Explorer(gap: 1e-9).answer(
        ExplorationTask(.frontier(7), curve.scenario(at: 7)))
    else {
      Issue.record("no plan")
      return
    }
    curve.add(plan, at: 7)
    #expect(curve.missing.first == 3 && curve.missing.count == 7)
  }

  /// One replica of `small` serves 1 req/s for 1 $/h, one of `large` 3 req/s for 2 $/h; two of each are in stock.
  @Test func everyPointIsAnOptimum() {
    var curve = FrontierCurve(of: Toy.scenario, upTo: 6, count: 6)
    let explorer = Explorer(gap: 1e-9)
    for index in curve.missing {
      if case .plan(let plan)? = explorer.answer(ExplorationTask(.frontier(index), curve.scenario(at: index)))
      {
        curve.add(plan, at: index)
      }
    }
    #expect(curve.curve.map(\.value) == [1, 3, 4, 6, 7, 8])
    #expect(
      curve.curve.map(\.pools) == [
        ["small"], ["large"], ["small", "large"], ["large"], ["small", "large"], ["small", "large"],
      ])
    let first = curve.breakpoints.first
    #expect(first?.from == 1 && first?.to == 2 && first?.joining == ["large"] && first?.leaving == ["small"])
    #expect(curve.breakpoints.count == 4)
  }

  @Test func limitsWithoutAPlanLeaveAHole() {
    var scenario = Toy.scenario
    scenario.pools[0].available = 0
    var curve = FrontierCurve(of: scenario, upTo: 2, count: 2)
    for index in curve.missing {
      if case .plan(let plan)? = Explorer().answer(
        ExplorationTask(.frontier(index), curve.scenario(at: index)))
      {
        curve.add(plan, at: index)
      }
    }
    #expect(curve.points[0]?.value == nil)
    #expect(curve.curve.map(\.limit) == [2])
  }
}
