import Planning
import Serving

extension Screen {
  /// Rows the panel would like; none where no replica is chosen.
  var groupHeight: Int { state.focusedReplica == nil ? 0 : 8 }

  /// Draws the details of the chosen replica group.
  mutating func groupPanel(_ plan: Plan, _ area: Area) {
    guard let replica = state.focusedReplica, area.height > 1 else { return }
    title(
      "GROUP", note: "selected", heads: Characters.cut(replica.layout, to: 24), area.row, area.column,
      width: area.width)
    let parts = CostPart.sum(
      CostPart.parts(of: plan, state.solved.planScenario).filter {
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
      ("Without", withoutText(replica, plan)), ("Export", Self.exportText(replica)),
    ]
    for (index, entry) in rows.prefix(area.height - 1).enumerated() {
      put(entry.0, area.row + 1 + index, area.column, CellStyle(.muted))
      put(Characters.cutEnd(entry.1, to: area.width - 9), area.row + 1 + index, area.column + 9)
    }
  }

  /// `59.21 req/s (−0.42), 31.86 $/h (+0.18): +2 A100 −4 L40`: the best plan without the configuration.
  private func withoutText(_ replica: Plan.Replica, _ plan: Plan) -> String {
    let configuration = OtherPlans.Configuration(model: replica.model, layout: replica.layout)
    guard let found = state.others.without[configuration] else { return state.unanswered }
    guard let other = found else { return "no plan" }
    func figure(_ value: Double, _ old: Double, _ unit: String) -> String {
      let delta = Numbers.delta(value, old, 2).map { " (\($0.text))" } ?? ""
      return "\(Numbers.amount(value)) \(unit)\(delta)"
    }
    let rate = figure(other.rate, plan.requestsPerSecond, "req/s")
    let changes = zip(plan.gpus, other.composition).compactMap { gpu, count -> String? in
      Numbers.delta(Double(count), Double(gpu.used), 0).map { "\($0.text) \(gpu.name)" }
    }
    let gpus = changes.isEmpty ? "the same GPUs" : changes.joined(separator: " ")
    return "\(rate), \(figure(other.cost, plan.costPerHour, "$/h")): \(gpus)"
  }

  /// Returns the serving systems that can start the replica, and why another cannot.
  private static func exportText(_ replica: Plan.Replica) -> String {
    guard let shape = ReplicaShape(replica.layout) else { return Numbers.none }
    let able = ServingTarget.allCases.filter { shape.refusal(by: $0) == nil }.map(\.name)
    let refused = ServingTarget.allCases.first { shape.refusal(by: $0) != nil }
    let reason = refused.flatMap { target in
      shape.refusal(by: target).map { able.isEmpty ? "none: \($0)" : "not \(target.name): \($0)" }
    }
    let list = able.isEmpty ? nil : able.joined(separator: ", ")
    return [list, reason].compactMap { $0 }.joined(separator: "; ")
  }
}
