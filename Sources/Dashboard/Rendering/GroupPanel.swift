import Planning
import Serving

extension Screen {
  /// The replica that the keys are on; nil where they are elsewhere.
  private var focusedReplica: Plan.Replica? {
    guard let plan = state.plan, state.panel == .results, !state.choosesChange else { return nil }
    let index = state.focusedRow[.results] ?? 0
    return plan.replicas.indices.contains(index) ? plan.replicas[index] : nil
  }

  /// Rows the panel would like; none where no replica is chosen.
  var groupHeight: Int { focusedReplica == nil ? 0 : 6 }

  /// What is known of the chosen replica group.
  mutating func groupPanel(_ plan: Plan, _ area: Area) {
    guard let replica = focusedReplica, area.height > 1 else { return }
    title(
      "GROUP", note: "selected", heads: Characters.cut(replica.layout, to: 24), area.row, area.column,
      width: area.width)
    let parts = CostPart.sum(
      CostPart.parts(of: plan, state.planScenario).filter {
        $0.model == replica.model && $0.layout == replica.layout
      })
    let gpus = replica.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: " + ")
    let stages = replica.layout.split(separator: "+").count
    let serves = plan.assignments.filter { $0.model == replica.model && $0.layout == replica.layout }
      .map { "\($0.workload) \(Numbers.percent($0.fraction)) %" }.joined(separator: " · ")
    let rows = [
      (
        "Layout",
        "\(replica.count) cop\(replica.count == 1 ? "y" : "ies") of \(stages) stage\(stages == 1 ? "" : "s"); \(gpus) in all"
      ),
      (
        "Rate",
        "\(Numbers.amount(replica.requestsPerSecond)) req/s at this mix, \(replica.provenance.kind) \(Numbers.band(replica.provenance.band)), busy \(Numbers.percent(replica.utilization)) %"
      ),
      (
        "Cost",
        "\(Numbers.amount(replica.costPerHour)) $/h · in \(Numbers.tableCost(parts.input)) · out \(Numbers.tableCost(parts.output)) · total \(Numbers.tableCost(parts.total)) $/Mtok"
      ), ("Serves", "\(serves) of \(replica.model)"), ("Source", replica.provenance.detail),
    ]
    for (index, entry) in rows.prefix(area.height - 1).enumerated() {
      put(entry.0, area.row + 1 + index, area.column, CellStyle(.muted))
      put(Characters.cutEnd(entry.1, to: area.width - 9), area.row + 1 + index, area.column + 9)
    }
  }
}
