import Planning

/// Writes the paper's results with ours beside them.
public struct PaperReport {
  /// The report's heading.
  public static let title = "arXiv 2502.00722 (ICML 2025): published results and ours"

  private let findings: [PaperFinding]

  /// A report on the findings.
  public init(_ findings: [PaperFinding]) { self.findings = findings }

  /// One row per finding.
  public var table: ReportTable {
    ReportTable(.findings, findings)
  }

  /// Where the figures come from.
  public var remarks: [String] {
    [
      "Inputs: the paper's prices, stock, mixes and budgets (section 5.1). Throughput: our own estimates from dense "
        + "data-sheet figures; the paper measured on its own machines and publishes no table of them."
    ]
  }

  /// The report as one JSON object.
  public var json: JSONValue {
    .object([
      ("title", .text(Self.title)),
      TableSchema.findings.json(findings),
    ])
  }
}

extension PaperFinding: TableRow {}

extension TableSchema<PaperFinding> {
  /// The paper's results beside ours.
  fileprivate static let findings: TableSchema = {
    let table = ["topic", "setting", "paper", "ours", "unit", "why"]
    return TableSchema(
      "findings",
      media: [
        .text: table, .page: table, .csv: table,
        .json: ["finding", "setting", "paper", "ours", "unit", "why"],
      ],
      [
        .names("topic", "finding") { .text($0.topic) }, .names("finding", "finding") { .text($0.topic) },
        .names("setting", "setting") { .text($0.setting) }, .names("paper", "paper") { .text($0.paper) },
        TableColumn("ours", "ours") { row in
          row.ours.map { .figure($0, decimals: ["s": 3, "x": 2][row.unit] ?? 1) } ?? .none
        },
        .names("unit", "unit") { .text($0.unit) },
        .names("why", "why they differ") { .text($0.why) },
      ])
  }()
}
