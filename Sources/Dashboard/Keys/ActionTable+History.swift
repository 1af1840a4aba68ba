extension ActionTable {
  /// Keys of the list of edits.
  static let history: [ActionEntry] = [
    ActionEntry(
      "history-row", [.up, .down, .character("k"), .character("j")], "↑ ↓ k j", "row", in: "HISTORY",
      context: .history, parts: ["history-up", "history-down"]
    ) { $0 == .up || $0 == .character("k") ? .history(.moveList(-1)) : .history(.moveList(1)) },
    ActionEntry(
      "history-page", [.pageUp, .pageDown], "PgUp PgDn", "ten rows", in: "HISTORY", context: .history,
      parts: ["history-page-up", "history-page-down"]
    ) { $0 == .pageUp ? .history(.moveList(-10)) : .history(.moveList(10)) },
    ActionEntry("history-go", [.enter], "Enter", "go there", in: "HISTORY", context: .history) { _ in
      .history(.goTo)
    },
    ActionEntry("history-close", [.escape], "Esc", "back", in: "HISTORY", context: .history) { _ in
      .typing(.cancel)
    },
  ]
}
