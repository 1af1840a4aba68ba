import Planning

/// The effect of moving a limit by one step, from a solve of its own.
struct Worth: Sendable, Equatable {
  /// Improvement of the objective's own value; nil: the moved limit leaves no plan.
  var gain: Double?
  /// Relative gap to which the improved plan is proven.
  var gap: Double
}

/// The results of background solves around the present scenario.
struct Exploration: Sendable, Equatable {
  /// Number of the last request; answers to older ones are ignored.
  var request = 0
  /// The frontier being solved.
  var curve: FrontierCurve?
  /// The frontier shown until the new one has points.
  var lastCurve: FrontierCurve?
  /// The scenario to which the worths and entry prices belong, and its plan.
  var origin: Scenario?
  var plan: Plan?
  /// The worth of moving a limit, by step.
  var worth: [LimitStep: Worth] = [:]
  /// $/h at which an unused pool would be used, by pool; `some(nil)`: at no price.
  var entryPrice: [Int: Double?] = [:]
  /// The plan's results when throughput deviates within its error bands; `some(nil)`: unknown.
  var robustness: Robustness??
  /// The scenario without a plan that the relaxations belong to.
  var blocked: Scenario?
  /// Smallest changes that give a plan, by kind; `some(nil)`: none of that kind does.
  var relaxations: [Relaxation.Kind: Relaxation?] = [:]
  /// Its limits that cannot all be kept; nil: not known.
  var conflict: Conflict?
  /// Plans beside the one shown, and the questions about them that were asked last.
  var others = OtherPlans()
  var scopes: [ExplorationScope] = []

  /// Changes that can be shown, and chosen with the keys.
  static let shownChanges = 5
  /// Points of a frontier: two per cell of the usual chart.
  static let curvePoints = 48
}

extension Exploration {
  /// The frontier to show for a plan's scenario, and whether it belongs to it; nil: there is none yet.
  func shownCurve(of scenario: Scenario) -> (curve: FrontierCurve, isCurrent: Bool)? {
    if let curve, curve.passes(through: scenario), curve.curve.count > 1 { return (curve, true) }
    let old = lastCurve ?? curve
    return old.flatMap {
      $0.base.objective == scenario.objective && $0.curve.count > 1 ? ($0, false) : nil
    }
  }

  /// The worth of a limit's step, where it belongs to a plan's scenario.
  func worth(of step: LimitStep, in scenario: Scenario) -> Worth? {
    origin == scenario ? worth[step] : nil
  }

  /// The results about other plans; empty where they do not belong to a plan's scenario.
  func others(of scenario: Scenario) -> OtherPlans { origin == scenario ? others : OtherPlans() }

  /// The changes found that give a scenario a plan, smallest first, single ones before pairs; those shown as equal are
  /// left out.
  func changes(of scenario: Scenario) -> [Relaxation] {
    guard blocked == scenario else { return [] }
    return relaxations.values.compactMap { $0 }.sorted {
      if $0.isPair != $1.isPair { return !$0.isPair }
      return $0.relativeSize == $1.relativeSize
        ? "\($0.kind)" < "\($1.kind)" : $0.relativeSize < $1.relativeSize
    }
  }
}
