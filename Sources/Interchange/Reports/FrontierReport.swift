import Planning
import Serving

/// Writes a frontier: one row per point for tables and streams, the whole as JSON or for people to read.
public struct FrontierReport {
  private let axis: FrontierCurve.Axis
  private let objective: Objective
  private let schema: TableSchema<FrontierRow>
  /// The budget, where the curve of least cost passes it by; nil: every point is inside it.
  private let cap: Double?

  /// A report on the frontier of a scenario.
  public init(of scenario: Scenario) {
    axis = FrontierCurve.axis(of: scenario)
    cap = FrontierCurve.cap(of: scenario)
    objective = scenario.objective
    schema = .frontier(of: scenario)
  }

  private var limitUnit: String { axis.quantity.unit }

  private func row(_ point: FrontierCurve.Point) -> FrontierRow { FrontierRow(point, cap: cap) }

  // MARK: CSV

  /// The header of the CSV: the limit, the plan's figures, one column per pool with the GPUs rented, and
  /// whether the plan is inside the budget where it need not be.
  public var csvHeader: String { ReportTable(schema, []).csvHeader }

  /// One point as a row; the figures are empty where there is no plan.
  public func csv(_ point: FrontierCurve.Point) -> String { ReportTable(schema, [row(point)]).csvRows }

  // MARK: JSON

  /// The frontier as one JSON object; `isComplete` unless time ran out before all of it was proven.
  public func json(_ points: [FrontierCurve.Point], isComplete: Bool = true) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("axis", .text(axis.key)), ("unit", .text(limitUnit)), ("objective", .text(objective.rawValue)),
      ("complete", .flag(isComplete)), schema.json(points.map(row)),
      ("breakpoints", .array(breakpoints(points).map(value))),
    ]
    if let cap { members.append(("budget", .number(cap))) }
    return .object(members)
  }

  private func value(_ change: FrontierCurve.Breakpoint) -> JSONValue {
    .object([
      ("after", .number(change.from)), ("from", .number(change.to)),
      ("joining", .array(change.joining.map { .text($0) })),
      ("leaving", .array(change.leaving.map { .text($0) })),
      ("text", .text(sentence(change))),
    ])
  }

  // MARK: Text

  /// One row per point.
  public func table(_ points: [FrontierCurve.Point]) -> ReportTable { ReportTable(schema, points.map(row)) }

  /// The header of the table for people, and its columns' widths.
  public var textHeader: String { textRow { $0.head.title } }

  /// One point as a line of that table.
  public func text(_ point: FrontierCurve.Point) -> String {
    let row = row(point)
    return textRow { $0.value(row).text($0.head, decimals: $0.head.decimals) }
  }

  /// A line of columns as wide as they are declared, for the widest figure is not known yet.
  private func textRow(_ cell: (TableColumn<FrontierRow>) -> String) -> String {
    schema.columns(in: .text).map { column in
      let text = cell(column)
      return String(repeating: " ", count: max(0, column.head.width.least - text.count)) + text
    }.joined(separator: "  ") + "\n"
  }

  /// The breakpoints as sentences, one per line: `from 23.10 $/h on H100 enters`; then the limit from which
  /// on the least cost is above the budget.
  public func sentences(_ points: [FrontierCurve.Point]) -> [String] {
    var sentences = breakpoints(points).map(sentence)
    if let cap, let first = points.first(where: { row($0).isInsideBudget == false }) {
      sentences.append(
        "from \(DecimalText.fixed(first.limit, 2)) \(limitUnit) on the least cost is above the budget of "
          + "\(DecimalText.fixed(cap, 2)) $/h: there is no plan")
    }
    return sentences
  }

  private func breakpoints(_ points: [FrontierCurve.Point]) -> [FrontierCurve.Breakpoint] {
    FrontierCurve.Breakpoint.all(in: points.filter { $0.value != nil })
  }

  private func sentence(_ change: FrontierCurve.Breakpoint) -> String {
    func part(_ names: [String], _ one: String, _ several: String) -> String? {
      names.isEmpty ? nil : names.joined(separator: ", ") + " " + (names.count == 1 ? one : several)
    }
    let parts = [
      part(change.joining, "enters", "enter"), part(change.leaving, "leaves", "leave"),
    ].compactMap { $0 }
    return "from \(DecimalText.fixed(change.to, 2)) \(limitUnit) on \(parts.joined(separator: "; "))"
  }
}
