import Planning
import Serving

/// The unit in which a control's figure is written.
enum ControlUnit: Sendable, Equatable {
  case dollarsPerHour, requestsPerSecond, percent, milliseconds, gpus
  /// Whole machines.
  case machines

  /// Behind the figure.
  var text: String {
    switch self {
    case .dollarsPerHour: Quantity.money.unit
    case .requestsPerSecond: Quantity.rate.unit
    case .percent: "%"
    case .milliseconds: "ms"
    case .gpus: "GPUs"
    case .machines: "machines"
    }
  }

  /// The unit by which typed figures are read.
  var figure: FigureUnit {
    switch self {
    case .dollarsPerHour: .money
    case .requestsPerSecond: .rate
    case .percent: .part
    case .milliseconds: .milliseconds
    case .gpus: .gpus
    case .machines: .weight
    }
  }

  /// Decimals of the figure.
  var decimals: Int {
    switch self {
    case .dollarsPerHour: 2
    case .requestsPerSecond: 1
    case .percent, .milliseconds, .gpus, .machines: 0
    }
  }
}

/// The properties of a control that its slider needs. Percentage controls count in per cent.
struct ControlFacts: Sendable, Equatable {
  /// Name at the left of the slider.
  var label: String
  /// The unit of the figure.
  var unit: ControlUnit
  /// The figure; nil: the scenario states none.
  var value: Double?
  /// The figure of the scenario as opened.
  var baseline: Double?
  /// Ends of the slider.
  var range: ClosedRange<Double>
  /// The most that can be typed.
  var most: Double
  /// The change per key press.
  var step: Double
  /// The value from which a control without a figure starts when it is moved.
  var start: Double
  /// Whether the share stays when others move.
  var isLocked = false
  /// The reason why it cannot be moved; nil when it can.
  var disabled: String?
  /// Whether the objective takes no notice of it.
  var isUnused = false

  /// Whether it differs from the scenario as opened.
  var isChanged: Bool { value != baseline }

  /// The figure as shown; `–` without one.
  func text(_ value: Double?) -> String { value.map { Numbers.fixed($0, unit.decimals) } ?? Numbers.none }

  /// The figure with its unit.
  func textWithUnit(_ value: Double?) -> String { value == nil ? "none" : text(value) + " " + unit.text }
}

/// Ends of sliders, and starting values of limits that the scenario does not state.
enum ControlLimits {
  /// A replica that is kept idle altogether serves nothing.
  static let headroomPercent = 95.0
  /// The starting value of a limit that the scenario does not state.
  static let ttft = 2000.0
  static let tpot = 100.0
  /// Slider steps from end to end, roughly; the step itself is 1, 2 or 5 times a power of ten.
  static let stepsPerRange = 120.0
}

extension ControlTable {
  /// Returns the properties of a control for its slider; nil where the scenario has no such control.
  func facts(of control: Control) -> ControlFacts? {
    switch control {
    case .budget: return budgetFacts
    case .demand: return demandFacts
    case .headroom:
      let value = (scenario.headroom * 100 * 1e6).rounded() / 1e6
      return ControlFacts(
        label: "Headroom", unit: .percent, value: value,
        baseline: (baseline.headroom * 100 * 1e6).rounded() / 1e6,
        range: 0...max(value, top(control, default: 50, value, cap: ControlLimits.headroomPercent)),
        most: max(value, ControlLimits.headroomPercent), step: 1, start: 0)
    case .ttft:
      return limitFacts(control, "TTFT ≤", scenario.slo?.ttftMs, baseline.slo?.ttftMs, ControlLimits.ttft)
    case .tpot:
      return limitFacts(control, "TPOT ≤", scenario.slo?.tpotMs, baseline.slo?.tpotMs, ControlLimits.tpot)
    case .available(let pool): return availableFacts(pool)
    case .price(let pool): return priceFacts(pool)
    case .machines(let pool, let gpus): return sizeFacts(control, pool, gpus)
    case .machinePrice(let pool, let gpus): return sizeFacts(control, pool, gpus)
    case .modelShare, .workloadShare: return shareFacts(control)
    }
  }

  private var budgetFacts: ControlFacts {
    let fallback = Numbers.roundStep(max(fullPrice, 1) / 2)
    let upper = top(.budget, default: 2 * (baseline.budget ?? fallback), scenario.budget)
    return ControlFacts(
      label: "Budget", unit: .dollarsPerHour, value: scenario.budget, baseline: baseline.budget,
      range: 0...upper, most: NumberRange.largest,
      step: max(0.01, Numbers.roundStep(upper / ControlLimits.stepsPerRange)),
      start: plan.map { ($0.costPerHour * 100).rounded(.up) / 100 } ?? fallback)
  }

  private var demandFacts: ControlFacts {
    let served = plan.map { max(($0.requestsPerSecond * 10).rounded(.down) / 10, 0.1) } ?? 10
    let usual = baseline.demand ?? referencePlan?.requestsPerSecond ?? served
    let upper = top(.demand, default: max(2 * usual, 1), scenario.demand)
    return ControlFacts(
      label: "Demand", unit: .requestsPerSecond, value: scenario.demand, baseline: baseline.demand,
      range: 0...upper, most: NumberRange.largest,
      step: max(0.1, Numbers.roundStep(upper / ControlLimits.stepsPerRange)), start: served,
      isUnused: scenario.objective == .throughput)
  }

  private func limitFacts(
    _ control: Control, _ label: String, _ value: Double?, _ baseline: Double?, _ usual: Double
  ) -> ControlFacts {
    let upper = top(control, default: 2 * (baseline ?? usual), value)
    return ControlFacts(
      label: label, unit: .milliseconds, value: value, baseline: baseline, range: 1...max(upper, 2),
      most: NumberRange.largest, step: max(1, Numbers.roundStep(upper / ControlLimits.stepsPerRange)),
      start: usual)
  }

  private func availableFacts(_ index: Int) -> ControlFacts? {
    guard scenario.pools.indices.contains(index) else { return nil }
    let unit = gpusPerUnit(of: index)
    let value = Double(scenario.pools[index].available / unit)
    let opened =
      baseline.pools.indices.contains(index) ? Double(baseline.pools[index].available / unit) : value
    return ControlFacts(
      label: scenario.pools[index].name, unit: unit > 1 ? .machines : .gpus, value: value, baseline: opened,
      range: 0...top(.available(pool: index), default: max(2 * opened, unit > 1 ? 4 : 8), value),
      most: Double(ScenarioLimits.gpus / unit),
      step: 1, start: opened)
  }

  /// GPUs that a step of a pool's stock is: those of a machine where machines of one size are rented whole.
  func gpusPerUnit(of pool: Int) -> Int {
    scenario.pools[pool].rental == .byMachine ? scenario.pools[pool].gpusPerMachine : 1
  }

  /// Stock or price of the machines of one size.
  private func sizeFacts(_ control: Control, _ pool: Int, _ gpus: Int) -> ControlFacts? {
    guard scenario.pools.indices.contains(pool), let now = scenario.pools[pool].size(gpus) else { return nil }
    let opened = baseline.pools.indices.contains(pool) ? baseline.pools[pool].size(gpus) ?? now : now
    let label = "\(scenario.pools[pool].name) ×\(gpus)"
    guard control.isPrice else {
      let (value, former) = (Double(now.available), Double(opened.available))
      return ControlFacts(
        label: label, unit: .machines, value: value, baseline: former,
        range: 0...top(control, default: max(2 * former, 4), value), most: Double(ScenarioLimits.gpus / gpus),
        step: 1, start: former)
    }
    let upper = top(control, default: max(2 * opened.price, 0.1), now.price)
    return ControlFacts(
      label: label, unit: .dollarsPerHour, value: now.price, baseline: opened.price, range: 0...upper,
      most: NumberRange.largest, step: max(0.01, Numbers.roundStep(upper / ControlLimits.stepsPerRange)),
      start: opened.price)
  }

  private func priceFacts(_ index: Int) -> ControlFacts? {
    guard scenario.pools.indices.contains(index) else { return nil }
    let value = scenario.pools[index].price
    let opened = baseline.pools.indices.contains(index) ? baseline.pools[index].price : value
    let upper = top(.price(pool: index), default: max(2 * opened, 0.1), value)
    return ControlFacts(
      label: scenario.pools[index].name, unit: .dollarsPerHour, value: value, baseline: opened,
      range: 0...upper, most: NumberRange.largest,
      step: max(0.01, Numbers.roundStep(upper / ControlLimits.stepsPerRange)), start: opened)
  }

  private func shareFacts(_ control: Control) -> ControlFacts? {
    guard let group = shareGroup(of: control) else { return nil }
    let all = group.controls.compactMap { share(of: $0, in: scenario) }
    guard let value = share(of: control, in: scenario), let own = group.controls.firstIndex(of: control)
    else {
      return nil
    }
    let shown = Apportionment.percentages(all)
    let opened = Apportionment.percentages(group.controls.compactMap { share(of: $0, in: baseline) })
    let sum = all.reduce(0, +)
    // Per cent as shown, so that figures of a group add up to 100 and one step changes what is read by one.
    let isUntouched =
      baseline.models.count == scenario.models.count && share(of: control, in: baseline) == value
    let percent = Double(shown[own])
    let old = opened.indices.contains(own) ? Double(opened[own]) : percent
    let widest = Double(shown.max() ?? 0)
    let isMix = if case .workloadShare = control { true } else { false }
    return ControlFacts(
      label: group.labels[own], unit: .percent, value: percent, baseline: isUntouched ? percent : old,
      range: 0...(isMix && widest < 50 ? 50 : 100), most: 100, step: 1, start: percent,
      isLocked: statement.locked.contains(control),
      disabled: group.controls.count < 2 || sum <= 0 ? "the only one of its group" : nil)
  }

  /// $/h of every GPU on offer: a budget that never binds.
  var fullPrice: Double {
    scenario.pools.reduce(0) { $0 + $1.priceOfAll }
  }

  /// Upper end of a slider: the usual one, or what was typed beyond it.
  private func top(
    _ control: Control, default usual: Double, _ value: Double?, cap: Double = .infinity
  ) -> Double {
    min(cap, max(usual, widened[control] ?? 0, value ?? 0))
  }

  /// A control's name in a sentence.
  func name(of control: Control) -> String {
    let label = facts(of: control)?.label ?? ""
    switch control {
    case .ttft: return "TTFT"
    case .tpot: return "TPOT"
    case .price, .machinePrice: return "Price of \(label)"
    case .modelShare, .workloadShare: return "Share of \(label)"
    default: return label
    }
  }
}
