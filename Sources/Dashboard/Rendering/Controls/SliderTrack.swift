/// The track of a slider, one cell per character.
enum SliderTrack {
  /// Returns a control's track, `width` cells wide.
  static func spans(_ facts: ControlFacts, width: Int, isFocused: Bool) -> [Span] {
    guard width > 1 else { return [] }
    guard let value = facts.value, !facts.isUnused || isFocused else {
      return [Span("○", CellStyle(.muted)), Span(String(repeating: "╌", count: width - 1), CellStyle(.rule))]
    }
    let last = width - 1
    var knob = place(value, facts, last)
    var tick: Int?
    if facts.isChanged, let baseline = facts.baseline {
      var mark = place(baseline, facts, last)
      // The tick is never hidden: the knob gives way to its own side, or the tick where there is no room.
      if mark == knob {
        if value > baseline {
          if knob < last { knob += 1 } else { mark -= 1 }
        } else {
          if knob > 0 { knob -= 1 } else { mark += 1 }
        }
      }
      tick = mark
    }
    let isAtLimit = value >= facts.range.upperBound
    let fill = CellStyle(isAtLimit ? .warn : isFocused ? .focus : .fill)
    var knobSpan = Span("●", CellStyle(isFocused ? .focus : .strong, bold: true))
    if facts.isLocked {
      knobSpan = Span("■", CellStyle(.muted, bold: true))
    } else if isAtLimit {
      knobSpan = Span("◆", CellStyle(.warn, bold: true))
    }
    return (0..<width).map { cell in
      if cell == knob { return knobSpan }
      if cell == tick { return Span("┿", CellStyle(.changed)) }
      return cell < knob ? Span("━", fill) : Span("─", CellStyle(.rule))
    }
  }

  private static func place(_ value: Double, _ facts: ControlFacts, _ last: Int) -> Int {
    let width = facts.range.upperBound - facts.range.lowerBound
    guard width > 0 else { return 0 }
    let part = (value - facts.range.lowerBound) / width
    return min(max(0, Int((part * Double(last)).rounded())), last)
  }
}
