/// Turns models, pools and profiles into the replica configurations a planner chooses from.
public enum CandidateBuilder {
  /// Refusals kept of one model: enough to show the nearest misses, not thousands.
  public static let refusalLimit = 40

  /// The candidates of some models, in a fixed order, and the layouts refused with their reasons.
  public struct Built: Sendable {
    /// Configurations that serve something.
    public var candidates: [Candidate] = []
    /// Layouts that do not.
    public var refusals: [LayoutRefusal] = []
    /// Why not every configuration was considered, as a sentence part; nil: all were.
    public var omission: String?
  }

  /// Which of the candidates are wanted, and when to stop looking for more.
  package struct Rules {
    /// Leaves out what others beat, from candidates that share their pools; nil: everything stays.
    package var reduce: (([Candidate]) -> [Candidate])?
    /// Whether a candidate stays although others beat it; nil: none does.
    package var keeps: ((Candidate) -> Bool)?
    /// Whether pipelines that fit one machine are listed with their stages apart as well.
    package var listsApart = false
    /// Whether two pools may share a replica.
    package var mayShare: (Int, Int) -> Bool = { _, _ in true }
    /// Most candidates of a model; of more those on two pools that serve least for their GPUs are left out.
    package var mostCandidates = Int.max
    /// Whether to stop, asked between layouts; the rest is left out then.
    package var shouldStop: () -> Bool = { false }

    /// Creates rules that leave out candidates that others beat, or whose work two others do together.
    package init(prunesDominated: Bool = true, prunesSums: Bool = true) {
      guard prunesDominated else { return }
      reduce = { candidates in
        let kept = Dominance.pruned(candidates)
        return prunesSums ? Dominance.withoutSums(kept) : kept
      }
    }
  }

  /// Builds every useful candidate, in a fixed order, and the layouts refused with their reasons.
  ///
  /// A candidate that serves nothing, or that another one beats at the same GPUs or fewer, is left out.
  /// Stock and prices play no part, so the result stays valid while either changes. With `pruneDominated` off
  /// beaten candidates stay, as a check of somebody else's plan needs. With `pruneSums` two candidates together
  /// may beat a third; turn it off where a replica costs something besides its GPUs, such as its start.
  public static func build(
    models: [ServedModelInput], pools: [ServingPool], profile: [ProfileRow], source: ThroughputSource,
    mixed: Bool = true, maxGPUs: Int = 8, unevenTP: Bool = false, pruneDominated: Bool = true,
    pruneSums: Bool = true
  ) -> Built {
    build(
      models: models, pools: pools, profile: profile, source: source,
      enumerator: LayoutEnumerator(mixed: mixed, maxGPUs: maxGPUs, unevenTP: unevenTP),
      rules: Rules(prunesDominated: pruneDominated, prunesSums: pruneSums))
  }

  /// The same with rules of the caller's own.
  package static func build(
    models: [ServedModelInput], pools: [ServingPool], profile: [ProfileRow], source: ThroughputSource,
    enumerator: LayoutEnumerator, rules: Rules
  ) -> Built {
    let table = ProfileTable(rows: source == .estimated ? [] : profile)
    let names = pools.map(\.name)
    var built = Built()
    var searches = models.enumerated().map { index, model in
      ([model.precision] + model.alternatives).map { precision in
        var model = model
        model.precision = precision
        return ModelCandidates(
          evaluator: LayoutEvaluator(
            index: index, model: model, pools: pools, table: table, estimates: source != .measured),
          enumerator: enumerator, rules: rules)
      }
    }
    // Where time runs out, every model has what stands on one pool: a plan needs something of each.
    for model in searches.indices {
      for format in searches[model].indices { searches[model][format].lookAtSingles() }
    }
    searches.reverse()
    for model in models {
      // What a search holds goes with it.
      guard let formats = searches.popLast() else { break }
      var choice = FormatChoice(takesOneOfEach: rules.reduce != nil && !model.alternatives.isEmpty)
      for var search in formats {
        search.lookAtPairs()
        choice.add(search.candidates)
        built.refusals += search.refusals.nearest(of: model.name, poolNames: names)
        if search.leftOut > 0 {
          built.omission =
            "\(search.leftOut) replica layouts on two pools each, which serve least for their GPUs, are left out; they "
            + "may do better together"
        }
        if search.wasStopped {
          built.omission = "the time ran out before all replica layouts were looked at; others may do better"
        }
      }
      built.candidates += choice.candidates
      if choice.leftOut > 0 {
        built.omission =
          "each layout of \(model.name) is in one number format; \(choice.leftOut) of them would serve some workload "
          + "types better in another"
      }
    }
    return built
  }
}

/// The layouts of one model that were refused: of what may be hundreds of thousands those with the most GPUs, which came
/// nearest to serving, and how many there were.
struct RefusalTally {
  private struct Entry {
    var place: Int
    var layout: Layout
    var reason: String
  }

  private var bySize: [Int: [Entry]] = [:]
  private(set) var count = 0

  mutating func add(size: Int, _ layout: @autoclosure () -> Layout, _ reason: String) {
    if bySize[size, default: []].count < CandidateBuilder.refusalLimit {
      bySize[size, default: []].append(Entry(place: count, layout: layout(), reason: reason))
    }
    count += 1
  }

  /// The nearest misses in the order they were added, and how many more there were.
  func nearest(of model: String, poolNames: [String]) -> [LayoutRefusal] {
    let limit = CandidateBuilder.refusalLimit
    let largest = bySize.sorted { $0.key > $1.key }.flatMap(\.value).prefix(limit)
    let shown = largest.sorted { $0.place < $1.place }.map {
      LayoutRefusal(model: model, layout: $0.layout.text(poolNames: poolNames), reason: $0.reason)
    }
    guard count > limit else { return shown }
    return shown + [
      LayoutRefusal(model: model, layout: "\(count - limit) smaller layouts", reason: "refused alike")
    ]
  }
}
