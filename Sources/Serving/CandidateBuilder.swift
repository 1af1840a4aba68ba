/// Turns models, pools and profiles into the replica configurations a planner chooses from.
public enum CandidateBuilder {
  /// Refusals kept of one model: enough to show the nearest misses, not thousands.
  public static let refusalLimit = 40

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
  ) -> (candidates: [Candidate], refusals: [LayoutRefusal]) {
    let enumerator = LayoutEnumerator(mixed: mixed, maxGPUs: maxGPUs, unevenTP: unevenTP)
    let table = ProfileTable(rows: source == .estimated ? [] : profile)
    var candidates: [Candidate] = []
    var refusals: [LayoutRefusal] = []
    for (index, model) in models.enumerated() {
      var builder = ModelCandidates(
        index: index, model: model, pools: pools, table: table, enumerator: enumerator,
        fitter: LayoutFitter(model: model, pools: pools))
      builder.build(estimates: source != .measured)
      var built = builder.candidates
      if pruneDominated { built = Dominance.pruned(built, poolCount: pools.count) }
      if pruneDominated && pruneSums { built = Dominance.withoutSums(built, poolCount: pools.count) }
      candidates += built
      refusals += nearest(builder.refusals, of: model.name, pools: pools)
    }
    return (candidates, refusals)
  }

  /// The refusals with the most GPUs, which came nearest to serving, and how many more there were.
  private static func nearest(
    _ refusals: [RefusedLayout], of model: String, pools: [ServingPool]
  ) -> [LayoutRefusal] {
    let names = pools.map(\.name)
    func shown(_ refusal: RefusedLayout) -> LayoutRefusal {
      LayoutRefusal(model: model, layout: refusal.layout.text(poolNames: names), reason: refusal.reason)
    }
    guard refusals.count > refusalLimit else { return refusals.map(shown) }
    let sizes = refusals.map(\.layout.gpuCount)
    let order = refusals.indices.sorted { sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : $0 < $1 }
    let kept = order.prefix(refusalLimit).sorted().map { shown(refusals[$0]) }
    let rest = refusals.count - refusalLimit
    return kept + [LayoutRefusal(model: model, layout: "\(rest) smaller layouts", reason: "refused alike")]
  }
}

/// A layout that was refused: of the thousands only a few are ever written out.
private struct RefusedLayout {
  var layout: Layout
  var reason: String
}

/// Collects one model's candidates.
private struct ModelCandidates {
  let index: Int
  let model: ServedModelInput
  let pools: [ServingPool]
  let table: ProfileTable
  let enumerator: LayoutEnumerator
  var fitter: LayoutFitter
  var candidates: [Candidate] = []
  var refusals: [RefusedLayout] = []
  private var corrections: MeasuredCorrections?

  init(
    index: Int, model: ServedModelInput, pools: [ServingPool], table: ProfileTable,
    enumerator: LayoutEnumerator, fitter: LayoutFitter
  ) {
    self.index = index
    self.model = model
    self.pools = pools
    self.table = table
    self.enumerator = enumerator
    self.fitter = fitter
  }

  mutating func build(estimates: Bool) {
    let measured = table.layouts(model: index, precision: model.precision)
    if estimates, !measured.isEmpty { corrections = makeCorrections(measured) }
    for layout in measured {
      if let reason = enumerator.refusal(of: layout, model: model.architecture, pools: pools) {
        refuse(layout, reason)
      } else {
        add(layout, isMeasured: true, estimates: estimates)
      }
    }
    guard estimates else { return }
    let known = Set(measured)
    for layout in enumerator.layouts(for: model.architecture, pools: pools) where !known.contains(layout) {
      add(layout, isMeasured: false, estimates: true)
    }
  }

  /// What the model's rows say of the estimates, their own layouts' and others'.
  private mutating func makeCorrections(_ measured: [Layout]) -> MeasuredCorrections {
    var estimators: [Layout: RooflineEstimator] = [:]
    for layout in measured {
      if case .fits(_, let estimator) = fitter.fit(layout) { estimators[layout] = estimator }
    }
    let rows = measured.map {
      (layout: $0, rows: table.rows(model: index, precision: model.precision, layout: $0))
    }
    return MeasuredCorrections(rows, pools: pools) { estimators[$0] }
  }

  /// Adds the layout with what it does for each workload type: measured, else interpolated, else estimated.
  private mutating func add(_ layout: Layout, isMeasured: Bool, estimates: Bool) {
    var shown = layout
    var estimator: RooflineEstimator?
    var reason: String?
    var refusal: (RooflineEstimator.Refusal, RequestShape)?
    switch fitter.fit(layout) {
    case .fits(let split, let prepared):
      shown = split
      estimator = prepared
    case .refused(let text):
      reason = text
    }
    let correction = corrections?.correction(for: layout)
    let limits = correction.map { $0.limits(model.slo) } ?? model.slo
    let throughput = model.workloads.map { shape -> Throughput? in
      if isMeasured {
        switch table.lookUp(
          model: index, precision: model.precision, layout: layout, shape: shape, slo: model.slo)
        {
        case .throughput(let measured): return refined(measured, shape: shape, by: estimator)
        case .outsideLimits(let text):
          reason = text
          return nil
        case .unknown: reason = reason ?? "no measured row near \(shape.input)/\(shape.output) tokens"
        }
      }
      guard estimates, let estimator else { return nil }
      switch estimator.evaluate(shape, slo: limits) {
      case .point(let point):
        let estimate = estimator.throughput(point)
        return correction?.applied(to: estimate) ?? estimate
      case .refused(let found):
        refusal = (found, shape)
        return nil
      }
    }
    if throughput.contains(where: { $0 != nil }) {
      candidates.append(
        Candidate(model: index, precision: model.precision, layout: shown, throughput: throughput))
    } else if let estimator, let refusal {
      refuse(layout, estimator.text(of: refusal.0, shape: refusal.1, slo: limits))
    } else {
      refuse(layout, reason ?? "serves no workload type")
    }
  }

  /// Replaces the prefill share of a measured row, which its latencies only hint at, by the serving model's for
  /// the same number of requests in flight.
  private func refined(
    _ measured: Throughput, shape: RequestShape, by estimator: RooflineEstimator?
  ) -> Throughput {
    guard let estimator,
      case .throughput(let estimate) = estimator.estimate(shape, concurrency: measured.concurrency)
    else { return measured }
    var refined = measured
    refined.prefillShare = estimate.prefillShare
    return refined
  }

  private mutating func refuse(_ layout: Layout, _ reason: String) {
    refusals.append(RefusedLayout(layout: layout, reason: reason))
  }
}
