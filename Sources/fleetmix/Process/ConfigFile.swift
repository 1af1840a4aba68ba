import Dashboard
import Glibc
import Interchange
import Serving

/// The settings of a user's config file; wrong ones are left out and reported.
///
///     theme: light
///     mouse: off
///     ascii: false
///     keys:
///       undo: z
///       quit: [q, Ctrl-Q]
///       step-up: none
struct ConfigFile {
  /// The theme to begin with.
  private(set) var theme: String?
  /// Whether the program uses the mouse; nil: not stated.
  private(set) var mouse: Bool?
  /// Whether to draw with ASCII characters only.
  private(set) var ascii: Bool?
  /// Keys by the name of their binding.
  private(set) var keys: [String: [Key]] = [:]
  /// The settings that were left out, and why.
  private(set) var problems: [Diagnostic] = []

  private static let topKeys = ["theme", "mouse", "ascii", "keys"]

  /// No config at all.
  init() {}

  /// Reads the file at `path`; with `isOptional`, a file that is not there asks for nothing.
  init(path: String, isOptional: Bool, themes: [String]) {
    if isOptional, access(path, F_OK) != 0 { return }
    do {
      let source = try SourceFile.read(path)
      read(try YAMLParser.parse(source), path, themes)
    } catch let error as InputError {
      problems = error.problems
    } catch {
      let reason = (error as? FileError)?.reason ?? "cannot be read"
      problems = [Diagnostic(file: path, line: 1, column: 1, message: reason)]
    }
  }

  /// The text of the message row on the problems; nil: there are none.
  var notice: String? {
    guard let first = problems.first else { return nil }
    // A row has no room for the folder, which is always the same.
    let folder = first.file.lastIndex(of: "/").map { first.file[...$0].count } ?? 0
    let more = problems.count > 1 ? " (and \(problems.count - 1) more: fleetmix actions)" : ""
    return "ignored: \(first.description.dropFirst(folder))\(more)"
  }

  // MARK: Reading

  private mutating func read(_ root: DocumentNode, _ file: String, _ themes: [String]) {
    guard case .mapping(let entries) = root.content else {
      problems.append(
        Diagnostic(
          file: file, line: root.line, column: root.column, message: "must be a map of keys and values"))
      return
    }
    for entry in entries {
      switch entry.key {
      case "theme": theme = themeName(entry, file, themes)
      case "mouse": mouse = flag(entry, file)
      case "ascii": ascii = flag(entry, file)
      case "keys": readKeys(entry, file)
      default:
        add(
          entry.line, entry.column, file, entry.key, "is not known",
          suggestion: nearestName(to: entry.key, among: Self.topKeys))
      }
    }
    for name in KeyBindings(changes: keys).bereft {
      guard
        let taker = keys.first(where: { $0.value.contains { ActionTable.keys(of: name).contains($0) } })?.key,
        let place = places[taker]
      else { continue }
      add(
        place.line, place.column, file, taker,
        "takes the last key of '\(name)'; only the palette reaches that now")
    }
  }

  /// Where each key binding stands, for messages about what it does to others.
  private var places: [String: (line: Int, column: Int)] = [:]

  private mutating func themeName(
    _ entry: DocumentNode.Entry, _ file: String, _ themes: [String]
  ) -> String? {
    guard let text = scalar(entry.value) else {
      add(entry.value, file, entry.key, "must be the name of a theme")
      return nil
    }
    if let theme = themes.first(where: { $0.lowercased() == text.lowercased() }) { return theme }
    add(
      entry.value, file, entry.key, "there is no such theme", bad: text,
      suggestion: nearestName(to: text, among: themes))
    return nil
  }

  private mutating func flag(_ entry: DocumentNode.Entry, _ file: String) -> Bool? {
    switch scalar(entry.value)?.lowercased() {
    case "true", "on", "yes": return true
    case "false", "off", "no": return false
    default:
      add(entry.value, file, entry.key, "must be on or off", bad: scalar(entry.value))
      return nil
    }
  }

  private mutating func readKeys(_ section: DocumentNode.Entry, _ file: String) {
    guard case .mapping(let entries) = section.value.content else {
      add(section.value, file, section.key, "must be a map of action names and keys")
      return
    }
    for entry in entries {
      let shown = "keys.\(entry.key)"
      if let problem = KeyBindings.problem(ofName: entry.key) {
        add(entry.line, entry.column, file, shown, problem)
        continue
      }
      var nodes = [entry.value]
      if case .sequence(let items) = entry.value.content { nodes = items }
      var accepted: [Key] = []
      var isUnbound = false
      for node in nodes {
        guard let text = scalar(node) else {
          add(node, file, shown, "must be a key, a list of keys, or none")
          continue
        }
        if text.lowercased() == "none" {
          isUnbound = true
        } else if let key = Key(name: text) {
          if let problem = KeyBindings.problem(of: key, for: entry.key, beside: keys) {
            add(node, file, shown, problem)
          } else {
            accepted.append(key)
          }
        } else {
          add(
            node, file, shown, "there is no such key", bad: text,
            suggestion: nearestName(to: text, among: Key.names))
        }
      }
      guard !accepted.isEmpty || isUnbound || nodes.isEmpty else { continue }
      keys[entry.key] = accepted
      places[entry.key] = (entry.line, entry.column)
    }
  }

  private func scalar(_ node: DocumentNode) -> String? {
    if case .scalar(let text, _) = node.content { text } else { nil }
  }

  private mutating func add(
    _ node: DocumentNode, _ file: String, _ key: String, _ message: String, bad: String? = nil,
    suggestion: String? = nil
  ) {
    add(node.line, node.column, file, key, message, bad: bad, suggestion: suggestion)
  }

  private mutating func add(
    _ line: Int, _ column: Int, _ file: String, _ key: String, _ message: String, bad: String? = nil,
    suggestion: String? = nil
  ) {
    problems.append(
      Diagnostic(
        file: file, line: line, column: column, key: key, badValue: bad, message: message,
        suggestion: suggestion))
  }
}
