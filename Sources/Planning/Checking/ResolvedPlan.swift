import Serving

/// The entries of a scenario that the names in a plan stand for, looked up once; nil where there is none.
struct ResolvedPlan {
  /// Candidate of each replica.
  let candidate: [Int?]
  /// Traffic entry of each assignment.
  let traffic: [Int?]
  /// Replica that serves each assignment.
  let replica: [Int?]

  init(_ plan: Plan, _ fleet: FleetData) {
    candidate = plan.replicas.map { replica in
      guard let model = fleet.scenario.models.firstIndex(where: { $0.name == replica.model }) else {
        return nil
      }
      return fleet.candidates.indices.first {
        fleet.table.model[$0] == model && fleet.layouts[$0] == replica.layout
          && fleet.candidates[$0].precision == replica.precision
      }
    }
    var traffic: [Int?] = []
    var last = 0
    for assignment in plan.assignments {
      // They stand in the order of the traffic, so the next entry is at hand.
      let found =
        (last..<fleet.traffic.count).first { fleet.isNamed($0, assignment.model, assignment.workload) }
        ?? (0..<last).first { fleet.isNamed($0, assignment.model, assignment.workload) }
      traffic.append(found)
      last = found ?? last
    }
    self.traffic = traffic
    replica = plan.assignments.map { assignment in
      plan.replicas.firstIndex { $0.layout == assignment.layout && $0.model == assignment.model }
    }
  }
}

extension FleetData {
  /// Whether a traffic entry has these names.
  fileprivate func isNamed(_ entry: Int, _ model: String, _ workload: String) -> Bool {
    let served = scenario.models[traffic[entry].model]
    return served.workloads[traffic[entry].workload].name == workload && served.name == model
  }

  /// A traffic entry's names, for sentences.
  func label(ofTraffic entry: Int) -> String {
    let served = scenario.models[traffic[entry].model]
    return "\(served.name) / \(served.workloads[traffic[entry].workload].name)"
  }
}
