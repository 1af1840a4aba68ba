import Planning

/// Checks plan files against one scenario: whether they were made of it, and every figure (see `PlanCheck`).
public struct PlanFileCheck {
  /// The values besides the bound that a check does not cover, for readers of its result.
  public static let unchecked = "the marginal values and what the solve cost"

  /// Most differing values that a sentence names.
  private static let shownDifferences = 5

  private let scenario: Scenario
  private let digest: String
  private let check: PlanCheck

  /// Prepares the check of plans of `scenario`.
  public init(scenario: Scenario) {
    self.scenario = scenario
    digest = ScenarioDigest.digest(of: scenario)
    check = PlanCheck(scenario: scenario)
  }

  /// Everything that is wrong with a saved plan, one sentence each; empty if it holds.
  public func problems(of saved: SavedPlan) -> [String] {
    var problems: [String] = []
    if let origin = saved.origin { problems += self.problems(of: origin) }
    // A runner-up or a pinned plan has its name after the scenario's.
    if let title = saved.title, title != scenario.title, !title.hasPrefix(scenario.title + ", ") {
      problems.append("title is '\(title)', the scenario's is '\(scenario.title)'")
    }
    return problems
      + check.problems(of: saved.plan, gapAsked: saved.origin?.gapAsked).map(\.description)
  }

  private func problems(of origin: PlanOrigin) -> [String] {
    var problems: [String] = []
    var differences: [String] = []
    switch origin.scenario {
    case .success(let carried)?:
      let own = ScenarioDigest.digest(of: carried)
      if own != origin.digest {
        problems.append("scenario_digest is \(origin.digest), that of the scenario it carries is \(own)")
      }
      differences = ScenarioDifference.texts(from: carried, to: scenario)
    case .failure(let error)?: problems.append("the scenario it carries cannot be read: \(error)")
    case nil: break
    }
    if digest != origin.digest, problems.isEmpty {
      let what =
        differences.isEmpty
        ? "its digest is \(origin.digest), that of this one \(digest)"
        : differences.prefix(Self.shownDifferences).joined(separator: ", ")
          + (differences.count > Self.shownDifferences
            ? " and \(differences.count - Self.shownDifferences) more" : "")
      problems.append(
        "the plan is of another scenario, so that its status and bound say nothing of this one: \(what)")
    }
    return problems
  }
}
