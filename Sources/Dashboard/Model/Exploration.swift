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

extension DashboardState {
  /// The frontier to show and whether it belongs to the present scenario.
  var shownCurve: (curve: FrontierCurve, isCurrent: Bool)? {
    exploration.shownCurve(of: solved.planScenario)
  }

  /// The worth of a limit's step, where it belongs to the plan shown.
  func worth(of step: LimitStep) -> Worth? { exploration.worth(of: step, in: solved.planScenario) }

  /// The changes found that give the present scenario a plan.
  var relaxations: [Relaxation] { exploration.changes(of: scenario) }

  /// Upper end of the frontier: that of the slider whose limit runs along it.
  private var curveEnd: Double? {
    let control: Control = FrontierCurve.axis(of: scenario) == .budget ? .budget : .demand
    return facts(of: control)?.range.upperBound
  }

  /// Asks for what is not known yet about the present scenario; nothing while its plan is being solved.
  mutating func explore() -> [Effect] {
    let isSettled = solver == .settled
    guard isSettled || infeasibility != nil else { return [] }
    var tasks: [ExplorationTask] = []
    if isSettled, let plan {
      if exploration.origin != scenario || exploration.plan != plan {
        exploration.origin = scenario
        exploration.plan = plan
        exploration.worth = [:]
        exploration.entryPrice = [:]
        exploration.robustness = nil
        exploration.others = OtherPlans()
      }
      tasks += LimitStep.steps(of: scenario).filter { exploration.worth[$0] == nil }.map {
        ExplorationTask(.worth($0), $0.applied(to: scenario))
      }
      if exploration.robustness == nil { tasks.append(ExplorationTask(.robustness, scenario, plan: plan)) }
      // A table that is being looked at comes before curves; beside them it waits.
      if shownResults.isOfOtherPlans { tasks += scopeTasks() }
    } else {
      if exploration.blocked != scenario {
        exploration.blocked = scenario
        exploration.relaxations = [:]
        exploration.conflict = nil
      }
      tasks += Relaxation.kinds(for: scenario).filter { exploration.relaxations[$0] == nil }.map {
        ExplorationTask(.relaxation($0), scenario)
      }
      if exploration.conflict == nil { tasks.append(ExplorationTask(.conflict, scenario)) }
    }
    tasks += curveTasks()
    if isSettled {
      tasks += entryTasks()
      if !shownResults.isOfOtherPlans { tasks += scopeTasks() }
    }
    exploration.request += 1
    return tasks.isEmpty ? [] : [.explore(tasks, request: exploration.request)]
  }

  private mutating func curveTasks() -> [ExplorationTask] {
    guard let end = curveEnd, end > 0 else { return [] }
    let isCurrent = exploration.curve.map { $0.passes(through: scenario) && $0.limits.last == end } ?? false
    if !isCurrent {
      if let old = exploration.curve, old.curve.count > 1 { exploration.lastCurve = old }
      exploration.curve = FrontierCurve(of: scenario, upTo: end, count: Exploration.curvePoints)
    }
    guard let curve = exploration.curve else { return [] }
    return curve.missing.map { ExplorationTask(.frontier($0), curve.scenario(at: $0)) }
  }

  /// Pools on offer that the plan leaves alone.
  private func entryTasks() -> [ExplorationTask] {
    guard let plan else { return [] }
    return plan.gpus.indices.filter {
      plan.gpus[$0].used == 0 && plan.gpus[$0].available > 0 && exploration.entryPrice[$0] == nil
    }.map { ExplorationTask(.entryPrice(pool: $0), scenario) }
  }

  /// Stores an answer, unless something has changed since it was asked for.
  mutating func learn(
    _ answer: ExplorationAnswer, to question: ExplorationTask.Question, request: Int
  ) {
    guard request == exploration.request else { return }
    switch (question, answer) {
    case (.frontier(let index), .plan(let plan)): exploration.curve?.add(plan, at: index)
    case (.worth(let step), .plan(let plan)):
      exploration.worth[step] = Worth(gain: exploration.plan?.gain(of: plan), gap: plan.gap)
    case (.entryPrice(let pool), .price(let price)): exploration.entryPrice[pool] = .some(price)
    case (.conflict, .conflict(let found)): exploration.conflict = found
    case (.robustness, .robustness(let found)): exploration.robustness = .some(found)
    case (.relaxation(let kind), .relaxation(let change)): exploration.relaxations[kind] = .some(change)
    default: learnOther(answer, to: question)
    }
  }
}
