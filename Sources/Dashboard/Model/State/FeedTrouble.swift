/// A feed that cannot be used.
public struct FeedTrouble: Sendable, Equatable {
  /// Why, as a sentence part.
  public var reason: String
  /// Seconds since its figures were last confirmed; nil: it had none yet.
  public var age: Double?

  /// Creates a report of a feed that cannot be read.
  public init(reason: String, age: Double?) {
    self.reason = reason
    self.age = age
  }

  /// The figures in use meanwhile, as a sentence part.
  public var kept: String {
    age.map { "the figures of \(Self.text($0)) ago stay" } ?? "the scenario's own figures stay"
  }

  /// A time in one unit, as coarse as it is long.
  static func text(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds), 1e9))
    switch whole {
    case ..<secondsShown: return "\(whole) s"
    case ..<(secondsShown * 60): return "\(whole / 60) min"
    case ..<172_800: return "\(whole / 3600) h"
    default: return "\(whole / 86_400) d"
    }
  }

  /// Below this an age is shown in seconds.
  static let secondsShown = 120
}

/// The source of stock and prices.
public enum FeedState: Sendable, Equatable {
  /// The scenario and the operator alone.
  case none
  /// A feed, which can be read.
  case live
  /// A feed that cannot be used, and why; its last good figures, confirmed at a time of the program's clock, stay.
  case stale(reason: String, confirmed: Double?)
}
