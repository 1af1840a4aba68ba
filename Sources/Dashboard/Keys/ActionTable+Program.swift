extension ActionTable {
  static let program: [ActionEntry] = [
    ActionEntry(
      "command", [.character(":"), .control("p")], ": ^P", "command: find and run any action", in: "PROGRAM",
      form: nil
    ) { _ in .commands(.begin) },
    ActionEntry(
      "theme", [.character("t")], "t", "next theme", in: "PROGRAM", form: .theme,
      disabled: { $0.display.themes.count < 2 ? "only one theme" : nil }
    ) { _ in .view(.nextTheme) },
    ActionEntry(
      "mouse", [.character("m")], "m", "mouse off, to select text (or ⇧ drag)", in: "PROGRAM", form: .mouse
    ) { _ in .mouse(.toggleCapture(nil)) },
    ActionEntry(
      "help", [.character("?"), .function(1)], "? F1", "this help", in: "PROGRAM", form: .help
    ) { _ in .view(.toggleHelp) },
    ActionEntry("tour", [.character("T")], "T", "a short tour", in: "PROGRAM") { _ in .view(.beginTour) },
    ActionEntry("quit", [.character("q")], "q", "quit; asks if unsaved", in: "PROGRAM") { _ in .program(.quit)
    },
    ActionEntry("repaint", [.control("l")], "^L", "repaint", in: "PROGRAM", context: .everywhere) { _ in
      .program(.repaint)
    },
    ActionEntry("suspend", [.control("z")], "^Z", "suspend", in: "PROGRAM", context: .everywhere) { _ in
      .program(.suspend)
    },
    ActionEntry("quit-now", [.control("c")], "^C", "quit at once", in: "PROGRAM", context: .everywhere) { _ in
      .program(.quitNow)
    },
  ]

  /// The actions that have no key, only a name.
  static let commands: [ActionEntry] = [
    ActionEntry("set", "put a control to a value", in: "COMMANDS", form: .set),
    ActionEntry("transparent", "let the terminal's ground show through", in: "COMMANDS", form: .transparent),
    ActionEntry(
      "start-cost", "what a move is charged for a started replica", in: "COMMANDS", form: .startCost),
    ActionEntry("max-starts", "most replicas that a move starts", in: "COMMANDS", form: .maxStarts),
    ActionEntry("export", "write what runs the plan: vLLM, Kubernetes ...", in: "COMMANDS", form: .export),
    ActionEntry("goto", "focus a control", in: "COMMANDS", form: .goto),
    ActionEntry(
      "save-screen", "write the screen to a file: .svg, .txt or .ans", in: "COMMANDS", form: .saveScreen),
  ]
}
