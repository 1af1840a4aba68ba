/// A row of the workload types: what one costs, and who serves it.
public struct WorkloadRow: TableRow {
  /// The plan's figures.
  public let result: Plan.WorkloadResult
  /// The routes of the type.
  public let routes: [Plan.Assignment]

  /// Names of a type and of its model.
  private struct Name: Hashable {
    var model: String
    var workload: String
  }

  /// Returns the rows of all workload types of a plan. O(types + routes).
  public static func rows(of plan: Plan) -> [WorkloadRow] {
    let routes = Dictionary(grouping: plan.assignments) { Name(model: $0.model, workload: $0.workload) }
    return plan.workloads.map {
      WorkloadRow(result: $0, routes: routes[Name(model: $0.model, workload: $0.workload)] ?? [])
    }
  }
}

extension TableSchema<WorkloadRow> {
  /// What each workload type of a plan costs.
  public static let workloads = TableSchema(
    "workloads", title: "Costs",
    media: [
      .panel: ["workload", "requests_per_second", "cost_per_hour", "cost_per_million_tokens"],
      .text: ["model", "workload", "requests_per_second", "cost_per_million_tokens", "routes"],
      .page: [
        "model", "workload", "requests_per_second", "cost_per_hour", "cost_per_million_tokens",
        "cost_per_million_input_tokens", "cost_per_million_output_tokens",
      ],
      .json: [
        "model", "workload", "requests_per_second", "cost_per_million_tokens", "cost_per_hour",
        "cost_per_million_input_tokens", "cost_per_million_output_tokens",
      ],
    ],
    [
      .names("model", "model", caption: "Model") { .text($0.result.model) },
      .names("workload", "workload", caption: "Workload") { .text($0.result.workload) },
      .rate(pageDecimals: 3) { .figure($0.result.requestsPerSecond) },
      .cost(width: ColumnWidth(9)) { .figure($0.result.costPerHour) },
      .tokenCost(caption: Quantity.tokenCost.spelledUnit, width: ColumnWidth(9)) {
        .figure($0.result.costPerMillionTokens)
      },
      TableColumn("cost_per_million_input_tokens", "in", title: "input", .tokenCost) {
        .figure($0.result.split.input)
      },
      TableColumn("cost_per_million_output_tokens", "out", title: "output", .tokenCost) {
        .figure($0.result.split.output)
      },
      .names("routes", "routed to") { .routes($0.routes) },
    ])
}

extension Plan.Stress: TableRow {}

extension TableSchema<Plan.Stress> {
  /// What a plan serves in each event that it must withstand.
  public static let stresses = TableSchema(
    "withstands", title: "Withstands",
    [
      .names("lost", "when lost", caption: "When lost") { .name($0.lost, none: "nothing") },
      .names("misjudged", "and misjudged", caption: "And misjudged") {
        .names($0.misjudged, none: "nothing")
      },
      .rate(pageDecimals: 3) { .figure($0.requestsPerSecond) },
      TableColumn("needed", "needed", caption: "Needed", .rate, pageDecimals: 3) { .figure($0.needed) },
    ])
}
