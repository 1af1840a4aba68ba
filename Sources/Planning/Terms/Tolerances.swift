/// The planner's tolerances, each with its meaning.
enum PlanningTolerance {
  /// Relative gap asked for when the caller names none (design: proven to 1e-4).
  static let defaultGap = 1e-4
  /// Rate that tie-breaking may give up, relative; two orders below what peers are compared at (1e-6).
  static let tieBreakRate = 1e-8
  /// Charge per replica in tie-breaking, $/h: far below a cent, so it never outweighs a price.
  static let replicaTieBreak = 1e-5
  /// Charge per replica that does not run yet, $/h, in tie-breaking: less than a replica's own, so that of plans with as
  /// many replicas the one that runs wins.
  static let startTieBreak = 1e-6
  /// Nodes and pivots that tie-breaking may spend at least; it improves a proven plan and proves nothing itself.
  static let tieBreakNodes = 60
  static let tieBreakPivots = 100
  /// Tie-breaking may spend one pivot more for this many of the proof.
  static let tieBreakShare = 4
  /// Rates below this, in req/s, count as no service at all.
  static let smallestRate = 1e-9
  /// Relative excess over the budget that is round-off, here as in the engine: sums of prices are not exact in binary.
  static let budget = 1e-9
  /// Relative excess over the gap asked for that a proven plan may show: what breaking ties gives up, and what two
  /// valuations of the same replicas differ by.
  static let proof = 2e-8
  /// Searches for a proof that charges for starts do not water down; the second one knows what they are.
  static let chargeSteps = 3
  /// Part of the gap that the fractional objective's proof uses up; the rest is round-off's.
  static let ratioProofShare = 0.9
  /// Gap at which the search for a first fleet of Dinkelbach's iteration stops: any that is not bad will do.
  static let openingGap = 0.05
  /// Gap at which a step that has found something better stops; only the last step proves.
  static let ratioStepGap = 0.05
  /// A better choice of an engine is shown as a plan at once if it is better by this much, relative, and else after so
  /// many pivots; a plan with its check costs about as much as that.
  static let publishedStep = 0.005
  static let publishedPivots = 200
  /// Part of a workload type's own rate below which one of its routes is round-off.
  static let smallestRoute = 1e-9
  /// Smallest part of all requests that a workload type may have. A replica is whole to the engine from a millionth of
  /// it on, and the rate of a whole fleet is at most some hundred times that of one replica; a share of 0 is none.
  static let smallestShare = 1e-8
  /// Longest time limit, in seconds: some thirty years, well inside what the clock can count.
  static let mostSeconds = 1e9
  /// Most figures that all candidates have: GPUs of each pool and requests/s of each workload type. The planner and its
  /// engine hold some ten copies of eight bytes at most.
  static let mostFigures = 6_000_000
  /// Seconds that routing the traffic of a last plan may take after the time limit.
  static let routingSeconds = 0.1
  /// Part of the time left that routing a great many workload types as well as can be may take; from then on they are
  /// routed by proportion.
  static let routingShare = 0.25
  /// Part of the time limit that listing the replica layouts may take.
  static let listingShare = 0.5
  /// Slack of the independent check, relative to the limit checked.
  static let check = 1e-6
  /// Figures below this, in their own unit, are compared as if they were as large: their slack is 1e-15, some last
  /// digits of sums near 1.
  static let checkScale = 1e-9
  /// Last digits of a figure that is computed twice from the same numbers, relative.
  static let roundOff = 1e-9
  /// Gap at which a search for any plan at all stops: a point of a tenth of the bound is one.
  static let anyPlanGap = 9.0
  /// Most machines that a plan lists one by one; of more, those that hold the same are one entry, as nobody reads a file
  /// of megabytes.
  static let mostListedMachines = 10_000
  /// Most times that a fleet without room on its machines adds rows to a program before a smaller stock is tried.
  static let packingRounds = 60
  /// Most steps of Dinkelbach's iteration; it converges superlinearly, so this is never reached in practice.
  static let dinkelbachSteps = 60
}
