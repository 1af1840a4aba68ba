import Planning

/// Unsaved work of a session: it is kept for the next one and asked about on leaving.
public struct KeptSession: Sendable, Equatable {
  /// The scenario with its edits.
  public var statement: EditableScenario
  /// The pinned plans.
  public var pins: [Pin]
  /// The pinned plan to which deltas refer.
  public var reference: Character
  /// Path of the scenario's file; nil: it is not saved yet.
  public var path: String?
  /// The scenario as its file, or the sample, says; nil: that is not known.
  public var opened: Scenario?

  /// Creates the unsaved work of a session.
  public init(
    statement: EditableScenario, pins: [Pin], reference: Character, path: String?, opened: Scenario? = nil
  ) {
    self.statement = statement
    self.pins = pins
    self.reference = reference
    self.path = path
    self.opened = opened
  }
}

/// Unsaved work of an earlier session, as it is offered.
public struct Leftover: Sendable, Equatable {
  /// Path of the file in which it is kept.
  public var path: String
  /// The scenario's own file, from the root; nil: it has none.
  public var file: String?
  /// Title of the scenario.
  public var title: String

  /// Creates the offer of the unsaved work kept at `path`.
  public init(path: String, file: String?, title: String) {
    self.path = path
    self.file = file
    self.title = title
  }

  /// The file without its folder, else the title.
  var name: String { file?.split(separator: "/").last.map(String.init) ?? title }
}

/// Consents of the operator to a save; a step without consent is asked about.
public struct SaveConsent: OptionSet, Sendable {
  /// One bit per consent.
  public let rawValue: Int

  /// Creates a set of consents.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Replace a file that exists.
  public static let overwrite = SaveConsent(rawValue: 1)
  /// Replace the scenario's own file although somebody else has changed it.
  public static let changed = SaveConsent(rawValue: 2)
  /// Write the text anew, without the comments and the layout that it had.
  public static let rewrite = SaveConsent(rawValue: 4)
  /// Replace files that the scenario needs beside it and that exist with other content.
  public static let beside = SaveConsent(rawValue: 8)
}
