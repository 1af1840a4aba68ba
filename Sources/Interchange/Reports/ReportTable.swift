import Planning

/// A table that is written for people, as CSV or as Markdown: full figures in files, rounded ones for people.
public struct ReportTable: Sendable {
  /// Columns of all media.
  private let heads: [TableHead]
  /// Places of each medium's columns, in its order.
  private let places: [TableMedium: [Int]]
  /// What each row says in each of the columns.
  private let rows: [[TableValue]]

  /// Creates the table of some rows.
  public init<Row>(_ schema: TableSchema<Row>, _ rows: [Row]) {
    heads = schema.columns.map(\.head)
    let keys = heads.map(\.key)
    places = Dictionary(
      uniqueKeysWithValues: [TableMedium.text, .page, .csv].map { medium in
        (medium, schema.columns(in: medium).compactMap { keys.firstIndex(of: $0.head.key) })
      })
    self.rows = rows.map { row in schema.columns.map { $0.value(row) } }
  }

  private func places(in medium: TableMedium) -> [Int] { places[medium] ?? Array(heads.indices) }

  /// The lines for a terminal, heads first.
  public var lines: [String] {
    let shown = places(in: .text)
    let body = rows.map { row in shown.map { row[$0].text(heads[$0], decimals: heads[$0].decimals) } }
    return TextTable.lines(
      [shown.map { heads[$0].title }] + body, left: Set(shown.indices.filter { heads[shown[$0]].isLeft }))
  }

  /// For a terminal.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  /// As CSV with a header.
  public var csv: String { csvHeader + csvRows }

  /// The header of the CSV.
  public var csvHeader: String { PlanCSV.row(places(in: .csv).map { heads[$0].key }) + "\n" }

  /// The CSV without its header.
  public var csvRows: String {
    let shown = places(in: .csv)
    return rows.map { row in PlanCSV.row(shown.map { row[$0].exact(heads[$0]) }) + "\n" }.joined()
  }

  /// As a Markdown table.
  public var markdown: String {
    let shown = places(in: .page)
    let body = rows.map { row in shown.map { row[$0].text(heads[$0], decimals: heads[$0].pageDecimals) } }
    return PlanMarkdown.table(
      shown.map { heads[$0].caption }, body, numeric: Set(shown.indices.filter { !heads[shown[$0]].isLeft }))
  }
}
