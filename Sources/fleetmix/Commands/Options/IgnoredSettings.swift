import Interchange
import Planning

/// Values that were asked for and change nothing, each reported once on standard error.
struct IgnoredSettings {
  private var told: Set<String> = []

  /// Reports those of the edits just made that change nothing in a scenario.
  mutating func tell(_ edits: [Edit], of scenario: Scenario) {
    for edit in edits {
      guard let reason = Self.reason(edit.path, scenario), told.insert(edit.path).inserted else { continue }
      Self.tell(edit.path, reason)
    }
  }

  /// Reports that a setting changes nothing, and why.
  static func tell(_ setting: String, _ reason: String) {
    StandardError.write("fleetmix: note: \(setting) changes nothing: \(reason)\n")
  }

  /// Reports stock below a whole machine in pools that rent machines.
  static func tellRemainders(of scenario: Scenario) {
    for pool in scenario.pools where pool.rental == .byMachine && pool.rentable < pool.available {
      StandardError.write(
        "fleetmix: note: gpus.\(pool.name): \(pool.available - pool.rentable) of \(pool.available) GPUs are less "
          + "than a machine of \(pool.gpusPerMachine) and are not rented\n")
    }
  }

  /// Why a scenario ignores the value at a path; nil: it does not, or the value is taken away.
  private static func reason(_ path: String, _ scenario: Scenario) -> String? {
    switch path {
    case "demand" where scenario.objective == .throughput && scenario.demand != nil:
      "objective throughput, most requests/s, takes no notice of it; cost and cost_per_token do"
    case "resilience.remaining" where scenario.resilience.survives == nil:
      "resilience.survives is not set"
    default: nil
    }
  }
}
