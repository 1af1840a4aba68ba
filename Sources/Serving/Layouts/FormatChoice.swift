/// One number format for each layout of a model that may be served in several.
///
/// The formats of a layout take the same GPUs, so one that serves every workload type at least as well makes the others
/// needless; of equals the first stays. Where none does, the one stays that serves most relative to the other: a plan
/// names replicas by model and layout, and what was left out is counted.
struct FormatChoice {
  /// The candidates chosen so far, in the order in which their layouts came first.
  private(set) var candidates: [Candidate] = []
  /// Candidates left out although they serve some workload type better.
  private(set) var leftOut = 0
  /// Whether each layout has one format: without a choice there is nothing to tell apart, and a check of somebody else's
  /// plan needs them all.
  private let takesOneOfEach: Bool
  private var places: [Layout: Int] = [:]

  init(takesOneOfEach: Bool) { self.takesOneOfEach = takesOneOfEach }

  /// Adds the candidates of one format.
  mutating func add(_ found: [Candidate]) {
    guard takesOneOfEach else {
      candidates += found
      return
    }
    for candidate in found {
      guard let place = places[candidate.layout.withoutLayers] else {
        places[candidate.layout.withoutLayers] = candidates.count
        candidates.append(candidate)
        continue
      }
      let known = candidates[place]
      if known.replaces(candidate) { continue }
      let isBetter = candidate.replaces(known)
      if !isBetter { leftOut += 1 }
      if isBetter || candidate.relativeRate(to: known) > 1 { candidates[place] = candidate }
    }
  }
}

extension Candidate {
  /// Whether it serves all that another one on the same GPUs does, at least as fast, and stands wherever that one does.
  fileprivate func replaces(_ other: Candidate) -> Bool {
    (!needsOneMachine || other.needsOneMachine)
      && zip(throughput, other.throughput).allSatisfy { own, its in
        (own?.requestsPerSecond ?? 0) >= (its?.requestsPerSecond ?? 0)
      }
  }

  /// The mean of the rates relative to another one's, over the workload types that both serve; 1 where there is none.
  fileprivate func relativeRate(to other: Candidate) -> Double {
    let ratios = zip(throughput, other.throughput).compactMap { own, its in
      its.flatMap { its in own.map { $0.requestsPerSecond / its.requestsPerSecond } }
    }
    return ratios.isEmpty ? 1 : ratios.reduce(0, +) / Double(ratios.count)
  }
}
