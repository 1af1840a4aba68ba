/// The key hints.
extension ScreenContents {
  /// Columns from which larger steps have a hint.
  private static let widthOfTenSteps = 100

  var keyLine: KeyLine {
    let always = [("command", "command"), ("help", "help"), ("quit", "quit")]
    let isOfPanels = [.panels, .tour, .comparison, .history].contains(state.keyContext)
    return KeyLine(
      hints: hints, fixed: isOfPanels ? always.map { KeyHint(state.keys.hint($0.0), $0.1) } : [])
  }

  private var hints: [KeyHint] {
    switch state.keyContext {
    case .typing: return [KeyHint("Enter", "take it"), KeyHint("Esc", "leave it"), KeyHint("← →", "cursor")]
    case .question: return [KeyHint("y", "yes"), KeyHint("n", "no"), KeyHint("Esc", "back")]
    case .help: return [KeyHint("Esc", "closes"), KeyHint("↑↓", "scroll"), KeyHint("a…z", "filter")]
    case .palette:
      return [
        KeyHint("Enter", "run"), KeyHint("Tab", "complete"), KeyHint("↑↓", "choose"),
        KeyHint("Esc", "closes"),
      ]
    case .comparison:
      return [
        KeyHint("A-I", "plan"), KeyHint("=", "swap with reference"), KeyHint("Enter", "go to plan"),
        KeyHint("d", "only differences"), KeyHint("n", "name"), KeyHint("Del", "drop"), KeyHint("b", "pin"),
        KeyHint("Esc", "back"),
      ]
    case .history:
      return [
        KeyHint("↑↓", "row"), KeyHint("Enter", "go there"), KeyHint("u", "undo"), KeyHint("Esc", "back"),
      ]
    case .panels, .tour, .everywhere: break
    }
    let stop = hint("back", word: "stop")
    let first = state.isSolvingLong ? stop : []
    return first + (state.isTableFocused ? tableHints : panelHints)
  }

  /// The hint of some actions by their names; empty where they have no key.
  private func hint(_ names: String..., word: String) -> [KeyHint] {
    let keys = names.map { state.keys.hint($0) }.joined()
    return keys.isEmpty ? [] : [KeyHint(keys, word)]
  }

  private var tableHints: [KeyHint] {
    let isZoomed = state.zoomedTab != nil
    let pool =
      state.zoomedTab == .why ? [KeyHint(state.keys.hint("toggle"), "with or without the pool")] : []
    let fleet =
      state.listedTab == .move ? [KeyHint(state.keys.hint("move-from"), "from another fleet")] : []
    return pool + fleet + [
      KeyHint("↑↓", "row"), KeyHint("< >", "sort"), KeyHint("-", "reverse"), KeyHint("/", "filter"),
      KeyHint("Tab", isZoomed ? "next table" : "panel"), KeyHint("e", isZoomed ? "back" : "zoom"),
      KeyHint("b", "pin"), KeyHint("u", "undo"),
    ]
  }

  private var panelHints: [KeyHint] {
    var result: [KeyHint] = []
    if let control = state.focusedControl, let facts = controls.facts(of: control) {
      result += sliderHints(control, facts)
    } else {
      result += hint("row-up", "row-down", word: "row")
      if state.choosesChange {
        result += hint("type", word: "apply the change") + hint("preview", word: "preview")
      }
    }
    result += hint("panel-next", word: "panel")
    if state.plan != nil { result += hint("zoom", word: state.zoomedTab == nil ? "zoom" : "back") }
    if ScreenClass(columns: state.columns, rows: state.rows).hasTabs {
      result.append(KeyHint("Alt-1…8", "tab"))
    }
    if state.present.plan != nil { result += hint("pin", word: "pin") }
    if !state.pins.isEmpty { result += hint("compare", word: "compare") }
    if !state.history.undoStack.isEmpty { result += hint("undo", word: "undo") }
    if !state.history.redoStack.isEmpty { result += hint("redo", word: "redo") }
    result += hint("goal", word: "goal") + hint("save", word: "save") + hint("open", word: "open")
    if state.display.themes.count > 1 { result += hint("theme", word: "theme") }
    return result
  }

  private func sliderHints(_ control: Control, _ facts: ControlFacts) -> [KeyHint] {
    guard facts.disabled == nil else { return [] }
    var result = hint("step-down", "step-up", word: "±\(Numbers.fixed(facts.step, facts.unit.decimals))")
    if state.columns >= Self.widthOfTenSteps {
      let ten = facts.step * 10
      let word = "±\(Numbers.fixed(ten, ten == ten.rounded() ? 0 : facts.unit.decimals))"
      let isUsual = state.keys.hint("step-ten-down") == "⇧←" && state.keys.hint("step-ten-up") == "⇧→"
      result += isUsual ? [KeyHint("⇧←→", word)] : hint("step-ten-down", "step-ten-up", word: word)
    }
    result += hint("type", word: "type")
    if let word = toggleWord(control, facts) { result += hint("toggle", word: word) }
    if facts.isChanged { result += hint("reset", word: "reset") }
    return result
  }

  private func toggleWord(_ control: Control, _ facts: ControlFacts) -> String? {
    let onOrOff = facts.value == nil ? "on" : "off"
    switch control {
    case .available(let pool), .price(let pool), .machines(let pool, _), .machinePrice(let pool, _):
      return state.statement.switchedOff[pool] == nil ? "off" : "on"
    case .modelShare, .workloadShare: return facts.isLocked ? "unlock" : "lock"
    case .ttft, .tpot: return onOrOff
    case .budget: return state.scenario.objective == .cost ? onOrOff : nil
    case .demand: return state.scenario.objective == .costPerToken ? onOrOff : nil
    case .headroom: return nil
    }
  }
}
