import Planning

extension SweepLine: TableRow {
  /// The columns of the lines: those of a file with a column per path and pool, and the keys of JSON.
  static func schema(paths: [String] = [], pools: [String] = []) -> TableSchema<SweepLine> {
    let set = paths.map { path in
      TableColumn<SweepLine>(path, path) { line in
        .text(line.edits.first { $0.path == path }?.value ?? "")
      }
    }
    let counts = pools.map { pool in
      TableColumn<SweepLine>("gpus.\(pool)", pool, .count) { $0.count(of: pool) }
    }
    let figures = ["status", "requests_per_second", "cost_per_hour", "cost_per_million_tokens", "gap"]
    let kept = ["kept_fits", "kept_requests_per_second", "kept_cost_per_hour", "regret"]
    return TableSchema(
      "lines",
      media: [
        .csv: ["index"] + set.map(\.head.key) + figures + kept + counts.map(\.head.key),
        .json: ["index", "sweep", "set"] + figures + ["gpus", "kept"],
      ],
      columns + keptColumns + set + counts)
  }

  private static let columns: [TableColumn<SweepLine>] = [
    TableColumn("index", "index", .count) { .count($0.index) },
    .names("sweep", "sweep") { .text($0.sweep) },
    .names("set", "set") { .record($0.edits.map { TableField($0.path, $0.tableValue) }) },
    .names("status", "status") { .text($0.status) },
    .rate { .optional($0.requestsPerSecond) }, .cost { .optional($0.costPerHour) },
    .tokenCost { .optional($0.costPerMillionTokens) },
    TableColumn("gap", "gap %", .part) { .optional($0.gap) },
    .names("gpus", "GPUs") { .gpus($0.gpus, separator: ", ") },
  ]

  private static let keptColumns: [TableColumn<SweepLine>] = [
    .names("kept_fits", "fits") { line in line.keptFits.map { .flag($0) } ?? .none },
    TableColumn("kept_requests_per_second", "kept \(Quantity.rate.unit)", .rate) {
      .optional($0.keptRequestsPerSecond)
    },
    TableColumn("kept_cost_per_hour", "kept \(Quantity.money.unit)", .money) {
      .optional($0.keptCostPerHour)
    },
    TableColumn("regret", "regret %", .part) { .optional($0.regret) },
    .names("kept", "kept", isOptional: true) { $0.kept },
  ]

  private func count(of pool: String) -> TableValue {
    requestsPerSecond == nil ? .none : .count(gpus.first { $0.pool == pool }?.count ?? 0)
  }

  /// What is known of the plan kept; none where none is.
  private var kept: TableValue {
    guard let keptFits else { return .none }
    return .record([
      TableField("fits", .flag(keptFits)),
      TableField("requests_per_second", .optional(keptRequestsPerSecond)),
      TableField("cost_per_hour", .optional(keptCostPerHour)), TableField("regret", .optional(regret)),
    ])
  }
}
