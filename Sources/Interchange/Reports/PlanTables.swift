import Planning

/// Writes the replicas of a plan as CSV.
public enum PlanCSV {
  /// One row per replica configuration, with a header.
  public static func encode(_ plan: Plan) -> String {
    var lines = [
      "model,precision,layout,gpus,count,requests_per_second,cost_per_hour,utilization,source,provenance"
    ]
    for replica in plan.replicas {
      let gpus = replica.gpus.map { "\($0.count) \($0.pool)" }.joined(separator: " + ")
      lines.append(
        row([
          replica.model, replica.precision.rawValue, replica.layout, gpus, "\(replica.count)",
          number(replica.requestsPerSecond), number(replica.costPerHour), number(replica.utilization),
          replica.provenance.kind, replica.provenance.detail,
        ]))
    }
    return lines.joined(separator: "\n") + "\n"
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
  /// The text; `title` is the scenario's.
  public static func encode(_ plan: Plan, title: String? = nil) -> String {
    var text = "# \(cell(title.flatMap { $0.isEmpty ? nil : $0 } ?? "Plan"))\n\n"
    if let infeasibility = plan.infeasibility {
      return text + "\(infeasibility.isProven ? "No plan" : "Unknown"): \(cell(infeasibility.reason))\n"
    }
    text += summary(plan)
    text += section(
      "Replicas", ["Model", "Precision", "Layout", "Count", "req/s", "$/h", "Busy %", "Source"],
      plan.replicas.map {
        [
          $0.model, $0.precision.rawValue, $0.layout, "\($0.count)", PlanText.fixed($0.requestsPerSecond, 3),
          PlanText.fixed($0.costPerHour, 2), PlanText.fixed($0.utilization * 100, 1), $0.provenance.kind,
        ]
      }, numeric: [3, 4, 5, 6])
    text += section(
      "Assignments", ["Model", "Workload", "Layout", "Share %", "req/s", "$/h"],
      plan.assignments.map {
        [
          $0.model, $0.workload, $0.layout, PlanText.fixed($0.fraction * 100, 1),
          PlanText.fixed($0.requestsPerSecond, 3),
          PlanText.fixed($0.costPerHour, 2),
        ]
      }, numeric: [3, 4, 5])
    if !plan.stresses.isEmpty {
      text += section(
        "Withstands", ["When lost", "And misjudged", "req/s", "Needed"],
        plan.stresses.map {
          [
            $0.lost ?? "nothing", $0.misjudged.isEmpty ? "nothing" : $0.misjudged.joined(separator: ", "),
            PlanText.fixed($0.requestsPerSecond, 3), PlanText.fixed($0.needed, 3),
          ]
        }, numeric: [2, 3])
    }
    text += section(
      "GPUs", ["Pool", "Used", "Available", "$/h", "Value of one more"],
      plan.gpus.map {
        [
          $0.name, "\($0.used)", "\($0.available)", PlanText.fixed($0.costPerHour, 2),
          PlanText.fixed($0.marginalValue, 4) + " " + unit(plan.objective) + $0.marginalKind.mark,
        ]
      }, numeric: [1, 2, 3, 4])
    text += section(
      "Costs", ["Model", "Workload", "req/s", "$/h", "$ per 10^6 tokens", "input", "output"],
      plan.workloads.map {
        [
          $0.model, $0.workload, PlanText.fixed($0.requestsPerSecond, 3), PlanText.fixed($0.costPerHour, 2),
          PlanText.fixed($0.costPerMillionTokens, 4), PlanText.fixed($0.split.input, 4),
          PlanText.fixed($0.split.output, 4),
        ]
      }, numeric: [2, 3, 4, 5, 6])
    return text
  }

  private static func summary(_ plan: Plan) -> String {
    let gap = plan.gap.isFinite ? "gap \(PlanText.fixed(plan.gap * 100, 3)) %" : "no bound"
    var rows = [
      ["Status", "\(plan.status.rawValue) (\(gap))"],
      ["Objective", plan.objective.rawValue],
      ["Throughput", "\(PlanText.fixed(plan.requestsPerSecond, 3)) req/s"],
      ["Cost", "\(PlanText.fixed(plan.costPerHour, 2)) $/h"],
      ["Cost of tokens", "\(PlanText.fixed(plan.totalCostPerMillionTokens, 4)) $ per 10^6"],
    ]
    if let omission = plan.omission { rows.append(["Left out", omission]) }
    return table(["Figure", "Value"], rows, numeric: []) + "\n"
  }

  private static func unit(_ objective: Objective) -> String {
    switch objective {
    case .throughput: "req/s"
    case .cost: "$/h"
    case .costPerToken: "$ per 10^6 tokens"
    }
  }

  private static func section(
    _ title: String, _ header: [String], _ rows: [[String]], numeric: Set<Int>
  ) -> String {
    "## \(title)\n\n" + table(header, rows, numeric: numeric) + "\n"
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
