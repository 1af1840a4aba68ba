import Calibration
import Interchange
import Serving
import Testing

/// The measurements, and the fits that each left a group of them out.
private struct HeldOut {
  static let folder = repositoryRoot + "Tests/Calibration/Data"

  let calibration: Calibration
  let residuals: [Residual]

  init() throws {
    calibration = try Calibration(folder: Self.folder)
    residuals = calibration.residuals(try HeldOutFits(path: Self.folder + "/heldout.csv"))
  }
}

@Suite("Calibration of the serving model")
struct CalibrationTests {
  @Test("The constants in use are a fit: further steps take nothing off the loss")
  func constantsAreFitted() throws {
    let calibration = try Calibration(folder: HeldOut.folder)
    for rest in calibration.remainingLoss(.fitted, steps: 1) { #expect(rest < 2e-3) }
  }

  @Test("Every measurement is predicted, by a fit that did not see its group")
  func everyRowIsHeldOut() throws {
    let held = try HeldOut()
    let rows = held.calibration.engines.count + held.calibration.boards.count
    // Two rows of one model on four GPUs would need weights spread in a way that is not described.
    #expect(rows + held.calibration.accelerators.count > 3600)
    // Replicas that the model has no room for on paper: each was measured with its memory full.
    #expect(held.residuals.count >= rows + held.calibration.accelerators.count - 25)
  }

  @Test("Errors on rows left out of the fit are no larger than stated")
  func heldOutErrors() throws {
    let report = AccuracyReport(try HeldOut().residuals)
    // Median errors in percent: tokens/s, TPOT, TTFT.
    let limits: [(String, Double, Double?, Double?)] = [
      ("Llama-3.1-70B fp8, H100", 4.6, 4.6, 25), ("Llama-3.1-70B fp8, H200", 12.6, 12.6, 25),
      ("Llama-3.1-70B fp8, B200", 8.2, 8.2, 25), ("dense models, NVLink", 8.9, 8.9, 25),
      ("models with experts, NVLink", 11.2, 11.2, 25), ("vLLM, NVLink, below the KV limit", 7.6, 7.6, 15),
      ("Llama-3.1-70B fp4, B200", 6.1, 6.5, 23), ("vLLM, NVLink", 7.6, nil, nil),
      ("TensorRT-LLM, NVLink", 12.3, nil, nil), ("SGLang, NVLink", 11.8, nil, nil),
      ("Llama-70B bf16, L40S TP x PP, a layout left out", 16, nil, nil),
      ("Llama-70B bf16, A10G TP x PP, a layout left out", 22, nil, nil),
      ("RTX 4090, Llama-3-8B", 5, 5, nil), ("dense models, NVLink, offline", 12, nil, nil),
      ("dense models, PCIe TP 1, offline and loops", 15, nil, nil),
      ("dense models, PCIe TP > 1, offline and loops", 25, nil, nil),
      ("models with experts, offline and loops", 25, nil, nil), ("MI300X", 30, nil, nil),
      ("MI250", 15, nil, nil),
    ]
    for (name, rate, tpot, ttft) in limits {
      let kind = try #require(AccuracyReport.classes.first { $0.name == name })
      let rows = report.residuals(of: kind)
      let figures: [([Double], Double?)] = [
        (rows.map(\.rate), rate), (rows.compactMap(\.tpot), tpot), (rows.compactMap(\.ttft), ttft),
      ]
      for (factors, limit) in figures {
        guard let limit else { continue }
        let summary = try #require(ErrorSummary(factors: factors))
        #expect(100 * summary.median <= limit, "\(name): \(summary.text), limit \(limit)")
      }
    }
  }

  @Test("Layouts left out of the fit come out in the measured order")
  func rankOfLayouts() throws {
    let rows = try HeldOut().residuals.filter { $0.row.gpu.name == "L40S" && $0.row.run == .batch }
    let measured = rows.map(\.row.outputTokensPerSecond)
    let predicted = rows.map { $0.row.outputTokensPerSecond / $0.rate }
    #expect(Statistics.rankCorrelation(measured, predicted) > 0.9)
    // Within a shape the order is what a planner chooses by.
    let shapes = Dictionary(grouping: rows) { $0.row.shape }.values.filter { $0.count >= 4 }
    let ranks = shapes.map { rows in
      Statistics.rankCorrelation(
        rows.map(\.row.outputTokensPerSecond), rows.map { $0.row.outputTokensPerSecond / $0.rate })
    }
    #expect(ranks.count >= 7 && Statistics.quantile(ranks, 0.5) > 0.75, "\(ranks)")
  }

  @Test("The stated bands are the held-out rows' 5th to 95th percentile, and hold nine in ten of them")
  func bands() throws {
    let table = BandTable(try HeldOut().residuals)
    for band in AccuracyBand.measured {
      let rows = table.residuals(of: band)
      let figures: [(String, ClosedRange<Double>, (Residual) -> Double?)] = [
        ("tokens/s", band.factors, { $0.rate }), ("TPOT", band.tpotFactors, { $0.tpot }),
        ("TTFT", band.ttftFactors, { $0.ttft }),
      ]
      for (name, stated, figure) in figures {
        // Too few TTFTs were measured on boards to derive a band.
        guard let derived = table.range(of: band, figure) else { continue }
        #expect(derived == stated, "\(band.name), \(name)")
        let factors = rows.compactMap(figure)
        let inside = factors.count { stated.contains($0) }
        #expect(Double(inside) >= 0.88 * Double(factors.count), "\(band.name), \(name)")
      }
    }
  }

  @Test("The documentation states the errors and bands of today's constants")
  func documentation() throws {
    let residuals = try HeldOut().residuals
    let page = try SourceFile.read(repositoryRoot + "Sources/Serving/Serving.docc/Accuracy.md").text
    #expect(page.contains(AccuracyReport(residuals).markdown))
    #expect(page.contains(BandTable(residuals).markdown))
  }

  @Test("The formulas reproduce an independent program's figures with its constants")
  func checkValues() throws {
    var constants = EstimatorConstants.fitted
    let values: [(WritableKeyPath<EstimatorConstants, Double>, Double)] = [
      (\.linearEfficiency, 0.5354), (\.sixteenBitGain, 1), (\.attentionEfficiency, 0.4271),
      (\.expertEfficiency, 0.1872), (\.unpackedExpertEfficiency, 0.2323), (\.layerOverhead, 44.95e-6),
      (\.compiledOverhead, 1), (\.expertLayerOverhead, 44.09e-6), (\.fewExpertsLayerOverhead, 13.11e-6),
      (\.latentAttentionOverhead, 19.55e-6), (\.stepOverhead, 432.4e-6), (\.sequenceOverhead, 10.82e-6),
      (\.nvlinkAllReduceLatency, 6.928e-6), (\.nvlinkGBs, 270), (\.expertActivationPasses, 13.95),
      (\.firstTokenFloorTRTLLM, 0.04014), (\.firstTokenFloorSGLang, 0.2963),
      (\.benchmarkWaves, 9.691), (\.expertWidthExponent, 0), (\.compiledStepOverhead, 432.4e-6),
      (\.compiledSequenceOverhead, 10.82e-6), (\.compiledAllReduce, 1),
    ]
    for (path, value) in values { constants[keyPath: path] = value }
    // That program keeps the KV cache in 8 bits on every engine, as TensorRT-LLM does here. It counts the start of a
    // benchmark differently, so the TTFTs are its own without that: 194.3, 388.1 and 1076.1 ms less (n - 1) / (2 * 9.691)
    // mixed steps of 59.23, 189.24 and 424.14 ms.
    let cases: [(String, Precision, String, EngineSettings, Int, RequestShape, Double, Double, Double)] = [
      (
        "llama-3.1-70b", .fp8, "H100", .trtllm, 4, RequestShape(input: 922, output: 7373), 32, 15.559, 99.6
      ),
      (
        "gpt-oss-120b", .int4, "H100", .trtllm, 2, RequestShape(input: 7373, output: 922), 16, 11.145, 241.6
      ),
      ("deepseek-r1", .fp8, "H200", .sglang, 8, RequestShape(input: 7373, output: 922), 16, 24.825, 747.8),
    ]
    for (name, precision, gpu, engine, tp, shape, concurrency, tpot, ttft) in cases {
      let estimator = RooflineEstimator(
        model: try catalogueModel(name), precision: precision,
        type: try #require(GPUCatalogue.type(named: gpu)), parallel: StageParallelism(tp: tp), engine: engine,
        constants: constants)
      let point = try throughput(estimator.estimate(shape, benchmark: ClosedLoop(concurrency: concurrency)))
      #expect(abs(try #require(point.tpotMs) / tpot - 1) < 0.004, "\(name)")
      let endless = ClosedLoop(concurrency: concurrency, waves: .infinity)
      let steady = try throughput(estimator.estimate(shape, benchmark: endless))
      #expect(abs(try #require(steady.ttftMs) / ttft - 1) < 0.015, "\(name)")
    }
  }
}
