/// A node of a parsed YAML or JSON file with its position; aliases and tags do not exist here.
public struct DocumentNode: Sendable {
  /// The content of a node.
  public enum Content: Sendable {
    /// Text; `isPlain` distinguishes `30` from `"30"`.
    case scalar(String, isPlain: Bool)
    /// Elements in order.
    case sequence([DocumentNode])
    /// Entries in the file's order; keys are unique.
    case mapping([Entry])
  }
  /// One key and its value.
  public struct Entry: Sendable {
    /// The key's text.
    public var key: String
    /// Line of the key, from 1.
    public var line: Int
    /// Column of the key, from 1.
    public var column: Int
    /// The value.
    public var value: DocumentNode
    /// Where the key stands, as `DocumentNode.span`.
    var keySpan = 0..<0
  }

  /// The node's content.
  public var content: Content
  /// Line, from 1.
  public var line: Int
  /// Column in characters, from 1.
  public var column: Int
  /// Where the node stands in a YAML text: Unicode scalars from its beginning, quotes, brackets and an anchor included.
  var span = 0..<0
  /// Whether it is a collection in brackets or braces.
  var isFlow = false

  /// The element of a sequence; nil where there is none.
  func element(_ index: Int) -> DocumentNode? {
    guard case .sequence(let elements) = content, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The value of a mapping's key; nil where there is none.
  func value(of key: String) -> DocumentNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The text of a scalar as an error message shows it; for a collection its kind.
  var shown: String {
    switch content {
    case .scalar(let text, _): text
    case .sequence: "a list"
    case .mapping: "a map"
    }
  }

  /// Whether this is an unquoted null or nothing at all.
  var isNull: Bool {
    guard case .scalar(let text, true) = content else { return false }
    return text.isEmpty || text == "~" || text.lowercased() == "null"
  }
}

/// Limits that keep a hostile document from taking the machine with it.
enum DocumentLimits {
  /// Deepest nesting; a scenario has six levels.
  static let depth = 64
  /// Most nodes, keys included.
  static let nodes = 1_000_000
}
