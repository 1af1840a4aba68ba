import Planning
import Serving

/// A control whose figure differs between scenarios, with the figures as shown.
struct SettingDifference: Sendable, Equatable {
  var label: String
  var unit: String
  var decimals: Int
  /// One figure per scenario; nil: the scenario states none.
  var values: [Double?]
}

extension ControlTable {
  /// Every control there is; a mix that all models share counts once.
  var allControls: [Control] {
    var result: [Control] = [.budget, .demand, .headroom, .ttft, .tpot]
    result += scenario.pools.indices.flatMap { stocks(of: $0) }
    result += scenario.pools.indices.flatMap { prices(of: $0) }
    if scenario.models.count > 1 { result += scenario.models.indices.map { .modelShare($0) } }
    for model in scenario.models.indices where model == 0 || !mixIsShared {
      result += scenario.models[model].workloads.indices.map { .workloadShare(model: model, workload: $0) }
    }
    return result
  }

  /// The controls of a pool's stock: one, or one a size where it rents machines of several.
  func stocks(of pool: Int) -> [Control] {
    guard !scenario.pools[pool].hasOneStock else { return [.available(pool: pool)] }
    return scenario.pools[pool].sizes.map { .machines(pool: pool, gpus: $0.gpus) }
  }

  /// The controls of a pool's prices, likewise.
  func prices(of pool: Int) -> [Control] {
    guard !scenario.pools[pool].hasOneStock else { return [.price(pool: pool)] }
    return scenario.pools[pool].sizes.map { .machinePrice(pool: pool, gpus: $0.gpus) }
  }

  /// A control's figure in some scenario of this session, as its slider would show it.
  func figure(of control: Control, in scenario: Scenario) -> Double? {
    switch control {
    case .budget: return scenario.budget
    case .demand: return scenario.demand
    case .headroom: return scenario.headroom * 100
    case .ttft: return scenario.slo?.ttftMs
    case .tpot: return scenario.slo?.tpotMs
    case .available(let pool):
      return scenario.pools.indices.contains(pool)
        ? Double(scenario.pools[pool].available / gpusPerUnit(of: pool)) : nil
    case .price(let pool): return scenario.pools.indices.contains(pool) ? scenario.pools[pool].price : nil
    case .machines(let pool, let gpus):
      return scenario.pools.indices.contains(pool)
        ? scenario.pools[pool].size(gpus).map { Double($0.available) } : nil
    case .machinePrice(let pool, let gpus):
      return scenario.pools.indices.contains(pool) ? scenario.pools[pool].size(gpus)?.price : nil
    case .modelShare, .workloadShare:
      guard let group = shareGroup(of: control), let own = group.controls.firstIndex(of: control) else {
        return nil
      }
      let shares = Apportionment.percentages(group.controls.map { share(of: $0, in: scenario) ?? 0 })
      return Double(shares[own])
    }
  }

  /// Controls whose shown figure is not the same in all scenarios.
  func differingControls(_ scenarios: [Scenario]) -> [Control] {
    allControls.filter { control in
      guard let unit = facts(of: control)?.unit else { return false }
      let texts = scenarios.map { scenario in
        figure(of: control, in: scenario).map { Numbers.fixed($0, unit.decimals) }
      }
      return Set(texts).count > 1
    }
  }

  /// The settings that differ, with their figures, in the order of the sliders.
  func settingDifferences(_ scenarios: [Scenario]) -> [SettingDifference] {
    differingControls(scenarios).compactMap { control in
      guard let facts = facts(of: control) else { return nil }
      return SettingDifference(
        label: settingLabel(control, facts), unit: facts.unit.text, decimals: facts.unit.decimals,
        values: scenarios.map { figure(of: control, in: $0) })
    }
  }

  private func settingLabel(_ control: Control, _ facts: ControlFacts) -> String {
    switch control {
    case .available, .machines: "\(facts.label) available"
    case .price, .machinePrice: "\(facts.label) price"
    default: name(of: control)
    }
  }

  /// A few words that tell a statement from the scenario as opened: that of `latest` where it still holds.
  func shortName(of statement: EditableScenario, latest: Control?) -> String {
    let controls = differingControls([baseline, statement.scenario])
    guard let control = latest.flatMap({ controls.contains($0) ? $0 : nil }) ?? controls.first else {
      if statement.scenario.objective != baseline.objective { return goalWord(statement.scenario.objective) }
      let setting = EditPath.withoutSlider.first {
        $0.argument(in: statement.scenario) != $0.argument(in: baseline)
      }
      return setting.map {
        "\($0.rule(in: statement.scenario).name.lowercased()) \($0.shortText(in: statement.scenario))"
      } ?? "scenario"
    }
    return shortName(of: control, in: statement)
  }

  private func shortName(of control: Control, in statement: EditableScenario) -> String {
    guard let facts = facts(of: control) else { return "" }
    let text = figure(of: control, in: statement.scenario).map { Numbers.fixed($0, facts.unit.decimals) }
    let value = text ?? Numbers.none
    switch control {
    case .available(let pool):
      if statement.switchedOff[pool] != nil { return "\(facts.label) off" }
      return facts.unit == .machines ? "\(value) × \(facts.label)" : "\(value) \(facts.label)"
    case .machines(let pool, _):
      return statement.switchedOff[pool] != nil ? "\(facts.label) off" : "\(value) of \(facts.label)"
    case .price, .machinePrice: return "\(facts.label) \(value)"
    case .modelShare, .workloadShare: return "\(facts.label) \(value) %"
    case .budget: return "\(value.hasSuffix(".00") ? String(value.dropLast(3)) : value) $/h"
    case .demand: return "\(value) req/s"
    case .headroom: return "headroom \(value)"
    case .ttft: return "TTFT \(value)"
    case .tpot: return "TPOT \(value)"
    }
  }

  private func goalWord(_ objective: Objective) -> String {
    switch objective {
    case .throughput: objective.name
    case .cost, .costPerToken: objective.phrase
    }
  }
}
