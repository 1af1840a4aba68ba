import Serving

/// A plan's figures, rounded so that shown parts add up to shown totals.
public struct PlanTable: Sendable {
  /// One row of the table.
  public enum Row: Sendable, Equatable {
    /// Index of a model, whose subtotal this is.
    case model(Int)
    /// Index of a replica of the plan.
    case replica(Int)
  }
  /// The plan.
  public let plan: Plan
  /// The scenario that it answers.
  public let scenario: Scenario
  /// Model subtotals with their replicas, in the scenario's order.
  public let rows: [Row]
  /// $/h in cents by model.
  public let modelCost: [Int]
  /// $/h in cents by replica.
  public let replicaCost: [Int]
  /// $/h in cents.
  public let totalCost: Int
  /// Requests/s in hundredths by model.
  public let modelRate: [Int]
  /// Requests/s in hundredths by replica.
  public let replicaRate: [Int]
  /// Requests/s in hundredths.
  public let totalRate: Int
  /// Names of the matrix columns where all models agree on them; nil: each model names its own.
  public let columnNames: [String]?
  /// Columns of the matrix.
  public let columnCount: Int
  /// Per cent of a workload type by replica and column; nil where it serves none.
  public let percent: [[Int?]]

  /// Rounds the figures of a plan that answers the scenario.
  public init(_ plan: Plan, _ scenario: Scenario) {
    self.plan = plan
    self.scenario = scenario
    let owner = plan.replicas.map { replica in scenario.models.firstIndex { $0.name == replica.model } }
    var rows: [Row] = []
    var members: [[Int]] = scenario.models.map { _ in [] }
    for (index, model) in owner.enumerated() {
      if let model { members[model].append(index) }
    }
    for model in scenario.models.indices where !members[model].isEmpty {
      rows.append(.model(model))
      rows += members[model].map { .replica($0) }
    }
    self.rows = rows
    (totalCost, modelCost, replicaCost) = Self.split(
      plan.costPerHour, plan.replicas.map(\.costPerHour), members)
    (totalRate, modelRate, replicaRate) = Self.split(
      plan.requestsPerSecond, plan.replicas.map(\.requestsPerSecond), members)
    let names = scenario.models.map { $0.workloads.map(\.name) }
    columnCount = names.map(\.count).max() ?? 0
    let longest = names.max { $0.count < $1.count } ?? []
    columnNames = names.allSatisfy { longest.starts(with: $0) } ? longest : nil
    percent = Self.percentages(plan, scenario, members)
  }

  /// Requests/s of a column over all models, where columns mean the same for all.
  public func columnRate(_ column: Int) -> Double? {
    guard let columnNames, column < columnNames.count else { return nil }
    return plan.workloads.reduce(0) {
      $0 + ($1.workload == columnNames[column] ? $1.requestsPerSecond : 0)
    }
  }

  private static func split(_ total: Double, _ parts: [Double], _ members: [[Int]]) -> (Int, [Int], [Int]) {
    let all = DecimalText.units(total, 2) ?? 0
    let sums = members.map { $0.reduce(0.0) { $0 + parts[$1] } }
    let models = Apportionment.split(sums, toUnits: all, decimals: 2)
    var single = parts.map { _ in 0 }
    for (model, group) in members.enumerated() {
      let shares = Apportionment.split(group.map { parts[$0] }, toUnits: models[model], decimals: 2)
      for (index, share) in zip(group, shares) { single[index] = share }
    }
    return (all, models, single)
  }

  /// A workload type of a model and the layout that serves it.
  private struct Route: Hashable {
    let model: String
    let layout: String
    let workload: String

    init(_ part: Plan.Assignment) { self.init(part.model, part.layout, part.workload) }

    init(_ model: String, _ layout: String, _ workload: String) {
      (self.model, self.layout, self.workload) = (model, layout, workload)
    }
  }

  private static func percentages(_ plan: Plan, _ scenario: Scenario, _ members: [[Int]]) -> [[Int?]] {
    let width = scenario.models.map(\.workloads.count).max() ?? 0
    var result = [[Int?]](repeating: [Int?](repeating: nil, count: width), count: plan.replicas.count)
    var fractions: [Route: Double] = [:]
    for part in plan.assignments { fractions[Route(part), default: 0] += part.fraction }
    for (model, group) in members.enumerated() {
      for (column, workload) in scenario.models[model].workloads.enumerated() {
        let parts = group.map { index in
          let replica = plan.replicas[index]
          return fractions[Route(replica.model, replica.layout, workload.name)] ?? 0
        }
        let shown = Apportionment.hundredths(parts, of: parts.reduce(0, +))
        for (place, index) in group.enumerated() where parts[place] > 0 {
          result[index][column] = shown[place]
        }
      }
    }
    return result
  }
}
