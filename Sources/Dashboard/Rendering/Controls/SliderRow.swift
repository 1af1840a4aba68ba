import Planning
import Serving

/// The row of a control: name, figure, unit and slider.
struct SliderRow: Sendable {
  /// Columns to the end of the figure.
  static let valueWidth = 15
  /// The same in a narrow column.
  private static let narrowValueWidth = 13

  /// The tokens of a workload type, and the columns that those of its model need.
  struct Tokens: Sendable {
    var input: String
    var output: String
    var inputWidth: Int
    var outputWidth: Int
    /// Columns of the longest name of the model's workload types.
    var nameWidth: Int

    init(_ workload: Workload, of model: ServedModel) {
      input = String(workload.inputTokens)
      output = String(workload.outputTokens)
      inputWidth = model.workloads.map { String($0.inputTokens).count }.max() ?? 1
      outputWidth = model.workloads.map { String($0.outputTokens).count }.max() ?? 1
      nameWidth = model.workloads.map(\.name.count).max() ?? 0
    }
  }

  let control: Control
  let facts: ControlFacts
  /// The figure, or what is being typed in its place.
  let value: String
  /// Whether it is the edit that left no plan.
  let isRejected: Bool
  /// A model's name where the longest of them does not fit, and the columns of that one; nil: it is no model's share.
  var shortName: (text: String, longest: Int)?
  /// The sizes of a workload type; nil: it is no workload type's share.
  var tokens: Tokens?

  init(_ control: Control, _ facts: ControlFacts, _ prompt: Prompt?, isRejected: Bool) {
    self.control = control
    self.facts = facts
    value = Self.valueText(control, facts, prompt)
    self.isRejected = isRejected
  }

  /// Draws it in a row of an area.
  func draw(isFocused: Bool, on canvas: inout Canvas, _ row: Int, _ area: Area) {
    let isWide = area.width >= ControlsColumn.widthOfNotes
    let isMix = if case .workloadShare = control { true } else { false }
    let valueEnd = area.column + (isWide || isMix ? Self.valueWidth : Self.narrowValueWidth)
    // Names keep clear of the longest share, so that token counts stand under each other.
    let labelEnd = valueEnd - (isMix ? 4 : max(value.count, 1) + 1)
    drawLabel(isFocused: isFocused, on: &canvas, row, area.column, end: labelEnd)
    canvas.putRight(value, row, end: valueEnd, valueStyle(isFocused: isFocused))
    canvas.put(facts.unit.text, row, valueEnd + 1, CellStyle(.muted))
    let trackStart = area.column + (isWide ? 22 : 20)
    if facts.isLocked { canvas.put("L", row, trackStart - 2, CellStyle(.muted)) }
    let trackWidth = area.endColumn - trackStart
    canvas.put(SliderTrack.spans(facts, width: trackWidth, isFocused: isFocused), row, trackStart)
    canvas.target(.value(control), row: row, from: labelEnd, to: valueEnd)
    if facts.disabled == nil {
      let grip = SliderGrip.track(start: trackStart, width: trackWidth)
      canvas.target(.slider(control, grip), row: row, from: trackStart, to: area.endColumn)
    }
  }

  private func drawLabel(isFocused: Bool, on canvas: inout Canvas, _ row: Int, _ column: Int, end: Int) {
    let isQuiet = facts.isUnused || facts.disabled != nil
    let style = CellStyle(isFocused ? .focus : isQuiet ? .muted : .text, bold: isFocused)
    let text = shortName.flatMap { $0.longest > end - column ? $0.text : nil } ?? facts.label
    if let tokens {
      let nameEnd = end - tokens.inputWidth - tokens.outputWidth - 1
      if tokens.nameWidth < nameEnd - column {
        let arrow = nameEnd + tokens.inputWidth
        canvas.put(text, row, column, style, end: nameEnd)
        canvas.putRight(tokens.input, row, end: arrow, CellStyle(.muted))
        canvas.put("→", row, arrow, CellStyle(.rule))
        canvas.putRight(tokens.output, row, end: end, CellStyle(.muted))
        return
      }
    }
    canvas.put(Characters.cut(text, to: end - column), row, column, style, end: end)
  }

  private func valueStyle(isFocused: Bool) -> CellStyle {
    let isQuiet = facts.isUnused || facts.value == nil
    let role: Role = isRejected ? .bad : facts.isChanged ? .changed : isQuiet ? .muted : .strong
    return CellStyle(role, bold: !facts.isUnused, underline: false, reverse: isFocused)
  }

  /// The figure of a control, or what is being typed in its place.
  static func valueText(_ control: Control, _ facts: ControlFacts, _ prompt: Prompt?) -> String {
    if let prompt, prompt.purpose == .value(control) {
      return prompt.text.isEmpty ? " " : String(prompt.text.suffix(6))
    }
    return facts.isUnused && facts.value == nil ? Numbers.none : facts.text(facts.value)
  }
}
