import Dashboard
import Interchange
import Serving

/// Finds the themes: those beside the program, else the ones built in; a theme may also be a file of the user's.
enum ThemeLoader {
  /// All themes found, `dark` first; with `file` naming a file, that theme too.
  static func load(file: String? = nil) throws -> [Theme] {
    let shipped = try ResourceLocator().themes()
    let files = try shipped.map { (name: name($0.path), source: $0, entries: try entries($0)) }
    let values = Dictionary(
      files.map { ($0.name, Self.values($0.entries)) }, uniquingKeysWith: { first, _ in first })
    var themes = try files.map { try theme($0.name, $0.source, $0.entries, among: values) }
    guard let file else { return themes }
    if file.contains("/") || file.hasSuffix(".yaml") {
      // A file of the user's may inherit from any shipped theme, also from the one whose name it takes.
      let source = try SourceFile.read(file)
      let own = try theme(name(file), source, try entries(source), among: values)
      themes.removeAll { $0.name == own.name }
      themes.append(own)
    } else if !themes.contains(where: { $0.name == file.lowercased() }) {
      let nearest = nearestName(to: file, among: themes.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
      throw FileError(path: file, reason: "no such theme\(nearest)", exitCode: ExitStatus.noInput)
    }
    return themes
  }

  /// The user's config file, its theme checked against those found.
  static func config() throws -> ConfigFile {
    guard let path = UserFolders().config else { return ConfigFile() }
    return ConfigFile(path: path, isOptional: true, themes: try load().map(\.name))
  }

  /// The name that a theme option means: the file's stem, or the name itself.
  static func name(_ option: String) -> String {
    let last = option.split(separator: "/").last.map(String.init) ?? option
    return last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
  }

  private static func entries(_ source: SourceFile) throws -> [YAMLMap.Entry] {
    try YAMLMap(source).sections.first?.entries ?? []
  }

  private static func values(_ entries: [YAMLMap.Entry]) -> [String: String] {
    Dictionary(entries.map { ($0.key, $0.value.text) }, uniquingKeysWith: { first, _ in first })
  }

  private static func theme(
    _ name: String, _ source: SourceFile, _ entries: [YAMLMap.Entry], among files: [String: [String: String]]
  ) throws -> Theme {
    do {
      return try Theme.resolve(name, values(entries), among: files)
    } catch {
      let key =
        switch error {
        case .unknownKey(let unknown, _): unknown
        case .badColour(let bad, _): bad
        case .unknownParent, .circle: Theme.parentKey
        }
      let value = entries.first { $0.key == key }?.value
      throw InputError([
        Diagnostic(
          file: source.path, line: value?.line ?? 1, column: value?.column ?? 1, key: key,
          message: error.description)
      ])
    }
  }
}
