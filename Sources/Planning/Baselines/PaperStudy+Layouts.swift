import Serving

/// The paper's findings on single GPU types and layouts, without a fleet around them.
extension PaperStudy {
  private static let dataCentre = ["A100", "H100"]
  private static let workstation = ["A40", "A6000", "L40"]
  private static let computeBound = RequestShape(input: 2455, output: 18)
  private static let memoryBound = RequestShape(input: 496, output: 510)
  private static let mostGPUs = 8

  /// Which GPU type suits which work.
  func addSuitability(_ pools: [Pool], _ add: Add) throws {
    let sheets =
      "the paper lists the 40 GB A100's bandwidth for the 80 GB one, and the RTX 6000 Ada's for the A6000"
    add(
      "bandwidth per $, A40, A6000 and L40 against A100 and H100", "the paper's prices, data-sheet figures",
      "1.2 x",
      ratio(pools) { $0.type.bandwidthGBs / $0.price }, "x", sheets)
    add(
      "memory per $, A40, A6000 and L40 against A100 and H100", "the paper's prices, data-sheet figures",
      "1.8 x",
      ratio(pools) { $0.type.memoryGB / $0.price }, "x", "ours is what a process can use of it")
    let large = try model("70b")
    let small = try model("8b")
    for (shape, paper) in [(Self.computeBound, "> 1 x"), (Self.memoryBound, "< 1 x")] {
      let best = Self.dataCentre.compactMap { perDollar(large, pools, $0, shape) }.max()
      let rival = Self.workstation.compactMap { perDollar(large, pools, $0, shape) }.max()
      add(
        "req/s per $, best of A100 and H100 against best of A40, A6000 and L40",
        "70B, \(shape.input)/\(shape.output)", paper, quotient(best, rival), "x",
        "no serving of a 70B model on A40, A6000, L40 and A100 is published: ours are unchecked estimates")
    }
    for shape in [Self.computeBound, Self.memoryBound] {
      let best = perDollar(small, pools, "4090", shape)
      let rival = pools.map(\.name).filter { $0 != "4090" }
        .compactMap { perDollar(small, pools, $0, shape) }.max()
      add(
        "req/s per $, 4090 against the best other type", "8B, \(shape.input)/\(shape.output)", "> 1 x",
        quotient(best, rival), "x",
        "dense data-sheet figures here: the paper lists 83 TFLOPS for the 4090 and sparse ones for H100")
    }
  }

  /// Which parallelism suits which GPU type: eight GPUs in one machine each time.
  func addLayouts(_ pools: [Pool], _ add: Add) throws {
    let large = try model("70b")
    let small = try model("8b")
    func rate(_ model: ServedModel, _ pool: String, tp: Int, pp: Int, _ shape: RequestShape) -> Double? {
      guard let type = pools.first(where: { $0.name == pool })?.type else { return nil }
      return self.rate(model, type, tp: tp, pp: pp, shape).map { $0 * Double(Self.mostGPUs / (tp * pp)) }
    }
    let measured = "L40S servers, the nearest that were measured, show the same"
    add(
      "PP 8 against TP 8", "70B on 8 L40, 2455/18", "> 1 x",
      quotient(
        rate(large, "L40", tp: 1, pp: 8, Self.computeBound),
        rate(large, "L40", tp: 8, pp: 1, Self.computeBound)),
      "x", measured)
    add(
      "TP with copies against PP 8", "70B on 8 H100, 2455/18", "> 1 x",
      quotient(
        [2, 4].compactMap { rate(large, "H100", tp: $0, pp: 1, Self.computeBound) }.max(),
        rate(large, "H100", tp: 1, pp: 8, Self.computeBound)), "x",
      "a pipeline of eight H100 is nowhere measured: ours lacks a cost that it has, or the paper's engine had one more"
    )
    for shape in [Self.computeBound, Self.memoryBound] {
      let copies = rate(small, "L40", tp: 1, pp: 1, shape)
      let split = [(8, 1), (4, 1), (2, 1), (1, 2), (1, 4), (1, 8)].compactMap {
        rate(small, "L40", tp: $0.0, pp: $0.1, shape)
      }.max()
      add(
        "copies against the best of TP and PP", "8B on 8 L40, \(shape.input)/\(shape.output)", "> 1 x",
        quotient(copies, split), "x", measured)
    }
  }

  private func model(_ size: String) throws -> ServedModel {
    try sample("paper/\(size)-swiss-stock1-30").models[0]
  }

  private func quotient(_ value: Double?, _ other: Double?) -> Double? {
    guard let value, let other, other > 0 else { return nil }
    return value / other
  }

  /// Mean figure of the workstation types over that of the data-centre types.
  private func ratio(_ pools: [Pool], _ figure: (Pool) -> Double) -> Double? {
    func mean(_ names: [String]) -> Double? {
      let figures = pools.filter { names.contains($0.name) }.map(figure)
      return figures.isEmpty ? nil : figures.reduce(0, +) / Double(figures.count)
    }
    return quotient(mean(Self.workstation), mean(Self.dataCentre))
  }

  /// Requests/s for a $/h of the best uniform layout in one machine.
  private func perDollar(_ model: ServedModel, _ pools: [Pool], _ name: String, _ shape: RequestShape)
    -> Double?
  {
    guard let pool = pools.first(where: { $0.name == name }), pool.price > 0 else { return nil }
    var best: Double?
    for tp in [1, 2, 4, 8] {
      for pp in 1...(Self.mostGPUs / tp) {
        guard let rate = rate(model, pool.type, tp: tp, pp: pp, shape) else { continue }
        best = max(best ?? 0, rate / (Double(tp * pp) * pool.price))
      }
    }
    return best
  }

  private func rate(_ model: ServedModel, _ type: GPUType, tp: Int, pp: Int, _ shape: RequestShape) -> Double?
  {
    let estimate = RooflineEstimator.estimate(
      model: model.architecture, precision: model.precision, gpu: type, tp: tp, pp: pp, workload: shape)
    guard case .throughput(let figures) = estimate else { return nil }
    return figures.requestsPerSecond
  }
}
