import Planning
import Serving

/// A plan as a table for people to read in a terminal.
public enum PlanText {
  /// The whole plan: headline, replicas, routing, prices; every figure with its unit.
  public static func encode(_ plan: Plan, of scenario: Scenario) -> String {
    let title = scenario.title
    if let reason = plan.infeasibility { return "\(title)\n\(reason.verdict): \(reason.reason)\n" }
    var lines = [title, headline(plan)]
    if let omission = plan.omission { lines.append(omission) }
    lines += [""] + ReportTable(.replicas, plan.replicas.map { ReplicaRow($0) }).lines
    lines += [""] + ReportTable(.workloads, WorkloadRow.rows(of: plan)).lines
    lines += [""] + ReportTable(.pools(for: plan.objective), plan.gpus.map { PoolRow($0) }).lines
    if !plan.machines.isEmpty { lines += [""] + MachineLines.lines(plan, of: scenario) }
    if !plan.stresses.isEmpty { lines += [""] + ReportTable(.stresses, plan.stresses).lines }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func headline(_ plan: Plan) -> String {
    func fixed(_ value: Double, _ decimals: Int) -> String { DecimalText.fixed(value, decimals) }
    let proof = plan.status == .optimal ? "optimal" : "not proven"
    let gap = plan.gapText(decimals: 2).map { "gap \($0)" } ?? "no bound"
    let pair = plan.costPerMillionTokens
    return "\(fixed(plan.requestsPerSecond, 2)) req/s   \(fixed(plan.costPerHour, 2)) $/h   "
      + "\(fixed(plan.totalCostPerMillionTokens, 4)) $/Mtok (in \(fixed(pair.input, 4)), "
      + "out \(fixed(pair.output, 4)))   \(proof), \(gap), \(fixed(plan.solve.milliseconds, 1)) ms"
  }
}

extension Infeasibility {
  /// The verdict, in the words of every report: `no plan` where that is proven, else `unknown`.
  public var verdict: String { isProven ? "no plan" : "unknown" }
}
