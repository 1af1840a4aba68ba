/// The moment at which a run must have ended.
///
/// Any number of seconds makes one: what the clock cannot count to is as good as never.
public struct Deadline: Sendable {
  /// The moment on the continuous clock.
  public let instant: ContinuousClock.Instant

  /// Longest time that is told from never, in s: thirty years.
  private static let longest = 1e9

  /// A time after `start`, in s; a negative or undefined one has passed at the start.
  public init(after seconds: Double, from start: ContinuousClock.Instant = ContinuousClock().now) {
    let wait = seconds.isNaN ? 0 : min(max(seconds, 0), Self.longest)
    instant = start + .seconds(wait)
  }

  /// Whether it has passed.
  public var hasPassed: Bool { ContinuousClock().now >= instant }

  /// Time left, in s; negative once it has passed.
  public var remainingSeconds: Double {
    let left = (instant - ContinuousClock().now).components
    return Double(left.seconds) + Double(left.attoseconds) * 1e-18
  }
}
