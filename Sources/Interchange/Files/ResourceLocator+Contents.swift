extension ResourceLocator {
  /// The theme a user meets first; it leads every list.
  private static let firstTheme = "Themes/dark.yaml"
  /// The scenario the dashboard opens without being given one.
  public static let defaultScenario = "Samples/today/scenario.yaml"

  /// All themes, `dark` first, then by name.
  public func themes() throws -> [SourceFile] {
    let found = files(in: "Themes", suffix: ".yaml")
    let ordered = found.filter { $0.name == Self.firstTheme } + found.filter { $0.name != Self.firstTheme }
    return try ordered.map(read)
  }

  /// The places that resources come from, one line each: the folders searched, then every theme and sample
  /// found.
  public var inventory: [String] {
    let folders = searchPath.map { "folder  \($0)" }
    let resources = (files(in: "Themes", suffix: ".yaml") + [file(Self.defaultScenario)].compactMap { $0 })
    return folders + resources.map { "file    \($0.name)  \($0.path ?? "(inside the program)")" }
  }
}
