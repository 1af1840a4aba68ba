import Planning
import Serving

/// A profile as a file would hold it: our estimates for every layout of one or two of the paper's GPU types.
struct ProfileText {
  /// The scenario that the rows are for; it has no profile yet.
  let scenario: Scenario
  /// Layouts with rows.
  let layoutCount: Int
  /// The table.
  let csv: String

  /// Writes `points` operating points of each layout and workload type, each of more requests at once than the one before.
  init(points: Int) {
    var estimated = Scenario(
      title: "profile", objective: .throughput, budget: 40, demand: nil,
      pools: zip(PaperInputs.gpus, PaperInputs.prices).map { Catalogue.pool($0, available: 32, price: $1) },
      models: [
        Catalogue.model(
          "llama-3-70b", share: 1, shapes: PaperInputs.shapes, shares: PaperInputs.traces[0].shares)
      ],
      replicas: ReplicaOptions(source: .estimated, mixed: true))
    let candidates = FleetData.buildCandidates(estimated, pruned: false).candidates
    let names = estimated.pools.map(\.name)
    var csv =
      "model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source\n"
    for candidate in candidates {
      let layout = candidate.layout.text(poolNames: names)
      for (shape, figure) in zip(PaperInputs.shapes, candidate.throughput) {
        for point in 1...max(1, points) {
          let rate = (figure?.requestsPerSecond ?? 0.001) * Double(point) / Double(max(1, points))
          csv += "llama-3-70b,bf16,\(layout),\(shape.0),\(shape.1),\(4 * point),"
          csv += "\(max(1, (rate * 1e5).rounded()) / 1e5),\(100 + 7 * point),\(10 + point),vLLM 0.9\n"
        }
      }
    }
    self.csv = csv
    layoutCount = candidates.count
    estimated.replicas.source = .measured
    scenario = estimated
  }
}
