/// A benchmark that keeps a number of requests in flight.
package struct ClosedLoop: Sendable, Equatable {
  /// Requests in flight.
  package var concurrency: Double
  /// Requests of the run / concurrency; nil: as in the sweep that most constants are fitted to.
  package var waves: Double?
  /// Floor of the time to first token with the benchmark's client, seconds; nil: the engine's.
  package var firstTokenFloor: Double?

  /// Creates a benchmark with so many requests in flight.
  package init(concurrency: Double, waves: Double? = nil, firstTokenFloor: Double? = nil) {
    self.concurrency = concurrency
    self.waves = waves
    self.firstTokenFloor = firstTokenFloor
  }
}

/// A workload type as the steady state sees it.
struct Traffic {
  let input: Double
  let output: Double
  /// Mean context of a decoding sequence.
  let context: Double
  /// Mean tokens before a prompt token.
  let promptContext: Double
  /// Prompt tokens of a step that carries any.
  let chunk: Double
  let chunkLimit: Double
  /// Waves of a benchmark; nil: requests arrive at random.
  let waves: Double?
  /// Floor of the time to first token where it is not the engine's, seconds.
  var floor: Double?

  init(shape: RequestShape, chunkLimit: Double, waves: Double?) {
    input = Double(max(1, shape.input))
    output = Double(max(1, shape.output))
    context = input + output / 2
    promptContext = input / 2
    chunk = min(input, chunkLimit)
    self.chunkLimit = chunkLimit
    self.waves = waves
  }

  /// All requests of a benchmark start at once, so its first wave decodes without prefill beside it.
  var mixedWeight: Double { waves.map { 1 - 1 / (2 * $0) } ?? 1 }

  /// Part of a benchmark's requests that start together at its beginning.
  var startShare: Double { waves.map { 1 / $0 } ?? 0 }

  /// Largest whole batch whose prompts fit the steps: more sequences would wait for their prefill.
  func batchLimit(_ stages: Int) -> Int { max(1, Int(batchRoom(stages))) }

  /// Mean sequences that decode while every step is full of prompts; below 1 where a prompt fills more steps than its
  /// answer takes.
  func batchRoom(_ stages: Int) -> Double { Double(stages) * output * chunkLimit / input }
}
