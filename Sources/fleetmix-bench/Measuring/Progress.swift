import Interchange
import Planning

/// Best plan and best bound of a solve over time. The objective is throughput: plans rise, bounds fall.
struct Progress {
  /// The best plan and bound known at some moment.
  struct State {
    var value: Double?
    var bound: Double?

    /// Distance of the bound from the plan, relative to the plan.
    var gap: Double? {
      guard let value, let bound, value > 0 else { return nil }
      return max(0, bound - value) / value
    }
  }

  /// Milliseconds from the call to the answer.
  let end: Double
  let nodes: Int
  let pivots: Int
  private let events: [(time: Double, value: Double, bound: Double)]

  /// Follows a solve by its published plans; the answer is the last of them.
  init(_ run: Measurement, countsCPU: Bool) {
    end = countsCPU ? run.cpu : run.wall
    nodes = run.plan?.solve.nodes ?? 0
    pivots = run.plan?.solve.pivots ?? 0
    var events = run.published.map {
      (time: countsCPU ? $0.cpu : $0.wall, value: $0.value, bound: $0.bound)
    }
    if let plan = run.plan, plan.infeasibility == nil {
      events.append((end, plan.objectiveValue, plan.bound))
    }
    self.events = events
  }

  /// Best plan and bound that were there at a moment, in ms.
  func state(at time: Double) -> State {
    let past = events.filter { $0.time <= time }
    return State(
      value: past.map(\.value).max(), bound: past.map(\.bound).filter(\.isFinite).min())
  }

  /// How far a state's plan lies below the best one of the whole solve, relative.
  func distance(of state: State) -> Double? {
    guard let best = events.map(\.value).max(), let value = state.value, best > 0 else { return nil }
    return (best - value) / best
  }

  /// When the first plan was there, in ms; nil: never.
  var firstPlan: Double? { events.first?.time }

  /// When the first plan with a bound was there, in ms; nil: never.
  var firstBound: Double? { events.first { $0.bound.isFinite }?.time }

  /// When the first plan within a relative distance of the best one was there, in ms.
  func reached(_ distance: Double) -> Double? {
    guard let best = events.map(\.value).max() else { return nil }
    return events.first { $0.value >= best * (1 - distance) }?.time
  }

  /// The figures that need no moment.
  var json: JSONValue {
    let last = state(at: .infinity)
    return .numbers([
      ("ms", end), ("first_plan_ms", firstPlan), ("first_bound_ms", firstBound),
      ("good_plan_ms", reached(ColdRun.goodPlan)), ("value", last.value), ("bound", last.bound),
      ("gap", last.gap), ("nodes", Double(nodes)), ("pivots", Double(pivots)),
    ])
  }
}
