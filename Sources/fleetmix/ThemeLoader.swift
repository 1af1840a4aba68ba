import Dashboard
import Interchange
import Serving

/// Finds the themes: those beside the program, else the ones built in; a theme may also be a file of the user's.
enum ThemeLoader {
  /// All themes found, `dark` first; with `file` naming a file, that theme too.
  static func load(file: String? = nil) throws -> [Theme] {
    var themes = try ResourceLocator().themes().map(theme)
    guard let file else { return themes }
    if file.contains("/") || file.hasSuffix(".yaml") {
      themes.append(try theme(SourceFile.read(file)))
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

  private static func theme(_ source: SourceFile) throws -> Theme {
    let map = try YAMLMap(source)
    let entries = map.sections.first?.entries ?? []
    let values = Dictionary(entries.map { ($0.key, $0.value.text) }, uniquingKeysWith: { first, _ in first })
    do {
      return try Theme(name: name(source.path), values: values)
    } catch {
      let key: String
      switch error {
      case .unknownKey(let unknown, _): key = unknown
      case .badColour(let bad, _): key = bad
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
