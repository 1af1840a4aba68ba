import Planning

extension Control {
  /// The path of the figure; of a mix that all models share, the first model's.
  var path: EditPath {
    switch self {
    case .budget: .budget
    case .demand: .demand
    case .headroom: .headroom
    case .ttft: .ttft
    case .tpot: .tpot
    case .available(let pool): .available(pool: pool)
    case .price(let pool): .price(pool: pool)
    case .machines(let pool, let gpus): .machines(pool: pool, gpus: gpus)
    case .machinePrice(let pool, let gpus): .machinePrice(pool: pool, gpus: gpus)
    case .modelShare(let model): .modelShare(model)
    case .workloadShare(let model, let workload): .workloadShare(model: model, workload: workload)
    }
  }

  /// The slider of a path; nil: it has none.
  init?(_ path: EditPath) {
    switch path {
    case .budget: self = .budget
    case .demand: self = .demand
    case .headroom: self = .headroom
    case .ttft: self = .ttft
    case .tpot: self = .tpot
    case .available(let pool): self = .available(pool: pool)
    case .price(let pool): self = .price(pool: pool)
    case .machines(let pool, let gpus): self = .machines(pool: pool, gpus: gpus)
    case .machinePrice(let pool, let gpus): self = .machinePrice(pool: pool, gpus: gpus)
    case .modelShare(let model): self = .modelShare(model)
    case .workloadShare(let model, let workload): self = .workloadShare(model: model, workload: workload)
    case .objective, .survives, .remaining, .misjudged, .bands, .bandsOfKind: return nil
    }
  }
}

extension EditPath {
  /// Values without a slider that the scenario may state beside the limits.
  static let withoutSlider: [EditPath] = [.survives, .remaining, .misjudged, .bands]

  /// The value for people: `any one pool`, `80 %`, `off`.
  func shown(in scenario: Scenario) -> String {
    let value = value(in: scenario)
    switch (self, value) {
    case (_, .none): return "off"
    case (.survives, .word(let loss)): return "any one \(loss)"
    case (.remaining, .figure(let part)), (.headroom, .figure(let part)):
      return "\(Numbers.fixed(part * 100, 0)) %"
    case (.bands, .figure(let place)), (.bandsOfKind, .figure(let place)):
      return BandPositions.named.first { $0.value == place }?.key ?? Numbers.fixed(place, 2)
    case (_, .word(let word)): return word
    case (_, .figure(let figure)), (_, .part(let figure)): return NumberText.shortest(figure)
    }
  }
}

extension EditPath {
  /// The value in a word.
  func shortText(in scenario: Scenario) -> String {
    if self == .survives, case .word(let loss) = value(in: scenario) { return loss }
    return shown(in: scenario)
  }
}
