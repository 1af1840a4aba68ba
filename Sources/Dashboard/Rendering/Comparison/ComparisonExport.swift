extension DashboardState {
  /// The comparison on the screen as a table of texts, all plans in it, the reference first; nil without one.
  var comparisonTexts: (header: [String], rows: [[String]])? {
    guard let comparison else { return nil }
    let all = comparedPlans
    let plans =
      all.filter { $0.mark == comparison.reference } + all.filter { $0.mark != comparison.reference }
    let table = ComparisonTable(plans, onlyDifferences: comparison.showsOnlyDifferences, state: self)
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
}
