/// A row of the costs: of a workload type, model, pool or replica group, or of all.
public struct CostRow: TableRow {
  /// What the cost is of.
  public enum Subject: Sendable, Equatable {
    case workload(String, model: String)
    case model(String)
    case pool(String)
    case group(Plan.Replica)
    case all
  }

  /// Whether it is one of many or their sum.
  public var level = TableLevel.item
  /// What the cost is of.
  public let subject: Subject
  /// Its name on the screen.
  public var name: String
  /// Requests/s.
  public var rate = TableValue.none
  /// Thousands of input tokens/s.
  public var inputTokens = TableValue.none
  /// Thousands of output tokens/s.
  public var outputTokens = TableValue.none
  /// $/h.
  public var cost = TableValue.none
  /// $ for 10^6 input tokens; not finite without any.
  public var input: Double
  /// $ for 10^6 output tokens.
  public var output: Double
  /// $ for 10^6 tokens of both kinds.
  public var total: Double
  /// The same for all tokens of each matrix column.
  public var byWorkload: [TableValue] = []

  init(_ subject: Subject, _ sum: CostPart) {
    self.subject = subject
    switch subject {
    case .model(let name):
      level = .subtotal
      self.name = name
    case .workload(let name, _), .pool(let name): self.name = name
    case .group(let replica): name = replica.layout
    case .all:
      level = .total
      name = "all"
    }
    (input, output, total) = (sum.input, sum.output, sum.total)
  }
}

extension TableSchema<CostRow> {
  /// What tokens cost, with the rates and tokens that it is for.
  public static let costs = TableSchema(
    "costs", title: "Cost per token",
    media: [
      .panel: ["name", "input", "output", "total"],
      .zoom: [
        "name", "requests_per_second", "input_kilotokens_per_second", "output_kilotokens_per_second",
        "cost_per_hour", "input", "output", "total",
      ],
    ],
    [
      .names("name", "workload", width: ColumnWidth(20, 34)) { row in .text(row.name) },
      .rate { $0.rate },
      TableColumn(
        "input_kilotokens_per_second", "in \(Quantity.kilotokens.unit)", .kilotokens,
        width: ColumnWidth(11, yields: 3)
      ) { $0.inputTokens },
      TableColumn(
        "output_kilotokens_per_second", "out \(Quantity.kilotokens.unit)", .kilotokens,
        width: ColumnWidth(11, yields: 2)
      ) { $0.outputTokens },
      .cost(width: ColumnWidth(8, yields: 1)) { $0.cost },
      TableColumn("input", "in", .tokenCost, width: ColumnWidth(6, 8)) { .figure($0.input) },
      TableColumn("output", "out", .tokenCost, width: ColumnWidth(6, 8)) { .figure($0.output) },
      TableColumn("total", "total", .tokenCost, width: ColumnWidth(6, 8)) { .figure($0.total) },
    ])

  /// The costs with a matrix of the workload types beside them, in cells of `width` columns.
  public static func costs(heads: [String], width: Int) -> TableSchema {
    var schema = costs
    let matrix = heads.enumerated().map { index, head in
      TableColumn<CostRow>(
        "total.\(index)", head, .tokenCost, width: ColumnWidth(width),
        emphasis: { row in
          if case .pool = row.subject { .muted } else { .plain }
        }
      ) { row in
        row.byWorkload.indices.contains(index) ? row.byWorkload[index] : .none
      }
    }
    schema.columns += matrix
    schema.media[.panel]? += matrix.map(\.head.key)
    return schema
  }
}

/// The cost per million tokens, each row by workload type: by model, by pool and in total.
public struct CostTable: Sendable {
  /// A row a model, then the pools that serve something, then all.
  public let models: [CostRow]
  /// Rows of pools.
  public let pools: [CostRow]
  /// The sum.
  public let all: CostRow

  /// Splits the cost of a plan that answers the scenario; `columns` are the workload types that all models have.
  public init(_ plan: Plan, _ scenario: Scenario, columns: [String]?) {
    let parts = CostPart.parts(of: plan, scenario)
    func row(_ subject: CostRow.Subject, _ chosen: [CostPart], columns: [String]) -> CostRow {
      var row = CostRow(subject, CostPart.sum(chosen))
      row.byWorkload = columns.map { column in
        let cost = CostPart.sum(chosen.filter { $0.workload == column })
        return cost.tokens > 0 ? .narrow(cost.total, .tokenCost) : .zero
      }
      return row
    }
    models = scenario.models.map { model in
      row(
        .model(model.name), parts.filter { $0.model == model.name }, columns: model.workloads.map(\.name))
    }
    pools = scenario.pools.compactMap { pool in
      let chosen = parts.filter { $0.pool == pool.name }
      return chosen.isEmpty ? nil : row(.pool(pool.name), chosen, columns: columns ?? [])
    }
    var sum = row(.all, parts, columns: columns ?? [])
    sum.state(plan)
    all = sum
  }
}

extension CostRow {
  /// Takes the plan's own figures, which are exact where sums of parts are rounded.
  mutating func state(_ plan: Plan) {
    input = plan.costPerMillionTokens.input
    output = plan.costPerMillionTokens.output
    total = plan.totalCostPerMillionTokens
  }
}
