/// Unsaved work of a session: it is kept for the next one and asked about on leaving.
public struct KeptSession: Sendable, Equatable {
  /// The scenario with its edits.
  public var statement: Statement
  /// The pinned plans.
  public var pins: [Pin]
  /// The pinned plan to which deltas refer.
  public var reference: Character
  /// Where the scenario is saved; nil: nowhere yet.
  public var path: String?

  /// Creates the unsaved work of a session.
  public init(statement: Statement, pins: [Pin], reference: Character, path: String?) {
    self.statement = statement
    self.pins = pins
    self.reference = reference
    self.path = path
  }
}

/// Consents of the operator to a save; a step without consent is asked about.
public struct SaveConsent: OptionSet, Sendable {
  /// One bit a consent.
  public let rawValue: Int

  /// Creates a set of consents.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Replace a file that exists.
  public static let overwrite = SaveConsent(rawValue: 1)
  /// Replace the scenario's own file although somebody else has changed it.
  public static let changed = SaveConsent(rawValue: 2)
  /// Write the text anew, without the comments and the layout that it had.
  public static let rewrite = SaveConsent(rawValue: 4)
}

extension DashboardState {
  /// Whether leaving would lose something.
  public var hasUnsavedWork: Bool { hasUnsavedEdits || hasOwnPins }

  /// What is to be kept for the next session; nil: nothing.
  public var keptSession: KeptSession? {
    guard hasUnsavedWork else { return nil }
    return KeptSession(statement: statement, pins: pins, reference: referenceLetter, path: scenarioPath)
  }
}
