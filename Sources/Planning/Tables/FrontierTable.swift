/// A row of a frontier: the best plan at one limit.
public struct FrontierRow: TableRow {
  /// The solved point.
  public let point: FrontierCurve.Point
  /// Whether its bill is inside the budget; nil: it has none, or no point could be above it.
  public let isInsideBudget: Bool?

  /// The row of a point of a curve; `cap`: the budget, where the curve passes it by.
  public init(_ point: FrontierCurve.Point, cap: Double?) {
    self.point = point
    isInsideBudget = cap.flatMap { cap in
      point.costPerHour.map { !FrontierCurve.isBeyond(cap, $0) }
    }
  }

  private var hasPlan: Bool { point.value != nil }

  fileprivate var status: TableValue {
    .text(hasPlan ? Plan.Status.feasible.rawValue : point.status.rawValue)
  }

  fileprivate var gap: TableValue { .optional(hasPlan ? point.gap : nil) }

  fileprivate func count(of pool: String) -> TableValue {
    hasPlan ? .count(point.gpus.first { $0.pool == pool }?.count ?? 0) : .none
  }

  /// The GPUs, with a remark where they cost more than the budget, or what stands in place of a plan.
  fileprivate var outcome: String {
    guard hasPlan else { return point.status == .unknown ? "unknown" : "no plan" }
    return point.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: ", ")
      + (isInsideBudget == false ? "  above the budget" : "")
  }
}

extension FrontierCurve.Axis {
  /// The limit's word.
  public var key: String { self == .budget ? "budget" : "demand" }

  /// The kind of figure that the limit is.
  public var quantity: Quantity { self == .budget ? .money : .rate }
}

extension TableSchema<FrontierRow> {
  /// The points of the frontier of a scenario.
  public static func frontier(of scenario: Scenario) -> TableSchema {
    let axis = FrontierCurve.axis(of: scenario)
    let hasCap = FrontierCurve.cap(of: scenario) != nil
    let budget = hasCap ? ["within_budget"] : []
    let counts = scenario.pools.map { pool in
      TableColumn<FrontierRow>("gpus.\(pool.name)", pool.name, .count) { $0.count(of: pool.name) }
    }
    let figures = ["requests_per_second", "cost_per_hour", "cost_per_million_tokens", "gap"]
    let shown = [axis.key] + figures + ["outcome"]
    return TableSchema(
      "points", title: "Frontier",
      media: [
        .text: shown, .page: shown, .csv: [axis.key] + figures + counts.map(\.head.key) + budget,
        .json: [axis.key, "status"] + figures + ["gpus"] + budget,
      ],
      [
        // Rows are printed as they come, so widths are fixed ahead: room for 99999.99.
        TableColumn(
          axis.key, axis.key, title: "\(axis.key) \(axis.quantity.unit)", axis.quantity,
          width: ColumnWidth(14)
        ) { .figure($0.point.limit) },
        .names("status", "status") { $0.status },
        .rate(width: ColumnWidth(9)) { .optional($0.point.requestsPerSecond) },
        .cost(width: ColumnWidth(9)) { .optional($0.point.costPerHour) },
        .tokenCost(width: ColumnWidth(9)) { .optional($0.point.costPerMillionTokens) },
        TableColumn("gap", "gap %", .part, decimals: 2, width: ColumnWidth(6)) { $0.gap },
        .names("outcome", "GPUs", width: ColumnWidth(0)) { .text($0.outcome) },
        .names("gpus", "GPUs") { .gpus($0.point.gpus, separator: ", ") },
        .names("within_budget", "within budget") { row in row.isInsideBudget.map { .flag($0) } ?? .none },
      ] + counts)
  }
}
