/// The binding of each key: the action table's own keys, some of them replaced by a key file.
public struct KeyBindings: Sendable, Equatable {
  /// Keys by the name of their binding, where they differ from the table's.
  public let changes: [String: [Key]]
  /// Places in the action table by context and key.
  let lookup: [KeyContext: [Key: Place]]

  /// The position of a binding in the action table.
  struct Place: Sendable, Hashable {
    var entry: Int
    var binding: Int
  }

  init(changes: [String: [Key]], lookup: [KeyContext: [Key: Place]]) {
    self.changes = changes
    self.lookup = lookup
  }
}
