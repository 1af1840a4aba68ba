import Planning

/// Condenses a trace into a few workload types: a grid of prompt and answer lengths with their shares.
///
/// Lengths are counted in a histogram of growing steps, so a trace of any size takes the same memory. The
/// cuts are quantiles of each side; a type's lengths are the means of its requests.
public struct TraceSummary: Sendable {
  /// What is known of all requests of one pair of steps.
  private struct Cell: Sendable {
    var count = 0
    var input = 0.0
    var output = 0.0
  }
  private struct Steps: Hashable, Sendable {
    let input: Int
    let output: Int
  }

  /// Steps of the histogram for a doubling of the length: a step is 4.4 % wide.
  private static let stepsPerDoubling = 16

  private var cells: [Steps: Cell] = [:]
  /// Requests counted.
  public private(set) var count = 0

  /// Makes an empty summary.
  public init() {}

  /// Counts a request.
  public mutating func add(_ request: TraceRequest) {
    count += 1
    let steps = Steps(input: Self.step(request.inputTokens), output: Self.step(request.outputTokens))
    cells[steps, default: Cell()].count += 1
    cells[steps, default: Cell()].input += Double(request.inputTokens)
    cells[steps, default: Cell()].output += Double(request.outputTokens)
  }

  /// At most `inputs` x `outputs` workload types `w1`, `w2`, ..., shares in percent of all requests.
  public func workloads(inputs: Int = 3, outputs: Int = 3) -> [Workload] {
    guard count > 0, inputs > 0, outputs > 0 else { return [] }
    let inputCuts = cuts(inputs) { $0.input }
    let outputCuts = cuts(outputs) { $0.output }
    var types: [Steps: Cell] = [:]
    // In order, so that sums of floating-point numbers come out alike in every run.
    for (steps, cell) in cells.sorted(by: { ($0.key.input, $0.key.output) < ($1.key.input, $1.key.output) }) {
      let type = Steps(
        input: inputCuts.filter { $0 < steps.input }.count,
        output: outputCuts.filter { $0 < steps.output }.count)
      types[type, default: Cell()].count += cell.count
      types[type, default: Cell()].input += cell.input
      types[type, default: Cell()].output += cell.output
    }
    let ordered = types.sorted { ($0.key.input, $0.key.output) < ($1.key.input, $1.key.output) }
    return ordered.enumerated().map { index, type in
      let requests = Double(type.value.count)
      return Workload(
        name: "w\(index + 1)", inputTokens: max(1, Int((type.value.input / requests).rounded())),
        outputTokens: max(1, Int((type.value.output / requests).rounded())),
        share: requests / Double(count) * 100)
    }
  }

  /// The workload types as a piece of a scenario file.
  public func yaml(inputs: Int = 3, outputs: Int = 3) -> String {
    let lines = workloads(inputs: inputs, outputs: outputs).map {
      "  - {name: \($0.name), input: \($0.inputTokens), output: \($0.outputTokens), "
        + "share: \(PlanText.fixed($0.share, 3))}\n"
    }
    return "workloads:\n" + lines.joined()
  }

  /// The last step of each part but the last, where `parts` parts hold as many requests each as can be.
  private func cuts(_ parts: Int, _ side: (Steps) -> Int) -> [Int] {
    var histogram: [Int: Int] = [:]
    for (steps, cell) in cells { histogram[side(steps), default: 0] += cell.count }
    var cuts: [Int] = []
    var below = 0
    for (step, requests) in histogram.sorted(by: { $0.key < $1.key }) {
      below += requests
      if cuts.count < parts - 1 && below * parts >= count * (cuts.count + 1) { cuts.append(step) }
    }
    return cuts
  }

  /// The histogram's step of a length: exact up to 16 tokens, then 16 steps a doubling.
  private static func step(_ tokens: Int) -> Int {
    guard tokens > stepsPerDoubling else { return tokens }
    let doublings = Int.bitWidth - 1 - tokens.leadingZeroBitCount - 4
    return doublings * stepsPerDoubling + (tokens >> doublings)
  }
}
