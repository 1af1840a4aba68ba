import Planning
import Serving

/// Distinguishes scenarios by what a plan depends on, wherever their files are.
public enum ScenarioDigest {
  /// SHA-256, in hexadecimal, of a scenario with the prices, facts, profile rows and running replicas that it uses.
  public static func digest(of scenario: Scenario) -> String {
    SHA256.hex(text(of: scenario) + (rows(of: scenario) + running(of: scenario)).joined(separator: "\n"))
  }

  /// The scenario as YAML with every fact that a catalogue would give.
  static func text(of scenario: Scenario) -> String {
    ScenarioWriter.text(scenario.withoutFiles, catalogue: .none)
  }

  /// One line per profile row; of the file it came from only the name counts.
  static func rows(of scenario: Scenario) -> [String] {
    let pools = scenario.pools.map(\.name)
    let models = scenario.models.map { YAMLText.scalar($0.name) }
    // Most rows follow another of the same layout.
    var last: (layout: Layout, text: String)?
    return scenario.profile.map { row in
      let layout =
        last.flatMap { $0.layout == row.layout ? $0.text : nil }
        ?? YAMLText.scalar(row.layout.text(poolNames: pools))
      last = (row.layout, layout)
      var line = models[row.model]
      for text in [YAMLText.scalar(row.precision.rawValue), layout] {
        line += ","
        line += text
      }
      // Figures begin with a digit or are missing: in quotes they are what a scalar is.
      for figure in [
        Double(row.inputTokens), Double(row.outputTokens), row.requestsPerSecond, row.concurrency, row.ttftMs,
        row.tpotMs,
      ] {
        line += ",\""
        if let figure { line += YAMLText.number(figure) }
        line += "\""
      }
      line += ","
      line += YAMLText.scalar(ProfileRow.withoutFolder(row.source))
      return line
    }
  }

  /// One line per kind of running replica.
  static func running(of scenario: Scenario) -> [String] {
    (scenario.current?.replicas ?? []).map {
      "\(YAMLText.scalar($0.model)),\(YAMLText.scalar($0.layout)),\($0.count)"
    }
  }
}

extension Scenario {
  /// The same scenario with its prices in it and without the paths of the files that it was read from.
  var withoutFiles: Scenario {
    var scenario = self
    scenario.profilePaths = []
    scenario.current?.planPath = Self.runningName
    scenario.current?.machines = []
    for pool in scenario.pools.indices { scenario.pools[pool].priceSource = .scenario }
    for model in scenario.models.indices { scenario.models[model].configuration = nil }
    return scenario
  }

  /// The name in place of the path of the running fleet's plan where the fleet is carried along.
  static let runningName = "running"
}

extension CatalogueNames {
  /// Knows nothing: everything must be stated.
  static let none = CatalogueNames(
    gpu: { _ in nil }, nearestGPU: { _ in nil }, model: { _ in nil }, nearestModel: { _ in nil },
    price: { _ in nil })
}
