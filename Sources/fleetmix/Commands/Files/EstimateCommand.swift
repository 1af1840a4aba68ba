import ArgumentParser
import Interchange
import Serving

/// `fleetmix estimate`: the throughput of given replicas by the serving model.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate", abstract: "Estimate the throughput of the replicas in a CSV, a line each.",
    discussion: """
      Columns: model, precision, gpu, tp, pp, input_tokens, output_tokens, concurrency (empty: the best operating \
      point), and optionally engine, max_sequences, chunk_tokens, memory_fraction and kv_precision.
      """)

  @Argument(help: "Queries (CSV).")
  var queries: String

  @Flag(help: "Print JSON lines instead of CSV.")
  var json = false

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let notes = ReadingNotes()
      let queries = try EstimateQueryReader.read(path: queries, notes: notes)
      StandardError.write(notes)
      if !json { StandardOutput.write(EstimateLine.csvHeader + "\n") }
      for query in queries {
        let line = EstimateLine(query: query, outcome: outcome(of: query))
        StandardOutput.write((json ? line.json.compact : line.csv) + "\n")
      }
    }
  }

  private func outcome(of query: EstimateQuery) -> EstimateLine.Outcome {
    let estimate = RooflineEstimator.estimate(
      model: query.model, precision: query.precision, gpu: query.gpu, tp: query.tp, pp: query.pp,
      workload: RequestShape(input: query.inputTokens, output: query.outputTokens),
      concurrency: query.concurrency, engine: query.engine)
    switch estimate {
    case .refused(let reason): return .refused(reason)
    case .throughput(let figures):
      return .figures(
        EstimateLine.Figures(
          requestsPerSecond: figures.requestsPerSecond,
          outputTokensPerSecond: figures.requestsPerSecond * Double(query.outputTokens),
          ttftMs: figures.ttftMs, tpotMs: figures.tpotMs, concurrency: figures.concurrency,
          provenance: "\(figures.provenance.kind): \(figures.provenance.detail)",
          error: figures.provenance.relativeError))
    }
  }
}
