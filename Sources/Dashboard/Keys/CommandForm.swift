import Planning

/// The form of an action that is called by name with arguments.
public struct CommandForm: Sendable {
  /// The arguments as usage shows them; in brackets where they can be left out.
  public let usage: String
  /// Whether the first argument must be one of the choices.
  let hasOnlyChoices: Bool
  /// The choices for the first argument.
  let choices: @Sendable (DashboardState) -> [CommandChoice]
  /// The action that the arguments ask for; throws a short reason where there is none.
  let action: @Sendable (String, DashboardState) throws(EditRefusal) -> Action
  /// The effect of choosing a control; computed only for the rows shown, as a long list has many.
  var about: @Sendable (Control, DashboardState) -> PaletteNote = {
    PaletteNote(text: $1.controls.meaning(of: $0))
  }

  /// Whether the action can be called without arguments too.
  var isOptional: Bool { usage.hasPrefix("[") }
}

/// One thing that an argument can be.
struct CommandChoice: Sendable, Equatable {
  /// The argument.
  var text: String
  /// Its effect; empty where it names a control, whose form describes it.
  var note = ""
  /// The argument that must follow it, such as `VALUE`; empty: none.
  var rest = ""
  /// The reason why it has no effect at present; nil: it has one.
  var disabled: String?
  /// The control it names.
  var control: Control?
}

extension CommandForm {
  static let set = CommandForm(
    usage: "PATH VALUE", hasOnlyChoices: true,
    choices: { $0.controls.controlChoices(rest: "VALUE") + $0.controls.namedChoices },
    action: { (text, state) throws(EditRefusal) in
      let (path, value) = try state.controls.takePath(text)
      let hint = path.rule(in: state.scenario).hint
      guard !value.isEmpty else { throw EditRefusal("a value must follow: \(hint)") }
      _ = try state.controls.statement([path], setTo: value)
      return .edit(.setPath(path, value))
    },
    about: { PaletteNote(text: $1.controls.rangeText(of: $0), disabled: $1.facts(of: $0)?.disabled) })

  static let goto = CommandForm(
    usage: "PATH", hasOnlyChoices: true,
    choices: { $0.controls.controlChoices() },
    action: { (text, state) throws(EditRefusal) in .focus(.control(try state.controls.wholeControl(text))) })

  static let reset = CommandForm(
    usage: "[PATH]", hasOnlyChoices: true,
    choices: { $0.controls.controlChoices() },
    action: { (text, state) throws(EditRefusal) in .edit(.reset(try state.controls.wholeControl(text))) },
    about: { control, state in
      guard let facts = state.facts(of: control) else { return PaletteNote(text: "") }
      return PaletteNote(
        text: "back to the scenario: \(facts.textWithUnit(facts.baseline))",
        disabled: facts.isChanged ? nil : "as in the scenario")
    })

  static let toggle = CommandForm(
    usage: "[PATH]", hasOnlyChoices: true,
    choices: { $0.controls.controlChoices() },
    action: { (text, state) throws(EditRefusal) in
      .edit(.toggleControl(try state.controls.wholeControl(text)))
    },
    about: { PaletteNote(text: $1.controls.toggleText($0), disabled: $1.controls.toggleRefusal($0)) })

  static let percent = CommandForm(
    usage: "NUMBER", hasOnlyChoices: false, choices: { _ in [] },
    action: { (text, _) throws(EditRefusal) in
      let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
      guard let percent = Int(digits), (0...100).contains(percent) else {
        throw EditRefusal("a whole number of 0 to 100 % must follow")
      }
      return .edit(.moveToPercent(percent))
    })

  static let goal = CommandForm(
    usage: "[throughput|cost|cost_per_token]", hasOnlyChoices: true,
    choices: { state in
      Objective.allCases.map { objective in
        var scenario = state.scenario
        scenario.objective = objective
        return CommandChoice(
          text: objective.rawValue, note: state.objectiveText(scenario),
          disabled: objective == state.scenario.objective ? "the goal now" : nil)
      }
    },
    action: { (text, _) throws(EditRefusal) in
      guard let objective = Objective(rawValue: text.lowercased()) else {
        throw unknown(text, "goal", among: Objective.allCases.map(\.rawValue))
      }
      return .edit(.chooseObjective(objective))
    })

  static let theme = CommandForm(
    usage: "[NAME]", hasOnlyChoices: true,
    choices: { state in
      state.display.themes.enumerated().map { index, theme in
        CommandChoice(
          text: theme.name, note: "theme", disabled: index == state.display.themeIndex ? "the theme now" : nil
        )
      }
    },
    action: { (text, state) throws(EditRefusal) in
      guard state.display.themes.contains(where: { $0.name.lowercased() == text.lowercased() }) else {
        throw unknown(text, "theme", among: state.display.themes.map(\.name))
      }
      return .view(.chooseTheme(text))
    })

  static let transparent = CommandForm(
    usage: "[on|off]", hasOnlyChoices: true,
    choices: { state in
      [true, false].map { isOn in
        CommandChoice(
          text: isOn ? "on" : "off", note: isOn ? "the terminal's own ground" : "the theme's ground",
          disabled: state.display.isTransparent == isOn ? "as it is now" : nil)
      }
    },
    action: { (text, _) throws(EditRefusal) in
      guard ["on", "off"].contains(text.lowercased()) else { throw EditRefusal("on or off") }
      return .view(.setTransparent(text.lowercased() == "on"))
    })

  static let tab = CommandForm(
    usage: "NAME", hasOnlyChoices: true,
    choices: { _ in ResultTab.allCases.map { CommandChoice(text: $0.title.lowercased(), note: $0.contents) }
    },
    action: { (text, _) throws(EditRefusal) in
      guard let tab = ResultTab.allCases.first(where: { $0.title.lowercased() == text.lowercased() }) else {
        throw unknown(text, "tab", among: ResultTab.allCases.map { $0.title.lowercased() })
      }
      return .focus(.selectTab(tab))
    })

  static let moveFrom = CommandForm(
    usage: "[scenario|A…I]", hasOnlyChoices: true,
    choices: { state in
      state.fleetSources.map {
        CommandChoice(
          text: $0.word, note: "move from \($0.name)",
          disabled: $0 == state.fleetSource ? "as it is now" : nil)
      }
    },
    action: { (text, state) throws(EditRefusal) in
      guard
        let source = state.fleetSources.first(where: { $0.word.lowercased() == text.lowercased() }
        )
      else {
        throw unknown(text, "running fleet", among: state.fleetSources.map { $0.word })
      }
      return .fleet(.from(source))
    })

  static let startCost = CommandForm(
    usage: "$/h|default", hasOnlyChoices: false, choices: { _ in [] },
    action: { (text, _) throws(EditRefusal) in
      if text.lowercased() == "default" { return .fleet(.setStartCost(nil)) }
      guard case .success(let cost) = FigureUnit.money.read(text), NumberRange.notNegative.contains(cost)
      else { throw EditRefusal("a charge in $/h must follow, as 0.5 or $0.5/h") }
      return .fleet(.setStartCost(cost))
    })

  static let maxStarts = CommandForm(
    usage: "NUMBER|off", hasOnlyChoices: false, choices: { _ in [] },
    action: { (text, _) throws(EditRefusal) in
      if text.lowercased() == "off" { return .fleet(.setMaxStarts(nil)) }
      guard let most = Int(text), (0...ScenarioLimits.gpus).contains(most) else {
        throw EditRefusal("a whole number from 0 on must follow, or off")
      }
      return .fleet(.setMaxStarts(most))
    })

  static let help = CommandForm(
    usage: "[WORDS]", hasOnlyChoices: false, choices: { _ in [] },
    action: { (text, _) throws(EditRefusal) in .view(.helpAbout(text)) })

  static let save = CommandForm(
    usage: "[FILE]", hasOnlyChoices: false,
    choices: {
      $0.files.pathChoices(in: $0.input.typedFolder, endings: [".yaml", ".yml", ".json", ".csv", ".md"])
    },
    action: { (text, _) throws(EditRefusal) in .files(.save(text)) })

  static let export = CommandForm(
    usage: "vllm|kubernetes|skypilot|weights FILE", hasOnlyChoices: true,
    choices: { _ in
      ExportLanguage.allCases.map { CommandChoice(text: $0.rawValue, note: $0.words, rest: "FILE") }
    },
    action: { (text, _) throws(EditRefusal) in
      let word = String(text.prefix { $0 != " " })
      guard let language = ExportLanguage(rawValue: word.lowercased()) else {
        throw unknown(word, "export", among: ExportLanguage.allCases.map(\.rawValue))
      }
      let path = String(text.dropFirst(word.count)).trimmingSpaces
      guard !path.isEmpty else { throw EditRefusal("the name of a file must follow") }
      return .files(.export(language, path: path))
    })

  static let copy = CommandForm(
    usage: "[command|row|plan|screen]", hasOnlyChoices: true,
    choices: { _ in CopySource.allCases.map { CommandChoice(text: $0.rawValue, note: "copy \($0.words)") } },
    action: { (text, _) throws(EditRefusal) in
      guard let source = CopySource(rawValue: text.lowercased()) else {
        throw unknown(text, "source", among: CopySource.allCases.map(\.rawValue))
      }
      return .view(.copy(source))
    })

  static let open = CommandForm(
    usage: "[FILE]", hasOnlyChoices: false,
    choices: { state in
      let paths = state.files.pathChoices(in: state.input.typedFolder, endings: [".yaml", ".yml"])
      return paths + state.files.knownFiles.map { CommandChoice(text: $0.path, note: $0.note) }
    },
    action: { (text, _) throws(EditRefusal) in .files(.open(text)) })

  static let saveScreen = CommandForm(
    usage: "FILE", hasOnlyChoices: false,
    choices: { $0.files.pathChoices(in: $0.input.typedFolder, endings: [".svg", ".txt", ".ans"]) },
    action: { (text, _) throws(EditRefusal) in
      guard ScreenPicture.Format(path: text) != nil else {
        throw EditRefusal("a picture's name must end in .svg, .txt or .ans")
      }
      return .files(.savePicture(text))
    })

  static let mouse = CommandForm(
    usage: "[on|off]", hasOnlyChoices: true,
    choices: { state in
      [(true, "on", "clicks, drags and the wheel"), (false, "off", "the terminal selects text")].map {
        CommandChoice(
          text: $0.1, note: $0.2, disabled: state.display.capturesMouse == $0.0 ? "it is \($0.1)" : nil)
      }
    },
    action: { (text, _) throws(EditRefusal) in
      guard ["on", "off"].contains(text) else { throw EditRefusal("on or off must follow") }
      return .mouse(.toggleCapture(text == "on"))
    })
}

/// The present effect of a row of the list of commands, or why it has none.
struct PaletteNote: Sendable, Equatable {
  /// The effect.
  var text: String
  /// The reason why it has no effect now; nil: it has one.
  var disabled: String?

  /// The phrase that the row shows.
  var shown: String { disabled.map { "not now: \($0)" } ?? text }
}
