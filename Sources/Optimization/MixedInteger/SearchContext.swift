/// The state that all levels of one search share: limits, counts and the value of the best point.
///
/// A sub-search for heuristics has a context of its own that stops with its parent's.
final class SearchContext {
  let relativeGap: Double
  let absoluteGap: Double
  let nodeLimit: Int
  let pivotLimit: Int
  let usesHeuristics: Bool
  /// Whether models are reduced before they are searched.
  let usesPresolve: Bool
  /// Bytes of waiting nodes from which a tree is searched deep first.
  let mostOpenBytes: Int
  /// Sub-searches around this one.
  let depth: Int
  private let parent: SearchContext?
  private let stopRequest: () -> Bool

  var nodes = 0
  var pivots = 0
  /// Value of the best point known, to be minimised.
  var best = Double.infinity
  /// Points must be below this, if the caller asked for it.
  var wantedBelow = Double.infinity
  private(set) var hasStopped = false

  init(
    relativeGap: Double, absoluteGap: Double, nodeLimit: Int, pivotLimit: Int, usesHeuristics: Bool,
    mostOpenBytes: Int, usesPresolve: Bool = true, parent: SearchContext? = nil,
    stopRequest: @escaping () -> Bool
  ) {
    self.relativeGap = relativeGap
    self.absoluteGap = absoluteGap
    self.nodeLimit = nodeLimit
    self.pivotLimit = pivotLimit
    self.usesHeuristics = usesHeuristics
    self.usesPresolve = usesPresolve && parent?.usesPresolve ?? true
    self.mostOpenBytes = mostOpenBytes
    self.parent = parent
    depth = parent.map { $0.depth + 1 } ?? 0
    self.stopRequest = stopRequest
  }

  /// Whether the search must end; stays true once it is.
  func mustStop() -> Bool {
    if hasStopped { return true }
    hasStopped = nodes >= nodeLimit || pivots >= pivotLimit || stopRequest()
    return hasStopped
  }

  /// Asked before every pivot: only what comes from outside.
  func isCancelled() -> Bool {
    if hasStopped { return true }
    if stopRequest() { hasStopped = true }
    return hasStopped
  }

  /// Counts pivots here and in the searches around.
  func count(pivots: Int) {
    self.pivots += pivots
    parent?.count(pivots: pivots)
  }

  /// Nodes with at least this bound hold nothing that is wanted. `step` is the least step of the objective.
  func cutoff(step: Double) -> Double {
    guard best.isFinite else { return wantedBelow }
    let gap = max(absoluteGap, relativeGap * abs(best)) * (1 - 1e-9)
    let byStep = step > 0 ? step * (1 - 1e-5) : 0
    return min(wantedBelow, best - max(gap, byStep))
  }
}
