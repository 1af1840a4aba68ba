import Planning

extension Screen {
  /// Rows the panel would like; none where the plan need not withstand anything.
  func withstandsHeight(_ plan: Plan) -> Int { plan.stresses.isEmpty ? 0 : min(plan.stresses.count, 8) + 1 }

  /// Draws the rate still served after each event that the plan must withstand, the tightest first.
  mutating func withstandsPanel(_ plan: Plan, _ area: Area) {
    guard area.height > 1, !plan.stresses.isEmpty else { return }
    let note = area.width >= 60 ? "served after each of these, routed anew" : ""
    title("WITHSTANDS", note: note, heads: "req/s    needed", area.row, area.column, width: area.width)
    let order = plan.stresses.indices.sorted { one, other in
      let margins = (margin(plan.stresses[one]), margin(plan.stresses[other]))
      return margins.0 == margins.1 ? one < other : margins.0 < margins.1
    }
    let shown = order.count <= area.height - 1 ? order.count : area.height - 2
    for (place, index) in order.prefix(shown).enumerated() {
      let stress = plan.stresses[index]
      let row = area.row + 1 + place
      put(Characters.cut(eventText(stress), to: area.width - 19), row, area.column)
      putRight(Numbers.amount(stress.requestsPerSecond), row, end: area.endColumn - 10)
      putRight(Numbers.amount(stress.needed), row, end: area.endColumn, CellStyle(.muted))
    }
    if shown < order.count {
      put("▾ \(order.count - shown) rows", area.row + 1 + shown, area.column, CellStyle(.muted))
    }
  }

  private func margin(_ stress: Plan.Stress) -> Double {
    stress.needed > 0 ? stress.requestsPerSecond / stress.needed : .infinity
  }

  /// `H100 lost; llama-3-70b on L40S slow`.
  private func eventText(_ stress: Plan.Stress) -> String {
    let lost = stress.lost.map { "\($0) lost" }
    let slow = stress.misjudged.isEmpty ? nil : stress.misjudged.joined(separator: ", ") + " slow"
    return [lost, slow].compactMap { $0 }.joined(separator: "; ")
  }
}
