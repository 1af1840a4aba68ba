import Planning

extension DashboardState {
  /// The layout of the comparison on the screen; nil without one.
  var comparisonLayout: ComparisonLayout? {
    comparison.flatMap {
      ComparisonLayout(
        $0, comparedPlans, lacksPlan: lacksPlan, columns: columns, rows: rows, settings: differingSettings)
    }
  }

  /// The comparison on the screen as a table of texts, all plans in it, the reference first; nil without one.
  var comparisonTexts: (header: [String], rows: [[String]])? {
    guard let comparison else { return nil }
    let all = comparedPlans
    let plans =
      all.filter { $0.mark == comparison.reference } + all.filter { $0.mark != comparison.reference }
    let table = ComparisonTable(
      plans, onlyDifferences: comparison.showsOnlyDifferences, settings: differingSettings(plans))
    var rows: [[String]] = []
    // The screen has the title of the figures in its head.
    var section = "figures"
    func add(_ label: String, _ unit: String, _ values: [String]) {
      rows.append([section, label, unit] + values)
    }
    for row in table.rows {
      switch row {
      case .blank: break
      case .title(let name, _): section = name.lowercased()
      case .figure(let label, let unit, let values, let decimals, _):
        // A hyphen, which spreadsheets read as a minus.
        add(
          label, unit, values.map { $0.map { Numbers.fixed($0, decimals).replacing("−", with: "-") } ?? "" })
      case .words(let label, let texts): add(label, "", texts)
      case .count(let model, let name, let counts):
        add(model.isEmpty ? name : "\(model) \(name)", "", counts.map { $0.map(String.init) ?? "" })
      }
    }
    let heads = plans.map { plan in
      plan.name.isEmpty || plan.mark == .now && plan.plan != nil ? plan.title : "\(plan.title) \(plan.name)"
    }
    return (["section", "figure", "unit"] + heads, rows)
  }

  /// The rows of what was stated and differs between plans.
  private func differingSettings(_ plans: [ComparedPlan]) -> [ComparisonRow] {
    let goals = plans.map { plan -> String in
      switch plan.statement.scenario.objective {
      case .throughput: "req/s"
      case .cost: "$/h"
      case .costPerToken: "$/token"
      }
    }
    let scenarios = plans.map(\.statement.scenario)
    let named = EditPath.withoutSlider.map { setting in
      ComparisonRow.words(
        label: setting.rule(in: scenario).name, scenarios.map { setting.shortText(in: $0) })
    }
    return (Set(goals).count > 1 ? [.words(label: "Goal", goals)] : []) + named.filter { !$0.isSame }
      + controls.settingDifferences(scenarios).map {
        .figure(
          label: $0.label, unit: $0.unit, values: $0.values, decimals: $0.decimals, isMoreGood: nil)
      }
  }
}
