/// Says what one model's layouts do for each of its workload types: measured, else interpolated, else estimated.
struct LayoutEvaluator {
  /// The outcome for a layout: a candidate, or a refusal with its reason.
  enum Outcome {
    case candidate(Candidate)
    case refused(Layout, String)
  }

  let index: Int
  let model: ServedModelInput
  let pools: [ServingPool]
  /// Whether figures may be estimated.
  let estimates: Bool
  /// Layouts with rows for the model, in the rows' order.
  let measured: [Layout]
  private let table: ProfileTable
  private var fitter: LayoutFitter
  private var corrections: MeasuredCorrections?

  init(index: Int, model: ServedModelInput, pools: [ServingPool], table: ProfileTable, estimates: Bool) {
    self.index = index
    self.model = model
    self.pools = pools
    self.table = table
    self.estimates = estimates
    fitter = LayoutFitter(model: model, pools: pools)
    measured = table.layouts(model: index, precision: model.precision)
    if estimates, !measured.isEmpty { corrections = makeCorrections() }
  }

  /// Derives corrections of the estimates from the model's rows, for their own layouts and for others.
  private mutating func makeCorrections() -> MeasuredCorrections {
    var estimators: [Layout: RooflineEstimator] = [:]
    for layout in measured {
      if case .fits(_, let estimator) = fitter.fit(layout) { estimators[layout] = estimator }
    }
    let rows = measured.map {
      (
        layout: $0,
        rows: table.measured(model: index, precision: model.precision, layout: $0)?.rows ?? []
      )
    }
    return MeasuredCorrections(rows, pools: pools) { estimators[$0] }
  }

  mutating func outcome(of layout: Layout, isMeasured: Bool) -> Outcome {
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
    let measured = isMeasured ? table.measured(model: index, precision: model.precision, layout: layout) : nil
    var isEstimated = false
    let throughput = model.workloads.map { shape -> Throughput? in
      if isMeasured {
        switch measured?.lookUp(shape, slo: model.slo) ?? .unknown {
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
        isEstimated = true
        return correction?.applied(to: estimate) ?? estimate
      case .refused(let found):
        refusal = (found, shape)
        return nil
      }
    }
    if throughput.contains(where: { $0 != nil }) {
      return .candidate(
        Candidate(
          model: index, precision: model.precision, layout: shown, throughput: throughput,
          needsOneMachine: isEstimated && layout.isOneBlock(pools)))
    }
    if let estimator, let refusal {
      return .refused(layout, estimator.text(of: refusal.0, shape: refusal.1, slo: limits))
    }
    return .refused(layout, reason ?? "serves no workload type")
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
}

extension Layout {
  /// Whether its estimate hands over between stages inside one machine.
  func isOneBlock(_ pools: [ServingPool]) -> Bool {
    stages.count > 1 && !acrossMachines && fitsOneMachine(pools)
  }
}
