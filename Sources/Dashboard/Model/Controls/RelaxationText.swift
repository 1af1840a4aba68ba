import Planning

/// A change that gives a plan, as the panel writes it.
struct RelaxationText: Sendable, Equatable {
  var name: String
  /// `32.00 → 37.02 $/h`.
  var change: String
  /// `+5.02`.
  var delta: String
  var isMore: Bool
  /// `+15.7 %`; empty where the figure was zero.
  var relative: String
}

extension ControlTable {
  /// A change in words and figures.
  func text(of change: Relaxation) -> RelaxationText {
    let control = self.control(of: change.kind)
    let facts = control.flatMap { self.facts(of: $0) }
    let isShare = facts?.unit == .percent
    let decimals = facts?.unit.decimals ?? 2
    var scale = isShare ? 100.0 : 1
    if case .available(let pool)? = control { scale = 1 / Double(gpusPerUnit(of: pool)) }
    let from = change.from * scale
    let to = change.to * scale
    let delta = Numbers.delta(to, from, decimals)
    var text = "\(Numbers.fixed(from, decimals)) → \(Numbers.fixed(to, decimals))"
    text += facts.map { " " + $0.unit.text } ?? ""
    if let demand = change.demand {
      text = "\(Numbers.fixed(to, 2)) $/h and \(Numbers.fixed(demand, 1)) req/s"
    }
    let size = (change.to - change.from) / change.from * 100
    let isFinite = change.from != 0
    return RelaxationText(
      name: change.isPair ? "Budget and demand" : label(of: change.kind), change: text,
      delta: delta?.text ?? "0", isMore: change.to > change.from,
      relative: isFinite ? "\(size < 0 ? "−" : "+")\(Numbers.fixed(abs(size), 1)) %" : "")
  }

  /// The control that a kind of change moves.
  func control(of kind: Relaxation.Kind) -> Control? {
    switch kind {
    case .budget, .budgetAndDemand: .budget
    case .demand: .demand
    case .headroom: .headroom
    case .remaining, .misjudged: nil
    case .ttft: .ttft
    case .tpot: .tpot
    case .available(let pool): .available(pool: pool)
    case .price(let pool): .price(pool: pool)
    case .machines(let pool, let gpus): .machines(pool: pool, gpus: gpus)
    case .machinePrice(let pool, let gpus): .machinePrice(pool: pool, gpus: gpus)
    case .modelShare(let model): .modelShare(model)
    }
  }

  /// `Budget`, `H100 available`, `Price of H100`.
  func label(of kind: Relaxation.Kind) -> String {
    guard let control = control(of: kind) else {
      return kind == .remaining ? "Left after a loss" : "Misjudged kinds"
    }
    if control.pool != nil, !control.isPrice { return "\(facts(of: control)?.label ?? "") available" }
    return name(of: control)
  }

  /// A sentence on the limits that cannot all be kept; nil while unknown, or where only one is stated.
  func clashText(_ exploration: Exploration) -> String? {
    guard exploration.blocked == scenario, let conflict = exploration.conflict else { return nil }
    guard let first = conflict.clashes.first else {
      return "Not even without all its limits is there a plan."
    }
    if conflict.isAnyOneEnough {
      return first.count == 1
        ? "Only \(list(first)) stands in the way."
        : "\(list(first)) clash: without any one of them there is a plan."
    }
    let clashes = conflict.clashes.map { list($0) + ($0.count == 1 ? " stands in the way" : " clash") }
    let decisive = conflict.decisive
    let way =
      decisive.isEmpty
      ? "no single one of them gone gives a plan"
      : "only without \(list(decisive, "or")) is there a plan while the others are kept"
    return "\(clashes.joined(separator: "; ")): \(way)."
  }

  /// `the demand, the stock of H100 and the budget`.
  private func list(_ limits: [Limit], _ last: String = "and") -> String {
    let names = limits.map { limit in
      switch limit {
      case .budget: "the budget"
      case .demand: "the demand"
      case .headroom: "the headroom"
      case .resilience: "what must be withstood"
      case .ttft: "the limit on TTFT"
      case .tpot: "the limit on TPOT"
      case .available(let pool): "the stock of \(scenario.pools[pool].name)"
      }
    }
    guard names.count > 1, let end = names.last else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) \(last) \(end)"
  }

  /// Kinds of change that were tried and give no plan, as a sentence's list; nil while the search goes on.
  func hopelessChanges(_ exploration: Exploration) -> String? {
    guard exploration.blocked == scenario else { return nil }
    let kinds = Relaxation.kinds(for: scenario)
    guard kinds.allSatisfy({ exploration.relaxations[$0] != nil }) else { return nil }
    let failed = kinds.filter { exploration.relaxations[$0] == .some(nil) && $0 != .budgetAndDemand }
    var names: [String] = []
    var dear: [String] = []
    var scarce: [String] = []
    for kind in failed {
      switch kind {
      case .available(let pool): scarce.append(scenario.pools[pool].name)
      case .price(let pool): dear.append(scenario.pools[pool].name)
      case .machines(let pool, let gpus): scarce.append("\(scenario.pools[pool].name) ×\(gpus)")
      case .machinePrice(let pool, let gpus): dear.append("\(scenario.pools[pool].name) ×\(gpus)")
      // Shares are not searched in full: nothing can be said of those that were not tried.
      case .modelShare: break
      default: names.append(label(of: kind))
      }
    }
    var parts = names
    if !dear.isEmpty { parts.append("a lower price of \(dear.joined(separator: ", "))") }
    if !scarce.isEmpty {
      parts.append("\(Relaxation.mostGPUs) more GPUs of \(scarce.joined(separator: ", "))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
