/// Walks along a frontier from one end to the other: evenly spaced limits, and between neighbours whose set of GPU
/// types differs further ones, until the place where it changes is known closely.
///
/// Every point is an optimum of its own, solved warm from the one before it.
public struct FrontierWalk {
  /// A breakpoint is halved until it is known to this part of the walk's length.
  private static let resolution = 1.0 / 400
  /// Most halvings of one breakpoint, for curves that change their set everywhere.
  private static let mostHalvings = 8

  /// The limit that runs.
  public let axis: FrontierCurve.Axis
  private let base: Scenario
  private let limits: [Double]
  private let refines: Bool

  /// A walk over `count` limits, both ends included; `refines` looks closer at breakpoints.
  public init(of scenario: Scenario, from first: Double, to last: Double, count: Int, refines: Bool = true) {
    axis = FrontierCurve.axis(of: scenario)
    base = FrontierCurve.base(of: scenario)
    let steps = max(1, count - 1)
    limits =
      count < 2 ? [first] : (0...steps).map { first + (last - first) * Double($0) / Double(steps) }
    self.refines = refines
  }

  /// The ends of a walk where none are given: a fifth of the scenario's own limit, and twice that limit.
  public static func ends(of scenario: Scenario) -> ClosedRange<Double>? {
    let own = FrontierCurve.axis(of: scenario) == .budget ? scenario.budget : scenario.demand
    guard let own, own > 0 else { return nil }
    return own / 5...own * 2
  }

  /// Number of limits before refinement.
  public var count: Int { limits.count }

  /// The result of a walk.
  public struct Walked: Sendable {
    /// The points solved, in ascending order of their limit.
    public var points: [FrontierCurve.Point] = []
    /// Whether all were solved, and none ended before its gap was proven.
    public var isComplete = true
  }

  /// Solves the points in ascending order of their limit, each handed to `onPoint` as soon as nothing can come before
  /// it; nil if cancelled. Out of time, or interrupted, it ends with what it has.
  public func run(
    options: PlanningOptions, isCancelled: @escaping () -> Bool = { false },
    onPoint: (FrontierCurve.Point) -> Void
  ) -> Walked? {
    let session = PlanningSession()
    var walked = Walked()
    /// The solved point; nil if cancelled, or where there is no time for it.
    func solve(_ limit: Double) -> FrontierCurve.Point? {
      guard !options.mustEnd else { return nil }
      return session.solve(
        FrontierCurve.scenario(base, axis, limit), options: options, isCancelled: isCancelled
      ).flatMap {
        $0.status == .unknown && options.mustEnd ? nil : FrontierCurve.Point(limit: limit, plan: $0)
      }
    }
    func emit(_ point: FrontierCurve.Point) {
      if point.status == .feasible || point.status == .unknown { walked.isComplete = false }
      walked.points.append(point)
      onPoint(point)
    }
    for limit in limits {
      guard let point = solve(limit) else {
        walked.isComplete = false
        break
      }
      if let last = walked.points.last, refines {
        guard let between = refined(last, point, solve, depth: 0) else {
          walked.isComplete = false
          break
        }
        between.forEach(emit)
      }
      emit(point)
    }
    return isCancelled() ? nil : walked
  }

  /// Points between two neighbours, ascending, until each change of the set is close; nil if one could not be solved.
  private func refined(
    _ left: FrontierCurve.Point, _ right: FrontierCurve.Point,
    _ solve: (Double) -> FrontierCurve.Point?, depth: Int
  ) -> [FrontierCurve.Point]? {
    let length = (limits.last ?? 0) - (limits.first ?? 0)
    guard depth < Self.mostHalvings, right.limit - left.limit > length * Self.resolution,
      left.pools != right.pools
    else { return [] }
    guard let middle = solve((left.limit + right.limit) / 2),
      let before = refined(left, middle, solve, depth: depth + 1),
      let after = refined(middle, right, solve, depth: depth + 1)
    else { return nil }
    return before + [middle] + after
  }
}
