import Planning
import Serving

/// Shares that add up: those of the models, or those of a model's workload types.
struct ShareGroup: Sendable, Equatable {
  /// Members, in the scenario's order.
  var controls: [Control]
  /// Their names.
  var labels: [String]
}

extension ControlTable {
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

  /// Takes the very figures of the scenario as opened where shares are back at them but for rounding, and no limits on
  /// latency where there were none, so that it counts as unmodified.
  func restoreOpened(_ next: inout EditableScenario) {
    if baseline.slo == nil, next.scenario.slo == SLO() { next.scenario.slo = nil }
    for path in EditPath.all(in: next.scenario) {
      let (shares, paths, own) = path.shares(in: next.scenario)
      guard own == 0, !paths.isEmpty, baseline.models.count == next.scenario.models.count else { continue }
      if case .workloadShare(let model, _) = path,
        baseline.models[model].workloads.count != next.scenario.models[model].workloads.count
      {
        continue
      }
      let opened = path.shares(in: baseline).shares
      let sum = shares.reduce(0, +)
      guard opened != shares, zip(opened, shares).allSatisfy({ abs($0 - $1) <= Self.shareDust * sum }) else {
        continue
      }
      for (path, share) in zip(paths, opened) { path.set(.figure(share), in: &next.scenario) }
    }
  }
}
