/// A figure in which plans are compared: what it is called, and which direction is better.
public struct ComparedFigure: Sendable {
  /// Its name in reports.
  public let name: String
  /// Its name on a screen.
  public let label: String
  /// The kind of figure.
  public let quantity: Quantity
  /// Its unit.
  public let unit: String
  /// Decimals in which it is compared.
  public let decimals: Int
  /// Whether more of it is better; nil: neither.
  public let isMoreGood: Bool?
  /// The figure of a plan.
  public let value: @Sendable (Plan) -> Double

  private init(
    _ name: String, _ label: String, _ quantity: Quantity, unit: String? = nil, decimals: Int? = nil,
    isMoreGood: Bool?, value: @escaping @Sendable (Plan) -> Double
  ) {
    self.name = name
    self.label = label
    self.quantity = quantity
    self.unit = unit ?? quantity.unit
    self.decimals = decimals ?? quantity.decimals
    self.isMoreGood = isMoreGood
    self.value = value
  }

  /// What is served, what it costs, and what a token costs.
  public static let headline: [ComparedFigure] = [
    ComparedFigure(Objective.throughput.name, "Requests served", .rate, isMoreGood: true) {
      $0.requestsPerSecond
    },
    ComparedFigure(Objective.cost.name, "Bill", .money, isMoreGood: false) { $0.costPerHour },
    ComparedFigure(Objective.costPerToken.name, "Cost, all tokens", .tokenCost, isMoreGood: false) {
      $0.totalCostPerMillionTokens
    },
    ComparedFigure("input tokens", "Cost, input", .tokenCost, isMoreGood: false) {
      $0.costPerMillionTokens.input
    },
    ComparedFigure("output tokens", "Cost, output", .tokenCost, isMoreGood: false) {
      $0.costPerMillionTokens.output
    },
  ]

  /// The copies of all configurations.
  public static let replicas = ComparedFigure("replicas", "Replicas", .count, isMoreGood: nil) {
    Double($0.replicas.reduce(0) { $0 + $1.count })
  }

  /// The GPUs of all pools.
  public static let gpus = ComparedFigure("GPUs rented", "GPUs rented", .count, unit: "GPUs", isMoreGood: nil)
  {
    Double($0.gpus.reduce(0) { $0 + $1.used })
  }

  /// How far a plan is proven.
  public static let gap = ComparedFigure("gap", "Gap proven", .plain, unit: "%", isMoreGood: false) {
    $0.gap * 100
  }

  /// Part of the requests/s whose throughput was measured.
  public static let measured = ComparedFigure(
    "measured", "Measured", .plain, unit: "% req/s", decimals: 0, isMoreGood: true
  ) { $0.measuredShare * 100 }

  /// The GPUs rented of one pool.
  public static func used(of pool: String) -> ComparedFigure {
    ComparedFigure(pool, pool, .count, unit: "GPUs", isMoreGood: nil) { plan in
      Double(plan.gpus.first { $0.name == pool }?.used ?? 0)
    }
  }
}

extension Plan {
  /// Part of the requests/s whose throughput was measured, 0...1.
  public var measuredShare: Double {
    let all = assignments.reduce(0) { $0 + $1.requestsPerSecond }
    let measured = assignments.reduce(0) { $0 + ($1.provenance.isMeasured ? $1.requestsPerSecond : 0) }
    return all > 0 ? measured / all : 0
  }
}

/// A row of a comparison: one figure of several plans.
public struct ComparisonRow: TableRow {
  /// The figure compared.
  public let figure: ComparedFigure
  /// The figure of each plan, the reference's first.
  public let values: [Double]

  /// Compares a figure of several plans.
  public init(_ figure: ComparedFigure, _ plans: [Plan]) {
    self.figure = figure
    values = plans.map(figure.value)
  }

  /// How far each plan's figure is from the reference's.
  public var changes: [Double] { values.map { $0 - (values.first ?? 0) } }
}

extension TableSchema<ComparisonRow> {
  /// One row per figure, a column per plan, then one per other plan with its difference from the first.
  public static func comparison(_ names: [String]) -> TableSchema {
    let first = names.first ?? ""
    let plans = names.enumerated().map { index, name in
      TableColumn<ComparisonRow>(name, name) {
        .figure($0.values[index], decimals: $0.figure.decimals)
      }
    }
    let changes = names.enumerated().dropFirst().map { index, name in
      TableColumn<ComparisonRow>("\(name) - \(first)", "\(name) - \(first)") {
        .change($0.changes[index], decimals: $0.figure.decimals)
      }
    }
    return TableSchema(
      "figures", title: "Comparison",
      [
        .names("figure", "figure") { .text($0.figure.name) },
        .names("unit", "unit") { .text($0.figure.unit) },
      ] + plans + changes)
  }
}
