import Planning
import Serving

/// A plan as a table for people to read in a terminal.
public enum PlanText {
  /// The whole plan: headline, replicas, routing, prices; every figure with its unit.
  public static func encode(_ plan: Plan, title: String) -> String {
    if let reason = plan.infeasibility { return "\(title)\n\(reason.verdict): \(reason.reason)\n" }
    var lines = [title, headline(plan)]
    if let omission = plan.omission { lines.append(omission) }
    lines.append("")
    lines += replicas(plan)
    lines.append("")
    lines += routing(plan)
    lines.append("")
    lines += pools(plan)
    if !plan.machines.isEmpty { lines += [""] + MachineLines.lines(plan) }
    if !plan.stresses.isEmpty { lines += [""] + stresses(plan) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func headline(_ plan: Plan) -> String {
    let proof = plan.status == .optimal ? "optimal" : "not proven"
    let gap = plan.gap.isFinite ? "gap \(fixed(plan.gap * 100, 2)) %" : "no bound"
    return "\(fixed(plan.requestsPerSecond, 2)) req/s   \(fixed(plan.costPerHour, 2)) $/h   "
      + "\(fixed(plan.totalCostPerMillionTokens, 4)) $/Mtok (in \(fixed(plan.costPerMillionTokens.input, 4)), "
      + "out \(fixed(plan.costPerMillionTokens.output, 4)))   \(proof), \(gap), "
      + "\(fixed(plan.solve.milliseconds, 1)) ms"
  }

  private static func replicas(_ plan: Plan) -> [String] {
    var rows = [["n", "model", "layout", "$/h", "util %", "req/s", "source"]]
    for replica in plan.replicas {
      rows.append([
        "\(replica.count)", replica.model, replica.layout, fixed(replica.costPerHour, 2),
        fixed(replica.utilization * 100, 0), fixed(replica.requestsPerSecond, 2), replica.provenance.kind,
      ])
    }
    return TextTable.lines(rows, left: [1, 2, 6])
  }

  private static func routing(_ plan: Plan) -> [String] {
    var rows = [["model", "workload", "req/s", "$/Mtok", "routed to"]]
    for workload in plan.workloads {
      let parts = plan.assignments.filter { $0.model == workload.model && $0.workload == workload.workload }
      rows.append([
        workload.model, workload.workload, fixed(workload.requestsPerSecond, 2),
        fixed(workload.costPerMillionTokens, 4),
        parts.map { "\($0.layout) \(fixed($0.fraction * 100, 1)) %" }.joined(separator: ", "),
      ])
    }
    return TextTable.lines(rows, left: [0, 1, 4])
  }

  private static func stresses(_ plan: Plan) -> [String] {
    var rows = [["when lost", "and misjudged", "req/s", "needed"]]
    for stress in plan.stresses {
      rows.append([
        stress.lost ?? "nothing",
        stress.misjudged.isEmpty ? "nothing" : stress.misjudged.joined(separator: ", "),
        fixed(stress.requestsPerSecond, 2), fixed(stress.needed, 2),
      ])
    }
    return TextTable.lines(rows, left: [0, 1])
  }

  private static func pools(_ plan: Plan) -> [String] {
    let unit: String
    switch plan.objective {
    case .throughput: unit = "one more, req/s"
    case .cost: unit = "one more, $/h"
    case .costPerToken: unit = "one more, $/Mtok"
    }
    var rows = [["pool", "used", "offered", "$/h", unit]]
    for pool in plan.gpus {
      rows.append([
        pool.name, "\(pool.used)", "\(pool.available)", fixed(pool.costPerHour, 2),
        fixed(pool.marginalValue, 4) + pool.marginalKind.mark,
      ])
    }
    return TextTable.lines(rows, left: [0])
  }

  /// A number with a fixed number of decimals.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    DecimalText.fixed(value, decimals)
  }

  /// A difference with its sign; `=` where no digit of it is shown.
  static func signed(_ value: Double, _ decimals: Int) -> String {
    let text = fixed(value, decimals)
    if !text.contains(where: { ("1"..."9").contains($0) }) { return "=" }
    return value > 0 ? "+" + text : text
  }
}

extension Plan.MarginalKind {
  /// The mark after a value that is only a dual price of the relaxation.
  var mark: String { self == .lp ? " LP" : "" }
}

extension Infeasibility {
  /// The verdict, in the words of every report: `no plan` where that is proven, else `unknown`.
  public var verdict: String { isProven ? "no plan" : "unknown" }
}
