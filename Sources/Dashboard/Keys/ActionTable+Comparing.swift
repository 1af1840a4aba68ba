extension ActionTable {
  /// Keys of the screen that compares plans.
  static let comparing: [ActionEntry] = [
    ActionEntry(
      "compare-plan", Pin.letters.map { .character($0) }, "A-I", "choose a plan", in: "COMPARE",
      context: .comparison, parts: Pin.letters.map { "compare-\($0.lowercased())" }
    ) { key in
      guard case .character(let letter) = key else { return .moveSelection(0) }
      return .choosePlan(letter)
    },
    ActionEntry(
      "compare-next", [.left, .right, .character("h"), .character("l")], "← →", "plan to the left, right",
      in: "COMPARE", context: .comparison, parts: ["compare-left", "compare-right"]
    ) { $0 == .left || $0 == .character("h") ? .moveSelection(-1) : .moveSelection(1) },
    ActionEntry(
      "compare-swap", [.character("=")], "=", "swap with the reference", in: "COMPARE", context: .comparison
    ) { _ in .swapPlans },
    ActionEntry(
      "compare-go", [.enter], "Enter", "go to the plan's slider positions", in: "COMPARE",
      context: .comparison
    ) { _ in .goToPlan },
    ActionEntry(
      "compare-differences", [.character("d")], "d", "only differences", in: "COMPARE", context: .comparison
    ) { _ in .toggleDifferences },
    ActionEntry(
      "compare-rename", [.character("n")], "n", "name the plan", in: "COMPARE", context: .comparison
    ) { _ in .beginRenaming },
    ActionEntry(
      "compare-drop", [.delete, .backspace], "Del", "drop the plan", in: "COMPARE", context: .comparison
    ) { _ in .deletePlan },
    ActionEntry(
      "compare-scroll", [.up, .down, .character("k"), .character("j")], "↑ ↓ k j", "scroll", in: "COMPARE",
      context: .comparison, parts: ["compare-up", "compare-down"]
    ) { $0 == .up || $0 == .character("k") ? .scroll(-1) : .scroll(1) },
    ActionEntry(
      "compare-page", [.pageUp, .pageDown], "PgUp PgDn", "scroll ten rows", in: "COMPARE",
      context: .comparison, parts: ["compare-page-up", "compare-page-down"]
    ) { $0 == .pageUp ? .scroll(-10) : .scroll(10) },
    ActionEntry("compare-close", [.escape], "Esc", "back", in: "COMPARE", context: .comparison) { _ in .cancel
    },
  ]
}
