/// A row of the list of commands.
struct PaletteRow: Sendable {
  /// The text to type for it.
  var text: String
  /// The arguments that must or can follow, such as `VALUE` or `[FILE]`.
  var rest: String
  /// Its meaning at any time, in words that the search finds.
  var meaning: String
  /// Keys that do the same.
  var keys: String
  /// The control it is about.
  var control: Control?
  /// Whether other rows name all that can follow.
  var isGeneral = false
  /// Its effect now. Computed only for the rows shown: all rows of a large fleet would take over a frame.
  var note: @Sendable (DashboardState) -> PaletteNote

  /// Whether it means nothing without an argument.
  var needsArgument: Bool { Self.needsArgument(rest) }

  static func needsArgument(_ rest: String) -> Bool { !rest.isEmpty && !rest.hasPrefix("[") }
}

extension DashboardState {
  /// The commands that fit what is typed, the best first; all of them for an empty field.
  var paletteRows: [PaletteRow] {
    guard case .palette(let view) = overlay else { return [] }
    let typed = view.field.text
    let query = typed.trimmingSpaces
    // A blank after a command asks for the arguments that can follow it.
    if typed.last == " ", let entry = ActionTable.callable.first(where: { $0.name == query.lowercased() }) {
      let choices = choiceRows(entry)
      if !choices.isEmpty { return choices }
    }
    return paletteRows(for: query)
  }

  /// The commands that fit a text, the best first.
  func paletteRows(for query: String) -> [PaletteRow] {
    guard !query.isEmpty else {
      let rows = ActionTable.callable.flatMap(plainRows)
      // What takes arguments has no key to be remembered by, so it is listed first.
      return rows.filter { !$0.rest.isEmpty } + rows.filter(\.rest.isEmpty)
    }
    let match = FuzzyMatch(query)
    var found: [(row: PaletteRow, score: Int)] = []
    for entry in ActionTable.callable {
      for row in plainRows(entry) {
        guard let score = score(row.text, row.rest, row.meaning, query, match, isGeneral: row.isGeneral)
        else { continue }
        found.append((row, score))
      }
      guard let form = entry.form else { continue }
      for choice in form.choices(self) {
        let meaning = choice.control.map { controls.meaning(of: $0) } ?? choice.note
        let text = "\(entry.name) \(choice.text)"
        if let score = score(text, choice.rest, meaning, query, match, isGeneral: false) {
          found.append((row(choice, text, meaning, form), score))
        }
      }
    }
    // A stable order for equal scores: that of the table.
    return found.enumerated().sorted {
      ($0.element.score, $1.offset) > ($1.element.score, $0.offset)
    }.map(\.element.row)
  }

  /// The number of commands, arguments included.
  var paletteSize: Int {
    ActionTable.callable.reduce(0) { $0 + plainRows($1).count + ($1.form?.choices(self).count ?? 0) }
  }

  private func score(
    _ text: String, _ rest: String, _ meaning: String, _ query: String, _ match: FuzzyMatch, isGeneral: Bool
  ) -> Int? {
    // The longest command that an argument is typed for is the one meant; what only stands for its choices follows them.
    if query.utf8.count > text.utf8.count, !rest.isEmpty,
      query.lowercased().hasPrefix(text.lowercased() + " ")
    {
      return isGeneral ? 1 : 5000 + text.count
    }
    if let score = match.score(text) {
      if query.lowercased() == text.lowercased() { return 9000 }
      return score + (PaletteRow.needsArgument(rest) ? 250 : 0)
    }
    return query.utf8.count > 2 ? match.score(meaning).map { $0 / 4 } : nil
  }

  private func plainRows(_ entry: ActionEntry) -> [PaletteRow] {
    let note: @Sendable (DashboardState) -> PaletteNote = {
      PaletteNote(text: entry.help, disabled: entry.refusal($0))
    }
    if entry.bindings.count <= 1 {
      return [
        PaletteRow(
          text: entry.name, rest: entry.form?.usage ?? "", meaning: entry.help, keys: keys.text(of: entry),
          isGeneral: entry.form?.hasOnlyChoices ?? false, note: note)
      ]
    }
    let form = entry.form.map {
      PaletteRow(
        text: entry.name, rest: $0.usage, meaning: entry.help, keys: "", isGeneral: $0.hasOnlyChoices,
        note: note)
    }
    return [form].compactMap { $0 }
      + entry.bindings.map { binding in
        let texts = keys.keys(of: binding, in: entry.context).map(\.text)
        return PaletteRow(
          text: binding.name, rest: "", meaning: entry.help, keys: texts.joined(separator: " "), note: note)
      }
  }

  private func choiceRows(_ entry: ActionEntry) -> [PaletteRow] {
    guard let form = entry.form else { return [] }
    return form.choices(self).map { row($0, "\(entry.name) \($0.text)", $0.note, form) }
  }

  private func row(
    _ choice: CommandChoice, _ text: String, _ meaning: String, _ form: CommandForm
  ) -> PaletteRow {
    PaletteRow(text: text, rest: choice.rest, meaning: meaning, keys: "", control: choice.control) { state in
      choice.control.map { form.about($0, state) }
        ?? PaletteNote(text: choice.note, disabled: choice.disabled)
    }
  }

  /// The theme of the chosen row of the command list, shown as a preview before it is chosen.
  var previewedTheme: Theme? {
    guard case .palette(let view) = overlay, view.field.text.contains("th") else { return nil }
    let rows = paletteRows
    guard rows.indices.contains(view.choice) else { return nil }
    let words = rows[view.choice].text.split(separator: " ", maxSplits: 1)
    guard words.first == "theme", words.count == 2 else { return nil }
    return display.themes.first { $0.name.lowercased() == words[1].lowercased() }
  }
}
