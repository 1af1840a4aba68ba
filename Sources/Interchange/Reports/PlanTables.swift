import Planning
import Serving

/// Writes the replicas of a plan as CSV.
public enum PlanCSV {
  /// One row per replica configuration, with a header.
  public static func encode(_ plan: Plan) -> String {
    ReportTable(.replicas, plan.replicas.map { ReplicaRow($0) }).csv
  }

  /// One row, with quotes where RFC 4180 wants them; no text is a formula to a spreadsheet.
  public static func row(_ fields: [String]) -> String {
    fields.map(CSVCell.written).joined(separator: ",")
  }

  /// A number in full precision; empty where it is not finite.
  public static func number(_ number: Double) -> String {
    number.isFinite ? YAMLText.number(number) : ""
  }
}

/// Writes a plan as Markdown tables with units, for a ticket or a wiki.
public enum PlanMarkdown {
  /// The text; `title` is the scenario's. Machines are listed where the scenario is given, which says what is rented whole.
  public static func encode(_ plan: Plan, title: String? = nil, of scenario: Scenario? = nil) -> String {
    var text = "# \(cell(title.flatMap { $0.isEmpty ? nil : $0 } ?? "Plan"))\n\n"
    if let infeasibility = plan.infeasibility {
      return text + "\(infeasibility.isProven ? "No plan" : "Unknown"): \(cell(infeasibility.reason))\n"
    }
    text += summary(plan)
    text += section(.replicas, plan.replicas.map { ReplicaRow($0) })
    text += section(.assignments, plan.assignments.map { AssignmentRow($0) })
    if !plan.stresses.isEmpty { text += section(.stresses, plan.stresses) }
    text += section(.pools(for: plan.objective), plan.gpus.map { PoolRow($0) })
    text += section(.workloads, WorkloadRow.rows(of: plan))
    if let scenario, scenario.rentsMachines {
      text += section(.machines, plan.machineRows(in: scenario, isGrouped: true).rows)
    }
    return text
  }

  private static func summary(_ plan: Plan) -> String {
    let gap = plan.gapText(decimals: 3).map { "gap \($0)" } ?? "no bound"
    var rows = [
      ["Status", "\(plan.status.rawValue) (\(gap))"],
      ["Objective", plan.objective.rawValue],
      ["Throughput", "\(DecimalText.fixed(plan.requestsPerSecond, 3)) req/s"],
      ["Cost", "\(DecimalText.fixed(plan.costPerHour, 2)) $/h"],
      ["Cost of tokens", "\(DecimalText.fixed(plan.totalCostPerMillionTokens, 4)) $ per 10^6"],
    ]
    if let omission = plan.omission { rows.append(["Left out", omission]) }
    return table(["Figure", "Value"], rows, numeric: []) + "\n"
  }

  private static func section<Row>(_ schema: TableSchema<Row>, _ rows: [Row]) -> String {
    "## \(schema.title)\n\n" + ReportTable(schema, rows).markdown + "\n"
  }

  /// A table of texts; figures stand to the right in the columns of `numeric`.
  public static func table(_ header: [String], _ rows: [[String]], numeric: Set<Int>) -> String {
    let rule = header.indices.map { numeric.contains($0) ? "---:" : "---" }
    return ([header.map(cell), rule] + rows.map { $0.map(cell) })
      .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// Text that stays inside its cell and is no markup.
  private static func cell(_ text: String) -> String {
    var result = ""
    for character in SafeText.printable(text, limit: SafeText.shownPathLength) {
      if "|\\*_`<>[]".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
