/// The content to save in a file and its format, as the ending of the file's name says.
public enum SaveFormat: String, Sendable, CaseIterable {
  /// The scenario as edited.
  case yaml
  /// The plan shown, as `fleetmix plan` prints it.
  case json, csv, md

  /// The format of a file name; a name without an ending is a scenario's, one with another ending nobody's.
  public init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      self = .yaml
      return
    }
    let ending = name[name.index(after: dot)...].lowercased()
    self.init(rawValue: ending == "yml" ? "yaml" : ending == "markdown" ? "md" : ending)
  }
}

/// The formats in which a plan is exported for the systems that run it.
public enum ExportLanguage: String, Sendable, CaseIterable {
  case vllm, kubernetes, skypilot, weights

  /// A description of the format in a few words.
  var words: String {
    switch self {
    case .vllm: "a shell script of vllm serve commands"
    case .kubernetes: "Deployments and Services"
    case .skypilot: "SkyPilot tasks"
    case .weights: "routing weights as JSON"
    }
  }
}

/// A scenario file that can be opened without typing its path.
public struct KnownFile: Sendable, Equatable {
  /// Its path, or its name among the samples.
  public var path: String
  /// The source of the entry, such as `sample`.
  public var note: String

  /// Creates an entry for the file at `path`, known from `note`.
  public init(path: String, note: String) {
    self.path = path
    self.note = note
  }
}
