import Planning

extension DashboardState {
  /// Changes how things are looked at, and copies them; nil: nothing that has effects of its own.
  mutating func update(_ action: ViewAction) -> [Effect]? {
    switch action {
    case .closeOverlay: overlay = nil
    case .toggleHelp: overlay = overlay == nil ? .help(HelpView()) : nil
    case .helpAbout(let words): overlay = .help(HelpView(filter: TextField(words)))
    case .scroll(let rows): scrollOverlay(rows)
    case .beginTour: input.beginTour()
    case .endTour: input.tourStop = nil
    case .moveTour(let step): input.moveTour(step, stopCount: TourStop.all(keys).count)
    case .nextTheme: chooseNextTheme()
    case .chooseTheme(let name): chooseTheme(name)
    case .setTransparent(let isOn):
      display.isTransparent = isOn
      message = Message(.notice, isOn ? "The terminal's ground" : "The theme's ground")
    case .copyFocused: return copyFocused()
    case .copy(let source): return copy(source)
    }
    return nil
  }

  // MARK: Copying

  /// Copies what the keys are on: the row of a table, else the command that plans the scenario.
  mutating func copyFocused() -> [Effect] { copy(panel == .results && copiedRow != nil ? .row : .command) }

  /// Copies one thing; the terminal has the last word on it.
  mutating func copy(_ source: CopySource) -> [Effect] {
    let effect: Effect?
    switch source {
    case .command: effect = .copy(planCommand)
    case .row: effect = copiedRow.map { .copy($0) }
    case .plan: effect = isPlanOutdated ? nil : plan.map { .copyPlan($0, title: solved.planScenario.title) }
    case .screen: effect = .copy(render(self).text.map(\.trimmingEndSpaces).joined(separator: "\n") + "\n")
    }
    guard let effect else {
      message = Message(.notice, "Nothing to copy: no \(source == .row ? "row of a plan" : "plan") here yet")
      return []
    }
    message = Message(.notice, "Copied \(source.words), if the terminal lets programs copy")
    return [effect]
  }

  /// The row of a zoomed table or of the plan, figures between tabs.
  private var copiedRow: String? {
    if let table = listedTable {
      guard let row = tables.focusedRow[.results], table.items.indices.contains(row) else { return nil }
      return table.items[row].cells.map(\.words).joined(separator: "\t")
    }
    let index = tables.focusedRow[.results] ?? 0
    guard panel == .results, !choosesChange, let plan, plan.replicas.indices.contains(index) else {
      return nil
    }
    let row = ReplicaRow(plan.replicas[index])
    return TableSchema.replicas.columns(in: .text).map { column in
      column.value(row).text(column.head, decimals: column.head.decimals)
    }.joined(separator: "\t")
  }

  /// `fleetmix plan FILE --set budget=40 ...`: the scenario as it stands, from the file as it was saved last.
  var planCommand: String {
    let edits = Edit.between(files.savedScenario, scenario)
    let words =
      ["fleetmix", "plan", files.scenarioPath ?? "SCENARIO"]
      + edits.flatMap { ["--set", "\($0.path)=\($0.value)"] }
    return words.map(Self.shellWord).joined(separator: " ")
  }

  /// A word as a shell reads it back.
  private static func shellWord(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./=".utf8.contains($0)
      }
    }
    return isPlain && !word.isEmpty
      ? word
      : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension String {
  /// Without spaces at its end.
  fileprivate var trimmingEndSpaces: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
