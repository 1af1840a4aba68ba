import Serving

/// Why a scenario has no plan: sets of limits that cannot be kept together, each irreducible.
///
/// A limit that gives a plan when it alone is lifted belongs to every such set. Where those limits clash by themselves
/// they are the only set. Else no single set says everything, as another one is left when it is broken up:
/// sets are found by the deletion filter (Chinneck & Dravnieks, ORSA J. Computing 3, 1991), in which a limit
/// without which there is still no plan stays lifted, and one limit of each is lifted before the next is
/// looked for, until there is a plan.
public struct Conflict: Sendable, Equatable {
  /// The sets, each in the order of `Limit.all`; empty: not even without any limit is there a plan.
  public var clashes: [[Limit]]
  /// The limits that give a plan when they alone are lifted and all others kept; each was solved.
  public var decisive: [Limit]

  /// Whether lifting any one of the limits named gives a plan.
  public var isAnyOneEnough: Bool { clashes.count == 1 && clashes[0].allSatisfy(decisive.contains) }

  /// The sets of a scenario; nil if it has a plan, or if cancelled. Each limit of each set is a solve or two.
  public init?(of scenario: Scenario, options: PlanningOptions, isCancelled: @escaping () -> Bool = { false })
  {
    let session = PlanningSession()
    func hasPlan(without lifted: [Limit]) -> Bool? {
      session.hasPlan(
        lifted.reduce(scenario) { $1.lifted(from: $0) }, options: options, isCancelled: isCancelled)
    }
    guard hasPlan(without: []) == false else { return nil }
    let all = Limit.all(of: scenario)
    var decisive: [Limit] = []
    for limit in all {
      guard let isEnough = hasPlan(without: [limit]) else { return nil }
      if isEnough { decisive.append(limit) }
    }
    self.decisive = decisive
    // Most often the decisive limits are the whole set, which one solve tells.
    guard let isMore = hasPlan(without: all.filter { !decisive.contains($0) }) else { return nil }
    guard isMore else {
      clashes = decisive.isEmpty ? [] : [decisive]
      return
    }
    clashes = []
    var broken: [Limit] = []
    while true {
      var lifted = broken
      var clash: [Limit] = []
      for limit in all where !broken.contains(limit) {
        if !decisive.contains(limit) {
          guard let isNeeded = hasPlan(without: lifted + [limit]) else { return nil }
          guard isNeeded else {
            lifted.append(limit)
            continue
          }
        }
        clash.append(limit)
      }
      clashes.append(clash)
      // The decisive limits can be kept together, so every set has another one.
      guard let next = clash.first(where: { !decisive.contains($0) }) else { return }
      broken.append(next)
      guard let isDone = hasPlan(without: broken) else { return nil }
      if isDone { return }
    }
  }
}
