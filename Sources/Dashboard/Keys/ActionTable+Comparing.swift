extension ActionTable {
  /// Keys of the screen that compares plans.
  static let comparing: [ActionEntry] = [
    ActionEntry(
      "compare-plan", Pin.letters.map { .character($0) }, "A-I", "choose a plan", in: "COMPARE",
      context: .comparison, parts: Pin.letters.map { "compare-\($0.lowercased())" }
    ) { key in
      guard case .character(let letter) = key else { return .pins(.moveSelection(0)) }
      return .pins(.choose(letter))
    },
    ActionEntry(
      "compare-next", [.left, .right, .character("h"), .character("l")], "← →", "plan to the left, right",
      in: "COMPARE", context: .comparison, parts: ["compare-left", "compare-right"]
    ) { $0 == .left || $0 == .character("h") ? .pins(.moveSelection(-1)) : .pins(.moveSelection(1)) },
    ActionEntry(
      "compare-swap", [.character("=")], "=", "swap with the reference", in: "COMPARE", context: .comparison
    ) { _ in .pins(.swap) },
    ActionEntry(
      "compare-go", [.enter], "Enter", "go to the plan's slider positions", in: "COMPARE",
      context: .comparison
    ) { _ in .pins(.goTo) },
    ActionEntry(
      "compare-differences", [.character("d")], "d", "only differences", in: "COMPARE", context: .comparison
    ) { _ in .pins(.toggleDifferences) },
    ActionEntry(
      "compare-rename", [.character("n")], "n", "name the plan", in: "COMPARE", context: .comparison
    ) { _ in .pins(.beginRenaming) },
    ActionEntry(
      "compare-drop", [.delete, .backspace], "Del", "drop the plan", in: "COMPARE", context: .comparison
    ) { _ in .pins(.delete) },
    ActionEntry(
      "compare-scroll", [.up, .down, .character("k"), .character("j")], "↑ ↓ k j", "scroll", in: "COMPARE",
      context: .comparison, parts: ["compare-up", "compare-down"]
    ) { $0 == .up || $0 == .character("k") ? .view(.scroll(-1)) : .view(.scroll(1)) },
    ActionEntry(
      "compare-page", [.pageUp, .pageDown], "PgUp PgDn", "scroll ten rows", in: "COMPARE",
      context: .comparison, parts: ["compare-page-up", "compare-page-down"]
    ) { $0 == .pageUp ? .view(.scroll(-10)) : .view(.scroll(10)) },
    ActionEntry("compare-close", [.escape], "Esc", "back", in: "COMPARE", context: .comparison) { _ in
      .typing(.cancel)
    },
  ]
}
