import Interchange
package import Serving

/// One published measurement of a replica, as the tables in `Data` hold it.
package struct Measurement: Sendable {
  /// How the measurement was run.
  package enum Run: String, Sendable, CaseIterable {
    /// The vendor sweep: lengths spread over 0.8 to 1 of the nominal ones, about ten waves.
    case sweep
    /// Another closed-loop run at fixed lengths.
    case closed
    /// The same with few requests.
    case short
    /// A fixed number of requests at random times, as fast as the stated rate.
    case open
    /// A batch handed over at once.
    case batch
    /// A closed loop whose client and settings nobody described.
    case loop
    /// A batch that starts and ends together, on engines of 2024.
    case `static`
    /// The same with a drain tail of unknown length.
    case burst
    /// All requests queued, at the best rate; no concurrency is stated.
    case max
  }

  package var model: ModelArchitecture
  package var precision: Precision
  package var gpu: GPUType
  package var engine: ServingEngine
  package var version: String
  package var tp: Int
  package var pp: Int
  package var attentionGroups: Int
  package var expertParallel: Int
  /// GPUs of the machines it ran on.
  package var machine: Int
  /// Mean lengths of the run, not the nominal ones.
  package var shape: RequestShape
  /// Requests in flight; 0 where none are stated.
  package var concurrency: Double
  package var waves: Double?
  package var ttftMs: Double?
  package var tpotMs: Double?
  package var outputTokensPerSecond: Double
  package var run: Run
  /// Place in the file.
  package var line: Int

  /// The group that is left out of the fit as a whole: an estimate is asked for another layout of a model on
  /// a GPU.
  package var group: String {
    let name = model.name == "deepseek-v3" ? "deepseek-r1" : model.name
    return "\(name) \(gpu.name) TP\(tp)PP\(pp)DP\(attentionGroups)"
  }

  /// GPUs of the replica.
  package var gpuCount: Int { tp * pp * attentionGroups }

  /// Whether requests came faster than they were served: the queue then grows for as long as the run lasts, and no
  /// steady concurrency belongs to the figures.
  package var isOverloaded: Bool { run == .open && (ttftMs ?? 0) > 500 }

  /// Whether it is a closed loop whose latencies were published.
  package var hasLatencies: Bool { run == .sweep || run == .closed || run == .short }

  /// Whether only its rate is known, on an engine of today.
  package var isRecent: Bool { run == .max || run == .loop }

  /// Whether it ran on AMD's GPUs.
  package var isOnAMD: Bool { gpu.generation == .cdna2 || gpu.generation == .cdna3 }

  /// How much its residual counts in the fit: what says less of today's engines at a known load counts less.
  package var weight: Double {
    switch run {
    case .burst: 0
    case .static: isOnAMD ? 1 : 0
    case .open where isOverloaded: 0.25
    case .loop: 0.25
    default: 1
    }
  }

  /// Whether its TTFT says something about serving: TensorRT-LLM's of the 1k/1k sweep holds a streaming interval.
  package var hasTellingTTFT: Bool {
    guard ttftMs != nil else { return false }
    return !(engine == .trtllm && run == .sweep && shape.input < 1100 && shape.output < 1100)
  }
}

/// A prediction in the units of the measurement.
package struct Prediction: Sendable {
  package var outputTokensPerSecond: Double
  package var ttftMs: Double
  package var tpotMs: Double
}

extension Measurement {
  /// The serving model's prediction for this run; nil where it refuses the replica.
  package func predicted(_ constants: EstimatorConstants) -> Prediction? {
    guard let estimator = estimator(constants) else { return nil }
    if run == .max {
      guard case .throughput(let found) = estimator.estimate(shape), let ttft = found.ttftMs,
        let tpot = found.tpotMs
      else { return nil }
      let rate = found.requestsPerSecond * Double(shape.output)
      return Prediction(outputTokensPerSecond: rate, ttftMs: ttft, tpotMs: tpot)
    }
    let loop = ClosedLoop(
      concurrency: concurrency, waves: waves ?? Self.waves(of: run, constants),
      firstTokenFloor: firstTokenFloor(constants))
    guard case .throughput(let found) = estimator.estimate(shape, benchmark: loop), let ttft = found.ttftMs,
      let tpot = found.tpotMs
    else { return nil }
    // Little's law, as the measured rates are derived: what waits for memory counts.
    let seconds = (ttft + Double(shape.output - 1) * tpot) / 1000
    return Prediction(
      outputTokensPerSecond: Double(shape.output) * concurrency / seconds, ttftMs: ttft, tpotMs: tpot)
  }

  /// Requests in flight as a part of those whose KV cache fits the memory; nil where the replica is refused.
  package func saturation(_ constants: EstimatorConstants) -> Double? {
    estimator(constants).map { concurrency / Double(attentionGroups) / $0.sequenceLimit(for: shape) }
  }

  private func estimator(_ constants: EstimatorConstants) -> RooflineEstimator? {
    if attentionGroups > 1 || expertParallel > 1 {
      return RooflineEstimator(
        model: model, precision: precision, type: gpu,
        parallel: StageParallelism(
          tp: tp, expertParallel: expertParallel, attentionGroups: attentionGroups),
        engine: EngineSettings(engine), constants: constants)
    }
    let input = ServedModelInput(
      name: model.name, architecture: model, precision: precision, workloads: [shape])
    let prepared = RooflineEstimator.prepared(
      input, gpu: gpu, tp: tp, pp: pp, gpusPerMachine: machine, engine: EngineSettings(engine),
      constants: constants)
    return try? prepared.get()
  }

  /// The client's and build's part of the TTFT, where it is not the one estimates are made with.
  private func firstTokenFloor(_ constants: EstimatorConstants) -> Double? {
    switch engine {
    case .vllm: hasOtherClient ? constants.otherFloorVLLM : nil
    case .trtllm: hasOtherClient ? constants.otherFloorTRTLLM : nil
    case .sglang: run == .short || version.isEmpty ? constants.otherFloorSGLang : nil
    }
  }

  private var hasOtherClient: Bool { [.closed, .loop, .static, .burst].contains(run) }

  private static func waves(of run: Run, _ constants: EstimatorConstants) -> Double {
    switch run {
    case .sweep: constants.benchmarkWaves
    case .closed, .loop: constants.otherBenchmarkWaves
    case .short: constants.shortBenchmarkWaves
    case .static: 1
    // None starts with a burst that its figures would still show: arrivals are spread, or only the rate counts.
    case .open, .batch, .burst, .max: .infinity
    }
  }
}

/// Reads the tables.
package enum MeasurementTable {
  private static let required = [
    "model", "precision", "weight_only", "gpu", "engine", "version", "tp", "pp", "dp", "ep", "machine",
    "input", "output", "concurrency", "waves", "ttft_ms", "tpot_ms", "output_tokens_s", "run",
  ]

  /// The measurements of the file at `path`; throws `InputError` or `FileError`.
  package static func read(path: String) throws -> [Measurement] {
    let reader = try CSVReader(path: path)
    guard let header = try reader.next() else { return [] }
    let names = header.fields.map(\.text)
    guard names == required else { throw TableError(text: "\(path): the columns must be \(required)") }
    var rows: [Measurement] = []
    while let row = try reader.next() {
      let values = Dictionary(uniqueKeysWithValues: zip(names, row.fields.map(\.text)))
      guard let measurement = measurement(values, line: row.line) else {
        throw TableError(text: "\(path):\(row.line): cannot be read")
      }
      rows.append(measurement)
    }
    return rows
  }

  private static func measurement(_ values: [String: String], line: Int) -> Measurement? {
    func number(_ key: String) -> Double? { values[key].flatMap(Double.init) }
    func count(_ key: String) -> Int? { values[key].flatMap { Int($0) } }
    guard var model = ModelCatalogue.model(named: values["model"] ?? ""),
      let gpu = GPUCatalogue.type(named: values["gpu"] ?? ""),
      let precision = Precision(rawValue: values["precision"] ?? ""),
      let engine = ServingEngine(rawValue: values["engine"] ?? ""),
      let run = Measurement.Run(rawValue: values["run"] ?? ""),
      let tp = count("tp"), let pp = count("pp"), let groups = count("dp"), let spread = count("ep"),
      let machine = count("machine"), let input = number("input"), let output = number("output")
    else { return nil }
    if values["weight_only"] == "1" { model.experts?.fourBit.weightOnly = true }
    let scale = run == .sweep ? 0.9 : 1
    let shape = RequestShape(
      input: Int((scale * input).rounded()), output: Int((scale * output).rounded()))
    let concurrency = number("concurrency") ?? 0
    let ttft = number("ttft_ms")
    let tpot = number("tpot_ms")
    var rate = number("output_tokens_s")
    if rate == nil, let ttft, let tpot {
      rate = Double(shape.output) * concurrency / (ttft + Double(shape.output - 1) * tpot) * 1000
    }
    guard let rate, concurrency > 0 || run == .max else { return nil }
    return Measurement(
      model: model, precision: precision, gpu: gpu, engine: engine, version: values["version"] ?? "", tp: tp,
      pp: pp, attentionGroups: groups, expertParallel: spread, machine: machine, shape: shape,
      concurrency: concurrency, waves: number("waves"), ttftMs: ttft, tpotMs: tpot,
      outputTokensPerSecond: rate, run: run, line: line)
  }
}

/// A table that is not as it should be.
package struct TableError: Error, CustomStringConvertible {
  package var text: String
  package var description: String { text }
}
