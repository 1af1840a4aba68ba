package import Serving

/// Everything the constants are fitted to, and the fits with groups of it left out.
package struct Calibration: Sendable {
  /// NVIDIA GPUs with NVLink: vLLM, SGLang and TensorRT-LLM.
  package var engines: [Measurement]
  /// Boards without NVLink, and pipelines.
  package var boards: [Measurement]
  /// AMD GPUs.
  package var accelerators: [Measurement]
  /// Rows of the board table that the fit never sees: NVLink GPUs, and outputs that stopped early.
  package var checks: [Measurement]

  /// Reads the tables in `folder`.
  package init(folder: String) throws {
    let runs = try MeasurementTable.read(path: "\(folder)/runs.csv")
    accelerators = runs.filter(\.isOnAMD)
    engines =
      try MeasurementTable.read(path: "\(folder)/engines.csv")
      + runs.filter { $0.gpu.hasNVLink && !$0.isOnAMD }
    let others = try MeasurementTable.read(path: "\(folder)/boards.csv")
    boards = (others + runs).filter { !$0.gpu.hasNVLink && !Self.stoppedEarly($0) }
    checks = others.filter { $0.gpu.hasNVLink }
  }

  /// More tokens than the KV memory holds for even one request: the nominal length was not generated.
  private static func stoppedEarly(_ row: Measurement) -> Bool {
    row.run == .batch && row.gpu.name == "L40S" && row.tp == 4 && row.pp == 1 && row.shape.input > 30_000
      && row.shape.output > 4000
  }

  /// The fit of the engines' constants to `rows`.
  private func enginesFit(_ rows: [Measurement]) -> LeastSquares {
    LeastSquares(parameters: Parameter.engines, rows: rows)
  }

  /// The fit of the boards' constants; their TTFT is that of bursts nobody described, so it counts little.
  private func boardsFit(_ rows: [Measurement]) -> LeastSquares {
    var fit = LeastSquares(parameters: Parameter.boards, rows: rows)
    fit.ttftWeight = 0.1
    return fit
  }

  /// The fit of AMD's constants.
  private func acceleratorsFit(_ rows: [Measurement]) -> LeastSquares {
    LeastSquares(parameters: Parameter.accelerators, rows: rows)
  }

  /// The constants fitted to all rows, first the engines', then the boards', then AMD's.
  package func fit(from start: EstimatorConstants = .fitted, steps: Int = 30) -> EstimatorConstants {
    let engines = enginesFit(self.engines).fit(from: start, steps: steps).constants
    let boards = boardsFit(self.boards).fit(from: engines, steps: steps).constants
    return acceleratorsFit(accelerators).fit(from: boards, steps: steps).constants
  }

  /// How much of each loss a few more steps would still take off: near 0 at a fit.
  package func remainingLoss(_ constants: EstimatorConstants, steps: Int) -> [Double] {
    [enginesFit(engines), boardsFit(boards), acceleratorsFit(accelerators)].map { fit in
      1 - fit.loss(fit.fit(from: constants, steps: steps).constants) / fit.loss(constants)
    }
  }

  /// Constants with each fold of groups left out in turn; a layout of boards or of AMD's GPUs is a fold of its own.
  package func heldOutFits(from start: EstimatorConstants) -> HeldOutFits {
    var fits = HeldOutFits(constants: [:])
    let folds = Folds.assignment(engines)
    for fold in 0..<Folds.count {
      let rest = engines.filter { folds[$0.group] != fold }
      let constants = enginesFit(rest).fit(from: start, steps: 10).constants
      for (group, number) in folds where number == fold { fits.constants[group] = constants }
    }
    for group in Set(boards.map(\.group)).sorted() {
      let rest = boards.filter { $0.group != group }
      fits.constants[group] = boardsFit(rest).fit(from: start, steps: 10).constants
    }
    for group in Set(accelerators.map(\.group)).sorted() {
      let rest = accelerators.filter { $0.group != group }
      fits.constants[group] = acceleratorsFit(rest).fit(from: start, steps: 10).constants
    }
    return fits
  }
}

/// The constants that were fitted without a group.
package struct HeldOutFits: Sendable {
  /// Constants by group.
  package var constants: [String: EstimatorConstants]

  /// Creates a set of fits.
  package init(constants: [String: EstimatorConstants]) {
    self.constants = constants
  }

  /// The row predicted by the fit that did not see its group; nil where the replica is refused.
  package func prediction(_ row: Measurement) -> Prediction? {
    constants[row.group].flatMap { row.predicted($0) }
  }
}
