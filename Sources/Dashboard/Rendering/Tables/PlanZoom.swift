import Planning

extension DataTable {
  /// Replicas with all that is known of them, and which part of each workload type they serve.
  static func replicas(of plan: Plan, _ scenario: Scenario) -> DataTable {
    let table = PlanTable(plan, scenario)
    let longest = scenario.models.flatMap { $0.workloads.map(\.name.count) }.max() ?? 2
    let (sections, total) = table.replicaRows()
    return DataTable(
      title: "PLAN", note: "\(Numbers.percent(plan.measuredShare)) % of req/s measured",
      .replicas(heads: table.matrixHeads, width: min(10, max(5, longest + 1))), sections: sections,
      total: total
    ) { row in
      guard let replica = row.replica else { return Remarks(id: row.name) }
      return Remarks(
        id: "\(replica.model) \(replica.layout)",
        detail: "\(replica.layout): \(row.gpus) · \(replica.provenance.kind), "
          + "\(Numbers.band(replica.provenance.band)): \(replica.provenance.detail)")
    }
  }
}
