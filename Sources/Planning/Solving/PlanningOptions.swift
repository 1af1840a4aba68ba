/// How far to take a solve, and when to end it whatever is known by then.
///
/// A solve that ends early keeps the best plan found so far with its bound; without one its status is `unknown`.
public struct PlanningOptions: Sendable {
  /// Relative gap to prove.
  public var gap: Double
  /// Wall-clock limit of one solve in seconds; nil: none. Work is otherwise counted, not timed.
  public var timeLimit: Double?
  /// When every solve and every study made of solves must end; nil: never.
  public var deadline: ContinuousClock.Instant?
  /// Most pivots of one search, a limit that does not depend on the clock; nil: none.
  public var pivotLimit: Int?
  /// Whether to look for a cheaper plan of the same rate once the rate is proven.
  public var breaksTies: Bool
  /// Whether to find out, by solves of its own, which limit leaves no plan.
  public var diagnoses: Bool
  /// Whether a long search may use a second thread; pays only where a core has nothing else to do.
  public var usesSecondThread = true
  /// Whether somebody asked for an end; polled between pivots.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// Longest time limit in seconds; a longer one is taken for this.
  public static let mostSeconds = PlanningTolerance.mostSeconds

  /// Creates options; the default gap is 1e-4.
  public init(
    gap: Double? = nil, timeLimit: Double? = nil, breaksTies: Bool = true, diagnoses: Bool = true
  ) {
    self.gap = gap ?? PlanningTolerance.defaultGap
    self.timeLimit = timeLimit.map { min($0, Self.mostSeconds) }
    self.breaksTies = breaksTies
    self.diagnoses = diagnoses
  }

  /// Whether nothing more may be begun: the deadline has passed, or somebody asked for an end.
  public var mustEnd: Bool { isInterrupted() || isPastDeadline }

  /// Whether the deadline has passed.
  public var isPastDeadline: Bool { deadline.map { ContinuousClock.now >= $0 } ?? false }

  /// Seconds that a search which begins now may take; nil: any number.
  var remainingSeconds: Double? {
    let left = deadline.map { max(0, ($0 - .now) / .seconds(1)) }
    guard let left, let timeLimit else { return left ?? timeLimit }
    return min(left, timeLimit)
  }

  /// The same with `seconds` for everything from now on.
  public func ending(after seconds: Double?) -> PlanningOptions {
    guard let seconds else { return self }
    var limited = self
    let end = ContinuousClock.now + .seconds(min(seconds, Self.mostSeconds))
    limited.deadline = min(deadline ?? end, end)
    return limited
  }
}
