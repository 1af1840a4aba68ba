/// A row of the list of commands.
struct PaletteRow: Sendable, Equatable {
  /// What is typed to get it.
  var text: String
  /// What must or can follow, such as `VALUE` or `[FILE]`.
  var rest: String
  /// What it does.
  var note: String
  /// Keys that do the same.
  var keys: String
  /// Why it can do nothing at present.
  var disabled: String?
  /// The control it is about.
  var control: Control?

  /// Whether other rows name all that can follow.
  var isGeneral = false

  /// Whether it means nothing without an argument.
  var needsArgument: Bool { !rest.isEmpty && !rest.hasPrefix("[") }
}

extension DashboardState {
  /// The commands that fit what is typed, the best first; all of them for an empty field.
  var paletteRows: [PaletteRow] {
    guard case .palette(let view) = overlay else { return [] }
    let typed = view.field.text
    let query = typed.trimmingSpaces
    // A blank behind a command asks for what can follow it.
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
    var found: [(row: PaletteRow, score: Int)] = []
    for entry in ActionTable.callable {
      for row in plainRows(entry) + choiceRows(entry) {
        if let score = score(row, query) { found.append((row, score)) }
      }
    }
    // A stable order for equal scores: that of the table.
    return found.enumerated().sorted {
      ($0.element.score, $1.offset) > ($1.element.score, $0.offset)
    }.map(\.element.row)
  }

  /// How many commands there are, arguments included.
  var paletteSize: Int {
    ActionTable.callable.reduce(0) { $0 + plainRows($1).count + ($1.form?.choices(self).count ?? 0) }
  }

  private func score(_ row: PaletteRow, _ query: String) -> Int? {
    if query.lowercased() == row.text.lowercased() { return 9000 }
    let hasArgument = !row.rest.isEmpty && query.lowercased().hasPrefix(row.text.lowercased() + " ")
    // The longest command that an argument is typed for is the one meant; what only stands for its choices follows them.
    if hasArgument { return row.isGeneral ? 1 : 5000 + row.text.count }
    if let score = FuzzyMatch.score(query, in: row.text) { return score + (row.needsArgument ? 250 : 0) }
    return query.count > 2 ? FuzzyMatch.score(query, in: row.note).map { $0 / 4 } : nil
  }

  private func plainRows(_ entry: ActionEntry) -> [PaletteRow] {
    let disabled = entry.refusal(self)
    if entry.bindings.count <= 1 {
      return [
        PaletteRow(
          text: entry.name, rest: entry.form?.usage ?? "", note: entry.help, keys: keys.text(of: entry),
          disabled: disabled, isGeneral: entry.form?.hasOnlyChoices ?? false)
      ]
    }
    let form = entry.form.map {
      PaletteRow(
        text: entry.name, rest: $0.usage, note: entry.help, keys: "", disabled: disabled,
        isGeneral: $0.hasOnlyChoices)
    }
    return [form].compactMap { $0 }
      + entry.bindings.map { binding in
        let texts = keys.keys(of: binding, in: entry.context).map(\.text)
        return PaletteRow(
          text: binding.name, rest: "", note: entry.help, keys: texts.joined(separator: " "),
          disabled: disabled)
      }
  }

  private func choiceRows(_ entry: ActionEntry) -> [PaletteRow] {
    guard let form = entry.form else { return [] }
    return form.choices(self).map {
      PaletteRow(
        text: "\(entry.name) \($0.text)", rest: $0.rest, note: $0.note, keys: "", disabled: $0.disabled,
        control: $0.control)
    }
  }
}
