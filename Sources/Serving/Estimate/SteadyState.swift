/// A replica that serves one workload type: what its steps take, and the steady states that follow.
///
/// Lives only as long as the estimate that makes it.
struct SteadyState {
  let replica: RooflineEstimator
  let traffic: Traffic
  /// One of each kind of stage.
  let steps: UnsafeBufferPointer<StageStep>

  private var constants: StepConstants { replica.constants }

  /// The largest batch that memory and limits allow.
  func best(limit: Double, slo: SLO?) -> RooflineEstimator.Evaluation {
    // What decodes is never more than what is in flight.
    let most = max(
      1, min(replica.stepLimits.sequences, traffic.batchLimit(replica.stageCount), Int(min(limit, 1e6))))
    // Seldom does anything but these two bounds limit the batch.
    let room = traffic.batchRoom(replica.stageCount)
    let full = operatingPoint(batch: min(Double(most), room))
    if full.headroom(limit: limit, slo: slo) >= 0 { return .point(full) }
    let single = operatingPoint(batch: min(1, room))
    if single.breaks(slo) { return .refused(.limits(single, isSingle: true)) }
    return .point(largest(between: (1, single), (most, full), limit: limit, slo: slo))
  }

  /// The largest batch within limits: the first one's are kept, the second one's are not.
  ///
  /// The requests in flight and both times are close to linear in the batch, so the next one tried lies where
  /// the line through the two ends crosses zero. An end that stays twice counts half (the Illinois rule), so
  /// that both close in; every fifth try halves the rest, as the line may be far off.
  private func largest(
    between first: (batch: Int, point: OperatingPoint), _ second: (batch: Int, point: OperatingPoint),
    limit: Double, slo: SLO?
  ) -> OperatingPoint {
    var (low, best) = first
    var high = second.batch
    var room = best.headroom(limit: limit, slo: slo)
    var lack = second.point.headroom(limit: limit, slo: slo)
    var tries = 0
    var side = 0
    while high - low > 1 {
      tries += 1
      let share = tries % 5 == 0 ? 0.5 : room / (room - lack)
      let middle = min(high - 1, max(low + 1, low + Int(Double(high - low) * share)))
      let point = operatingPoint(batch: Double(middle))
      let margin = point.headroom(limit: limit, slo: slo)
      if margin >= 0 {
        (low, best, room) = (middle, point, margin)
        if side > 0 { lack /= 2 }
        side = 1
      } else {
        (high, lack) = (middle, margin)
        if side < 0 { room /= 2 }
        side = -1
      }
    }
    return best
  }

  /// A benchmark that keeps `concurrency` requests in flight in each group; those beyond the KV memory wait.
  func closedLoop(concurrency: Double, limit: Double) -> OperatingPoint {
    let running = min(concurrency, limit, Double(replica.stepLimits.sequences))
    var low = 0.0
    var high = min(running, Double(traffic.batchLimit(replica.stageCount)))
    var point = operatingPoint(batch: high, fleet: running)
    if point.inFlight > running {
      // Forty halvings leave less than any figure shown.
      for _ in 0..<40 {
        let middle = (low + high) / 2
        point = operatingPoint(batch: middle, fleet: running)
        if point.inFlight > running { high = middle } else { low = middle }
      }
    }
    // The first token ends the TTFT, so only the others take a TPOT each.
    point.rate = point.inFlight / (point.ttft + (traffic.output - 1) * point.tpot)
    point.ttft += max(0, concurrency - point.inFlight) / point.rate
    point.inFlight = concurrency
    return point
  }

  /// Seconds between two steps of the same sequence: every group in flight passes the slowest stage.
  private func cycle(decoding: Double, prompt: Double = 0, others: Double = 0) -> Double {
    var slowest = 0.0
    for step in steps {
      slowest = max(slowest, step.seconds(decoding: decoding, prompt: prompt, others: others))
    }
    return Double(replica.stageCount) * (slowest + replica.handover) + constants.stepOverhead
      + constants.sequenceOverhead * decoding
  }

  /// The steady state that keeps `batch` sequences decoding; a benchmark started with `fleet` requests at once.
  private func operatingPoint(batch: Double, fleet: Double = 1) -> OperatingPoint {
    let count = Double(replica.stageCount)
    let others = replica.groups - 1
    let group = max(batch / count, min(batch, 1))
    let perStep = batch * traffic.input / (count * traffic.output)
    let chunk = max(traffic.chunk, min(perStep, traffic.chunkLimit))
    let share = min(1, perStep / chunk)
    let decodeStep = cycle(decoding: group, others: others * group)
    let mixedStep = cycle(decoding: group, prompt: chunk, others: others * (group + share * chunk))
    let prefillTime = traffic.mixedWeight * share * (mixedStep - decodeStep)
    let tpot = decodeStep + prefillTime
    let passes =
      replica.stageCount == 1
      ? max(1, traffic.input / chunk) : 1 + max(0, traffic.input / chunk - 1) / count
    let use = min(constants.queueLoadLimit, share * mixedStep / tpot)
    let rate = batch / (traffic.output * tpot)
    let queue = constants.queueWeight * use / (2 * (constants.queueSaturation - use))
    let delay = replica.groups > 1 ? constants.attentionGroupDelay : 1
    var prefill = mixedStep * passes * (1 + queue)
    if traffic.startShare > 0 {
      let first = startUp(fleet: fleet, decoding: group / 2)
      prefill += traffic.startShare * (first - prefill)
    }
    let ttft = (traffic.floor ?? constants.firstTokenFloor) + delay * prefill
    return OperatingPoint(
      inFlight: batch + rate * ttft, rate: rate, ttft: ttft, tpot: tpot, prefillShare: prefillTime / tpot)
  }

  /// Seconds until the mean of `fleet` requests that arrive together has its prompt done: their prompts share steps,
  /// one step after the other, beside those that decode already.
  private func startUp(fleet: Double, decoding: Double) -> Double {
    let tokens = max(1, fleet) * traffic.input
    let chunk = min(tokens, traffic.chunkLimit, max(constants.startUpChunkTokens, traffic.input))
    let step = cycle(
      decoding: decoding, prompt: chunk, others: (replica.groups - 1) * (chunk + decoding))
    return step * (1 + (tokens / chunk - 1) / (2 * Double(replica.stageCount)))
  }
}

/// One steady state of a replica, in seconds.
struct OperatingPoint {
  var inFlight: Double
  var rate: Double
  var ttft: Double
  var tpot: Double
  var prefillShare: Double

  /// How far the point stays below the nearest of its limits, as a part of it; negative beyond one.
  func headroom(limit: Double, slo: SLO?) -> Double {
    var room = 1 - inFlight / limit
    if let limit = slo?.tpotMs { room = min(room, 1 - tpot * 1000 / limit) }
    if let limit = slo?.ttftMs { room = min(room, 1 - ttft * 1000 / limit) }
    return room
  }

  /// Whether it is beyond a limit.
  func breaks(_ slo: SLO?) -> Bool {
    if let limit = slo?.tpotMs, tpot * 1000 > limit { return true }
    if let limit = slo?.ttftMs, ttft * 1000 > limit { return true }
    return false
  }

  /// The limit it breaks, with the figures; nil where it keeps both.
  func violation(of slo: SLO?) -> String? {
    if let limit = slo?.tpotMs, tpot * 1000 > limit {
      return "TPOT \(decimal(tpot * 1000)) ms, limit \(decimal(limit)) ms"
    }
    if let limit = slo?.ttftMs, ttft * 1000 > limit {
      return "TTFT \(decimal(ttft * 1000)) ms, limit \(decimal(limit)) ms"
    }
    return nil
  }
}

/// The constants that a replica's steps take beside those of its stages.
struct StepConstants: Sendable {
  let stepOverhead: Double
  let sequenceOverhead: Double
  let firstTokenFloor: Double
  let benchmarkWaves: Double
  let attentionGroupDelay: Double
  let startUpChunkTokens: Double
  let kvShare: Double
  let queueWeight: Double
  let queueLoadLimit: Double
  let queueSaturation: Double

  init(_ all: EstimatorConstants, engine: ServingEngine, sequenceOverhead: Double) {
    stepOverhead = engine == .trtllm ? all.compiledStepOverhead : all.stepOverhead
    self.sequenceOverhead = sequenceOverhead
    firstTokenFloor = all.firstTokenFloor(engine)
    benchmarkWaves = all.benchmarkWaves
    attentionGroupDelay = all.attentionGroupDelay
    startUpChunkTokens = all.startUpChunkTokens
    kvShare = all.kvShare
    queueWeight = all.queueWeight
    queueLoadLimit = all.queueLoadLimit
    queueSaturation = all.queueSaturation
  }
}
