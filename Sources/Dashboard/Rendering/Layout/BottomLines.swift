import Planning

extension Screen {
  /// The row above the keys: what was typed, asked, edited or went wrong.
  mutating func messageLine(_ row: Int) {
    let end = grid.columns - 1
    if let prompt = state.prompt {
      promptLine(prompt, row, end)
      return
    }
    if state.comparison != nil, state.message == nil { return comparisonLegend(row) }
    let legend = end >= 110 ? legendSpans() : end >= 70 ? [Span("s source: m i e", CellStyle(.muted))] : []
    let legendWidth = legend.reduce(0) { $0 + $1.text.count }
    if state.message == nil, let tooltip {
      put(Characters.cutEnd(tooltip, to: end - 2), row, 1, CellStyle(.muted), end: end)
      // Beside a long explanation the legend of sources gives way.
      if tooltip.count + 3 > end - legendWidth { return }
    }
    // So it does beside a long message.
    let width = state.message.map { $0.subject.count + $0.text.count + 5 } ?? 0
    let isLegendShown = state.plan != nil && legendWidth > 0 && width <= end - legendWidth
    if isLegendShown { putRight(legend, row, end: end) }
    let limit = isLegendShown ? end - legendWidth - 2 : end
    guard let message = state.message else { return }
    switch message.kind {
    case .error: put("! " + message.text, row, 1, CellStyle(.bad), end: limit)
    case .notice: put(message.text, row, 1, CellStyle(.muted), end: limit)
    case .edit:
      var place = put(message.subject + " ", row, 1, end: limit)
      place = put(message.text, row, place, CellStyle(.changed), end: limit)
      for note in editNotes() where place + 3 + note.text.count <= limit {
        place = put([Span(" · ", CellStyle(.muted)), note], row, place)
      }
    }
  }

  /// Returns notes on the edit's result and on the steps that can be undone and redone.
  private func editNotes() -> [Span] {
    let muted = CellStyle(.muted)
    var notes: [Span] = []
    if state.infeasibility != nil {
      notes.append(Span("no plan", CellStyle(.bad)))
      notes.append(Span(state.undoWords, muted))
      return notes
    }
    if let plan = state.plan, let budget = state.scenario.budget, !state.isPlanOutdated,
      plan.status == .optimal, plan.objective == .throughput, budget - plan.costPerHour >= 0.005
    {
      notes.append(Span("\(Numbers.fixed(budget - plan.costPerHour, 2)) $/h left buys no more", muted))
    }
    var history = "undo \(state.history.undoStack.count)"
    if !state.history.redoStack.isEmpty { history += ", redo \(state.history.redoStack.count)" }
    notes.append(Span(history, muted))
    return notes
  }

  private func legendSpans() -> [Span] {
    let muted = CellStyle(.muted)
    let est = CellStyle(.est, underline: true)
    return [
      Span("m measured  ", muted), Span("i", est), Span(" interpolated  ", muted), Span("e", est),
      Span(" estimated", muted),
    ]
  }

  private mutating func promptLine(_ prompt: Prompt, _ row: Int, _ end: Int) {
    let strong = CellStyle(.strong, bold: true)
    switch prompt.purpose {
    case .value(let control):
      guard let facts = state.facts(of: control) else { return }
      var place = put("\(state.name(of: control)) ", row, 1, CellStyle(.focus, bold: true), end: end)
      place = textField(prompt.field, row, place, end: max(place + 2, min(place + 24, end)))
      place = put(" \(facts.unit.text)  ", row, place, CellStyle(.muted), end: end)
      if let message = state.message, message.kind == .error {
        put("! " + message.text, row, place, CellStyle(.bad), end: end)
      } else {
        let now = "now \(facts.textWithUnit(facts.value)); type \(control.path.rule(in: state.scenario).hint)"
        put(now, row, place, CellStyle(.muted), end: end)
      }
    case .save: fileLine("Save as ", prompt, row, end)
    case .overwrite(let path), .overwritePicture(let path), .overwriteExport(_, let path):
      question("Overwrite ", path, "? y n", row, end, strong)
    case .saveAnyway(let asked, _, let path):
      let doubt =
        asked.contains(.changed)
        ? " was changed by somebody else. Overwrite it? y n"
        : " cannot keep comments and layout. Rewrite it? y n"
      question("", path, doubt, row, end, strong)
    case .overwriteBeside(let names, _, let path):
      question("Overwrite \(names.joined(separator: ", ")) beside ", path, "? y n", row, end, strong)
    case .recover(let leftover):
      let drop = state.hasOwnPins ? "Drop the pinned plans" : "Leave \(state.files.scenarioPath ?? "this")"
      question(
        "\(drop) for the unsaved edits of ", leftover.file ?? leftover.title, "? y n", row, end, strong)
    case .discard(let path): question("\(discardText) and open ", path, "? y n", row, end, strong)
    case .filter: fileLine("Rows with ", prompt, row, end)
    case .pinName(let letter): fileLine("Name of plan \(letter) ", prompt, row, end)
    case .quit: question(quitText, "", "", row, end, strong)
    }
  }

  /// The question about the work that opening another scenario would lose.
  private var discardText: String {
    guard state.hasOwnPins else { return "Discard the edits" }
    return state.hasUnsavedEdits ? "Discard edits and pinned plans" : "Drop the pinned plans"
  }

  /// The question about the work that quitting would lose.
  private var quitText: String {
    guard state.hasUnsavedEdits else { return "Quit and drop the pinned plans? y n" }
    return "Quit without saving the edits\(state.hasOwnPins ? " and pinned plans" : "")? y n"
  }

  private mutating func fileLine(_ name: String, _ prompt: Prompt, _ row: Int, _ end: Int) {
    let place = put(name, row, 1, CellStyle(.focus, bold: true), end: end)
    textField(prompt.field, row, place, end: end)
  }

  private mutating func question(
    _ before: String, _ path: String, _ after: String, _ row: Int, _ end: Int, _ style: CellStyle
  ) {
    let room = max(0, end - 1 - before.count - after.count)
    put(before + Characters.cut(path, to: room) + after, row, 1, style, end: end)
  }

  /// Text with its cursor; what does not fit scrolls to the left.
  @discardableResult
  mutating func textField(_ field: TextField, _ row: Int, _ column: Int, end: Int) -> Int {
    let width = end - column
    guard width > 1 else { return column }
    let start = max(0, field.cursor - (width - 1))
    let shown = Array(field.text).dropFirst(start).prefix(width)
    var place = column
    for (index, character) in shown.enumerated() {
      let isCursor = start + index == field.cursor
      place = put(String(character), row, place, CellStyle(.strong, underline: true, reverse: isCursor))
    }
    if field.cursor == field.text.count { place = put(" ", row, place, CellStyle(.strong, reverse: true)) }
    return place
  }

  /// The last row: keys that mean something now; they yield from the right, help and quit never.
  mutating func keyLine(_ row: Int) {
    let end = grid.columns - 1
    let keys = state.keys
    let always = [("command", "command"), ("help", "help"), ("quit", "quit")]
    let fixed =
      [.panels, .tour, .comparison, .history].contains(state.keyContext)
      ? always.map { (keys.hint($0.0), $0.1) } : []
    func width(_ pairs: [(String, String)]) -> Int {
      pairs.reduce(0) { $0 + $1.0.count + $1.1.count + 3 }
    }
    let fixedStart = end - width(fixed) + 2
    var place = 1
    for hint in hints() {
      let size = hint.0.count + 1 + hint.1.count
      guard place + size <= (fixed.isEmpty ? end : fixedStart - 2) else { break }
      place = putHint(hint, row, place) + 2
    }
    place = max(1, fixedStart)
    for hint in fixed { place = putHint(hint, row, place) + 2 }
  }

  @discardableResult
  private mutating func putHint(_ hint: (String, String), _ row: Int, _ column: Int) -> Int {
    let width = hint.0.count + 1 + hint.1.count
    let keys = Self.keys(in: hint.0)
    for key in keys {
      // The word belongs to the last key.
      let end = key.offset == keys.last?.offset ? width : key.offset + key.length
      target(.key(key.key), row: row, from: column + key.offset, to: column + end)
    }
    return put(
      [Span(hint.0, CellStyle(.key, bold: true)), Span(" " + hint.1, CellStyle(.muted))], row, column,
      end: grid.columns)
  }

  /// The keys that a hint names, with their places in it: one, several in a row (`←→`, `⇧←→`), or none.
  static func keys(in hint: String) -> [(key: Key, offset: Int, length: Int)] {
    if let key = Key(name: hint) { return [(key, 0, hint.count)] }
    var result: [(key: Key, offset: Int, length: Int)] = []
    let prefix = hint.hasPrefix("⇧") ? "⇧" : ""
    for (offset, character) in hint.enumerated() where !(offset == 0 && !prefix.isEmpty) && character != " " {
      guard let key = Key(name: prefix + String(character)) else { return [] }
      result.append((key, offset, 1))
    }
    return result
  }

  private func hints() -> [(String, String)] {
    switch state.keyContext {
    case .typing: return [("Enter", "take it"), ("Esc", "leave it"), ("← →", "cursor")]
    case .question: return [("y", "yes"), ("n", "no"), ("Esc", "back")]
    case .help: return [("Esc", "closes"), ("↑↓", "scroll"), ("a…z", "filter")]
    case .palette: return [("Enter", "run"), ("Tab", "complete"), ("↑↓", "choose"), ("Esc", "closes")]
    case .comparison:
      return [
        ("A-I", "plan"), ("=", "swap with reference"), ("Enter", "go to plan"), ("d", "only differences"),
        ("n", "name"), ("Del", "drop"), ("b", "pin"), ("Esc", "back"),
      ]
    case .history: return [("↑↓", "row"), ("Enter", "go there"), ("u", "undo"), ("Esc", "back")]
    case .panels, .tour, .everywhere: break
    }
    var result: [(String, String)] = []
    let stop = state.keys.hint("back")
    if state.isSolvingLong, !stop.isEmpty { result.append((stop, "stop")) }
    if state.isTableFocused {
      let pool = state.zoomedTab == .why ? [(state.keys.hint("toggle"), "with or without the pool")] : []
      let isZoomed = state.zoomedTab != nil
      let fleet = state.listedTab == .move ? [(state.keys.hint("move-from"), "from another fleet")] : []
      return result + pool + fleet + [
        ("↑↓", "row"), ("< >", "sort"), ("-", "reverse"), ("/", "filter"),
        ("Tab", isZoomed ? "next table" : "panel"), ("e", isZoomed ? "back" : "zoom"),
        ("b", "pin"), ("u", "undo"),
      ]
    }
    func add(_ names: String..., word: String) {
      let keys = names.map { state.keys.hint($0) }.joined()
      if !keys.isEmpty { result.append((keys, word)) }
    }
    if let control = state.focusedControl, let facts = state.facts(of: control) {
      if facts.disabled == nil {
        let step = Numbers.fixed(facts.step, facts.unit.decimals)
        add("step-down", "step-up", word: "±\(step)")
        if grid.columns >= 100 {
          let ten = trimmed(facts.step * 10, facts.unit.decimals)
          let isUsual = state.keys.hint("step-ten-down") == "⇧←" && state.keys.hint("step-ten-up") == "⇧→"
          if isUsual {
            result.append(("⇧←→", "±\(ten)"))
          } else {
            add("step-ten-down", "step-ten-up", word: "±\(ten)")
          }
        }
        add("type", word: "type")
        if let word = toggleWord(control, facts) { add("toggle", word: word) }
        if facts.isChanged { add("reset", word: "reset") }
      }
    } else {
      add("row-up", "row-down", word: "row")
      if state.choosesChange {
        add("type", word: "apply the change")
        add("preview", word: "preview")
      }
    }
    add("panel-next", word: "panel")
    if state.plan != nil { add("zoom", word: state.zoomedTab == nil ? "zoom" : "back") }
    if ScreenClass(columns: grid.columns, rows: grid.rows).hasTabs { result.append(("Alt-1…7", "tab")) }
    if state.present.plan != nil { add("pin", word: "pin") }
    if !state.pins.isEmpty { add("compare", word: "compare") }
    if !state.history.undoStack.isEmpty { add("undo", word: "undo") }
    if !state.history.redoStack.isEmpty { add("redo", word: "redo") }
    add("goal", word: "goal")
    add("save", word: "save")
    add("open", word: "open")
    if state.display.themes.count > 1 { add("theme", word: "theme") }
    return result
  }

  private func trimmed(_ value: Double, _ decimals: Int) -> String {
    value == value.rounded() ? Numbers.fixed(value, 0) : Numbers.fixed(value, decimals)
  }

  private func toggleWord(_ control: Control, _ facts: ControlFacts) -> String? {
    switch control {
    case .available(let pool), .price(let pool): state.statement.switchedOff[pool] == nil ? "off" : "on"
    case .modelShare, .workloadShare: facts.isLocked ? "unlock" : "lock"
    case .ttft, .tpot: facts.value == nil ? "on" : "off"
    case .budget: state.scenario.objective == .cost ? (facts.value == nil ? "on" : "off") : nil
    case .demand: state.scenario.objective == .costPerToken ? (facts.value == nil ? "on" : "off") : nil
    case .headroom: nil
    }
  }
}
