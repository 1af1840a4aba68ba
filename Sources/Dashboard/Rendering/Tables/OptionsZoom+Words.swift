import Planning

extension OptionsZoom {
  /// Name and decimals of a figure.
  func words(_ figure: RangeFigure) -> (name: String, decimals: Int) {
    switch figure {
    case .budget: ("Budget", 2)
    case .demand: ("Demand", 1)
    case .available(let pool): (scenario.pools[pool].name, 0)
    case .price(let pool): ("\(scenario.pools[pool].name) price", 2)
    case .machines(let pool, let gpus): ("\(scenario.pools[pool].name) ×\(gpus)", 0)
    case .machinePrice(let pool, let gpus): ("\(scenario.pools[pool].name) ×\(gpus) price", 2)
    }
  }

  /// `H100 8 → 9 GPUs`.
  func changeText(_ figure: Sensitivity.Figure) -> String {
    func text(_ name: String, _ from: Double, _ to: Double, _ decimals: Int, _ unit: String) -> String {
      "\(name) \(Numbers.fixed(from, decimals)) → \(Numbers.fixed(to, decimals)) \(unit)"
    }
    func share(_ name: String, _ shares: [Double], _ index: Int, _ part: Double) -> String {
      let percent = shares[index] / max(shares.reduce(0, +), .leastNonzeroMagnitude) * 100
      return text(name, percent, min(percent * (1 + part), 100), 1, "%")
    }
    switch figure {
    case .budget(let part):
      let budget = scenario.budget ?? 0
      return text("Budget", budget, budget * (1 + part), 2, Quantity.money.unit)
    case .demand(let part):
      let demand = scenario.demand ?? 0
      return text("Demand", demand, demand * (1 + part), 1, Quantity.rate.unit)
    case .available(let pool, let count):
      let entry = scenario.pools[pool]
      let (now, then) = (entry.available, max(0, entry.available + count))
      guard entry.rental == .byMachine else {
        return text(entry.name, Double(now), Double(then), 0, "GPUs")
      }
      let size = entry.gpusPerMachine
      return text("\(entry.name) ×\(size)", Double(now / size), Double(then / size), 0, "machines")
    case .price(let pool, let part):
      let entry = scenario.pools[pool]
      return text("\(entry.name) price", entry.price, entry.price * (1 + part), 2, Quantity.money.unit)
    case .machines(let pool, let gpus, let count):
      let now = scenario.pools[pool].size(gpus)?.available ?? 0
      return text(
        "\(scenario.pools[pool].name) ×\(gpus)", Double(now), Double(max(0, now + count)), 0, "machines")
    case .machinePrice(let pool, let gpus, let part):
      let price = scenario.pools[pool].size(gpus)?.price ?? 0
      return text(
        "\(scenario.pools[pool].name) ×\(gpus) price", price, price * (1 + part), 2, Quantity.money.unit)
    case .modelShare(let model, let part):
      return share(
        shortName(scenario.models[model].name), scenario.models.map(\.share),
        model, part)
    case .workloadShare(let model, let workload, let part):
      let entry = scenario.models[model]
      let name = "\(shortName(entry.name)) \(entry.workloads[workload].name)"
      return share(name, entry.workloads.map(\.share), workload, part)
    }
  }
}
