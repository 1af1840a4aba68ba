/// Collects one model's candidates, pool by pool and pair by pair.
///
/// Pools of one GPU type in machines of one size serve alike, so that layouts are looked at once per pair of
/// kinds, however many pools there are of each. A layout that beats another uses no pool that the
/// other does not: candidates are compared with those of their own pools alone, which leaves the same ones as
/// comparing all with all.
struct ModelCandidates {
  private var evaluator: LayoutEvaluator
  private let enumerator: LayoutEnumerator
  private let rules: CandidateBuilder.Rules
  private let kinds: PoolKinds
  /// Candidates of the measured layouts, in the rows' order.
  private var measured: [Candidate] = []
  private var known: Set<Layout> = []
  private var singles: [Int: Listing] = [:]
  private var pairs: [KindPair: Listing] = [:]
  /// Whether each measured layout stays among those that share its pools.
  private var keptMeasured: [Layout: Bool] = [:]
  /// Candidates of the layouts that are not measured.
  private var rest: [Candidate] = []

  /// The candidates found, measured layouts first, then those of each pool alone, then the pairs.
  private(set) var candidates: [Candidate] = []
  private(set) var refusals = RefusalTally()
  /// Whether some layouts were not looked at.
  private(set) var wasStopped = false
  /// Layouts on two pools that were left out, being too many.
  private(set) var leftOut = 0

  private struct KindPair: Hashable {
    var first: Int
    var second: Int
  }

  /// The layouts of one kind of pool, or of a pair of kinds, on the pools that stand for the kinds.
  private struct Listing {
    /// Those that serve something, as far as they are still needed, and whether each is wanted.
    var all: [Candidate] = []
    var stays: [Bool] = []
    var refused: [(layout: Layout, reason: String)] = []

    /// Number of the wanted ones.
    var wanted: Int { stays.count { $0 } }

    /// Wants so many only: those that serve most of some workload type for their GPUs, the first of equals.
    mutating func keepBest(_ count: Int) {
      func worth(_ candidate: Candidate) -> Double {
        let most = candidate.throughput.reduce(0) { max($0, $1?.requestsPerSecond ?? 0) }
        return most / Double(candidate.layout.gpuCount)
      }
      let ranked = all.indices.filter { stays[$0] }.map { (place: $0, worth: worth(all[$0])) }
        .sorted { ($1.worth, $0.place) < ($0.worth, $1.place) }
      for entry in ranked.dropFirst(count) { stays[entry.place] = false }
    }
  }

  init(evaluator: LayoutEvaluator, enumerator: LayoutEnumerator, rules: CandidateBuilder.Rules) {
    self.evaluator = evaluator
    self.enumerator = enumerator
    self.rules = rules
    kinds = PoolKinds(
      evaluator.pools, apart: Set(evaluator.measured.flatMap { $0.stages.map(\.pool) }))
  }

  /// Looks at the measured layouts, and at those on one pool.
  mutating func lookAtSingles() {
    lookAtMeasured()
    guard evaluator.estimates else { return }
    for pool in evaluator.pools.indices {
      guard let listing = listing(of: pool) else { return }
      take(listing, standing: [kinds.standIn(for: pool): pool])
    }
  }

  /// Looks at the layouts on two pools, after those on one; `candidates` are there afterwards.
  mutating func lookAtPairs() {
    guard evaluator.estimates else {
      candidates = kept(of: measured)
      return
    }
    let found = enumerator.mixed && !wasStopped ? listedPairs() : []
    shorten(found, beside: rest.count)
    for (first, second) in found {
      let (one, other) = kinds.standIns(for: first, second)
      guard let listing = pairs[KindPair(first: one, second: other)] else { continue }
      take(listing, standing: [one: first, other: second])
    }
    // One on more than two pools is compared with nothing.
    candidates = measured.filter { keptMeasured[$0.layout] ?? true || rules.keeps?($0) == true } + rest
  }

  /// Looks at the layouts on every two pools; those pools whose layouts there was time for.
  private mutating func listedPairs() -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    for first in evaluator.pools.indices {
      for second in evaluator.pools.indices.dropFirst(first + 1) where rules.mayShare(first, second) {
        guard listing(of: first, second) != nil else { return found }
        found.append((first, second))
      }
    }
    return found
  }

  /// Takes the worst layouts from the listings of pairs where all together are too many.
  private mutating func shorten(_ found: [(Int, Int)], beside others: Int) {
    guard rules.reduce != nil, rules.mostCandidates < .max, !found.isEmpty else { return }
    var uses: [KindPair: Int] = [:]
    for (first, second) in found {
      let (one, other) = kinds.standIns(for: first, second)
      uses[KindPair(first: one, second: other), default: 0] += 1
    }
    let total = uses.reduce(0) { $0 + $1.value * (pairs[$1.key]?.wanted ?? 0) }
    guard others + total > rules.mostCandidates else { return }
    let each = max(0, rules.mostCandidates - others) / found.count
    for (pair, count) in uses {
      guard let before = pairs[pair]?.wanted, before > each else { continue }
      pairs[pair]?.keepBest(each)
      leftOut += count * (before - each)
    }
  }

  private mutating func lookAtMeasured() {
    for layout in evaluator.measured {
      known.insert(layout)
      if let reason = enumerator.refusal(
        of: layout, model: evaluator.model.architecture, pools: evaluator.pools)
      {
        refusals.add(size: layout.gpuCount, layout, reason)
        continue
      }
      let pools = Set(layout.stages.map(\.pool))
      guard pools.allSatisfy({ one in pools.allSatisfy { $0 == one || rules.mayShare(one, $0) } }) else {
        continue
      }
      switch evaluator.outcome(of: layout, isMeasured: true) {
      case .candidate(let candidate):
        measured.append(candidate)
        if let apart = standingApart(candidate) { measured.append(apart) }
      case .refused(let layout, let reason): refusals.add(size: layout.gpuCount, layout, reason)
      }
    }
  }

  /// The candidates to keep among those that share their pools.
  private func kept(of all: [Candidate]) -> [Candidate] {
    guard let reduce = rules.reduce else { return all }
    let layouts = Set(reduce(all).map(\.layout))
    return all.filter { layouts.contains($0.layout) || rules.keeps?($0) == true }
  }

  /// Adds what a listing holds, on the pools that its own stand for.
  private mutating func take(_ listing: Listing, standing pools: [Int: Int]) {
    for (layout, reason) in listing.refused {
      refusals.add(size: layout.gpuCount, layout.moved(to: pools), reason)
    }
    for (candidate, stays) in zip(listing.all, listing.stays) where stays || rules.keeps != nil {
      var moved = candidate
      moved.layout = candidate.layout.moved(to: pools)
      if stays || rules.keeps?(moved) == true { rest.append(moved) }
    }
  }

  // MARK: Listings

  /// The layouts on one pool alone; nil once the listing must stop.
  private mutating func listing(of pool: Int) -> Listing? {
    let standIn = kinds.standIn(for: pool)
    if let listing = singles[standIn] { return listing }
    guard
      var listing = looked(
        at: enumerator.layouts(
          for: evaluator.model.architecture, pool: standIn, of: evaluator.pools))
    else { return nil }
    let own = measured(on: [standIn])
    select(in: &listing, among: own, measured: own)
    singles[standIn] = listing
    return listing
  }

  /// The layouts on two pools; nil once the listing must stop.
  private mutating func listing(of first: Int, _ second: Int) -> Listing? {
    let (one, other) = kinds.standIns(for: first, second)
    let pair = KindPair(first: one, second: other)
    if let listing = pairs[pair] { return rules.shouldStop() ? stopped() : listing }
    guard
      var listing = looked(
        at: enumerator.layouts(
          for: evaluator.model.architecture, pair: (one, other), of: evaluator.pools))
    else { return nil }
    if rules.reduce != nil {
      let own = measured(on: [one, other])
      let alone =
        measured(on: [one]) + measured(on: [other]) + singleCandidates(on: one) + singleCandidates(on: other)
      select(in: &listing, among: own + alone, measured: own)
    }
    // Results that nobody asks for again only take memory: a hundred layouts per pair, a figure for each
    // workload type.
    if rules.keeps == nil {
      listing.all = zip(listing.all, listing.stays).filter(\.1).map(\.0)
      listing.stays = listing.all.map { _ in true }
    }
    pairs[pair] = listing
    return listing
  }

  /// Candidates on one pool alone, on the very pool.
  private func singleCandidates(on pool: Int) -> [Candidate] {
    let standIn = kinds.standIn(for: pool)
    let all = singles[standIn]?.all ?? []
    guard standIn != pool else { return all }
    return all.map { candidate in
      var moved = candidate
      moved.layout = candidate.layout.moved(to: [standIn: pool])
      return moved
    }
  }

  /// Measured candidates with stages on these pools and no others.
  private func measured(on pools: Set<Int>) -> [Candidate] {
    measured.filter { Set($0.layout.stages.map(\.pool)) == pools }
  }

  /// Compares a listing's candidates with each other and with those they share their pools with, and notes which stay.
  private mutating func select(
    in listing: inout Listing, among others: [Candidate], measured: [Candidate]
  ) {
    guard let reduce = rules.reduce, !listing.all.isEmpty || !measured.isEmpty else { return }
    let stay = Set(reduce(others + listing.all).map(\.layout))
    listing.stays = listing.all.map { stay.contains($0.layout) }
    for candidate in measured { keptMeasured[candidate.layout] = stay.contains(candidate.layout) }
  }

  /// Evaluates layouts; nil once the listing must stop.
  private mutating func looked(at layouts: [Layout]) -> Listing? {
    var listing = Listing()
    for layout in layouts where !known.contains(layout) {
      if rules.shouldStop() { return stopped() }
      switch evaluator.outcome(of: layout, isMeasured: false) {
      case .candidate(let candidate):
        let all = [candidate] + (standingApart(candidate).map { [$0] } ?? [])
        listing.all += all
        listing.stays += all.map { _ in true }
      case .refused(let layout, let reason): listing.refused.append((layout, reason))
      }
    }
    return listing
  }

  /// The replica with its stages on any machines, at the rates of a hand-over across the network; nil where its own rates
  /// ask for no machine of its own, or where nobody asks.
  private mutating func standingApart(_ candidate: Candidate) -> Candidate? {
    guard rules.listsApart, candidate.needsOneMachine else { return nil }
    var layout = candidate.layout.withoutLayers
    layout.acrossMachines = true
    guard case .candidate(let apart) = evaluator.outcome(of: layout, isMeasured: false) else { return nil }
    return apart
  }

  private mutating func stopped() -> Listing? {
    wasStopped = true
    return nil
  }
}

/// Which pools serve alike: those of one GPU type in machines of one size.
struct PoolKinds {
  /// The first pool of each pool's kind, and the second one; the first where there is no second.
  private let first: [Int]
  private let second: [Int]

  /// The kinds of some pools; those of `apart` are each of a kind of their own.
  init(_ pools: [ServingPool], apart: Set<Int>) {
    var first: [Int] = []
    var second = Array(pools.indices)
    for (index, pool) in pools.enumerated() {
      let known =
        apart.contains(index)
        ? nil
        : first.indices.first {
          first[$0] == $0 && !apart.contains($0) && pools[$0].gpusPerMachine == pool.gpusPerMachine
            && pools[$0].type == pool.type
        }
      first.append(known ?? index)
      if let known, second[known] == known { second[known] = index }
    }
    self.first = first
    self.second = second
  }

  /// The pool that represents a pool: the first of its kind.
  func standIn(for pool: Int) -> Int { first[pool] }

  /// The two different pools that represent two different pools.
  func standIns(for one: Int, _ other: Int) -> (Int, Int) {
    first[one] == first[other] ? (first[one], second[first[one]]) : (first[one], first[other])
  }
}

extension Layout {
  /// The same stages on other pools; a pool that is not named stays.
  fileprivate func moved(to pools: [Int: Int]) -> Layout {
    guard pools.contains(where: { $0.key != $0.value }) else { return self }
    return Layout(
      stages: stages.map { Stage(pool: pools[$0.pool] ?? $0.pool, tp: $0.tp, layers: $0.layers) },
      acrossMachines: acrossMachines)
  }
}
