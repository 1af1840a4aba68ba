/// Where a key means something.
public enum KeyContext: String, Sendable, CaseIterable {
  /// Controls and results.
  case panels
  /// A line of text.
  case typing
  /// A yes-or-no question.
  case question
  /// The key table.
  case help
  /// Plans side by side; what changes no slider means the same as in the panels.
  case comparison

  /// Whether a group of the panels' keys works here too.
  func inherits(_ group: String) -> Bool {
    self == .comparison && (group == "PROGRAM" || group == "PLAN")
  }
}

/// One row of the key table: help, hints, the README and `fleetmix actions` read it.
public struct ActionEntry: Sendable {
  /// Name in inventories, such as `undo`.
  public let name: String
  /// Keys that mean it.
  public let keys: [Key]
  /// The keys as help writes them.
  public let keyText: String
  /// What it does, in a few words.
  public let help: String
  /// Heading it is listed under.
  public let group: String
  /// Where its keys mean it.
  public let context: KeyContext
  /// What the program does for one of the keys.
  public let action: @Sendable (Key) -> Action
  /// Why it can do nothing at present; nil when it can.
  public let disabled: @Sendable (DashboardState) -> String?

  init(
    _ name: String, _ keys: [Key], _ keyText: String, _ help: String, in group: String,
    context: KeyContext = .panels, disabled: @escaping @Sendable (DashboardState) -> String? = { _ in nil },
    _ action: @escaping @Sendable (Key) -> Action
  ) {
    self.name = name
    self.keys = keys
    self.keyText = keyText
    self.help = help
    self.group = group
    self.context = context
    self.action = action
    self.disabled = disabled
  }
}

/// All actions with their keys.
public enum ActionTable {
  /// Every entry, in the order help lists them.
  public static let entries = slider + plans + program + moving + comparing + typing + question + help

  /// The entry whose keys, in a context, contain the key.
  static func entry(for key: Key, in context: KeyContext) -> ActionEntry? {
    if let own = lookup[context]?[key] { return entries[own] }
    guard let common = lookup[.panels]?[key], context.inherits(entries[common].group) else { return nil }
    return entries[common]
  }

  private static let lookup: [KeyContext: [Key: Int]] = {
    var result: [KeyContext: [Key: Int]] = [:]
    for (index, entry) in entries.enumerated() {
      for key in entry.keys { result[entry.context, default: [:]][key] = index }
    }
    return result
  }()

  private static let needsSlider: @Sendable (DashboardState) -> String? = {
    $0.focusedControl == nil ? "only on a slider; Tab goes to one" : nil
  }

  private static let slider: [ActionEntry] = [
    ActionEntry(
      "step", [.left, .right, .character("h"), .character("l")], "← → h l", "one step", in: "SLIDER",
      disabled: needsSlider
    ) { $0 == .left || $0 == .character("h") ? .step(-1) : .step(1) },
    ActionEntry(
      "step-ten", [.shiftLeft, .shiftRight, .character("H"), .character("L")], "⇧← ⇧→ H L", "ten steps",
      in: "SLIDER", disabled: needsSlider
    ) { $0 == .shiftLeft || $0 == .character("H") ? .step(-10) : .step(10) },
    ActionEntry(
      "step-range", [.pageUp, .pageDown], "PgUp PgDn", "10 % of the range", in: "SLIDER",
      disabled: needsSlider
    ) { $0 == .pageUp ? .stepTenths(1) : .stepTenths(-1) },
    ActionEntry("bounds", [.home, .end], "Home End", "least, most", in: "SLIDER", disabled: needsSlider) {
      $0 == .home ? .moveToLeast : .moveToMost
    },
    ActionEntry(
      "percent", "1234567890".map { .character($0) }, "1…9 0", "10…90 %, 100 % of the range", in: "SLIDER",
      disabled: needsSlider
    ) { key in
      guard case .character(let digit) = key, let tens = digit.wholeNumberValue else { return .moveToLeast }
      return .moveToPercent(tens == 0 ? 100 : tens * 10)
    },
    ActionEntry(
      "type", [.enter], "Enter", "type a value: 32, $32/h, +2, 35%", in: "SLIDER", disabled: needsSlider
    ) { _ in .beginTyping },
    ActionEntry(
      "toggle", [.character(" ")], "Space", "lock a share; pool, limit off", in: "SLIDER",
      disabled: needsSlider
    ) { _ in .toggle },
    ActionEntry(
      "reset", [.character("r")], "r", "back to the scenario's value", in: "SLIDER", disabled: needsSlider
    ) { _ in .resetControl },
  ]

  private static let plans: [ActionEntry] = [
    ActionEntry(
      "objective", [.character("g")], "g", "goal: throughput, cost, $/token", in: "PLAN"
    ) { _ in .nextObjective },
    ActionEntry("reset-all", [.character("R")], "R", "reset all", in: "PLAN") { _ in .resetAll },
    ActionEntry(
      "undo", [.character("u")], "u", "undo", in: "PLAN",
      disabled: { $0.undoStack.isEmpty ? "nothing to undo" : nil }
    ) { _ in .undo },
    ActionEntry(
      "redo", [.control("r")], "^R", "redo", in: "PLAN",
      disabled: { $0.redoStack.isEmpty ? "nothing to redo" : nil }
    ) { _ in .redo },
    ActionEntry(
      "pin", [.character("b")], "b", "pin this plan: A, B … I", in: "PLAN",
      disabled: { $0.plan == nil ? "no plan yet" : nil }
    ) { _ in .pinPlan },
    ActionEntry(
      "compare", [.character("c")], "c", "compare with the pinned plans", in: "PLAN",
      disabled: { $0.pins.isEmpty ? "no plan is pinned; b pins this one" : nil }
    ) { _ in .toggleComparison },
    ActionEntry("save", [.character("s")], "s", "save the scenario", in: "PLAN") { _ in .beginSave },
    ActionEntry("open", [.character("o")], "o", "open a scenario", in: "PLAN") { _ in .beginOpen },
  ]

  private static let program: [ActionEntry] = [
    ActionEntry(
      "theme", [.character("t")], "t", "next theme", in: "PROGRAM",
      disabled: { $0.themes.count < 2 ? "only one theme" : nil }
    ) { _ in .nextTheme },
    ActionEntry("help", [.character("?"), .function(1)], "? F1", "this help", in: "PROGRAM") { _ in
      .toggleHelp
    },
    ActionEntry("repaint", [.control("l")], "^L", "repaint", in: "PROGRAM") { _ in .repaint },
    ActionEntry("suspend", [.control("z")], "^Z", "suspend", in: "PROGRAM") { _ in .suspend },
    ActionEntry("quit", [.character("q")], "q", "quit; asks if unsaved", in: "PROGRAM") { _ in .quit },
    ActionEntry("quit-now", [.control("c")], "^C", "quit at once", in: "PROGRAM") { _ in .quitNow },
  ]

  private static let moving: [ActionEntry] = [
    ActionEntry(
      "row", [.up, .down, .character("k"), .character("j")], "↑ ↓ k j", "row", in: "MOVE"
    ) { $0 == .up || $0 == .character("k") ? .rowUp : .rowDown },
    ActionEntry("panel", [.tab, .backTab], "Tab ⇧Tab", "panel", in: "MOVE") {
      $0 == .tab ? .nextPanel : .previousPanel
    },
    ActionEntry(
      "tab", ResultTab.allCases.map { .alt(Character(String($0.rawValue))) }, "Alt-0…4",
      "controls, plan, routes, cost, why", in: "MOVE"
    ) { key in
      guard case .alt(let digit) = key, let tab = digit.wholeNumberValue.flatMap(ResultTab.init) else {
        return .selectTab(.plan)
      }
      return .selectTab(tab)
    },
    ActionEntry("back", [.escape], "Esc", "back", in: "MOVE") { _ in .cancel },
  ]

  private static let typing: [ActionEntry] = [
    ActionEntry("commit", [.enter], "Enter", "take the text", in: "TYPING", context: .typing) { _ in .commit
    },
    ActionEntry("cancel", [.escape], "Esc", "leave it", in: "TYPING", context: .typing) { _ in .cancel },
    ActionEntry(
      "cursor", [.left, .right, .home, .end], "← → Home End", "move the cursor", in: "TYPING",
      context: .typing
    ) { key in
      switch key {
      case .left: .cursorLeft
      case .right: .cursorRight
      case .home: .cursorStart
      default: .cursorEnd
      }
    },
    ActionEntry(
      "delete", [.backspace, .delete], "⌫ Del", "delete", in: "TYPING", context: .typing
    ) { $0 == .backspace ? .deleteBackward : .deleteForward },
    ActionEntry(
      "repaint-typing", [.control("l")], "^L", "repaint", in: "TYPING", context: .typing
    ) { _ in .repaint },
    ActionEntry(
      "suspend-typing", [.control("z")], "^Z", "suspend", in: "TYPING", context: .typing
    ) { _ in .suspend },
    ActionEntry(
      "quit-typing", [.control("c")], "^C", "quit at once", in: "TYPING", context: .typing
    ) { _ in .quitNow },
  ]

  private static let question: [ActionEntry] = [
    ActionEntry(
      "yes", [.character("y"), .character("Y")], "y", "yes", in: "QUESTION", context: .question
    ) { _ in .answer(true) },
    ActionEntry(
      "no", [.character("n"), .character("N"), .character("q"), .escape], "n Esc", "no", in: "QUESTION",
      context: .question
    ) { _ in .answer(false) },
    ActionEntry(
      "repaint-question", [.control("l")], "^L", "repaint", in: "QUESTION", context: .question
    ) { _ in .repaint },
    ActionEntry(
      "suspend-question", [.control("z")], "^Z", "suspend", in: "QUESTION", context: .question
    ) { _ in .suspend },
    ActionEntry(
      "quit-question", [.control("c")], "^C", "quit at once", in: "QUESTION", context: .question
    ) { _ in .quitNow },
  ]

  private static let help: [ActionEntry] = [
    ActionEntry(
      "help-scroll", [.up, .down, .character("k"), .character("j")], "↑ ↓ k j", "scroll", in: "HELP",
      context: .help
    ) { $0 == .up || $0 == .character("k") ? .scroll(-1) : .scroll(1) },
    ActionEntry(
      "help-page", [.pageUp, .pageDown], "PgUp PgDn", "scroll ten rows", in: "HELP", context: .help
    ) {
      $0 == .pageUp ? .scroll(-10) : .scroll(10)
    },
    ActionEntry(
      "help-close", [.escape, .enter, .character("?"), .function(1)], "Esc", "close", in: "HELP",
      context: .help
    ) { _ in .cancel },
    ActionEntry("help-theme", [.character("t")], "t", "next theme", in: "HELP", context: .help) { _ in
      .nextTheme
    },
    ActionEntry("help-repaint", [.control("l")], "^L", "repaint", in: "HELP", context: .help) { _ in .repaint
    },
    ActionEntry("help-suspend", [.control("z")], "^Z", "suspend", in: "HELP", context: .help) { _ in .suspend
    },
    ActionEntry("help-quit", [.character("q")], "q", "quit", in: "HELP", context: .help) { _ in .quit },
    ActionEntry("help-quit-now", [.control("c")], "^C", "quit at once", in: "HELP", context: .help) { _ in
      .quitNow
    },
  ]
}
