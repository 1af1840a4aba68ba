import Planning

/// The scenario's file, the files that can be opened, and what earlier sessions left.
public struct FileState: Sendable, Equatable {
  /// The scenario as last read or written; differs from the one stated while edits are unsaved.
  public internal(set) var savedScenario: Scenario
  /// Path of the scenario's file; nil for the built-in sample.
  public internal(set) var scenarioPath: String?
  /// Files that can be opened without typing their path.
  public internal(set) var knownFiles: [KnownFile] = []
  /// The contents of the folder of a path being typed, and the folder asked for last.
  var listing: FolderListing?
  var askedFolder: String?
  /// Sessions that ended with unsaved work, the latest first.
  public internal(set) var leftovers: [Leftover] = []
  /// The one that is being read.
  var recovering: Leftover?
  /// The one that was recovered last, until it is saved: it is offered again once another scenario is open.
  var recovered: Leftover?
  /// The folder that relative paths start from.
  public var workingFolder = ""
  /// Whether the scenario is a recovered one whose file could not be read.
  var isRecovered = false
  /// Whether the operator agreed to lose what is saved nowhere.
  public internal(set) var hasDiscarded = false
}
