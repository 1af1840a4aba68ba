/// Requests/s of the replicas, which most edits leave as they are.
extension FleetData {
  /// Requests/s of one replica on each traffic entry, candidate-major; 0: cannot.
  static func rates(
    _ scenario: Scenario, _ table: CandidateTable, traffic: [Traffic], bandFactor: [Double]
  ) -> [Double] {
    let pools = scenario.pools
    let isInterrupted = pools.contains { $0.offer.interruptionsPerHour > 0 }
    let (model, stated, width) = (table.model, table.stated, table.width)
    var rates: [Double] = []
    rates.reserveCapacity(model.count * traffic.count)
    for candidate in model.indices {
      let gpus = candidate * pools.count..<(candidate + 1) * pools.count
      let uptime = isInterrupted ? uptime(gpus: table.use[gpus], pools: pools) : 1
      let part = bandFactor[candidate] * (1 - scenario.headroom) * uptime
      for entry in traffic {
        rates.append(entry.model == model[candidate] ? stated[candidate * width + entry.workload] * part : 0)
      }
    }
    return rates
  }

  /// Whether the rates of another scenario with the same candidates are these.
  func hasRates(of other: Scenario, traffic entries: [Traffic], bandFactor factors: [Double]) -> Bool {
    scenario.headroom == other.headroom && bandFactor == factors
      && traffic.elementsEqual(entries) { $0.isSameEntry(as: $1) }
      && (scenario.pools == other.pools
        || scenario.pools.elementsEqual(other.pools) {
          $0.offer.interruptionsPerHour == $1.offer.interruptionsPerHour
            && $0.offer.recoveryMinutes == $1.offer.recoveryMinutes
        })
  }
}

extension FleetData.Traffic {
  /// Whether another one is the same workload type, whatever its share.
  func isSameEntry(as other: Self) -> Bool { model == other.model && workload == other.workload }
}

extension FleetData {
  /// Part of the time that a replica serves: every machine that it stands on is taken away so often, and each time the
  /// whole replica waits for the recovery.
  static func uptime(gpus: some Sequence<Int>, pools: [Pool]) -> Double {
    var downtime = 0.0
    for (count, pool) in zip(gpus, pools) where count > 0 && pool.offer.interruptionsPerHour > 0 {
      let machines = (count + pool.gpusPerMachine - 1) / pool.gpusPerMachine
      downtime += Double(machines) * pool.offer.interruptionsPerHour * pool.offer.recoveryMinutes / 60
    }
    return 1 / (1 + downtime)
  }
}
