import Planning
import Serving

/// Writes the way from a running fleet to a plan.
public struct ReplanReport {
  private let scenario: Scenario
  private let replanning: Replanning

  /// A report on the replanning of a scenario.
  public init(_ replanning: Replanning, of scenario: Scenario) {
    self.replanning = replanning
    self.scenario = scenario
  }

  private var plan: Plan { replanning.plan }
  private var hasPlan: Bool { plan.exists }

  /// One row per step, in order.
  public var table: ReportTable { ReportTable(.steps(), rows) }

  private var rows: [MoveRow] {
    replanning.steps.enumerated().map { index, step in
      var row = MoveRow(step, number: index + 1)
      row.note = note(step)
      return row
    }
  }

  private func note(_ step: TransitionStep) -> String {
    var parts: [String] = []
    if step.dips {
      parts.append("below \(DecimalText.fixed(replanning.floor, 2)) req/s: the stock has no room for both")
    }
    if step.exceedsBudget { parts.append("over the budget until more stop") }
    return parts.joined(separator: "; ")
  }

  /// Throughput and cost of staying and of the plan, with losses and changed routes, in sentences.
  public var remarks: [String] {
    let stay = replanning.stay
    var lines = stay.losses.map { "Lost: \($0.count) x \($0.layout) for \($0.model): \($0.reason)." }
    lines.append(
      "Staying serves \(DecimalText.fixed(stay.requestsPerSecond, 2)) req/s for "
        + "\(DecimalText.fixed(stay.costPerHour, 2)) $/h\(stay.isEnough ? "" : ", which breaks a limit").")
    guard hasPlan else {
      let verdict = plan.infeasibility?.isProven == true ? "No plan" : "Unknown"
      return lines + ["\(verdict): \(plan.infeasibility?.reason ?? "none was found")."]
    }
    let charge = replanning.startCharge
    lines.append(
      "The plan serves \(DecimalText.fixed(plan.requestsPerSecond, 2)) req/s for "
        + "\(DecimalText.fixed(plan.costPerHour, 2)) $/h"
        + (charge > 0 ? ", its starts charged \(DecimalText.fixed(charge, 2)) $/h on top." : "."))
    lines.append(changes)
    for move in replanning.moves ?? [] {
      lines.append("\(move.count) x \(move.layout) for \(move.model) must move to another machine.")
    }
    if replanning.steps.isEmpty {
      lines.append(
        replanning.stay.losses.isEmpty
          ? "Nothing changes: what runs is the plan." : "Nothing else changes: what is left is the plan.")
    }
    let routes = replanning.transition.flows.count
    if routes > 0 {
      lines.append("\(routes) route\(routes == 1 ? " changes" : "s change"); --json lists them.")
    }
    return lines
  }

  /// `7 replicas stay, 3 start and 2 stop, of which 2 are lost.`
  private var changes: String {
    func sum(_ changes: [PlanTransition.ReplicaChange]) -> Int { changes.reduce(0) { $0 + $1.count } }
    let (stays, starts) = (sum(replanning.transition.keeps), sum(replanning.transition.starts))
    let stops = sum(replanning.transition.stops)
    let lost = replanning.stay.losses.reduce(0) { $0 + $1.count }
    return
      "\(stays) replica\(stays == 1 ? " stays" : "s stay"), \(starts) start\(starts == 1 ? "s" : "") and \(stops) "
      + "stop\(stops == 1 ? "s" : "")"
      + (lost > 0 ? ", of which \(lost) \(lost == 1 ? "is" : "are") lost." : ".")
  }

  /// The report as one JSON object: `keep` and `stop` are what runs, those lost among what stops, and `keep` and
  /// `start` the plan.
  public var json: JSONValue {
    let stay = replanning.stay
    return .object([
      ("title", .text(scenario.title)), ("status", .text(plan.status.rawValue)),
      (
        "stay",
        .object([
          ("requests_per_second", .number(stay.requestsPerSecond)),
          ("cost_per_hour", .number(stay.costPerHour)), ("enough", .flag(stay.isEnough)),
          (
            "lost",
            .array(
              stay.losses.map {
                .object([
                  ("model", .text($0.model)), ("layout", .text($0.layout)), ("count", .integer($0.count)),
                  ("reason", .text($0.reason)),
                ])
              })
          ),
        ])
      ),
      ("start_charge", .number(replanning.startCharge)), ("floor", .number(replanning.floor)),
      ("start", .array(replanning.transition.starts.map(TransitionJSON.value))),
      ("stop", .array(replanning.transition.stops.map(TransitionJSON.value))),
      ("keep", .array(replanning.transition.keeps.map(TransitionJSON.value))),
      (
        "moves",
        replanning.moves.map { moves in
          .array(
            moves.map {
              .object([
                ("model", .text($0.model)), ("layout", .text($0.layout)), ("count", .integer($0.count)),
              ])
            })
        } ?? .null
      ),
      // The number, from 1, that each of the plan's machines has in the running fleet; null: it is new.
      ("running_machines", .array(replanning.machinePlaces.map { $0.map { .integer($0 + 1) } ?? .null })),
      ("reroute", .array(replanning.transition.flows.map(TransitionJSON.value))),
      TableSchema.steps().json(rows), ("complete", .flag(replanning.isComplete)),
      ("plan", PlanJSON.value(plan, title: scenario.title)),
    ])
  }
}
