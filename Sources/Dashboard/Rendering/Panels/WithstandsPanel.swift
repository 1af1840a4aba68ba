import Planning

/// The rate still served after each event that the plan must withstand, the tightest first.
struct WithstandsPanel: Drawable {
  /// Most events that the panel asks room for.
  private static let shownEvents = 8

  /// The events, the tightest first.
  let stresses: [Plan.Stress]

  init(_ plan: Plan) {
    stresses = plan.stresses.enumerated().sorted { one, other in
      let margins = (Self.margin(one.element), Self.margin(other.element))
      return margins.0 == margins.1 ? one.offset < other.offset : margins.0 < margins.1
    }.map(\.element)
  }

  /// Rows the panel would like; none where the plan need not withstand anything.
  var height: Int { stresses.isEmpty ? 0 : min(stresses.count, Self.shownEvents) + 1 }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1, !stresses.isEmpty else { return }
    let note = area.width >= 60 ? "served after each of these, routed anew" : ""
    canvas.title(
      "WITHSTANDS", note: note, heads: "req/s    needed", area.row, area.column, width: area.width)
    let shown = stresses.count <= area.height - 1 ? stresses.count : area.height - 2
    for (place, stress) in stresses.prefix(shown).enumerated() {
      let row = area.row + 1 + place
      canvas.put(Characters.cut(Self.text(stress), to: area.width - 19), row, area.column)
      canvas.putRight(Numbers.amount(stress.requestsPerSecond), row, end: area.endColumn - 10)
      canvas.putRight(Numbers.amount(stress.needed), row, end: area.endColumn, CellStyle(.muted))
    }
    if shown < stresses.count {
      canvas.put(
        "▾ \(stresses.count - shown) rows", area.row + 1 + shown, area.column, CellStyle(.muted))
    }
  }

  private static func margin(_ stress: Plan.Stress) -> Double {
    stress.needed > 0 ? stress.requestsPerSecond / stress.needed : .infinity
  }

  /// `H100 lost; llama-3-70b on L40S slow`.
  private static func text(_ stress: Plan.Stress) -> String {
    let lost = stress.lost.map { "\($0) lost" }
    let slow = stress.misjudged.isEmpty ? nil : stress.misjudged.joined(separator: ", ") + " slow"
    return [lost, slow].compactMap { $0 }.joined(separator: "; ")
  }
}
