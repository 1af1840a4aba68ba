import Planning

/// Writes baselines beside the optimum.
public struct BaselineReport {
  private let scenario: Scenario
  private let results: [BaselineResult]
  private let best: Double?
  private let isComplete: Bool

  /// A report on the results of one scenario, the optimum within the stock among them; complete unless there was no
  /// time for all of them.
  public init(_ results: [BaselineResult], of scenario: Scenario, isComplete: Bool = true) {
    self.isComplete = isComplete
    self.scenario = scenario
    self.results = results
    best = results.first { $0.baseline == .optimum && $0.keepsStock }?.value(scenario.objective)
  }

  private var rows: [OptionRow] { results.map { OptionRow($0, in: scenario, optimum: best) } }

  /// One row per baseline.
  public var table: ReportTable { ReportTable(.baselines, rows) }

  /// The report as one JSON object.
  public var json: JSONValue {
    .object([
      ("title", .text(scenario.title)), ("objective", .text(scenario.objective.rawValue)),
      ("complete", .flag(isComplete)), TableSchema.baselines.json(rows),
    ])
  }
}
