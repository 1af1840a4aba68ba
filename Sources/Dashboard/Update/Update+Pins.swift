import Planning

extension DashboardState {
  /// Pins and compares plans; nil: nothing that has effects of its own.
  mutating func update(_ action: PinAction) -> [Effect]? {
    switch action {
    case .pin: pinPlan()
    case .toggleComparison: toggleComparison()
    case .choose(let letter): choosePlan(letter)
    case .moveSelection(let step): moveSelection(step)
    case .swap: swapPlans()
    case .toggleDifferences: toggleDifferences()
    case .goTo: return goToPlan()
    case .delete: deletePlan()
    case .beginRenaming: beginRenaming()
    }
    return nil
  }

  /// Keeps the plan shown under the next free letter.
  mutating func pinPlan() {
    guard !lacksPlan, let plan else {
      return message = Message(.notice, lacksPlan ? "There is no plan to pin" : "No plan to pin yet")
    }
    let other = focusedOtherPlan
    if other == nil, isTableFocused, shownResults == .options {
      return message = Message(.notice, "Of these rows only runners-up are whole plans that can be pinned")
    }
    let same = pins.first { pin in
      guard pin.statement.scenario == solved.planStatement.scenario else { return false }
      return other.map { pin.plan == $0.plan } ?? pin.isOptimum
    }
    if let same {
      message = Message(.notice, "This plan is pinned already, as \(same.letter) \(same.name)")
      return
    }
    guard let letter = pinned.freeLetter else {
      message = Message(.notice, "A to I are taken; Del in the comparison (c) frees one")
      return
    }
    let name = other?.name ?? controls.shortName(of: solved.planStatement, latest: history.series?.control)
    pinned.insert(
      Pin(
        letter: letter, name: name, statement: solved.planStatement, plan: other?.plan ?? plan,
        isOptimum: other == nil))
    message = Message(.edit, subject: "Pinned \(letter)", name)
  }

  /// The plan beside the one shown that the keys are on, with a name for it; nil: there is none.
  var focusedOtherPlan: (plan: Plan, name: String)? {
    guard isTableFocused else { return nil }
    switch shownResults {
    case .options:
      let index = tables.focusedRow[.results] ?? 0
      guard let items = listedTable?.items, items.indices.contains(index),
        let place = (runnersUp ?? []).indices.first(where: { items[index].id == "alternative \($0)" }),
        let plan = runnersUp?[place]
      else { return nil }
      return (plan, "runner-up \(place + 2)")
    case .move:
      guard let move = others.move, move.plan.exists, let source = fleetSource else {
        return nil
      }
      return (move.plan, "from \(source.word)")
    default: return nil
    }
  }

  /// Pins the plan of the scenario as opened, once.
  mutating func pinOpening(_ plan: Plan) {
    guard !pinned.hasOpening else { return }
    pinned.hasOpening = true
    pinned.insert(Pin(letter: "A", name: "scenario", statement: solved.planStatement, plan: plan))
  }

  /// Removes a pin; references to it pass to another plan.
  mutating func remove(_ letter: Character) {
    pinned.remove(letter)
    guard var comparison else { return }
    let marks = comparedPlans.map(\.mark)
    if !marks.contains(comparison.reference) { comparison.reference = marks.first ?? .now }
    if !marks.contains(comparison.selected) { comparison.selected = marks.last ?? .now }
    page = .comparison(comparison)
  }

  // MARK: Comparing

  /// Opens the screen that compares plans, or closes it.
  mutating func toggleComparison() {
    solved.flash = nil
    guard comparison == nil else { return page = .panels }
    guard let reference = pinned.reference ?? pins.first else {
      let way = present.plan == nil ? "" : "; \(keys.hint("pin")) pins this one"
      message = Message(.notice, "No pinned plan to compare with\(way)")
      return
    }
    let isOnlyNow = pins.count == 1 || present.statement.scenario != reference.statement.scenario
    let selected =
      isOnlyNow ? PlanMark.now : pins.first { $0.letter != reference.letter }.map { .pin($0.letter) }
    message = nil
    page = .comparison(Comparison(reference: .pin(reference.letter), selected: selected ?? .now))
  }

  /// Changes the comparison on the screen.
  private mutating func change(_ edit: (inout Comparison) -> Void) {
    guard var value = comparison else { return }
    edit(&value)
    page = .comparison(value)
  }

  /// Chooses the plan that the right side leads to.
  mutating func choosePlan(_ letter: Character) {
    guard pin(letter) != nil else {
      message = Message(.notice, "No plan is pinned as \(letter)")
      return
    }
    change { $0.selected = .pin(letter) }
  }

  /// Chooses the next plan to the right or left.
  mutating func moveSelection(_ step: Int) {
    let marks = comparedPlans.map(\.mark)
    change { value in
      guard let index = marks.firstIndex(of: value.selected) else { return }
      value.selected = marks[min(max(0, index + step), marks.count - 1)]
    }
  }

  /// The chosen plan becomes the reference, the reference the chosen one.
  mutating func swapPlans() {
    change { swap(&$0.reference, &$0.selected) }
    if case .pin(let letter)? = comparison?.reference { pinned.referenceLetter = letter }
  }

  /// Leaves out what is the same in all plans, or shows it again.
  mutating func toggleDifferences() {
    change {
      $0.showsOnlyDifferences.toggle()
      $0.scroll = 0
    }
  }

  /// Scrolls the comparison; drawing stops it at its end.
  mutating func scrollComparison(_ rows: Int) {
    let most = comparisonLayout?.scrollLimit ?? 0
    change { $0.scroll = min(max(0, $0.scroll + rows), most) }
  }

  /// Restores the sliders' positions of the chosen plan; one step of the history.
  mutating func goToPlan() -> [Effect] {
    guard let comparison else { return [] }
    guard case .pin(let letter) = comparison.selected, let chosen = pin(letter) else {
      page = .panels
      return []
    }
    page = .panels
    guard chosen.statement != statement else {
      message = Message(.notice, "The sliders stand as for plan \(letter) already")
      return []
    }
    history.widened = [:]
    return adopt(
      chosen.statement, Message(.edit, subject: "Plan \(letter)", "\(chosen.name): sliders as pinned"))
  }

  /// Drops the chosen plan; undo brings it back.
  mutating func deletePlan() {
    guard case .pin(let letter)? = comparison?.selected, let chosen = pin(letter) else {
      message = Message(.notice, "Only pinned plans can be dropped")
      return
    }
    let note = Message(.edit, subject: "Plan \(letter)", "\(chosen.name) dropped")
    record(HistoryEntry(statement: statement, message: note, pin: chosen))
    remove(letter)
    message = note
  }

  /// Asks for the chosen plan's name.
  mutating func beginRenaming() {
    guard case .pin(let letter)? = comparison?.selected, let chosen = pin(letter) else {
      message = Message(.notice, "Only pinned plans have a name")
      return
    }
    prompt = Prompt(.pinName(letter), text: chosen.name)
  }

  /// Names a plan; nothing typed keeps the name.
  mutating func rename(_ letter: Character, to name: String) {
    guard !name.isEmpty, let index = pins.firstIndex(where: { $0.letter == letter }) else { return }
    pinned.plans[index].name = name
    message = Message(.edit, subject: "Plan \(letter)", "is called \(name)")
  }
}
