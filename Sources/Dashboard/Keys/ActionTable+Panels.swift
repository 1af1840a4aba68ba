extension ActionTable {
  private static let needsSlider: @Sendable (DashboardState) -> String? = {
    $0.focusedControl == nil ? "only on a slider; Tab goes to one" : nil
  }

  /// The reason why keys for long steps have no effect: they need a slider or a zoomed table.
  private static let needsRange: @Sendable (DashboardState) -> String? = {
    $0.isTableFocused ? nil : needsSlider($0)
  }

  private static let needsTable: @Sendable (DashboardState) -> String? = {
    $0.hasListedTable ? nil : "only in a zoomed table; e zooms"
  }

  static let slider: [ActionEntry] = [
    ActionEntry(
      "step", [.left, .right, .character("h"), .character("l")], "← → h l", "one step", in: "SLIDER",
      parts: ["step-down", "step-up"], disabled: needsSlider
    ) { $0 == .left || $0 == .character("h") ? .edit(.step(-1)) : .edit(.step(1)) },
    ActionEntry(
      "step-ten", [.shiftLeft, .shiftRight, .character("H"), .character("L")], "⇧← ⇧→ H L", "ten steps",
      in: "SLIDER", parts: ["step-ten-down", "step-ten-up"], disabled: needsSlider
    ) { $0 == .shiftLeft || $0 == .character("H") ? .edit(.step(-10)) : .edit(.step(10)) },
    ActionEntry(
      "step-range", [.pageUp, .pageDown], "PgUp PgDn", "10 % of the range", in: "SLIDER",
      parts: ["step-range-up", "step-range-down"], disabled: needsRange
    ) { $0 == .pageUp ? .edit(.stepTenths(1)) : .edit(.stepTenths(-1)) },
    ActionEntry(
      "bounds", [.home, .end], "Home End", "least, most", in: "SLIDER", parts: ["least", "most"],
      disabled: needsRange
    ) { $0 == .home ? .edit(.moveToLeast) : .edit(.moveToMost) },
    ActionEntry(
      "percent", "1234567890".map { .character($0) }, "1…9 0", "10…90 %, 100 % of the range", in: "SLIDER",
      parts: (1...10).map { "percent-\($0 * 10)" }, form: .percent, disabled: needsSlider
    ) { key in
      guard case .character(let digit) = key, let tens = digit.wholeNumberValue else {
        return .edit(.moveToLeast)
      }
      return .edit(.moveToPercent(tens == 0 ? 100 : tens * 10))
    },
    ActionEntry(
      "type", [.enter], "Enter", "type a value: 32, $32/h, +2, +10%", in: "SLIDER",
      disabled: { $0.choosesChange ? nil : needsSlider($0) }
    ) { _ in .typing(.begin) },
    ActionEntry(
      "preview", [.character("p")], "p", "preview the change chosen", in: "SLIDER",
      disabled: { $0.chosenChange == nil ? "only on a change that gives a plan" : nil }
    ) { _ in .edit(.togglePreview) },
    ActionEntry(
      "toggle", [.character(" ")], "Space", "lock a share; pool, limit off", in: "SLIDER", form: .toggle,
      disabled: { $0.toggledControl == nil ? needsSlider($0) : nil }
    ) { _ in .edit(.toggle) },
    ActionEntry(
      "reset", [.character("r")], "r", "back to the scenario's value", in: "SLIDER", form: .reset,
      disabled: needsSlider
    ) { _ in .edit(.resetFocused) },
  ]

  static let plans: [ActionEntry] = [
    ActionEntry(
      "goal", [.character("g")], "g", "goal: throughput, cost, $/token", in: "PLAN", form: .goal
    ) { _ in .edit(.nextObjective) },
    ActionEntry("reset-all", [.character("R")], "R", "reset all", in: "PLAN") { _ in .edit(.resetAll) },
    ActionEntry(
      "undo", [.character("u")], "u", "undo", in: "PLAN",
      disabled: { $0.history.undoStack.isEmpty ? "nothing to undo" : nil }
    ) { _ in .history(.undo) },
    ActionEntry(
      "redo", [.control("r")], "^R", "redo", in: "PLAN",
      disabled: { $0.history.redoStack.isEmpty ? "nothing to redo" : nil }
    ) { _ in .history(.redo) },
    ActionEntry(
      "history", [.character("U")], "U", "list of edits: go to any", in: "PLAN",
      disabled: { $0.history.timeline.count < 2 ? "no edits yet" : nil }
    ) { _ in .history(.toggleList) },
    ActionEntry(
      "pin", [.character("b")], "b", "pin this plan: A, B … I", in: "PLAN",
      disabled: { $0.plan == nil ? "no plan yet" : nil }
    ) { _ in .pins(.pin) },
    ActionEntry(
      "compare", [.character("c")], "c", "compare with the pinned plans", in: "PLAN",
      disabled: { $0.pins.isEmpty ? "no plan is pinned; b pins this one" : nil }
    ) { _ in .pins(.toggleComparison) },
    ActionEntry("save", [.character("s")], "s", "save the scenario", in: "PLAN", form: .save) { _ in
      .files(.beginSave)
    },
    ActionEntry(
      "copy", [.character("y")], "y", "copy the row, or a command line", in: "PLAN", form: .copy
    ) { _ in .view(.copyFocused) },
    ActionEntry("open", [.character("o")], "o", "open a scenario", in: "PLAN", form: .open) { _ in
      .files(.beginOpen)
    },
    ActionEntry(
      "recover", [.character("O")], "O", "edits an earlier session left", in: "PLAN",
      disabled: { $0.files.leftovers.isEmpty ? "nothing is left of earlier sessions" : nil }
    ) { _ in .files(.recover) },
  ]

  static let moving: [ActionEntry] = [
    ActionEntry(
      "row", [.up, .down, .character("k"), .character("j")], "↑ ↓ k j", "row", in: "MOVE",
      parts: ["row-up", "row-down"]
    ) { $0 == .up || $0 == .character("k") ? .focus(.rowUp) : .focus(.rowDown) },
    ActionEntry(
      "panel", [.tab, .backTab], "Tab ⇧Tab", "panel", in: "MOVE", parts: ["panel-next", "panel-previous"]
    ) {
      $0 == .tab ? .focus(.nextPanel) : .focus(.previousPanel)
    },
    ActionEntry(
      "tab", ResultTab.allCases.map { .alt(Character(String($0.rawValue))) }, "Alt-0…8",
      "controls, plan, routes, cost, frontier, why, options, move, machines", in: "MOVE",
      parts: ResultTab.allCases.map { "tab-" + $0.title.lowercased() }, form: .tab
    ) { key in
      guard case .alt(let digit) = key, let tab = digit.wholeNumberValue.flatMap(ResultTab.init) else {
        return .focus(.selectTab(.plan))
      }
      return .focus(.selectTab(tab))
    },
    ActionEntry(
      "zoom", [.character("e"), .character("z")], "e z", "zoom the panel, or back", in: "MOVE",
      disabled: { $0.plan == nil ? "no plan yet" : nil }
    ) { _ in .table(.toggleZoom) },
    ActionEntry(
      "sort", [.character("<"), .character(">")], "< >", "sort by column", in: "MOVE",
      parts: ["sort-left", "sort-right"], disabled: needsTable
    ) { $0 == .character("<") ? .table(.moveSort(-1)) : .table(.moveSort(1)) },
    ActionEntry("reverse", [.character("-")], "-", "turn the order round", in: "MOVE", disabled: needsTable) {
      _ in
      .table(.reverseSort)
    },
    ActionEntry(
      "filter", [.character("/")], "/", "filter the rows", in: "MOVE",
      disabled: { $0.plan == nil ? "no plan yet" : nil }
    ) { _ in .table(.beginFilter) },
    ActionEntry(
      "move-from", [.character("f")], "f", "move here from a running fleet or a pinned plan", in: "MOVE",
      form: .moveFrom,
      disabled: { $0.fleetSource == nil ? "no running fleet; b pins a plan to move from" : nil }
    ) { _ in .fleet(.next) },
    ActionEntry("back", [.escape], "Esc", "back", in: "MOVE") { _ in .typing(.cancel) },
  ]
}
