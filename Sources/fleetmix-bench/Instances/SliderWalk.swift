import Optimization
import Planning

/// A random walk over what an operator's sliders change.
struct SliderWalk {
  /// The control that one move changed.
  enum Control: String, CaseIterable {
    case budget, demand, stock, price, share
  }

  /// Ends of the sliders: the budget in $/h, GPUs on offer, demand and price against their first values, a share in
  /// per cent. Budget and stock of a scenario that lies outside reach a little further than it.
  private static let budgets = 10.0...70.0
  private static let budgetFactors = 0.8...1.15
  private static let stock = 0...40
  private static let demandFactors = 0.3...1.1
  private static let priceFactors = 0.4...2.5
  private static let shares = 1.0...60.0
  /// One step of a slider: $/h, GPUs, $/h, per cent, parts of the first demand. A key press is one, with Shift ten.
  private static let steps = (budget: 0.5, stock: 1, price: 0.02, share: 1.0, demand: 0.02)
  /// Steps per move, each entry as likely: mostly one press, or one with Shift; fewer for stock, whose range
  /// is short.
  private static let presses = [1, 1, 10, 10, 5]
  private static let stockPresses = [1, 1, 2, 4]

  private(set) var scenario: Scenario
  /// The controls that the scenario has.
  let controls: [Control]
  private let first: Scenario
  private var random: SplitMix

  /// Starts at a scenario.
  init(from scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    first = scenario
    controls = Control.allCases.filter { control in
      switch control {
      case .budget: scenario.budget != nil
      case .demand: scenario.objective != .throughput && scenario.demand != nil
      case .share: scenario.models.contains { $0.workloads.count > 1 }
      case .stock, .price: !scenario.pools.isEmpty
      }
    }
    random = SplitMix(seed: seed)
    // Shares in per cent, so that steps mean the same in every scenario.
    for model in self.scenario.models.indices {
      let total = scenario.models[model].workloads.reduce(0) { $0 + $1.share }
      for workload in scenario.models[model].workloads.indices {
        self.scenario.models[model].workloads[workload].share *= 100 / total
      }
    }
  }

  /// Moves one control within its ends, never nowhere.
  mutating func move() -> Control {
    let control = random.pick(controls)
    let before = scenario
    for _ in 0..<Self.attempts where scenario == before { change(control) }
    return control
  }

  /// Draws until a control has moved: at an end of its slider every other draw stays there.
  private static let attempts = 100

  private mutating func change(_ control: Control) {
    let sign = random.below(2) == 0 ? -1.0 : 1.0
    switch control {
    case .budget:
      guard let budget = scenario.budget, let start = first.budget else { return }
      let least = min(Self.budgets.lowerBound, Self.budgetFactors.lowerBound * start)
      let most = max(Self.budgets.upperBound, Self.budgetFactors.upperBound * start)
      let value = budget + sign * Self.steps.budget * Double(random.pick(Self.presses))
      scenario.budget = value.clamped(to: least...most)
    case .demand:
      guard let demand = scenario.demand, let start = first.demand else { return }
      let value = demand + sign * Self.steps.demand * start * Double(random.pick(Self.presses))
      scenario.demand = value.clamped(
        to: Self.demandFactors.lowerBound * start...Self.demandFactors.upperBound * start)
    case .stock:
      let pool = random.below(scenario.pools.count)
      let step = Self.steps.stock * scenario.pools[pool].stockStep
      let change = Int(sign) * step * random.pick(Self.stockPresses)
      scenario.pools[pool].available = (scenario.pools[pool].available + change).clamped(
        to: Self.stock.lowerBound...max(Self.stock.upperBound, first.pools[pool].available))
    case .price:
      let pool = random.below(scenario.pools.count)
      let value = scenario.pools[pool].price + sign * Self.steps.price * Double(random.pick(Self.presses))
      let start = first.pools[pool].price
      let ends = Self.priceFactors.lowerBound * start...Self.priceFactors.upperBound * start
      scenario.pools[pool].price = (value.clamped(to: ends) * 100).rounded() / 100
    case .share: changeShare(sign)
    }
  }

  /// One share moves, the others of its model give way in proportion.
  private mutating func changeShare(_ sign: Double) {
    let model = random.below(scenario.models.count)
    let workloads = scenario.models[model].workloads
    guard workloads.count > 1 else { return }
    let own = random.below(workloads.count)
    let old = workloads[own].share
    let new = (old + sign * Self.steps.share * Double(random.pick(Self.presses))).clamped(to: Self.shares)
    for index in workloads.indices {
      scenario.models[model].workloads[index].share *= index == own ? new / old : (100 - new) / (100 - old)
    }
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
