import Planning
import Serving

/// One plan of `watch`: what the feed changed and what is best now.
public struct WatchLine {
  private let number: Int
  private let edits: [Edit]
  private let plan: Plan
  private let title: String

  /// A line; `number` is 0 for the first plan.
  public init(number: Int, edits: [Edit], plan: Plan, title: String) {
    self.number = number
    self.edits = edits
    self.plan = plan
    self.title = title
  }

  /// The line as one JSON object.
  public var json: JSONValue {
    .object([
      ("change", .integer(number)), ("set", .object(edits.map { ($0.path, $0.json) })),
      ("plan", PlanJSON.value(plan, title: title)),
    ])
  }

  /// The line for people.
  public var text: String {
    let changes = edits.map { "\($0.path)=\($0.value)" }.joined(separator: " ")
    let head = "\(number)  " + (changes.isEmpty ? "" : changes + "  ")
    if let reason = plan.infeasibility { return head + "\(reason.verdict): \(reason.reason)" }
    return head + "\(DecimalText.fixed(plan.requestsPerSecond, 2)) req/s  "
      + "\(DecimalText.fixed(plan.costPerHour, 2)) $/h  gap \(DecimalText.fixed(plan.gap * 100, 2)) %  \(plan.replicaList)"
  }
}
