import Serving

/// One scenario of a sweep, solved.
public struct SweepResult: Sendable, Equatable {
  /// Number of the scenario, from 0.
  public var index: Int
  /// Its plan, or why there is none.
  public var plan: Plan
  /// The outcome of keeping one plan in it; nil where none is kept.
  public var kept: KeptFleet.Outcome?

  /// Creates the result of one scenario.
  public init(index: Int, plan: Plan, kept: KeptFleet.Outcome?) {
    self.index = index
    self.plan = plan
    self.kept = kept
  }
}

/// Solves the scenarios of a sweep in chunks: within a chunk each solve starts from the one before, and chunks know
/// nothing of each other. So a result depends on its chunk alone, whatever thread, process or machine solves it.
public struct SweepSolver: Sendable {
  /// Scenarios of a chunk: enough for warm starts to pay, few enough that an interrupted one is soon repeated.
  public static let chunk = 16
  /// Relative gap where none is asked for. A sweep's results are quantiles over scenarios that differ by tens
  /// of per cent, and closing the last half of one takes most of the time of a proof.
  public static let usualGap = 5e-3

  private let fleet: FleetData
  private let options: PlanningOptions
  private let kept: KeptFleet?

  /// A solver for scenarios that share the catalogue side with `base`.
  public init(base: Scenario, options: PlanningOptions, kept: KeptFleet? = nil) {
    fleet = FleetData(base, shouldStop: { options.mustEnd })
    var quiet = options
    quiet.diagnoses = false
    // Every core has a chunk of its own.
    quiet.usesSecondThread = false
    self.options = quiet
    self.kept = kept
  }

  /// The results of a chunk's scenarios, numbered from `first`; nil if cancelled, interrupted or out of time, as a
  /// result must not depend on the clock.
  public func solve(
    _ scenarios: [Scenario], first: Int, isCancelled: @escaping () -> Bool = { false }
  ) -> [SweepResult]? {
    guard fleet.omission == nil else { return nil }
    let session = PlanningSession(candidatesOf: fleet)
    var results: [SweepResult] = []
    for (offset, scenario) in scenarios.enumerated() {
      guard let plan = session.solve(scenario, options: options, isCancelled: isCancelled),
        !options.mustEnd
      else { return nil }
      results.append(
        SweepResult(
          index: first + offset, plan: plan, kept: kept.map { $0.outcome(in: scenario, best: plan) }))
    }
    return results
  }
}
