import Planning

/// The parts of the screen, each made of just what it draws of the state.
struct ScreenContents {
  let state: DashboardState
  /// The controls of the scenario, made once for all the rows that ask.
  let controls: ControlTable

  init(_ state: DashboardState) {
    self.state = state
    controls = state.controls
  }

  /// The view that the wheel scrolls where nothing else does.
  var scrolled: HitTarget.Scrolling {
    switch state.page {
    case .history: .history
    case .comparison: .comparison
    case .panels, .zoom: .results
    }
  }

  /// Whether the results lose their colours: they answer another scenario.
  var isFaded: Bool { state.isStale || state.infeasibility != nil }

  /// The tab in view; the controls are not a tab where they have a column of their own.
  var shownTab: ResultTab { state.hasControlsColumn && state.tab == .controls ? .plan : state.tab }

  /// Columns of a plan with its routes, at most.
  var matrixWidth: Int {
    let models = state.solved.planScenario.models
    let longest = models.flatMap { $0.workloads.map(\.name.count) }.max() ?? 0
    let count = models.map(\.workloads.count).max() ?? 0
    return PlanPanel.rowWidth + count * min(MatrixForm.widestCell, max(MatrixForm.airyCell, longest + 1)) + 1
  }

  /// The plan shown and its costs as tables; nil: there is no plan.
  var planTables: (plan: PlanTable, cost: CostTable)? {
    state.plan.map { plan in
      let table = PlanTable(plan, state.solved.planScenario)
      return (table, CostTable(plan, state.solved.planScenario, columns: table.columnNames))
    }
  }

  // MARK: Panels of the plan

  var headline: HeadlineFigures {
    HeadlineFigures(state.plan, state.solved, reference: state.pinned.reference)
  }

  func binds(_ plan: Plan) -> BindsPanel { BindsPanel(plan, state.solved, state.exploration) }

  func withstands(_ plan: Plan) -> WithstandsPanel { WithstandsPanel(plan) }

  func bands(_ plan: Plan) -> BandsPanel {
    BandsPanel(plan, state.solved, state.exploration, unanswered: state.unanswered)
  }

  func baselines(_ plan: Plan) -> BaselinesPanel {
    BaselinesPanel(plan, state.solved, state.others, unanswered: state.unanswered)
  }

  /// Whether a replica is chosen, whose group is shown.
  var hasGroup: Bool { state.focusedReplica != nil }

  func group(_ plan: Plan) -> GroupPanel? {
    state.focusedReplica.map {
      GroupPanel($0, plan, state.solved, state.others, unanswered: state.unanswered)
    }
  }

  func workloads(_ table: PlanTable) -> WorkloadPanel {
    WorkloadPanel(table, shortName: { state.shortModelName($0) })
  }

  var waiting: WaitingPanel {
    let failure: String? = if case .failed(let reason) = state.solver { reason } else { nil }
    return WaitingPanel(failure: failure, isFocused: state.panel == .results)
  }

  /// The reason why there is no plan; nil: there is one.
  var noPlan: NoPlanPanel? {
    guard let reason = state.infeasibility else { return nil }
    let isFocused = state.panel == .results
    let isCurrent = state.exploration.blocked == state.scenario
    let undo = "\(state.keys.hint("undo")) takes the last edit back, \(state.keys.hint("reset-all")) all"
    let next = state.keys.hint("panel-next")
    return NoPlanPanel(
      reason: reason,
      changes: state.relaxations.prefix(Exploration.shownChanges).map {
        NoPlanPanel.Change(
          text: controls.text(of: $0), cost: $0.plan.costPerHour, rate: $0.plan.requestsPerSecond)
      },
      tried: (
        isCurrent ? state.exploration.relaxations.count : 0, Relaxation.kinds(for: state.scenario).count
      ), clash: controls.clashText(state.exploration),
      hopeless: controls.hopelessChanges(state.exploration),
      hints: NoPlanPanel.Hints(
        undo: state.history.undoStack.isEmpty ? nil : undo, next: isFocused || next.isEmpty ? nil : next),
      focus: isFocused ? state.tables.focusedRow[.results] ?? 0 : nil)
  }

  // MARK: The frontier

  var curves: FrontierCurves {
    // The present plan is drawn first, so that a pin that shares its cell moves aside.
    var plans: [FrontierCurves.MarkedPlan] = []
    if !state.lacksPlan, let plan = state.plan {
      let style = CellStyle(state.isStale ? .stale : .strong, bold: true)
      plans.append(.init(plan: plan, scenario: state.solved.planScenario, mark: "●", style: style))
    }
    plans += state.pins.map {
      .init(
        plan: $0.plan, scenario: $0.statement.scenario, mark: String($0.letter),
        style: CellStyle(.ref, bold: true))
    }
    return FrontierCurves(state.solved, state.exploration, stated: state.scenario, plans: plans)
  }

  func frontier(isFocused: Bool = false) -> FrontierPanel { FrontierPanel(curves, isFocused: isFocused) }

  // MARK: Beside the results

  var tabRow: TabRow {
    TabRow(
      tabs: ResultTab.allCases.filter { $0 != .controls || !state.hasControlsColumn }, shown: shownTab,
      isFocused: state.panel == .results,
      note: state.infeasibility != nil && state.plan != nil ? "LAST PLAN" : "")
  }

  /// The controls' column in an area.
  func controls(in area: Area) -> ControlsColumn {
    let places = PoolPlaces(state, width: area.width)
    let focus = ControlFocus(
      panel: state.panel, row: state.tables.focusedRow[.controls] ?? 0, control: state.focusedControl)
    let sections = controlSections(
      isWide: area.width >= ControlsColumn.widthOfNotes, places: places)
    return ControlsColumn(
      sections, focus: focus, area: area, extras: extras, facts: { controls.facts(of: $0) }, row: sliderRow,
      pool: { control, facts, isFocused in
        PoolControl(control, facts, state, controls, places: places, isFocused: isFocused)
      })
  }

  private var extras: ControlsColumn.Extras {
    ControlsColumn.Extras(
      pinned: PinnedPanel(
        state.pins, reference: state.pinned.referenceLetter, present: state.present.plan,
        lacksPlan: state.lacksPlan,
        isStale: state.isStale), history: HistoryPanel(state.history, state.keys),
      limits: LimitsPanel(state.scenario))
  }

  private func controlSections(isWide: Bool, places: PoolPlaces) -> [ControlSection] {
    let pools: Panel = state.panel == .prices ? .prices : .pools
    return [Panel.controls, pools, .models, .mix].flatMap { panel -> [ControlSection] in
      let controls = state.controls(in: panel)
      guard panel == .mix, !self.controls.mixIsShared else {
        let heading = heading(panel, isWide: isWide, places: places)
        return controls.isEmpty ? [] : [ControlSection(panel, heading, controls)]
      }
      return state.scenario.models.indices.compactMap { model in
        let own = controls.filter { if case .workloadShare(model, _) = $0 { true } else { false } }
        let name = Characters.cut(state.scenario.models[model].name, to: 16)
        return own.isEmpty
          ? nil : ControlSection(panel, .init(name: "MIX", note: name, heads: "share"), own)
      }
    }
  }

  private func heading(_ panel: Panel, isWide: Bool, places: PoolPlaces) -> ControlSection.Heading {
    switch panel {
    case .controls, .results: return .init(name: "CONTROLS")
    case .pools:
      let age = state.feedTrouble?.age.map(FeedTrouble.text)
      let scale = places.legend(isWide: isWide, hasMachines: state.scenario.rentsMachines)
      let name =
        switch state.feed {
        case .none: "POOLS"
        case .live: "POOLS live"
        case .stale: "POOLS stale"
        }
      return .init(name: name, note: age ?? scale, heads: "used/all   $/h")
    case .prices:
      return .init(
        name: "PRICES", note: isWide ? (hasSizes ? "GPU, ×n machine" : "a GPU") : "", heads: "used/all   $/h")
    case .models: return .init(name: "MODELS", heads: "share")
    case .mix: return .init(name: "MIX", note: "tokens in → out", heads: "share")
    }
  }

  /// Whether a pool rents machines of several sizes, each with a price of its own.
  private var hasSizes: Bool { state.scenario.pools.contains { !$0.hasOneStock } }

  private func sliderRow(_ control: Control, _ facts: ControlFacts) -> SliderRow {
    let isRejected = state.infeasibility != nil && state.history.series?.control == control
    var row = SliderRow(control, facts, state.prompt, isRejected: isRejected)
    let models = state.scenario.models
    switch control {
    case .modelShare:
      row.shortName = (state.shortModelName(facts.label), models.map(\.name.count).max() ?? 0)
    case .workloadShare(let model, let workload):
      row.tokens = SliderRow.Tokens(models[model].workloads[workload], of: models[model])
    default: break
    }
    return row
  }

  /// Marks on what a new plan changed; nil: none are on.
  var flashMarks: FlashMarks? {
    guard let flash = state.solved.flash, flash.isOn(at: state.now), !state.isStale, state.overlay == nil,
      state.page == .panels
    else { return nil }
    var before = state
    before.solved.flash = nil
    before.plan = flash.plan
    before.solved.planScenario = flash.scenario
    let shape = ScreenClass(columns: state.columns, rows: state.rows)
    return FlashMarks(
      before: render(before), resultsColumn: Layout.resultsColumn(columns: state.columns, shape))
  }
}
