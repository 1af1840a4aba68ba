/// A replica that cannot be, and why.
package struct RefusedReplica: Error, Equatable {
  /// Reason with its figures.
  package var reason: String
}

extension RooflineEstimator {
  /// Estimates a replica of `pp` equal stages with `tp` GPUs of one type each; the layers are shared out here.
  ///
  /// Stages that do not fit one machine of the type's usual size hand over across the network.
  public static func estimate(
    model: ModelArchitecture, precision: Precision, gpu: GPUType, tp: Int, pp: Int, workload: RequestShape,
    slo: SLO? = nil, concurrency: Double? = nil, engine: EngineSettings = .vllm
  ) -> Estimate {
    let input = ServedModelInput(
      name: model.name, architecture: model, precision: precision, workloads: [workload], slo: slo)
    switch prepared(input, gpu: gpu, tp: tp, pp: pp, engine: engine) {
    case .failure(let refusal): return .refused(refusal.reason)
    case .success(let estimator):
      let estimate = estimator.estimate(workload, slo: slo, concurrency: concurrency)
      guard case .throughput = estimate, let reason = model.contextRefusal(of: workload) else {
        return estimate
      }
      return .refused(reason)
    }
  }

  /// Prepares the estimator of such a replica; `gpusPerMachine` if not the type's.
  package static func prepared(
    _ input: ServedModelInput, gpu: GPUType, tp: Int, pp: Int, gpusPerMachine: Int? = nil,
    engine: EngineSettings = .vllm, constants: EstimatorConstants = .fitted
  ) -> Result<RooflineEstimator, RefusedReplica> {
    func refused(_ reason: String) -> Result<RooflineEstimator, RefusedReplica> {
      .failure(RefusedReplica(reason: reason))
    }
    let model = input.architecture
    let pool = ServingPool(name: gpu.name, type: gpu, gpusPerMachine: gpusPerMachine)
    guard tp >= 1, pp >= 1 else { return refused("TP and PP must be at least 1") }
    guard tp <= pool.gpusPerMachine else {
      return refused("TP \(tp) crosses machines: \(gpu.name) has \(pool.gpusPerMachine) GPUs in each")
    }
    guard LayoutEnumerator.divides(model, tp: tp) else {
      return refused("TP \(tp) does not divide \(model.heads) heads and \(model.kvHeads) key-value heads")
    }
    guard pp <= model.layers else { return refused("\(pp) stages, but only \(model.layers) layers") }
    var fitter = LayoutFitter(model: input, pools: [pool], engine: engine, constants: constants)
    switch fitter.fit(Layout(stages: Array(repeating: Stage(pool: 0, tp: tp), count: pp))) {
    case .refused(let reason): return refused(reason)
    case .fits(_, let estimator): return .success(estimator)
    }
  }
}
