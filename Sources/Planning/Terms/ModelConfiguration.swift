import Serving

/// A model's published configuration, as a scenario names it.
public struct ModelConfiguration: Sendable, Equatable {
  /// Path of its file as the scenario states it.
  public var path: String
  /// The model that the file describes, before the scenario's own facts change it.
  public var architecture: ModelArchitecture

  /// Creates a configuration of what the file at `path` describes.
  public init(path: String, architecture: ModelArchitecture) {
    self.path = path
    self.architecture = architecture
  }
}

extension Scenario {
  /// The paths of the files that the scenario names, as it states them: configurations, profiles, the running plan.
  public var namedFiles: [String] {
    models.compactMap(\.configuration?.path) + profilePaths + [current?.planPath].compactMap { $0 }
  }
}
