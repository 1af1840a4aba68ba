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
    ReportTable(
      [
        .init("topic", "finding", isNumeric: false), .init("setting", "setting", isNumeric: false),
        .init("paper", "paper", isNumeric: false), .init("ours", "ours"),
        .init("unit", "unit", isNumeric: false), .init("why", "why they differ", isNumeric: false),
      ],
      findings.map {
        [
          .text($0.topic), .text($0.setting), .text($0.paper),
          .number($0.ours, decimals: ["s": 3, "x": 2][$0.unit] ?? 1), .text($0.unit), .text($0.why),
        ]
      })
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
      (
        "findings",
        .array(
          findings.map {
            .object([
              ("finding", .text($0.topic)), ("setting", .text($0.setting)), ("paper", .text($0.paper)),
              ("ours", .optional($0.ours)), ("unit", .text($0.unit)), ("why", .text($0.why)),
            ])
          })
      ),
    ])
  }
}
