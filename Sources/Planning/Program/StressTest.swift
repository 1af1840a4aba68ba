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
/// Each is a routing of its own over what is left; nothing here knows the search or its cuts. Models share no replica and
/// no kind, so the worst of an event is the worst of one model, and a model that loses nothing is routed once for all
/// events.
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

  private let evaluator: FleetEvaluator
  private let counts: [Int]
  /// The rented candidates of each model with traffic, in the order of the models.
  private let members: [[Int]]
  /// Kinds of the rented candidates, where kinds may be misjudged.
  private let kinds: ReplicaKinds?

  private var fleet: FleetData { evaluator.fleet }

  /// - Parameter interruption: whether to stop, asked between routings; the rate of what is not tried by then is 0. Nil:
  ///   never.
  init(fleet: FleetData, counts: [Int], interruption: (() -> Bool)? = nil) {
    let rented = counts.indices.filter { counts[$0] > 0 }
    let candidates = rented.map { fleet.candidates[$0] }
    let own = FleetData(fleet.scenario, candidates: candidates, refusals: [])
    evaluator = FleetEvaluator(fleet: own, interruption: interruption)
    self.counts = rented.map { counts[$0] }
    let families = FamilyIndex(own)
    var members = [[Int]](repeating: [], count: families.itemCounts.count)
    for index in candidates.indices {
      let family = families.ofModel[candidates[index].model]
      if family >= 0 { members[family].append(index) }
    }
    self.members = members
    kinds =
      fleet.scenario.resilience.misjudged > 0 ? ReplicaKinds(fleet.scenario, candidates) : nil
  }

  /// The worst of each event, misjudgement alone first, then the losses.
  ///
  /// Time: a small linear program per event, model that the event takes replicas from, and set of misjudged kinds of it.
  func trials() -> [Trial] {
    let scenario = fleet.scenario
    var trials: [Trial] = []
    var known = [[[Int]: ModelTrial]](repeating: [:], count: members.count)
    if kinds != nil { trials.append(worst(lost: nil, counts, part: 1, &known)) }
    for loss in scenario.jointLosses {
      let left = counts.indices.map { index in
        loss.pools.contains { fleet.use[index * fleet.poolCount + $0] > 0 } ? 0 : counts[index]
      }
      // A pool that nothing stands on may go without a word.
      if left == counts { continue }
      trials.append(worst(lost: loss.name, left, part: scenario.resilience.remaining, &known))
    }
    return trials
  }

  /// The largest planned rate that every trial allows.
  static func rate(of trials: [Trial]) -> Double { trials.map { $0.rate / $0.part }.min() ?? .infinity }

  /// The worst that misjudged kinds do to one model.
  private struct ModelTrial {
    /// Requests/s of all traffic that the model's replicas allow.
    var rate: Double
    /// Smallest sets of slow kinds that leave no more.
    var slow: [[Int]]
  }

  /// The worst choice of misjudged kinds among those that are left; of equal ones the first.
  private func worst(
    lost: String?, _ left: [Int], part: Double, _ known: inout [[[Int]: ModelTrial]]
  ) -> Trial {
    var models: [ModelTrial] = []
    for model in members.indices {
      let own = members[model].map { left[$0] }
      let trial = known[model][own] ?? self.trial(ofModel: model, left)
      known[model][own] = trial
      models.append(trial)
    }
    let rate = models.map(\.rate).min() ?? 0
    var misjudged: [String] = []
    if let kinds {
      let present = Set(left.indices.filter { left[$0] > 0 }.map { kinds.ofCandidate[$0] }).sorted()
      let size = min(fleet.scenario.resilience.misjudged, present.count)
      let sets = models.filter { $0.rate == rate }.flatMap(\.slow).map { slow in
        (slow + present.filter { !slow.contains($0) }.prefix(size - slow.count)).sorted()
      }
      let first = sets.min { $0.lexicographicallyPrecedes($1) }
      misjudged = (first ?? []).map { kinds.names[$0] }
    }
    return Trial(lost: lost, misjudged: misjudged, rate: rate, part: part)
  }

  /// One model under every set of slow kinds of its own.
  private func trial(ofModel model: Int, _ left: [Int]) -> ModelTrial {
    let present = members[model].filter { left[$0] > 0 }
    func rate(slow: [Int]) -> Double {
      evaluator.rate(ofFamily: model, present, counts: left) { index in
        guard let kinds, slow.contains(kinds.ofCandidate[index]) else { return 1 }
        return fleet.lowFactor(of: index)
      }
    }
    var worst = ModelTrial(rate: rate(slow: []), slow: [[]])
    guard let kinds else { return worst }
    let able = Set(present.filter { fleet.lowFactor(of: $0) < 1 }.map { kinds.ofCandidate[$0] }).sorted()
    for size in 1...max(1, min(fleet.scenario.resilience.misjudged, able.count)) {
      for slow in Self.subsets(of: able, size: size) where worst.rate > 0 {
        let rate = rate(slow: slow)
        if rate < worst.rate {
          worst = ModelTrial(rate: rate, slow: [slow])
        } else if rate == worst.rate, !worst.slow.contains(where: { $0.allSatisfy(slow.contains) }) {
          worst.slow.append(slow)
        }
      }
    }
    return worst
  }

  /// All subsets of a size, or the whole set where it is no larger.
  static func subsets(of set: [Int], size: Int) -> [[Int]] {
    guard set.count > size else { return [set] }
    guard size > 0, let first = set.first else { return [[]] }
    let rest = Array(set.dropFirst())
    return subsets(of: rest, size: size - 1).map { [first] + $0 } + subsets(of: rest, size: size)
  }
}
