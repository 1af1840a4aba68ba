import HeapModule
import Serving

/// The best plans with different GPU compositions, best first.
///
/// Every next one is the best among the compositions that take fewer GPUs of some pool than each plan found before
/// it takes (Murty, Operations Research 16, 1968: branching on what a ranked solution uses). Compositions that
/// contain a listed one are passed over: they rent more and give no more.
public struct Alternatives {
  /// A part of the compositions: limits on each pool, and its best plan.
  private struct Branch: Comparable {
    var plan: Plan
    var limits: [Int]
    var serial: Int

    static func < (one: Branch, other: Branch) -> Bool {
      let gain = one.plan.gain(of: other.plan) ?? 0
      return gain == 0 ? one.serial < other.serial : gain < 0
    }

    static func == (one: Branch, other: Branch) -> Bool { one.serial == other.serial }
  }

  /// Plans that are looked for unless another number is asked for.
  public static let usualCount = 5
  /// Part of the best value that a plan may lose unless another one is asked for.
  public static let usualLoss = 0.05

  private let scenario: Scenario
  private let options: PlanningOptions

  /// Looks for the alternatives of a scenario; ties are broken, so that each is the cheapest of its kind.
  public init(of scenario: Scenario, options: PlanningOptions) {
    self.scenario = scenario
    var quiet = options
    quiet.diagnoses = false
    self.options = quiet
  }

  /// The plans found.
  public struct Found: Sendable, Equatable {
    /// Best first.
    public var plans: [Plan] = []
    /// Whether each is proven to be the next best; else there was no time for all.
    public var isComplete = true
  }

  /// Up to `count` plans, the best first, each handed to `onPlan` as it is found; none is worse than the best by more
  /// than the part `within` of its value. Nil if cancelled. The first is the answer of a plain solve, plan or not.
  public func plans(
    count: Int, within: Double, isCancelled: @escaping () -> Bool = { false },
    onPlan: (Plan) -> Void = { _ in }
  ) -> Found? {
    let session = PlanningSession()
    var found = Found()
    var serial = 0
    func branch(_ limits: [Int]) -> Branch? {
      var limited = scenario
      for (pool, limit) in limits.enumerated() { limited.pools[pool].available = limit }
      guard var plan = session.solve(limited, options: options, isCancelled: isCancelled) else { return nil }
      // What is on offer is the scenario's stock, not the branch's limit, and so are the machines.
      for pool in plan.gpus.indices { plan.gpus[pool].available = scenario.pools[pool].available }
      plan.machines = session.machines(of: plan, in: scenario)
      serial += 1
      if plan.status == .feasible || plan.status == .unknown { found.isComplete = false }
      return Branch(plan: plan, limits: limits, serial: serial)
    }
    guard let first = branch(scenario.pools.map(\.available)) else { return nil }
    guard first.plan.exists else {
      found.plans = [first.plan]
      return found
    }
    let worst = abs(first.plan.objectiveValue) * within
    var open = Heap<Branch>([first])
    var seen: Set<[Int]> = [first.limits]
    while found.plans.count < count, let next = open.popMin() {
      let loss = -(first.plan.gain(of: next.plan) ?? -.infinity)
      if loss > worst { break }
      let composition = next.plan.composition
      let isNew = !found.plans.contains { listed in
        zip(listed.composition, composition).allSatisfy { $0 <= $1 }
      }
      if isNew {
        found.plans.append(next.plan)
        onPlan(next.plan)
      }
      for pool in composition.indices where composition[pool] > 0 {
        var limits = next.limits
        limits[pool] = composition[pool] - 1
        guard seen.insert(limits).inserted else { continue }
        // A plan listed after one that was not looked for might not be the next best.
        if options.mustEnd {
          found.isComplete = false
          return found
        }
        guard let child = branch(limits) else { return nil }
        if child.plan.exists { open.insert(child) }
      }
    }
    return found
  }
}
