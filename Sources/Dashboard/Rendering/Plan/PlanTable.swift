import Planning
import Serving

/// A plan's figures, rounded so that shown parts add up to shown totals.
struct PlanTable: Sendable {
  /// One row of the table.
  enum Row: Sendable, Equatable {
    case model(Int)
    case replica(Int)
  }
  let plan: Plan
  let scenario: Scenario
  /// Model subtotals with their replicas, in the scenario's order.
  let rows: [Row]
  /// $/h in cents: by model, by replica, all.
  let modelCost: [Int]
  let replicaCost: [Int]
  let totalCost: Int
  /// Requests/s in hundredths: by model, by replica, all.
  let modelRate: [Int]
  let replicaRate: [Int]
  let totalRate: Int
  /// Names of the matrix columns where all models agree on them; nil: each model names its own.
  let columnNames: [String]?
  /// Columns of the matrix.
  let columnCount: Int
  /// Per cent of a workload type by replica and column; nil where it serves none.
  let percent: [[Int?]]

  init(_ plan: Plan, _ scenario: Scenario) {
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
  func columnRate(_ column: Int) -> Double? {
    guard let columnNames, column < columnNames.count else { return nil }
    return plan.workloads.reduce(0) {
      $0 + ($1.workload == columnNames[column] ? $1.requestsPerSecond : 0)
    }
  }

  private static func split(_ total: Double, _ parts: [Double], _ members: [[Int]]) -> (Int, [Int], [Int]) {
    let all = Numbers.units(total, 2) ?? 0
    let sums = members.map { $0.reduce(0.0) { $0 + parts[$1] } }
    let models = Numbers.apportion(sums, toUnits: all, decimals: 2)
    var single = parts.map { _ in 0 }
    for (model, group) in members.enumerated() {
      let shares = Numbers.apportion(group.map { parts[$0] }, toUnits: models[model], decimals: 2)
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
        let shown = Numbers.apportion(
          parts, toUnits: Numbers.units(parts.reduce(0, +), 2) ?? 0, decimals: 2)
        for (place, index) in group.enumerated() where parts[place] > 0 {
          result[index][column] = shown[place]
        }
      }
    }
    return result
  }
}
