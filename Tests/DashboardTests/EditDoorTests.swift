import Interchange
import Planning
import Serving
import Testing

@testable import Dashboard

/// Every path has the same answer in every way to set it: `--set`, `:set`, a replay move, a grid of one
/// value, a value field.
@Suite struct EditDoorTests {
  /// The ways to set a value: each returns the scenario edited by a path and a value; nil: they are refused.
  private static let doors: [(name: String, door: @Sendable (String, String, Scenario) -> Scenario?)] = [
    (
      ":set",
      { path, value, scenario in
        var state = opened(scenario)
        _ = update(&state, .commands(.run("set \(path) \(value)")))
        return state.message?.kind == .error ? nil : state.scenario
      }
    ),
    (
      "move",
      { path, value, scenario in
        let line = JSONValue.object([("set", .object([(path, .text(value))]))]).compact
        guard
          let moves = try? MovesReader.read(
            SourceFile(path: "m.jsonl", text: line + "\n"), scenario: scenario)
        else { return nil }
        var changed = scenario
        try? Edit.apply(moves[0].edits, to: &changed)
        return changed
      }
    ),
    (
      "grid",
      { path, value, scenario in
        let values = JSONValue.object([("vary", .object([(path, .array([.text(value)]))]))]).compact
        guard let grid = try? SweepGrid(SourceFile(path: "g.yaml", text: values), scenario: scenario) else {
          return nil
        }
        return try? grid.scenario(0, of: scenario)
      }
    ),
    (
      "field",
      { path, value, scenario in
        var state = opened(scenario)
        guard let control = EditPath(path, in: scenario).flatMap(state.controls.control) else {
          return set(path, value, scenario)
        }
        _ = state.type(value, into: control)
        return state.message?.kind == .error ? nil : state.scenario
      }
    ),
  ]

  private static func set(_ path: String, _ value: String, _ scenario: Scenario) -> Scenario? {
    var changed = scenario
    do { try Edit(path: path, value: value).apply(to: &changed) } catch { return nil }
    return changed
  }

  private static func opened(_ scenario: Scenario) -> DashboardState {
    var state = Fixtures.opened()
    state.statement.scenario = scenario
    return state
  }

  private static func scenario() -> Scenario {
    var scenario = Fixtures.opened().scenario
    scenario.objective = .costPerToken
    scenario.demand = 10
    // Mixes of their own: one slider would stand for all models else.
    scenario.models[0].workloads[0].inputTokens += 1
    return scenario
  }

  private static let values = [
    "5", "0.5", "8.5", "1", "0", "2e7", "1e9", "200000", "20k", "97%", "100%", "101%", "+2", "-2", "+10%",
    "-300%",
    "-50%", "$12/h", "$500/day", "20k/month", "1200/min", "4 req/s", "2 s", "8 GPUs", "off", "null", "low",
    "pool",
    "region", "cost", "nan", "1e999", "0x10", "--4", "4 bananas", "12 ms", "",
  ]

  @Test func everyPathHasOneAnswerByEveryDoor() {
    let scenario = Self.scenario()
    var accepted = 0
    for path in EditPath.all(in: scenario) {
      let text = path.text(in: scenario)
      let isPercent = path == .headroom || !path.shares(in: scenario).paths.isEmpty
      for value in Self.values {
        let wanted = Self.set(text, value, scenario)
        if wanted != nil { accepted += 1 }
        for (name, door) in Self.doors {
          // Behind the field of a share stands the unit of a bare figure.
          if name == "field", value.isEmpty || isPercent && value.last?.isNumber == true { continue }
          if name == ":set", value.isEmpty { continue }
          let found = door(text, value, scenario)
          #expect(found == wanted, "\(name) \(text) \(value)")
        }
      }
    }
    #expect(accepted > 150)
  }

  private static let figures: [(path: String, value: String, figure: Double)] = [
    ("headroom", "5", 0.05), ("headroom", "97%", 0.97), ("headroom", "0.2", 0.2), ("budget", "2e7", 2e7),
    ("budget", "$500/day", 500 / 24.0), ("budget", "20k/month", 20_000 / 730.0), ("budget", "+2", 32),
    ("budget", "-10%", 27), ("budget", "35%", 10.5), ("demand", "1200/min", 20), ("demand", "1e9", 1e9),
    ("gpus.H100.available", "200000", 200_000), ("gpus.H100.available", "+2", 10),
    ("resilience.remaining", "80", 0.8), ("bands", "-50%", -0.5), ("bands.all", "low", -1),
  ]

  @Test(arguments: figures)
  func valuesMeanWhatPeopleWrite(path: String, value: String, figure: Double) throws {
    var scenario = Self.scenario()
    scenario.budget = 30
    scenario.pools[0].available = 8
    let stated = try #require(EditPath(path.replacing("H100", with: scenario.pools[0].name), in: scenario))
    guard case .figure(let found) = try stated.read(value, in: scenario) else {
      Issue.record("no figure")
      return
    }
    #expect(abs(found - figure) < 1e-9 * max(1, figure))
  }

  @Test func partsOfGPUsAreRefusedNotRounded() {
    let scenario = Self.scenario()
    let path = "gpus.\(scenario.pools[0].name).available"
    #expect(Self.set(path, "8.5", scenario) == nil)
    #expect(Self.doors.allSatisfy { $0.door(path, "8.5", scenario) == nil })
  }

  /// `:set` of one model's mix leaves the mixes of the others alone, even where one slider stands for all.
  @Test func aPathOfOneModelChangesNoOther() {
    let scenario = Fixtures.opened().scenario
    #expect(scenario.models.count > 1)
    var state = Self.opened(scenario)
    #expect(state.controls.mixIsShared)
    let model = scenario.models[1]
    let line = "models.\(model.name).workloads.\(model.workloads[0].name).share"
    _ = update(&state, .commands(.run("set \(line) 40%")))
    #expect(state.scenario.models[0] == scenario.models[0])
    #expect(state.scenario.models[1] != model)
    #expect(state.scenario == Self.set(line, "40%", scenario))
  }

  @Test func theEditsBetweenTwoScenariosMakeOneOfTheOther() throws {
    let scenario = Self.scenario()
    for path in EditPath.all(in: scenario) {
      for value in Self.values {
        guard let changed = Self.set(path.text(in: scenario), value, scenario) else { continue }
        var again = scenario
        try Edit.apply(Edit.between(scenario, changed), to: &again)
        // A price that was typed is the operator's, and may be the same.
        for pool in again.pools.indices { again.pools[pool].priceSource = changed.pools[pool].priceSource }
        if changed.slo == SLO() || changed.slo == nil { again.slo = changed.slo }
        #expect(again == changed, "\(path) \(value)")
      }
    }
  }
}
