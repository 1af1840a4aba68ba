extension DashboardState {
  /// What a control means, in one short line.
  func meaning(of control: Control) -> String { meaning(of: control, isMixShared: mixIsShared) }

  /// The same, for who knows whether the mix is shared.
  func meaning(of control: Control, isMixShared: Bool) -> String {
    switch control {
    case .budget:
      scenario.objective == .cost ? "the most the fleet may cost" : "the most the fleet may cost; a hard cap"
    case .demand:
      switch scenario.objective {
      case .throughput: "requests/s to serve; most requests/s takes no notice of it"
      case .cost: "requests/s that must be served"
      case .costPerToken: "the least requests/s that must be served"
      }
    case .headroom: "part of every replica's throughput kept idle"
    case .ttft: "longest time to the first token; slower operating points are left out"
    case .tpot: "longest time per output token; slower operating points are left out"
    case .available(let pool): said("GPUs of this type that can be rented", scenario.pools[pool].offerText)
    case .price(let pool): said("price of one GPU", scenario.pools[pool].listPriceText)
    case .modelShare: "the model's part of all requests; the other models give way"
    case .workloadShare:
      isMixShared
        ? "part of every model's requests; the other types give way"
        : "part of the model's requests; the other types give way"
    }
  }

  private func said(_ meaning: String, _ more: String?) -> String {
    more.map { "\(meaning): \($0)" } ?? meaning
  }

  /// Unit, range and present figure: `$/h, 0 to 60.00 · now 32.00`.
  func rangeText(of control: Control) -> String {
    guard let facts = facts(of: control) else { return "" }
    let range = "\(facts.text(facts.range.lowerBound)) to \(facts.text(facts.range.upperBound))"
    return "\(facts.unit.text), \(range) · now \(facts.text(facts.value))"
  }
}
