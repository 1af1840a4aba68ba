import Planning
import Serving

/// A planning problem ready to be solved: candidates built, perturbed and pruned.
struct Instance {
  /// Unique in a run.
  var name: String
  /// Instances that are summed up together.
  var family: String
  /// The problem; its candidates serve every scenario that differs from it in numbers only.
  var fleet: FleetData
  /// Layouts that can serve, before those that no plan needs were left out.
  var layouts: Int

  /// The scenario as stated.
  var scenario: Scenario { fleet.scenario }

  /// The same problem with other numbers.
  func with(_ scenario: Scenario) -> FleetData {
    FleetData(scenario, candidatesOf: fleet)
  }

  /// Prunes candidates as the program does after building them.
  init(name: String, family: String, scenario: Scenario, candidates: [Candidate]) {
    self.name = name
    self.family = family
    layouts = candidates.count
    let kept = Dominance.withoutSums(Dominance.pruned(candidates))
    fleet = FleetData(scenario, candidates: kept, refusals: [])
  }

  /// Takes a scenario as it is, with the candidates that the program would use.
  init(name: String, family: String, scenario: Scenario) {
    self.name = name
    self.family = family
    fleet = FleetData(scenario)
    layouts = fleet.candidates.count
  }
}
