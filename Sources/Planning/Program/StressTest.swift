import Serving

extension Plan {
  /// The rate that a plan still serves in an event that it must withstand.
  public struct Stress: Sendable, Equatable {
    /// The pool or region lost; nil: none.
    public var lost: String?
    /// The kinds of replica that are as slow as their error bands allow, the worst ones; empty: none.
    public var misjudged: [String]
    /// Requests/s that can be served then, routed for it.
    public var requestsPerSecond: Double
    /// Requests/s that must be.
    public var needed: Double

    /// Creates the result of one event.
    public init(lost: String?, misjudged: [String], requestsPerSecond: Double, needed: Double) {
      self.lost = lost
      self.misjudged = misjudged
      self.requestsPerSecond = requestsPerSecond
      self.needed = needed
    }
  }
}

/// Tries out on a fleet all that its scenario asks it to withstand: every loss, every set of misjudged kinds.
///
/// Each is a routing of its own over what is left; nothing here knows the search or its cuts.
struct StressTest {
  /// The result of one event.
  struct Trial {
    /// Name of what is lost; nil: nothing.
    var lost: String?
    /// Names of the kinds that are slow.
    var misjudged: [String]
    /// Requests/s.
    var rate: Double
    /// Part of the planned rate that must be left.
    var part: Double
  }

  private let fleet: FleetData
  private let counts: [Int]
  /// Kinds of the rented candidates, where kinds may be misjudged.
  private let kinds: ReplicaKinds?

  init(fleet: FleetData, counts: [Int]) {
    let rented = counts.indices.filter { counts[$0] > 0 }
    let candidates = rented.map { fleet.candidates[$0] }
    self.fleet = FleetData(fleet.scenario, candidates: candidates, refusals: [])
    self.counts = rented.map { counts[$0] }
    kinds =
      fleet.scenario.resilience.misjudged > 0 ? ReplicaKinds(fleet.scenario, candidates) : nil
  }

  /// The worst of each event, misjudgement alone first, then the losses.
  func trials() -> [Trial] {
    let scenario = fleet.scenario
    var trials: [Trial] = []
    if kinds != nil { trials.append(worst(lost: nil, counts, part: 1)) }
    for loss in scenario.jointLosses {
      let left = counts.indices.map { index in
        loss.pools.contains { fleet.use[index * fleet.poolCount + $0] > 0 } ? 0 : counts[index]
      }
      // A pool that nothing stands on may go without a word.
      if left == counts { continue }
      trials.append(worst(lost: loss.name, left, part: scenario.resilience.remaining))
    }
    return trials
  }

  /// The largest planned rate that every trial allows.
  static func rate(of trials: [Trial]) -> Double { trials.map { $0.rate / $0.part }.min() ?? .infinity }

  /// The worst choice of misjudged kinds among those that are left.
  private func worst(lost: String?, _ left: [Int], part: Double) -> Trial {
    let evaluator = FleetEvaluator(fleet: fleet)
    guard let kinds else {
      return Trial(lost: lost, misjudged: [], rate: evaluator.value(of: left).rate, part: part)
    }
    let present = Set(left.indices.filter { left[$0] > 0 }.map { kinds.ofCandidate[$0] }).sorted()
    var worst: Trial?
    for slow in Self.subsets(of: present, size: fleet.scenario.resilience.misjudged) {
      let factors = fleet.candidates.indices.map { index in
        slow.contains(kinds.ofCandidate[index]) ? fleet.lowFactor(of: index) : 1
      }
      let rate = evaluator.value(of: left, factors: factors).rate
      if worst.map({ rate < $0.rate }) ?? true {
        worst = Trial(lost: lost, misjudged: slow.map { kinds.names[$0] }, rate: rate, part: part)
      }
    }
    return worst ?? Trial(lost: lost, misjudged: [], rate: 0, part: part)
  }

  /// All subsets of a size, or the whole set where it is no larger.
  static func subsets(of set: [Int], size: Int) -> [[Int]] {
    guard set.count > size else { return [set] }
    guard size > 0, let first = set.first else { return [[]] }
    let rest = Array(set.dropFirst())
    return subsets(of: rest, size: size - 1).map { [first] + $0 } + subsets(of: rest, size: size)
  }
}
