import Planning

extension DataTable {
  /// Every workload type's way: which layout serves which part of it, at what rate and cost.
  static func routes(of plan: Plan, _ scenario: Scenario) -> DataTable {
    let longest = scenario.models.flatMap { $0.workloads.map(\.name.count) }.max() ?? 2
    let (sections, total) = PlanTable(plan, scenario).assignmentRows()
    var table = DataTable(
      title: "ASSIGNMENT", note: "who serves which part of each workload type", .assignments,
      longest: ["workload": longest + 2], sections: sections, total: total
    ) { row in
      guard let part = row.part else { return Remarks(id: row.name) }
      return Remarks(
        id: "\(part.model) \(part.workload) \(part.layout)",
        detail:
          "\(part.workload) on \(part.layout) · \(part.provenance.kind): \(part.provenance.detail)")
    }
    table.changeRows { row, isItem in if isItem { row.cells[0].text = " " + row.cells[0].text } }
    return table
  }
}
