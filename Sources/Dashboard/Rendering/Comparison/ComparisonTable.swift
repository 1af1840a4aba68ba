import Planning
import Serving

/// One row of the left side of a comparison.
enum ComparisonRow: Sendable, Equatable {
  case blank
  case title(String, note: String)
  /// A figure of every plan; `isMoreGood` nil: neither direction is better.
  case figure(label: String, unit: String, values: [Double?], decimals: Int, isMoreGood: Bool?)
  /// Words of every plan.
  case words(label: String, [String])
  /// Replicas of a configuration, or GPUs of a pool; nil where there is no plan.
  case count(model: String, name: String, [Int?])

  /// Whether all plans show the same.
  var isSame: Bool {
    switch self {
    case .blank, .title: false
    case .figure(_, _, let values, let decimals, _):
      Set(values.map { $0.map { Numbers.fixed($0, decimals) } }).count < 2
    case .words(_, let texts): Set(texts).count < 2
    case .count(_, _, let counts): Set(counts).count < 2
    }
  }
}

/// The differences between plans, as rows with one column per plan.
struct ComparisonTable: Sendable {
  let rows: [ComparisonRow]

  /// Compares plans of one session, the reference first; `settings` are the rows of what was stated for them.
  init(_ plans: [ComparedPlan], onlyDifferences: Bool, settings: [ComparisonRow]) {
    func section(_ name: String, note: String = "", _ rows: [ComparisonRow]) -> [ComparisonRow] {
      let shown = onlyDifferences ? rows.filter { !$0.isSame } : rows
      return shown.isEmpty ? [] : [.title(name, note: note)] + shown
    }
    // The figures' title stays in place above the rows that scroll.
    let figures = Self.figures(plans).filter { !onlyDifferences || !$0.isSame }
    let parts = [
      figures, section("SETTINGS THAT DIFFER", settings),
      section("GPUS RENTED", note: "count", Self.pools(plans)),
      section("REPLICAS", note: "count", Self.replicas(plans)),
    ].filter { !$0.isEmpty }
    rows = Array(parts.joined(separator: [.blank]))
  }

  private static func figures(_ plans: [ComparedPlan]) -> [ComparisonRow] {
    func row(
      _ figure: ComparedFigure, decimals: Int? = nil
    ) -> ComparisonRow {
      .figure(
        label: figure.label, unit: figure.unit, values: plans.map { $0.plan.map(figure.value) },
        decimals: decimals ?? figure.decimals, isMoreGood: figure.isMoreGood)
    }
    let dearest =
      plans.compactMap(\.plan).map { plan in
        max(
          plan.totalCostPerMillionTokens, plan.costPerMillionTokens.input, plan.costPerMillionTokens.output)
      }.max() ?? 0
    let headline = ComparedFigure.headline.map { figure in
      row(figure, decimals: figure.quantity == .tokenCost ? Numbers.headlineDecimals(dearest) : nil)
    }
    // What is left of a budget stands below the bill.
    var rows = Array(headline.prefix(2))
    if plans.contains(where: { $0.statement.scenario.budget != nil }) { rows.append(unspent(plans)) }
    let others = [ComparedFigure.gpus, .replicas, .gap, .measured]
    return rows + headline.dropFirst(2) + others.map { row($0) }
  }

  /// Both figures as they are shown, so that bill and rest add up to the budget.
  private static func unspent(_ plans: [ComparedPlan]) -> ComparisonRow {
    let rest = plans.map { plan -> Double? in
      guard let budget = plan.statement.scenario.budget.flatMap({ DecimalText.units($0, 2) }),
        let bill = plan.plan.flatMap({ DecimalText.units($0.costPerHour, 2) })
      else { return nil }
      return Double(budget - bill) / 100
    }
    return .figure(
      label: "Unspent", unit: Quantity.money.unit, values: rest, decimals: Quantity.money.decimals,
      isMoreGood: nil)
  }

  private static func pools(_ plans: [ComparedPlan]) -> [ComparisonRow] {
    var names: [String] = []
    for use in plans.flatMap({ $0.plan?.gpus ?? [] }) where !names.contains(use.name) {
      names.append(use.name)
    }
    return names.compactMap { name in
      let counts = plans.map { $0.plan.map { $0.gpus.first { $0.name == name }?.used ?? 0 } }
      return counts.allSatisfy { ($0 ?? 0) == 0 } ? nil : .count(model: "", name: name, counts)
    }
  }

  private static func replicas(_ plans: [ComparedPlan]) -> [ComparisonRow] {
    var keys: [[String]] = []
    let models = plans.first?.statement.scenario.models.map(\.name) ?? []
    for model in models {
      for replica in plans.flatMap({ $0.plan?.replicas ?? [] }) where replica.model == model {
        if !keys.contains([model, replica.layout]) { keys.append([model, replica.layout]) }
      }
    }
    return keys.map { key in
      let counts = plans.map { plan in
        plan.plan?.replicas.reduce(0) { $0 + ([$1.model, $1.layout] == key ? $1.count : 0) }
      }
      return .count(model: key[0], name: key[1], counts)
    }
  }
}
