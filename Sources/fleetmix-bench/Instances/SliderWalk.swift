import Optimization
import Planning

/// A random walk over what an operator's sliders change.
struct SliderWalk {
  /// What one move changed.
  enum Control: String, CaseIterable {
    case budget, stock, price, share
  }

  /// Ends of the sliders: the budget in $/h, GPUs on offer, a price against its first value, a share in per cent.
  private static let budgets = 10.0...70.0
  private static let stock = 0...40
  private static let priceFactors = 0.4...2.5
  private static let shares = 1.0...60.0
  /// One step of a slider, in $/h, GPUs, $/h and per cent; a key press is one, with Shift ten.
  private static let steps = (budget: 0.5, stock: 1, price: 0.02, share: 1.0)
  /// Moves as often pressed once as with Shift, half as many in between; for stock, whose range is short.
  private static let presses = [1, 1, 10, 10, 5]
  private static let stockPresses = [1, 1, 2, 4]

  private(set) var scenario: Scenario
  private let prices: [Double]
  private var random: SplitMix

  /// Starts at a scenario.
  init(from scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    prices = scenario.pools.map(\.price)
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
    let control = random.pick(Control.allCases)
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
      let value = (scenario.budget ?? 0) + sign * Self.steps.budget * Double(random.pick(Self.presses))
      scenario.budget = value.clamped(to: Self.budgets)
    case .stock:
      let pool = random.below(scenario.pools.count)
      let change = Int(sign) * Self.steps.stock * random.pick(Self.stockPresses)
      scenario.pools[pool].available = (scenario.pools[pool].available + change).clamped(to: Self.stock)
    case .price:
      let pool = random.below(scenario.pools.count)
      let value = scenario.pools[pool].price + sign * Self.steps.price * Double(random.pick(Self.presses))
      let ends = Self.priceFactors.lowerBound * prices[pool]...Self.priceFactors.upperBound * prices[pool]
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
