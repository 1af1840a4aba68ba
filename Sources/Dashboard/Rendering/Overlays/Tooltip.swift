extension Screen {
  /// The focused row's meaning, unit and range, for the message row while it has no other message.
  var tooltip: String? {
    guard [.panels, .tour].contains(state.keyContext), state.zoomedTab == nil else { return nil }
    if let control = state.focusedControl {
      guard let facts = state.facts(of: control) else { return nil }
      let range = "\(facts.text(facts.range.lowerBound)) to \(facts.text(facts.range.upperBound))"
      return "\(state.name(of: control)) (\(range) \(facts.unit.text)): \(state.meaning(of: control))"
    }
    guard state.panel == .results, !state.choosesChange, let plan = state.plan else { return nil }
    let index = state.tables.focusedRow[.results] ?? 0
    if let table = state.listedTable {
      return table.items.indices.contains(index) ? table.items[index].detail : nil
    }
    guard plan.replicas.indices.contains(index) else { return nil }
    let replica = plan.replicas[index]
    let each = Numbers.fixed(replica.costPerHour / Double(max(1, replica.count)), 2)
    return "\(replica.count) × \(replica.layout) serve \(replica.model) at \(each) $/h each · "
      + "\(replica.provenance.kind), \(Numbers.band(replica.provenance.band)) · "
      + "POOL*n is one stage on n GPUs, + joins stages"
  }
}
