import Serving

/// The smallest replica that serves a traffic entry where none of the size allowed does.
struct SmallestReplica {
  /// Its GPUs by pool, as in `9 H100`.
  let gpus: String
  /// A size to allow, in GPUs: the first of the doubled ones that holds it.
  let size: Int

  /// Looks among replicas of one pool each, of twice the GPUs allowed, four times and so on; nil where none serves, where
  /// the stock has too few GPUs for all that do, or if cancelled.
  init?(for entry: Int, of fleet: FleetData, isCancelled: @escaping () -> Bool) {
    let traffic = fleet.traffic[entry]
    var scenario = fleet.scenario
    scenario.models = [scenario.models[traffic.model]]
    scenario.profile = scenario.profile.filter { $0.model == traffic.model }.map { row in
      var row = row
      row.model = 0
      return row
    }
    scenario.current = nil
    scenario.replicas.mixed = false
    let stock = scenario.pools.map(\.rentable)
    while scenario.replicas.maxGPUs < ScenarioLimits.gpusPerReplica {
      scenario.replicas.maxGPUs = min(2 * scenario.replicas.maxGPUs, ScenarioLimits.gpusPerReplica)
      let built = FleetData.buildCandidates(scenario, pruned: false, shouldStop: isCancelled)
      guard built.omission == nil else { return nil }
      let serving = built.candidates.filter { candidate in
        candidate.throughput[traffic.workload] != nil
          && candidate.layout.gpuCount <= stock[candidate.layout.stages[0].pool]
      }
      guard let smallest = serving.min(by: { $0.layout.gpuCount < $1.layout.gpuCount }) else { continue }
      gpus = "\(smallest.layout.gpuCount) \(scenario.pools[smallest.layout.stages[0].pool].name)"
      size = scenario.replicas.maxGPUs
      return
    }
    return nil
  }
}
