import Serving

/// A row of the replicas: the copies of one configuration, or the sum of several.
public struct ReplicaRow: TableRow {
  /// Whether it is one of many or their sum.
  public var level = TableLevel.item
  /// The configuration; nil: a sum.
  public var replica: Plan.Replica?
  /// The name of a sum.
  public var name = ""
  /// Copies; nil: not said.
  public var count: Int?
  /// $/h.
  public var cost: TableValue
  /// Requests/s.
  public var rate: TableValue
  /// Thousands of tokens/s.
  public var tokens = TableValue.none
  /// $ for 10^6 input, output and all tokens; empty: not known.
  public var tokenCosts: [Double] = []
  /// What stands in the matrix beside the row, by its columns.
  public var matrix: [TableValue] = []

  /// A configuration by itself, as reports list it.
  public init(_ replica: Plan.Replica) {
    self.replica = replica
    count = replica.count
    cost = .figure(replica.costPerHour)
    rate = .figure(replica.requestsPerSecond)
  }

  /// A sum.
  init(_ level: TableLevel, name: String, cost: TableValue, rate: TableValue) {
    self.level = level
    self.name = name
    self.cost = cost
    self.rate = rate
  }

  /// The GPUs of all copies.
  public var gpus: String {
    (replica?.gpus ?? []).map { "\($0.count) \($0.pool)" }.joined(separator: " + ")
  }

  fileprivate func of(_ value: (Plan.Replica) -> TableValue) -> TableValue { replica.map(value) ?? .none }

  fileprivate func tokenCost(_ place: Int) -> TableValue {
    tokenCosts.indices.contains(place) ? .figure(tokenCosts[place]) : .none
  }
}

extension Provenance {
  /// Whether the figure was measured as it stands.
  public var isMeasured: Bool { rank == 0 }

  /// What the figure's origin means to the reader.
  var emphasis: TableEmphasis { isMeasured ? .muted : .estimated }
}

extension TableSchema<ReplicaRow> {
  /// The replicas of a plan.
  public static let replicas = TableSchema(
    "replicas", title: "Replicas",
    media: [
      .panel: ["count", "layout", "cost_per_hour", "utilization", "requests_per_second", "source"],
      .zoom: [
        "count", "layout", "gpus", "cost_per_hour", "utilization", "requests_per_second", "source",
        "error_band", "kilotokens_per_second", "cost_per_million_input_tokens",
        "cost_per_million_output_tokens", "cost_per_million_tokens",
      ],
      .text: [
        "count", "model", "precision", "layout", "cost_per_hour", "utilization", "requests_per_second",
        "source",
      ],
      .page: [
        "model", "precision", "layout", "count", "requests_per_second", "cost_per_hour", "utilization",
        "source",
      ],
      .csv: [
        "model", "precision", "layout", "gpus", "count", "requests_per_second", "cost_per_hour",
        "utilization", "source", "provenance",
      ],
      .json: [
        "model", "precision", "layout", "gpus", "count", "cost_per_hour", "utilization", "source",
        "requests_per_second", "provenance", "error_band", "checkpoint",
      ],
    ],
    [
      TableColumn(
        "count", "n", caption: "Count", .count, width: ColumnWidth(2, 3),
        emphasis: { $0.level == .item ? .strong : nil }
      ) { row in row.count.map { .count($0) } ?? .none },
      .names("model", "model", caption: "Model") { row in .text(row.replica?.model ?? row.name) },
      .names("precision", "precision", caption: "Precision") { row in
        row.of { .text($0.precision.rawValue) }
      },
      .names(
        "layout", "layout", caption: "Layout", width: ColumnWidth(14, 18),
        emphasis: { $0.level == .item && $0.replica == nil ? .muted : nil }
      ) { row in
        .text(row.replica?.layout ?? row.name)
      },
      .names("gpus", "GPUs each", width: ColumnWidth(18, yields: 9), emphasis: { _ in .muted }) { row in
        row.of { .gpus($0.gpus, separator: " + ") }
      },
      .cost(width: ColumnWidth(6, 8)) { $0.cost },
      TableColumn(
        "utilization", "util", title: "util %", caption: "Busy %", .part, decimals: 0, pageDecimals: 1,
        suffix: "%",
        width: ColumnWidth(5, 6, yields: 4)
      ) { row in row.of { .figure($0.utilization) } },
      .rate(pageDecimals: 3, width: ColumnWidth(6, 8)) { $0.rate },
      .mark(
        "source", "s", title: "source", caption: "Source", width: ColumnWidth(2, yields: 1),
        emphasis: { $0.replica?.provenance.emphasis }
      ) { row in row.of { .initial($0.provenance.kind) } },
      .names("provenance", "provenance") { row in row.of { .text($0.provenance.detail) } },
      TableColumn(
        "error_band", "band %", .percentage, width: ColumnWidth(10, yields: 10), emphasis: { _ in .muted }
      ) { row in row.of { .band($0.provenance.band) } },
      TableColumn(
        "kilotokens_per_second", Quantity.kilotokens.unit, .kilotokens, width: ColumnWidth(8, yields: 8)
      ) { $0.tokens },
      TableColumn("cost_per_million_input_tokens", "in", .tokenCost, width: ColumnWidth(7, yields: 7)) {
        $0.tokenCost(0)
      },
      TableColumn("cost_per_million_output_tokens", "out", .tokenCost, width: ColumnWidth(7, yields: 6)) {
        $0.tokenCost(1)
      },
      .tokenCost(width: ColumnWidth(8, yields: 5)) { $0.tokenCost(2) },
      .names("checkpoint", "checkpoint", isOptional: true) { row in
        row.of { $0.checkpoint.map { .text($0) } ?? .none }
      },
    ])

  /// The replicas with the part of each workload type that they serve beside them, in cells of `width` columns.
  public static func replicas(heads: [String], width: Int) -> TableSchema {
    replicas(heads, width, .part) { row, value in
      if case .figure(_, let percent?, _) = value { return .share(percent) }
      return row.level == .item ? nil : .muted
    }
  }

  /// The replicas with the requests/s of each workload type beside them, in cells of `width` columns.
  public static func replicaRates(heads: [String], width: Int) -> TableSchema {
    var schema = replicas(heads, width, .rate) { row, _ in
      row.level == .item && row.replica == nil ? .muted : nil
    }
    schema.media[.panel] = ["count", "layout"] + heads.indices.map(matrixKey)
    return schema
  }

  private static func matrixKey(_ column: Int) -> String { "matrix.\(column)" }

  private static func replicas(
    _ heads: [String], _ width: Int, _ quantity: Quantity,
    emphasis: @escaping @Sendable (ReplicaRow, TableValue) -> TableEmphasis?
  ) -> TableSchema {
    var schema = replicas
    let matrix = heads.enumerated().map { index, head in
      TableColumn<ReplicaRow>(
        matrixKey(index), head, quantity, width: ColumnWidth(width, yields: 2),
        emphasis: { emphasis($0, $0.matrix(index)) }
      ) { $0.matrix(index) }
    }
    schema.columns += matrix
    for medium in [TableMedium.panel, .zoom] { schema.media[medium]? += matrix.map(\.head.key) }
    return schema
  }
}

extension ReplicaRow {
  fileprivate func matrix(_ column: Int) -> TableValue {
    matrix.indices.contains(column) ? matrix[column] : .none
  }
}
