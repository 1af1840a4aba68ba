import Planning

/// A table that is written for people, as CSV or as Markdown: full figures in files, rounded ones for people.
public struct ReportTable: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// Its word in files.
    public var key: String
    /// Its heading for people, with the unit.
    public var title: String
    /// Whether its cells stand to the right.
    public var isNumeric: Bool

    /// Creates a column with its word in files and its heading for people.
    public init(_ key: String, _ title: String, isNumeric: Bool = true) {
      self.key = key
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  /// A cell.
  public enum Cell: Sendable {
    /// Text.
    case text(String)
    /// A number shown with `decimals` decimals; nil: none.
    case number(Double?, decimals: Int)
    /// A difference, shown with its sign.
    case change(Double?, decimals: Int)
    /// A count; nil: none.
    case integer(Int?)

    fileprivate var shown: String {
      switch self {
      case .text(let text): SafeText.printable(text, limit: SafeText.shownPathLength)
      case .number(let number, let decimals): number.map { PlanText.fixed($0, decimals) } ?? "-"
      case .change(let number, let decimals): number.map { PlanText.signed($0, decimals) } ?? "-"
      case .integer(let number): number.map(String.init) ?? "-"
      }
    }

    fileprivate var exact: String {
      switch self {
      case .text(let text): text
      case .number(let number, _), .change(let number, _): number.map(PlanCSV.number) ?? ""
      case .integer(let number): number.map(String.init) ?? ""
      }
    }
  }

  /// Columns.
  public var columns: [Column]
  /// Rows, with one cell per column.
  public var rows: [[Cell]]

  /// Creates a table of `rows` under `columns`.
  public init(_ columns: [Column], _ rows: [[Cell]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// For a terminal.
  public var text: String {
    let left = Set(columns.indices.filter { !columns[$0].isNumeric })
    return TextTable.lines([columns.map(\.title)] + rows.map { $0.map(\.shown) }, left: left)
      .map { $0 + "\n" }.joined()
  }

  /// As CSV with a header.
  public var csv: String { csvHeader + rows.map(Self.csv).joined() }

  /// The header of the CSV.
  public var csvHeader: String { PlanCSV.row(columns.map(\.key)) + "\n" }

  /// One row of the CSV.
  public static func csv(_ cells: [Cell]) -> String { PlanCSV.row(cells.map(\.exact)) + "\n" }

  /// As a Markdown table.
  public var markdown: String {
    PlanMarkdown.table(
      columns.map(\.title), rows.map { $0.map(\.shown) },
      numeric: Set(columns.indices.filter { columns[$0].isNumeric }))
  }
}
