import Planning

/// What is read most of the parts of the state, by its own name.
extension DashboardState {
  /// The last valid plan.
  public internal(set) var plan: Plan? {
    get { solved.plan }
    set { solved.plan = newValue }
  }
  /// The state of the planner.
  public internal(set) var solver: SolverStatus {
    get { solved.solver }
    set { solved.solver = newValue }
  }
  /// Number of the last scenario handed to the planner.
  public internal(set) var generation: Int {
    get { solved.generation }
    set { solved.generation = newValue }
  }
  /// Whether the plan on the screen answers an older scenario.
  var isPlanOutdated: Bool { solved.isOutdated }
  /// Whether the results are to look stale.
  var isStale: Bool { solved.isStale(at: now) }
  /// Whether somebody may want to stop the solve under way.
  var isSolvingLong: Bool { solved.isSolvingLong(at: now) }
  /// Whether the scenario is left without a plan.
  var lacksPlan: Bool { solved.lacksPlan }
  /// The reason why there is no plan; nil while there is one or the planner is at work.
  var infeasibility: Infeasibility? { solved.infeasibility }

  /// Width of the screen.
  public internal(set) var columns: Int {
    get { display.columns }
    set { display.columns = newValue }
  }
  /// Height of the screen.
  public internal(set) var rows: Int {
    get { display.rows }
    set { display.rows = newValue }
  }
  /// The key bindings.
  public var keys: KeyBindings {
    get { display.keys }
    set { display.keys = newValue }
  }
  /// The page that fills the screen.
  public internal(set) var page: Page {
    get { focus.page }
    set { focus.page = newValue }
  }
  /// The panel the keys act on.
  public internal(set) var panel: Panel {
    get { focus.panel }
    set { focus.panel = newValue }
  }
  /// The results a small screen shows.
  public internal(set) var tab: ResultTab {
    get { focus.tab }
    set { focus.tab = newValue }
  }
  /// Text that the rows of the zoomed table must contain.
  var filter: String {
    get { tables.filter }
    set { tables.filter = newValue }
  }

  /// The prompt being typed into; nil: none.
  public internal(set) var prompt: Prompt? {
    get { input.prompt }
    set { input.prompt = newValue }
  }
  /// The overlay in front of the panels; nil: none.
  public internal(set) var overlay: Overlay? {
    get { input.overlay }
    set { input.overlay = newValue }
  }
  /// The row above the key hints.
  public internal(set) var message: Message? {
    get { input.message }
    set { input.message = newValue }
  }
  /// The field that typing goes to; nil where nothing is typed.
  var activeField: TextField? {
    get { input.activeField }
    set { input.activeField = newValue }
  }

  // MARK: Pinned plans

  /// Plans kept to compare with, by letter.
  public var pins: [Pin] { pinned.plans }
  /// The pinned plan with a letter.
  func pin(_ letter: Character) -> Pin? { pinned[letter] }
  /// The plan that deltas refer to; nil without one.
  public var referencePlan: Plan? { pinned.reference?.plan }

  /// The pinned plans by letter, then what there is now.
  var comparedPlans: [ComparedPlan] {
    pins.map { ComparedPlan(mark: .pin($0.letter), name: $0.name, statement: $0.statement, plan: $0.plan) }
      + [present]
  }

  /// The plan shown with what was stated for it. Where the scenario has no plan, the last one is not its plan.
  var present: ComparedPlan {
    guard !lacksPlan, let plan else {
      return ComparedPlan(
        mark: .now, name: lacksPlan ? "no plan" : "solving", statement: statement, plan: nil)
    }
    let name = solved.planStatement.scenario == files.savedScenario ? "" : "unsaved"
    return ComparedPlan(mark: .now, name: name, statement: solved.planStatement, plan: plan)
  }

  /// The comparison on the screen.
  var comparison: Comparison? { if case .comparison(let value) = page { value } else { nil } }

  /// The row of the list of edits that the keys are on; nil: the list is not on the screen.
  var historyRow: Int? { if case .history(let row) = page { row } else { nil } }

  /// The part of the key table in force.
  public var keyContext: KeyContext {
    if let prompt { return prompt.isTyped ? .typing : .question }
    switch overlay {
    case .help: return .help
    case .palette: return .palette
    case nil:
      if historyRow != nil { return .history }
      if comparison != nil { return .comparison }
      return input.tourStop == nil ? .panels : .tour
    }
  }

  // MARK: Controls

  /// The controls of the scenario.
  var controls: ControlTable {
    ControlTable(
      statement: statement, baseline: baseline, widened: history.widened, plan: plan,
      referencePlan: referencePlan)
  }

  /// Returns the properties of a control for its slider; nil where the scenario has no such control.
  func facts(of control: Control) -> ControlFacts? { controls.facts(of: control) }

  /// A control's name in a sentence.
  func name(of control: Control) -> String { controls.name(of: control) }

  /// A model's name as short as tells it from the others.
  func shortModelName(_ name: String) -> String { scenario.shortModelName(name) }

  // MARK: Running fleets

  /// The running fleets there are: the scenario's own, then the pinned plans.
  var fleetSources: [FleetSource] { moveTerms.sources(scenario, pinned) }

  /// The fleet that a move starts from; nil: there is none.
  var fleetSource: FleetSource? { moveTerms.source(scenario, pinned) }

  /// The scenario with the fleet to move from as the running one; nil: there is none.
  var moveScenario: Scenario? { moveTerms.scenario(scenario, pinned) }
}
