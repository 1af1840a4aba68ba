extension ActionTable {
  /// Keys of the list of edits.
  static let history: [ActionEntry] = [
    ActionEntry(
      "history-row", [.up, .down, .character("k"), .character("j")], "↑ ↓ k j", "row", in: "HISTORY",
      context: .history, parts: ["history-up", "history-down"]
    ) { $0 == .up || $0 == .character("k") ? .moveHistory(-1) : .moveHistory(1) },
    ActionEntry(
      "history-page", [.pageUp, .pageDown], "PgUp PgDn", "ten rows", in: "HISTORY", context: .history,
      parts: ["history-page-up", "history-page-down"]
    ) { $0 == .pageUp ? .moveHistory(-10) : .moveHistory(10) },
    ActionEntry("history-go", [.enter], "Enter", "go there", in: "HISTORY", context: .history) { _ in
      .goToHistory
    },
    ActionEntry("history-close", [.escape], "Esc", "back", in: "HISTORY", context: .history) { _ in .cancel },
  ]
}
