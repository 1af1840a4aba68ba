import Planning
import Serving

/// The details of the chosen replica group.
struct GroupPanel: Drawable {
  /// Rows the panel would like.
  static let height = 8

  /// The configuration, as the title shows it.
  let layout: String
  /// Names and texts.
  let rows: [(name: String, text: String)]

  init(_ replica: Plan.Replica, _ plan: Plan, _ solved: SolvedState, _ others: OtherPlans, unanswered: String)
  {
    layout = replica.layout
    let parts = CostPart.sum(of: replica, in: CostPart.parts(of: plan, solved.planScenario))
    let gpus = replica.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: " + ")
    let stages = replica.layout.split(separator: "+").count
    let serves = plan.assignments.filter { $0.model == replica.model && $0.layout == replica.layout }
      .map { "\($0.workload) \(Numbers.percent($0.fraction)) %" }.joined(separator: " · ")
    let without = Self.withoutText(replica, plan, others) ?? unanswered
    rows = [
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
      ("Without", without), ("Export", Self.exportText(replica)),
    ]
  }

  func draw(on canvas: inout Canvas, in area: Area) {
    guard area.height > 1 else { return }
    canvas.title(
      "GROUP", note: "selected", heads: Characters.cut(layout, to: 24), area.row, area.column,
      width: area.width)
    for (index, entry) in rows.prefix(area.height - 1).enumerated() {
      canvas.put(entry.name, area.row + 1 + index, area.column, CellStyle(.muted))
      canvas.put(Characters.cutEnd(entry.text, to: area.width - 9), area.row + 1 + index, area.column + 9)
    }
  }

  /// `59.21 req/s (−0.42), 31.86 $/h (+0.18): +2 A100 −4 L40`: the best plan without the configuration; nil:
  /// not known yet.
  private static func withoutText(_ replica: Plan.Replica, _ plan: Plan, _ others: OtherPlans) -> String? {
    let configuration = OtherPlans.Configuration(model: replica.model, layout: replica.layout)
    guard let found = others.without[configuration] else { return nil }
    guard let other = found else { return "no plan" }
    func figure(_ value: Double, _ old: Double, _ quantity: Quantity) -> String {
      let delta = Numbers.delta(value, old, 2).map { " (\($0.text))" } ?? ""
      return "\(Numbers.amount(value)) \(quantity.unit)\(delta)"
    }
    let rate = figure(other.rate, plan.requestsPerSecond, .rate)
    let changes = zip(plan.gpus, other.composition).compactMap { gpu, count -> String? in
      Numbers.delta(Double(count), Double(gpu.used), 0).map { "\($0.text) \(gpu.name)" }
    }
    let gpus = changes.isEmpty ? "the same GPUs" : changes.joined(separator: " ")
    return "\(rate), \(figure(other.cost, plan.costPerHour, .money)): \(gpus)"
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
