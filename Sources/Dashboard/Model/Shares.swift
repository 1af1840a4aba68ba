import Planning

/// Shares that add up: those of the models, or those of a model's workload types.
struct ShareGroup: Sendable, Equatable {
  /// Members, in the scenario's order.
  var controls: [Control]
  /// Their names.
  var labels: [String]
}

extension DashboardState {
  /// Shares closer than this part of their sum differ by rounding only.
  private static let shareDust = 1e-9

  /// Whether all models have the same workload types: then one mix moves them all.
  var mixIsShared: Bool {
    guard let first = scenario.models.first else { return false }
    return scenario.models.dropFirst().allSatisfy { $0.workloads == first.workloads }
  }

  /// The group a share belongs to; nil for other controls.
  func shareGroup(of control: Control) -> ShareGroup? {
    switch control {
    case .modelShare:
      return ShareGroup(
        controls: scenario.models.indices.map { .modelShare($0) }, labels: scenario.models.map(\.name))
    case .workloadShare(let model, _):
      guard scenario.models.indices.contains(model) else { return nil }
      let workloads = scenario.models[model].workloads
      return ShareGroup(
        controls: workloads.indices.map { .workloadShare(model: model, workload: $0) },
        labels: workloads.map(\.name))
    default: return nil
    }
  }

  /// The share as the scenario writes it.
  func share(of control: Control, in scenario: Scenario) -> Double? {
    switch control {
    case .modelShare(let index):
      return scenario.models.indices.contains(index) ? scenario.models[index].share : nil
    case .workloadShare(let model, let index):
      guard scenario.models.indices.contains(model),
        scenario.models[model].workloads.indices.contains(index)
      else { return nil }
      return scenario.models[model].workloads[index].share
    default: return nil
    }
  }

  /// The group's shares with one put to a percentage: the others scale so that the sum stays, locked ones stay.
  func rescaled(_ control: Control, toPercent percent: Double) throws(EditRefusal) -> [Double] {
    guard let group = shareGroup(of: control), let own = group.controls.firstIndex(of: control) else {
      throw EditRefusal("no such share")
    }
    guard group.controls.count > 1 else { throw EditRefusal("the only one of its group") }
    guard !statement.locked.contains(control) else { throw EditRefusal("locked; Space unlocks it") }
    var shares = group.controls.map { share(of: $0, in: scenario) ?? 0 }
    let sum = shares.reduce(0, +)
    guard sum > 0 else { throw EditRefusal("the group's shares are all zero") }
    let others = shares.indices.filter { $0 != own }
    let free = others.filter { !statement.locked.contains(group.controls[$0]) }
    guard !free.isEmpty else { throw EditRefusal("every other share is locked") }
    let fixed = others.filter { statement.locked.contains(group.controls[$0]) }.reduce(0.0) {
      $0 + shares[$1]
    }
    let wanted = min(max(0, percent / 100 * sum), sum - fixed)
    let rest = sum - fixed - wanted
    let freeSum = free.reduce(0.0) { $0 + shares[$1] }
    for index in free {
      shares[index] = freeSum > 0 ? shares[index] / freeSum * rest : rest / Double(free.count)
    }
    shares[own] = wanted
    // Back at the scenario as opened but for rounding: take its very figures, so that it counts as unmodified.
    let opened = group.controls.compactMap { self.share(of: $0, in: baseline) }
    let isBack =
      opened.count == shares.count && zip(opened, shares).allSatisfy { abs($0 - $1) <= Self.shareDust * sum }
    return isBack ? opened : shares
  }
}
