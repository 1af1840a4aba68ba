import Planning

extension DataTable {
  /// The cost per million tokens by workload type, by GPU type and by replica group; `shortName` shortens a model's.
  static func costs(of plan: Plan, _ scenario: Scenario, shortName: (String) -> String) -> DataTable {
    var (sections, total) = PlanTable(plan, scenario).costRows()
    for place in sections.indices {
      let width = sections[place].rows.map(\.name.count).max() ?? 0
      for row in sections[place].rows.indices {
        let entry = sections[place].rows[row]
        sections[place].rows[row].name = " " + name(entry, width, plan, scenario, shortName)
      }
    }
    return DataTable(
      title: "COST PER TOKEN", note: "$/Mtok · ○ input  ● output  ◆ total · log scale", .costs,
      longest: ["name": longestName(scenario)], sections: sections, total: total
    ) { row in
      let (id, detail) = remarks(row, plan)
      return Remarks(
        id: id, costs: Costs(input: row.input, output: row.output, total: row.total), detail: detail)
    }
  }

  /// The name with what tells it from its neighbours: the tokens of a type, the use of a pool, the model of a layout.
  private static func name(
    _ row: CostRow, _ width: Int, _ plan: Plan, _ scenario: Scenario, _ shortName: (String) -> String
  ) -> String {
    switch row.subject {
    case .workload(let name, let model):
      let workload = scenario.models.first { $0.name == model }?.workloads.first { $0.name == name }
      return name.padded(to: width) + (workload.map { " \($0.tokenText)" } ?? "")
    case .pool(let name):
      let use = plan.gpus.first { $0.name == name }
      return name + (use.map { "  \($0.used)/\($0.available)" } ?? "")
    case .group(let replica): return "\(replica.layout) \(shortName(replica.model))"
    case .model, .all: return row.name
    }
  }

  private static func remarks(_ row: CostRow, _ plan: Plan) -> (id: String, detail: String) {
    switch row.subject {
    case .workload(let name, let model): return ("\(model) \(name)", destinations(of: name, model, plan))
    case .pool(let name):
      let detail = plan.gpus.first { $0.name == name }.map {
        "\(name): \($0.used) of \($0.available) GPUs for \(Numbers.fixed($0.costPerHour, 2)) $/h"
      }
      return ("pool \(name)", detail ?? "")
    case .group(let replica):
      return (
        "group \(replica.model) \(replica.layout)",
        "\(replica.count) of \(replica.layout) · \(replica.provenance.kind): \(replica.provenance.detail)"
      )
    case .model, .all: return (row.name, "")
    }
  }

  /// `w5 of llama-3-70b goes to A40*4 69 % and A40*4+L40*1 31 %`.
  private static func destinations(of workload: String, _ model: String, _ plan: Plan) -> String {
    let places = plan.assignments.filter { $0.model == model && $0.workload == workload }
      .sorted { $0.fraction > $1.fraction }.map { "\($0.layout) \(Numbers.percent($0.fraction)) %" }
    return "\(workload) of \(model) goes to \(places.joined(separator: " and "))"
  }

  /// Columns for a workload type's name and tokens.
  private static func longestName(_ scenario: Scenario) -> Int {
    scenario.models.map { model in
      let names = model.workloads.map(\.name.count).max() ?? 0
      let tokens = model.workloads.map(\.tokenText.count).max() ?? 0
      return names + tokens + 4
    }.max() ?? 0
  }
}

extension String {
  /// Returns the text with trailing blanks, at least `width` columns wide.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
