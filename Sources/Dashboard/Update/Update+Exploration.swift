import Planning

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

  // MARK: Other plans

  /// The results the keys act on: the zoomed panel, the tab in view, or the plan where all panels are.
  var shownResults: ResultTab {
    if let zoomedTab { return zoomedTab }
    return ScreenClass(columns: columns, rows: rows).hasTabs && tab != .controls ? tab : .plan
  }

  /// The questions whose answers the screen in view shows, besides those about the plan itself.
  var wantedScopes: [ExplorationScope] {
    switch shownResults {
    case .options: return [.homogeneous, .options]
    case .move: return moveScenario.map { [.move($0)] } ?? []
    case .controls, .plan, .routes, .cost, .frontier, .why, .machines:
      guard page == .panels, ScreenClass(columns: columns, rows: rows) == .wide else { return [] }
      let chosen = focusedReplica.map { ExplorationScope.without(model: $0.model, layout: $0.layout) }
      return [chosen, .homogeneous].compactMap { $0 }
    }
  }

  /// The replica that the keys are on; nil where they are elsewhere.
  var focusedReplica: Plan.Replica? {
    guard let plan, panel == .results, !choosesChange else { return nil }
    let index = tables.focusedRow[.results] ?? 0
    return plan.replicas.indices.contains(index) ? plan.replicas[index] : nil
  }

  /// Asks for what has come into view and was not asked for yet.
  mutating func askForScopes() -> [Effect] {
    guard solver == .settled, exploration.origin == scenario else { return [] }
    return wantedScopes.allSatisfy { exploration.scopes.contains($0) } ? [] : explore()
  }

  /// The questions of the scopes in view that have no answer yet.
  mutating func scopeTasks() -> [ExplorationTask] {
    exploration.scopes = wantedScopes
    return exploration.scopes.flatMap { scope in
      switch scope {
      case .homogeneous: return baselineTasks(ofOneType: true)
      case .options:
        let alternatives = exploration.others.alternatives == nil
        return (alternatives ? [ExplorationTask(.alternatives, scenario)] : [])
          + baselineTasks(ofOneType: false)
          + Sensitivity.figures(of: scenario).filter { exploration.others.sensitivities[$0] == nil }.map {
            ExplorationTask(.sensitivity($0), scenario)
          }
          + RangeFigure.all(of: scenario).filter { exploration.others.ranges[$0] == nil }.map {
            ExplorationTask(.range($0), scenario, plan: plan)
          }
      case .without(let model, let layout):
        let configuration = OtherPlans.Configuration(model: model, layout: layout)
        return exploration.others.without[configuration] == nil
          ? [ExplorationTask(.without(model: model, layout: layout), scenario)] : []
      case .move(let scenario):
        if exploration.others.moveScenario != scenario {
          exploration.others.moveScenario = scenario
          exploration.others.move = nil
        }
        return exploration.others.move == nil ? [ExplorationTask(.replanning, scenario)] : []
      }
    }
  }

  private func baselineTasks(ofOneType: Bool) -> [ExplorationTask] {
    Baseline.all(of: scenario).filter { $0 != .optimum && $0.isOfOneType == ofOneType }.flatMap { baseline in
      (baseline.hasUnlimitedVariant ? [true, false] : [true]).filter {
        exploration.others.baseline(baseline, keepsStock: $0) == nil
      }.map { ExplorationTask(.baseline(baseline, keepsStock: $0), scenario) }
    }
  }

  /// Stores an answer about other plans.
  mutating func learnOther(_ answer: ExplorationAnswer, to question: ExplorationTask.Question) {
    switch (question, answer) {
    case (.alternatives, .plans(let plans)): exploration.others.alternatives = plans
    case (.baseline, .baseline(let result)): exploration.others.baselines.append(result)
    case (.sensitivity(let figure), .plan(let plan)):
      exploration.others.sensitivities[figure] = .some(SidePlan(plan))
    case (.range(let figure), .range(let range)): exploration.others.ranges[figure] = range
    case (.without(let model, let layout), .plan(let plan)):
      let configuration = OtherPlans.Configuration(model: model, layout: layout)
      exploration.others.without[configuration] = .some(SidePlan(plan))
    case (.replanning, .replanning(let move)): exploration.others.move = move
    default: break
    }
  }

  /// The text shown for a missing answer: without a plan, no question about other plans is asked.
  var unanswered: String { lacksPlan ? "not computed: no plan" : "computing…" }

  /// The results about other plans; empty where they do not belong to the plan shown.
  var others: OtherPlans { exploration.others(of: solved.planScenario) }
}
