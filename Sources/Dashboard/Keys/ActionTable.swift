/// Where a key means something.
public enum KeyContext: String, Sendable, CaseIterable {
  case panels, typing, question, help
}

/// One row of the key table: help, hints, the README and `fleetmix actions` read it.
public struct ActionEntry: Sendable {
  /// Name in inventories, such as `step-up`.
  public let name: String
  /// Keys that mean it.
  public let keys: [Key]
  /// What it does, in a few words.
  public let help: String
  /// Heading it is listed under.
  public let group: String
  /// Where its keys mean it.
  public let context: KeyContext
  /// What the program does.
  public let action: Action
  /// Why it can do nothing at present; nil when it can.
  public let disabled: @Sendable (DashboardState) -> String?
}

/// All actions with their keys.
public enum ActionTable {
  /// Every entry, in the order help lists them.
  public static let entries: [ActionEntry] = []
}
