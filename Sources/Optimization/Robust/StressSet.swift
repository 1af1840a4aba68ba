/// The events that a choice of counts must withstand, beyond what a covering program asks.
///
/// A choice has the level `z` if it reaches `z` as it is and the stated part of `z` in each event: after any one of the
/// losses, and while any `mostLow` classes of groups reach only their low factor of what is stated. Who serves what may
/// differ from event to event, counts may not: a two-stage robust program with full recourse. The classes are a
/// budgeted uncertainty set (Bertsimas & Sim, "The price of robustness", Operations Research 52, 2004).
public struct StressSet: Sendable, Equatable {
  /// Groups that are lost together.
  public struct Loss: Sendable, Equatable {
    /// Whether the event takes a group away; one entry per group.
    public var isLost: [Bool]
    /// Part of the level that must remain, > 0 and at most 1.
    public var part: Double

    /// Creates a loss of the marked groups.
    public init(isLost: [Bool], part: Double) {
      self.isLost = isLost
      self.part = part
    }
  }

  /// The losses; one of them at a time.
  public var losses: [Loss]
  /// Most classes that are low at once; 0: none.
  public var mostLow: Int
  /// Class of each group: groups of a class are low together.
  public var errorClass: [Int32]
  /// Part of a group's rates that remains when its class is low; in (0, 1].
  public var lowFactor: [Double]

  /// Creates a set; without classes no group is ever low.
  public init(losses: [Loss], mostLow: Int = 0, errorClass: [Int32] = [], lowFactor: [Double] = []) {
    self.losses = losses
    self.mostLow = errorClass.isEmpty ? 0 : mostLow
    self.errorClass = errorClass
    self.lowFactor = lowFactor
  }

  /// Number of events apart from low classes: nothing lost, and each loss.
  package var eventCount: Int { losses.count + 1 }

  /// Part of the level that an event leaves to be reached; event 0 is that nothing is lost.
  func part(ofEvent event: Int) -> Double { event == 0 ? 1 : losses[event - 1].part }

  /// Whether an event takes a group away.
  func isLost(_ group: Int, inEvent event: Int) -> Bool { event > 0 && losses[event - 1].isLost[group] }
}
