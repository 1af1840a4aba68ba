import Planning
import Serving

/// Writes where the replicas of a plan stand: machines of a pool next to each other that hold the same share a row.
enum MachineLines {
  /// The lines of a table, and what is paid for and idle.
  static func lines(_ plan: Plan, of scenario: Scenario) -> [String] {
    let lines = ReportTable(.machines, plan.machineRows(in: scenario, isGrouped: true).rows).lines
    let totals = plan.rentedTotals(in: scenario)
    guard totals.machines > 0 else { return lines }
    let cost = totals.idle > 0 ? " (\(DecimalText.fixed(totals.idleCost, 2)) $/h)" : ""
    return lines + ["rented: \(totals.text)\(cost)"]
  }
}
