extension ActionTable {
  static let palette: [ActionEntry] = [
    ActionEntry(
      "palette-choose", [.up, .down], "↑ ↓", "choose", in: "COMMAND", context: .palette,
      parts: ["palette-up", "palette-down"]
    ) { $0 == .up ? .commands(.choose(-1)) : .commands(.choose(1)) },
    ActionEntry(
      "palette-page", [.pageUp, .pageDown], "PgUp PgDn", "choose ten rows on", in: "COMMAND",
      context: .palette, parts: ["palette-page-up", "palette-page-down"]
    ) { $0 == .pageUp ? .commands(.choose(-10)) : .commands(.choose(10)) },
    ActionEntry("palette-complete", [.tab], "Tab", "complete", in: "COMMAND", context: .palette) { _ in
      .commands(.complete)
    },
    ActionEntry("palette-run", [.enter], "Enter", "run", in: "COMMAND", context: .palette) { _ in
      .typing(.commit)
    },
    ActionEntry(
      "palette-history", [.control("p"), .control("n")], "^P ^N", "earlier, later command", in: "COMMAND",
      context: .palette, parts: ["palette-earlier", "palette-later"]
    ) { $0 == .control("p") ? .commands(.recall(1)) : .commands(.recall(-1)) },
  ]

  static let typing: [ActionEntry] = [
    ActionEntry("commit", [.enter], "Enter", "take the text", in: "TYPING", context: .typing) { _ in
      .typing(.commit)
    },
    ActionEntry("cancel", [.escape], "Esc", "leave it", in: "TYPING", context: .typing) { _ in
      .typing(.cancel)
    },
    ActionEntry(
      "cursor", [.left, .right, .home, .end, .control("a"), .control("e")], "← → Home End ^A ^E",
      "move the cursor", in: "TYPING",
      context: .typing, parts: ["cursor-left", "cursor-right", "cursor-start", "cursor-end"]
    ) { key in
      switch key {
      case .left: .typing(.cursorLeft)
      case .right: .typing(.cursorRight)
      case .home, .control("a"): .typing(.cursorStart)
      default: .typing(.cursorEnd)
      }
    },
    ActionEntry(
      "delete", [.backspace, .delete], "⌫ Del", "delete", in: "TYPING", context: .typing,
      parts: ["delete-before", "delete-after"]
    ) { $0 == .backspace ? .typing(.deleteBackward) : .typing(.deleteForward) },
    ActionEntry(
      "delete-more", [.control("w"), .control("u")], "^W ^U", "delete a word, all before the cursor",
      in: "TYPING", context: .typing, parts: ["delete-word", "delete-line"]
    ) { $0 == .control("w") ? .typing(.deleteWord) : .typing(.deleteToStart) },
  ]

  static let question: [ActionEntry] = [
    ActionEntry(
      "yes", [.character("y"), .character("Y")], "y", "yes", in: "QUESTION", context: .question
    ) { _ in .typing(.answer(true)) },
    ActionEntry(
      "no", [.character("n"), .character("N"), .character("q"), .escape], "n Esc", "no", in: "QUESTION",
      context: .question
    ) { _ in .typing(.answer(false)) },
  ]

  private static let whileUnfiltered: @Sendable (DashboardState) -> String? = {
    if case .help(let view) = $0.overlay, !view.filter.text.isEmpty {
      "it is part of the filter"
    } else {
      nil
    }
  }

  static let help: [ActionEntry] = [
    ActionEntry(
      "help-scroll", [.up, .down], "↑ ↓", "scroll", in: "HELP", context: .help,
      parts: ["help-up", "help-down"]
    ) { $0 == .up ? .view(.scroll(-1)) : .view(.scroll(1)) },
    ActionEntry(
      "help-page", [.pageUp, .pageDown], "PgUp PgDn", "scroll ten rows", in: "HELP", context: .help,
      parts: ["help-page-up", "help-page-down"]
    ) {
      $0 == .pageUp ? .view(.scroll(-10)) : .view(.scroll(10))
    },
    ActionEntry(
      "help-close", [.escape, .enter, .function(1)], "Esc", "clear the filter, close", in: "HELP",
      context: .help
    ) { _ in .typing(.cancel) },
    ActionEntry(
      "help-quit", [.character("q")], "q", "quit, while the filter is empty", in: "HELP", context: .help,
      disabled: whileUnfiltered
    ) { _ in .program(.quit) },
    ActionEntry(
      "help-toggle", [.character("?")], "?", "close, while the filter is empty", in: "HELP", context: .help,
      disabled: whileUnfiltered
    ) { _ in .view(.toggleHelp) },
  ]
}
