import Planning

/// Rate and cost of each workload type, where the costs have no room for a matrix.
struct WorkloadPanel: Drawable {
  let workloads: [Plan.WorkloadResult]
  /// Short names of models by their names; empty where there is only one.
  let modelNames: [String: String]

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 2 else { return }
    canvas.title(
      "BY WORKLOAD", heads: "req/s      $/h   $/Mtok", area.row, area.column, width: area.width)
    let shown = workloads.count <= area.height - 1 ? workloads.count : area.height - 2
    if shown < workloads.count {
      canvas.put("▾ \(workloads.count - shown) rows", area.row + 1 + shown, area.column, CellStyle(.muted))
    }
    for (index, workload) in workloads.prefix(shown).enumerated() {
      let row = area.row + 1 + index
      let name = modelNames[workload.model].map { "\($0) " } ?? ""
      canvas.put(Characters.cut(name + workload.workload, to: area.width - 26), row, area.column)
      canvas.putRight(Numbers.amount(workload.requestsPerSecond), row, end: area.endColumn - 18)
      canvas.putRight(Numbers.amount(workload.costPerHour), row, end: area.endColumn - 9)
      canvas.putRight(Numbers.tableCost(workload.costPerMillionTokens), row, end: area.endColumn)
    }
  }
}
