extension Plan {
  /// How much better another plan is, in the objective's own value; below zero: worse. Nil without a plan.
  public func gain(of other: Plan) -> Double? {
    guard exists, other.exists, objective == other.objective else { return nil }
    let difference = other.objectiveValue - objectiveValue
    return objective == .throughput ? difference : -difference
  }
}
