import Planning

extension DashboardState {
  /// Every control with its path, as `--set` spells it: `budget`, `gpus.H100.available`.
  var controlPaths: [(path: String, control: Control)] {
    var result: [(path: String, control: Control)] = [
      ("budget", .budget), ("demand", .demand), ("headroom", .headroom), ("slo.ttft_ms", .ttft),
      ("slo.tpot_ms", .tpot),
    ]
    for (index, pool) in scenario.pools.enumerated() {
      result.append(("gpus.\(pool.name).available", .available(pool: index)))
      result.append(("gpus.\(pool.name).price", .price(pool: index)))
    }
    for (index, model) in scenario.models.enumerated() {
      result.append(("models.\(model.name).share", .modelShare(index)))
      for (position, workload) in model.workloads.enumerated() {
        let path = "models.\(model.name).workloads.\(workload.name).share"
        result.append((path, .workloadShare(model: mixIsShared ? 0 : index, workload: position)))
      }
    }
    return result
  }

  /// The path of a control; nil where the scenario has no such control.
  func path(of control: Control) -> String? { controlPaths.first { $0.control == control }?.path }
}
