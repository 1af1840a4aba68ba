import Planning

/// A YAML file of sections with simple values, such as a theme: every value with its position.
public struct YAMLMap: Sendable {
  /// One value.
  public struct Value: Sendable, Equatable {
    /// The text of the value.
    public var text: String
    /// Line, from 1.
    public var line: Int
    /// Column in characters, from 1.
    public var column: Int
  }
  /// One key with its value, in the file's order.
  public struct Entry: Sendable, Equatable {
    /// The key.
    public var key: String
    /// Its value.
    public var value: Value
  }
  /// One section; the keys at the top level are in the section named "".
  public struct Section: Sendable, Equatable {
    /// Name of the section.
    public var name: String
    /// Line of its key, from 1.
    public var line: Int
    /// Column of its key, from 1.
    public var column: Int
    /// Its values, in the file's order.
    public var entries: [Entry]

    /// The value of a key.
    public subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }
  }

  /// Path of the file, for messages.
  public let file: String
  /// Sections in the file's order, the top level first.
  public let sections: [Section]

  /// The section of a name.
  public subscript(section: String) -> Section? { sections.first { $0.name == section } }

  /// All values by key; those inside a section as `section.key`.
  public var values: [String: String] {
    var values: [String: String] = [:]
    for section in sections {
      let prefix = section.name.isEmpty ? "" : section.name + "."
      for entry in section.entries { values[prefix + entry.key] = entry.value.text }
    }
    return values
  }

  /// Reads `source`; throws `InputError` with all problems.
  public static func read(_ source: SourceFile) throws -> YAMLMap { try YAMLMap(source) }

  /// A diagnostic at the value of `key`, as `values` spells it; at the top of the file where there is none.
  public func diagnostic(key: String, message: String, suggestion: String? = nil) -> Diagnostic {
    var place = (line: 1, column: 1)
    for section in sections {
      let prefix = section.name.isEmpty ? "" : section.name + "."
      for entry in section.entries where prefix + entry.key == key {
        place = (entry.value.line, entry.value.column)
      }
    }
    return Diagnostic(
      file: file, line: place.line, column: place.column, key: key, message: message, suggestion: suggestion)
  }

  /// Reads `source`; throws `InputError` with all problems.
  public init(_ source: SourceFile) throws {
    let root = try YAMLParser.parse(source)
    let problems = ProblemList()
    func add(_ node: DocumentNode, _ key: String?, _ message: String) {
      problems.add(
        Diagnostic(
          file: source.path, line: node.line, column: node.column, key: key, badValue: node.shown,
          message: message))
    }
    func entry(_ entry: DocumentNode.Entry) -> Entry? {
      guard case .scalar(let text, _) = entry.value.content else {
        add(entry.value, entry.key, "must be a single value")
        return nil
      }
      guard !text.unicodeScalars.contains(where: SafeText.isUnsafe) else {
        add(entry.value, entry.key, "must not contain control or invisible characters")
        return nil
      }
      return Entry(
        key: entry.key, value: Value(text: text, line: entry.value.line, column: entry.value.column))
    }
    var top = Section(name: "", line: root.line, column: root.column, entries: [])
    var sections: [Section] = []
    if case .mapping(let entries) = root.content {
      for outer in entries {
        if case .mapping(let inner) = outer.value.content {
          sections.append(
            Section(
              name: outer.key, line: outer.line, column: outer.column, entries: inner.compactMap(entry)))
        } else if let value = entry(outer) {
          top.entries.append(value)
        }
      }
    } else {
      add(root, nil, "the file must be a map of keys and values")
    }
    try problems.throwIfAny()
    file = source.path
    self.sections = [top] + sections
  }
}
