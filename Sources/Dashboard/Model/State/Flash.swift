import Planning

/// A short mark on the figures that a new plan changed.
struct Flash: Sendable, Equatable {
  /// Quiet time after an edit before anything is marked: a drag must not flicker. In milliseconds.
  static let quiet = 150.0
  /// Time for which the mark stays, in milliseconds.
  static let length = 400.0

  /// The plan shown before, and its scenario.
  var plan: Plan
  var scenario: Scenario
  /// When the mark comes, on the program's clock.
  var start: Double

  /// Whether the mark is on.
  func isOn(at now: Double) -> Bool { now >= start && now < start + Self.length }
}

/// The last plan that a solve ended with, and the scenario it answered.
struct SettledPlan: Sendable, Equatable {
  var plan: Plan
  var scenario: Scenario
}
