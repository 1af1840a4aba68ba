import Foundation
import Serving
import Testing

@testable import Interchange
@testable import Planning

/// Changes each figure and each word of saved plans, one at a time: the check must refuse every one of them.
@Suite struct PlanMutationTests {
  /// Values that cannot be computed from a plan and its scenario, so that no check refuses them.
  private static let exempt: [String: String] = [
    "gpus[].marginal_value": "a dual price, or the answer of another solve",
    "gpus[].marginal_value_kind": "how that figure was found",
    "budget_marginal_value": "the same of the budget",
    "budget_marginal_value_kind": "how that figure was found",
    "gap_asked": "what was asked for, within which the gap stays",
    "solve.milliseconds": "what the solve cost",
    "solve.first_plan_milliseconds": "what the solve cost",
    "solve.nodes": "what the solve cost",
    "solve.pivots": "what the solve cost",
  ]

  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var scenario: Scenario
    /// Most changes tried of the figures with one key in one kind of list: those of a large plan are much alike.
    var mostOfAKind = 30
    var testDescription: String { name }
  }

  private static func sample(_ path: String) throws -> Scenario {
    let folder = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Samples/"
    return try ScenarioReader.read(path: folder + path)
  }

  static func cases() throws -> [Case] {
    var random = SplitMix(seed: 17)
    var hardened = Fixture.random(&random, objective: .cost, models: 2)
    hardened.budget = nil
    hardened.demand = 0.4
    for pool in hardened.pools.indices { hardened.pools[pool].available = 8 }
    hardened.resilience = Resilience(survives: .pool, remaining: 0.5, misjudged: 1)
    var running = Fixture.random(&random, objective: .cost, models: 2)
    running.budget = nil
    running.demand = 0.3
    for pool in running.pools.indices { running.pools[pool].available = 8 }
    running.current = CurrentFleet(
      planPath: "p.json", replicas: Fixture.running(of: running, &random), startCost: 0.25, maxStarts: 6)
    running.headroom = 0.1
    var low = try sample("today/scenario.yaml")
    low.bands.all = -0.5
    return [
      Case(name: "throughput", scenario: Fixture.workedExample()),
      Case(name: "cost", scenario: Fixture.workedExample(objective: .cost, demand: 2)),
      Case(name: "cost per token", scenario: Fixture.workedExample(objective: .costPerToken, demand: 1)),
      Case(name: "resilience", scenario: hardened),
      Case(name: "running fleet", scenario: running),
      Case(name: "estimates at half their bands", scenario: low, mostOfAKind: 5),
    ]
  }

  @Test(arguments: try cases()) func everyChangeIsRefused(_ entry: Case) throws {
    let plan = try #require(PlanningSession().solve(entry.scenario, options: PlanningOptions(gap: 1e-6)))
    try #require(plan.exists, "\(plan.infeasibility?.reason ?? "")")
    let check = PlanFileCheck(scenario: entry.scenario)
    let json = PlanJSON.value(
      plan, title: entry.scenario.title,
      origin: PlanOrigin(of: entry.scenario, gapAsked: 1e-6, carriesScenario: false))
    #expect(problems(json, check).isEmpty, "\(problems(json, check))")
    let mutations = JSONMutation.all(of: json, words: words(of: entry.scenario))
    let seen = Set(mutations.map(\.place))
    for mutation in chosen(mutations, ofEach: entry.mostOfAKind) where Self.exempt[mutation.place] == nil {
      #expect(!problems(mutation.applied(to: json), check).isEmpty, "accepted: \(mutation)")
    }
    // Each kind of figure was there to be changed.
    let kinds = [
      "status", "bound", "gap", "replicas[].error_band.low", "assignments[].prefill_share",
      "workloads[].cost_per_million_input_tokens", "gpus[].available", "title", "scenario_digest",
    ]
    #expect(seen.isSuperset(of: kinds))
    #expect(entry.scenario.resilience.isAsked == seen.contains("withstands[].needed"))
  }

  @Test func everyChangeOfTheCarriedScenarioIsRefused() throws {
    var random = SplitMix(seed: 3)
    var scenario = Fixture.random(&random, objective: .throughput, models: 2)
    scenario.budget = 40
    scenario.current = CurrentFleet(
      planPath: "p.json", replicas: Fixture.running(of: scenario, &random), startCost: 0.25)
    let plan = try #require(PlanningSession().solve(scenario))
    let json = PlanJSON.value(
      plan, title: scenario.title, origin: PlanOrigin(of: scenario, gapAsked: 1e-4, carriesScenario: true))
    let check = PlanFileCheck(scenario: scenario)
    #expect(problems(json, check).isEmpty, "\(problems(json, check))")
    let mutations = JSONMutation.all(of: json, words: []).filter {
      ["scenario", "profiles", "running"].contains($0.path[0])
    }
    let carried = chosen(mutations, ofEach: 20)
    #expect(carried.count > 100)
    for mutation in carried {
      #expect(!problems(mutation.applied(to: json), check).isEmpty, "accepted: \(mutation)")
    }
    guard case .object(let entries) = json,
      case .text(let text)? = entries.first(where: { $0.key == "scenario" })?.value
    else {
      Issue.record("no scenario is carried")
      return
    }
    let richer = JSONMutation(
      path: ["scenario"], value: .text(text.replacing("budget: 40", with: "budget: 41")))
    #expect(!problems(richer.applied(to: json), check).isEmpty)
  }

  /// All changes, or as many of each kind as are wanted; `FLEETMIX_CAMPAIGN` asks for all.
  private func chosen(_ mutations: [JSONMutation], ofEach most: Int) -> [JSONMutation] {
    guard ProcessInfo.processInfo.environment["FLEETMIX_CAMPAIGN"] == nil else { return mutations }
    var random = SplitMix(seed: 29)
    return Dictionary(grouping: mutations, by: \.place).sorted { $0.key < $1.key }.flatMap { _, group in
      var rest = group
      return (0..<min(most, group.count)).map { _ in rest.remove(at: random.below(rest.count)) }
    }
  }

  private func problems(_ json: JSONValue, _ check: PlanFileCheck) -> [String] {
    do {
      return check.problems(of: try PlanReader.read(json.parsed, file: "p.json"))
    } catch {
      return ["\(error)"]
    }
  }

  /// Words that are valid somewhere in a plan's file.
  private func words(of scenario: Scenario) -> [String] {
    [
      "optimal", "feasible", "infeasible", "unknown", "throughput", "cost", "measured", "estimated", "fp8",
      "bf16",
    ]
      + scenario.pools.map(\.name) + scenario.models.map(\.name)
      + scenario.models.flatMap { $0.workloads.map(\.name) }
  }
}
