extension RooflineEstimator {
  /// Estimates a replica of `pp` equal stages with `tp` GPUs of one type each; the layers are shared out here.
  public static func estimate(
    model: ModelArchitecture, precision: Precision, gpu: GPUType, tp: Int, pp: Int, workload: RequestShape,
    slo: SLO? = nil, concurrency: Double? = nil
  ) -> Estimate {
    guard tp >= 1, pp >= 1 else { return .refused("TP and PP must be at least 1") }
    guard tp <= gpu.gpusPerMachine else {
      return .refused("TP \(tp) crosses machines: \(gpu.name) has \(gpu.gpusPerMachine) GPUs in each")
    }
    guard LayoutEnumerator.divides(model, tp: tp) else {
      return .refused("TP \(tp) does not divide \(model.heads) heads and \(model.kvHeads) key-value heads")
    }
    guard pp <= model.layers else { return .refused("\(pp) stages, but only \(model.layers) layers") }
    let input = ServedModelInput(
      name: model.name, architecture: model, precision: precision, workloads: [workload], slo: slo)
    var fitter = LayoutFitter(model: input, pools: [ServingPool(name: gpu.name, type: gpu)])
    switch fitter.fit(Layout(stages: Array(repeating: Stage(pool: 0, tp: tp), count: pp))) {
    case .refused(let reason): return .refused(reason)
    case .fits(_, let estimator): return estimator.estimate(workload, slo: slo, concurrency: concurrency)
    }
  }
}
