import Planning
import Serving

/// Walks the entries of one map of a document, checks them and notes every problem with its position.
///
/// Readers ask for keys by name; `finish` then reports the keys nobody asked for with the nearest one.
final class MapReader {
  let file: String
  let problems: ProblemList
  let node: DocumentNode
  /// The map's name in messages: `the scenario`, `a pool`.
  let subject: String
  private var entries: [String: DocumentNode.Entry] = [:]
  private var order: [String] = []
  private var known: [String] = []

  /// A reader of `node`; nil, with a problem noted, where it is no map.
  init?(_ node: DocumentNode, subject: String, key: String? = nil, file: String, problems: ProblemList) {
    self.file = file
    self.problems = problems
    self.node = node
    self.subject = subject
    guard case .mapping(let list) = node.content else {
      problems.add(
        Diagnostic(
          file: file, line: node.line, column: node.column, key: key, badValue: node.shown,
          message: "\(subject) must be a map of keys and values"))
      return nil
    }
    for entry in list {
      entries[entry.key] = entry
      order.append(entry.key)
    }
  }

  /// The keys in the file's order.
  var keys: [String] { order }

  /// Whether the key is there.
  func has(_ key: String) -> Bool { entries[key] != nil }

  /// Whether the key is there and not null.
  func hasValue(_ key: String) -> Bool { entries[key].map { !$0.value.isNull } ?? false }

  /// The value of a key; a required one that is missing is a problem. A null counts as missing, with a
  /// message of its own.
  func value(_ key: String, isRequired: Bool = false) -> DocumentNode? {
    known.append(key)
    guard let entry = entries[key] else {
      if isRequired { add(at: node, key: key, "is missing in \(subject)") }
      return nil
    }
    if entry.value.isNull {
      problems.add(
        Diagnostic(
          file: file, line: entry.line, column: entry.column, key: key,
          message: isRequired ? "needs a value" : "has no value; leave it out or give one"))
      return nil
    }
    return entry.value
  }

  /// Notes a problem at a node.
  func add(
    at place: DocumentNode, key: String?, _ message: String, bad: String? = nil, suggestion: String? = nil,
    isMissingFile: Bool = false
  ) {
    problems.add(
      Diagnostic(
        file: file, line: place.line, column: place.column, key: key, badValue: bad, message: message,
        suggestion: suggestion, isMissingFile: isMissingFile))
  }

  /// A number inside `range`; `meaning` completes "must be ...".
  func number(_ key: String, in range: NumberRange, isRequired: Bool = false) -> Double? {
    guard let node = value(key, isRequired: isRequired) else { return nil }
    guard case .scalar(let text, let isPlain) = node.content, isPlain else {
      add(at: node, key: key, "must be a number" + (node.isQuoted ? " without quotes" : ""), bad: node.shown)
      return nil
    }
    switch NumberText.double(text) {
    case .failure(let failure):
      add(at: node, key: key, NumberText.message(failure), bad: text)
      return nil
    case .success(let number):
      guard range.contains(number) else {
        add(at: node, key: key, "must be \(range.meaning)", bad: text)
        return nil
      }
      return number
    }
  }

  /// A whole number inside `range`.
  func integer(_ key: String, in range: ClosedRange<Int>, isRequired: Bool = false) -> Int? {
    let whole = NumberRange.whole(range)
    return number(key, in: whole, isRequired: isRequired).map { Int($0) }
  }

  /// `true` or `false`.
  func flag(_ key: String) -> Bool? {
    guard let node = value(key) else { return nil }
    guard case .scalar(let text, true) = node.content else {
      add(at: node, key: key, "must be true or false", bad: node.shown)
      return nil
    }
    switch text.lowercased() {
    case "true": return true
    case "false": return false
    case "yes", "on": add(at: node, key: key, "must be true or false", bad: text, suggestion: "true")
    case "no", "off": add(at: node, key: key, "must be true or false", bad: text, suggestion: "false")
    default: add(at: node, key: key, "must be true or false", bad: text)
    }
    return nil
  }

  /// Text that may be shown: not empty, no control or invisible characters.
  func name(_ key: String, isRequired: Bool = false) -> (text: String, node: DocumentNode)? {
    guard let node = value(key, isRequired: isRequired) else { return nil }
    guard let text = Self.name(node, key: key, reader: self) else { return nil }
    return (text, node)
  }

  /// A finite number, or nil for `null`: saved figures that are not finite are written so.
  func nullableNumber(_ key: String, isRequired: Bool = true) -> Double? {
    if let entry = entries[key], entry.value.isNull {
      known.append(key)
      return nil
    }
    return number(key, in: .finite, isRequired: isRequired)
  }

  /// Text of any length that may be shown; empty where the key is missing.
  func text(_ key: String) -> String {
    guard let node = value(key) else { return "" }
    guard case .scalar(let text, _) = node.content else {
      add(at: node, key: key, "must be text", bad: node.shown)
      return ""
    }
    guard !text.unicodeScalars.contains(where: SafeText.isUnsafe) else {
      add(at: node, key: key, "must not contain control or invisible characters", bad: text)
      return ""
    }
    return text
  }

  /// The maps of a list.
  func maps(_ key: String, subject: String) -> [MapReader] {
    (list(key, isRequired: true, mayBeEmpty: true) ?? []).compactMap {
      MapReader($0, subject: subject, key: key, file: file, problems: problems)
    }
  }

  /// One of the raw values of an enumeration.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Value.Type, isRequired: Bool = false
  ) -> Value? where Value.RawValue == String {
    value(key, isRequired: isRequired).flatMap { choice(key, type, at: $0) }
  }

  /// One of the raw values of an enumeration, or a list of some, each once; nil where none is stated or one is wrong.
  func choices<Value: RawRepresentable & CaseIterable & Equatable>(
    _ key: String, _ type: Value.Type
  ) -> [Value]? where Value.RawValue == String {
    guard let node = value(key) else { return nil }
    guard case .sequence = node.content else { return choice(key, type, at: node).map { [$0] } }
    var values: [Value] = []
    let nodes = list(key) ?? []
    for node in nodes {
      guard let value = choice(key, type, at: node) else { continue }
      if values.contains(value) { add(at: node, key: key, "names a value twice", bad: node.shown) }
      values.append(value)
    }
    return values.isEmpty || values.count < nodes.count ? nil : values
  }

  private func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Value.Type, at node: DocumentNode
  ) -> Value? where Value.RawValue == String {
    let words = Value.allCases.map(\.rawValue)
    guard case .scalar(let text, _) = node.content, let value = Value(rawValue: text.lowercased()) else {
      add(
        at: node, key: key, "must be one of \(words.joined(separator: ", "))", bad: node.shown,
        suggestion: Suggestion.nearest(to: node.shown, among: words))
      return nil
    }
    return value
  }

  /// The elements of a list.
  func list(_ key: String, isRequired: Bool = false, mayBeEmpty: Bool = false) -> [DocumentNode]? {
    guard let node = value(key, isRequired: isRequired) else { return nil }
    guard case .sequence(let items) = node.content else {
      add(at: node, key: key, "must be a list", bad: node.shown)
      return nil
    }
    if items.isEmpty && !mayBeEmpty { add(at: node, key: key, "must have at least one entry") }
    return items
  }

  /// A reader for a nested map.
  func map(_ key: String, subject: String, isRequired: Bool = false) -> MapReader? {
    guard let node = value(key, isRequired: isRequired) else { return nil }
    return MapReader(node, subject: subject, key: key, file: file, problems: problems)
  }

  /// Marks keys as known without reading them, for errors about others.
  func allow(_ keys: [String]) { known.append(contentsOf: keys) }

  /// Reports every key that was not asked for.
  func finish() {
    let names = Set(known)
    for key in order where !names.contains(key) && !problems.isFull {
      guard let entry = entries[key] else { continue }
      problems.add(
        Diagnostic(
          file: file, line: entry.line, column: entry.column, key: key,
          message: "is not a key of \(subject)",
          suggestion: Suggestion.nearest(to: key, among: known)))
    }
  }

  /// The text of a node as a name; nil, with a problem noted, where it cannot be one.
  static func name(_ node: DocumentNode, key: String, reader: MapReader) -> String? {
    guard case .scalar(let text, _) = node.content else {
      reader.add(at: node, key: key, "must be text", bad: node.shown)
      return nil
    }
    if let problem = SafeText.nameProblem(text) {
      reader.add(at: node, key: key, problem, bad: text.isEmpty ? nil : text)
      return nil
    }
    return text
  }
}

extension DocumentNode {
  /// Whether this is text in quotes that would be a number without them.
  fileprivate var isQuoted: Bool {
    guard case .scalar(let text, false) = content, case .success = NumberText.double(text) else {
      return false
    }
    return true
  }
}
