import Planning

/// A plan on its way to the screen: what it is worth and when it was there.
struct PublishedPlan {
  /// The objective's own value and its bound.
  var value: Double
  var bound: Double
  /// Milliseconds since the solve began.
  var cpu: Double
  var wall: Double
}

/// One solve with its clocks.
struct Measurement {
  /// The answer; nil only if cancelled.
  var plan: Plan?
  /// Processor and wall milliseconds from the call to the answer.
  var cpu: Double
  var wall: Double
  /// Every plan handed out on the way, in order.
  var published: [PublishedPlan]

  /// Solves and watches the clocks.
  static func solve(
    _ scenario: Scenario, with session: PlanningSession, options: PlanningOptions,
    isCancelled: @escaping () -> Bool = { false }
  ) -> Measurement {
    let log = PlanLog()
    let plan = session.solve(scenario, options: options, isCancelled: isCancelled) { log.append($0) }
    let (cpu, wall) = (Clocks.cpu() - log.cpu, Clocks.wall() - log.wall)
    return Measurement(plan: plan, cpu: cpu, wall: wall, published: log.published)
  }

  /// When the first plan within a relative distance of `optimum` was there: on the way, else with the answer.
  func reached(_ distance: Double, of optimum: Double, objective: Objective) -> (cpu: Double, wall: Double) {
    for plan in published where Self.isWithin(distance, plan.value, of: optimum, objective) {
      return (plan.cpu, plan.wall)
    }
    return (cpu, wall)
  }

  /// Whether a value is at most a relative distance worse than the optimum.
  static func isWithin(_ distance: Double, _ value: Double, of optimum: Double, _ objective: Objective)
    -> Bool
  {
    objective == .throughput ? value >= optimum * (1 - distance) : value <= optimum * (1 + distance)
  }

  /// Collects plans; the clocks start when it is made.
  private final class PlanLog {
    let cpu = Clocks.cpu()
    let wall = Clocks.wall()
    private(set) var published: [PublishedPlan] = []

    init() { published.reserveCapacity(64) }

    func append(_ plan: Plan) {
      published.append(
        PublishedPlan(
          value: plan.objectiveValue, bound: plan.bound, cpu: Clocks.cpu() - cpu, wall: Clocks.wall() - wall))
    }
  }
}

extension Plan {
  /// The plan without what the solve cost: what two runs on the same input must agree on.
  var withoutStatistics: Plan {
    var plan = self
    plan.solve = SolveStatistics()
    return plan
  }

  /// Whether two solves of the same input did the same work and gave the same plan.
  func isSameRun(as other: Plan) -> Bool {
    solve.nodes == other.solve.nodes && solve.pivots == other.solve.pivots
      && withoutStatistics == other.withoutStatistics
  }
}

/// Agreement between two solvers that each prove a gap of 1e-4.
enum Agreement {
  /// Largest relative difference of two optima; a fifth above the gap asked for.
  static let tolerance = 1.2e-4

  /// Whether two optima are the same within the gap.
  static func holds(_ one: Double, _ other: Double) -> Bool {
    abs(one - other) <= tolerance * max(abs(one), abs(other))
  }
}
