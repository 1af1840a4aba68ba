import Serving

extension Theme {
  /// The key of a theme without colours.
  private static let monochromeKey = "monochrome"
  /// The key that names the theme whose values stand where a file states none.
  public static let parentKey = "inherits"

  /// Keys a theme file may have.
  public static var keys: [String] {
    Role.allCases.map(\.rawValue) + Ground.allCases.map(\.rawValue) + [monochromeKey, parentKey]
  }

  /// Reads a theme from the pairs of its file; what it does not state is its parent's.
  ///
  /// A role is a colour (`text: 252`), a ground a background and its text (`bar: 236/252`). `base` is the screen
  /// itself; left out or `default`, the terminal's own ground stays. Roles that neither states take the colour of
  /// `text`, grounds that of the base.
  public init(name: String, values: [String: String], inheriting parent: Theme? = nil) throws(ThemeError) {
    var colours = parent?.colours ?? [:]
    var grounds = parent?.grounds ?? [:]
    var isMonochrome = parent?.isMonochrome ?? false
    if let parent { grounds[.base] = parent.base }
    for (key, value) in values.sorted(by: { $0.key < $1.key }) where key != Self.parentKey {
      if let role = Role(rawValue: key) {
        colours[role] = try Self.colour(value, key)
      } else if let ground = Ground(rawValue: key) {
        grounds[ground] = try Self.ground(value, key)
      } else if key == Self.monochromeKey {
        isMonochrome = value == "true"
      } else {
        throw .unknownKey(key, nearest: nearestName(to: key, among: Self.keys))
      }
    }
    let text = colours[.text] ?? .terminal
    var base = grounds.removeValue(forKey: .base) ?? GroundColours(background: .terminal, text: text)
    if base.text == .terminal { base.text = text }
    self.init(name: name, colours: colours, grounds: grounds, base: base, isMonochrome: isMonochrome)
  }

  /// Reads a theme whose parent, if it names one, is among `files`: the pairs of other themes by name.
  ///
  /// A parent that is not there, or that inherits from its own heir, is an error of the file that names it.
  public static func resolve(
    _ name: String, _ values: [String: String], among files: [String: [String: String]]
  ) throws(ThemeError) -> Theme {
    try resolve(name, values, among: files, heirs: [])
  }

  private static func resolve(
    _ name: String, _ values: [String: String], among files: [String: [String: String]], heirs: [String]
  ) throws(ThemeError) -> Theme {
    guard let parent = values[parentKey]?.trimmingSpaces else { return try Theme(name: name, values: values) }
    guard let inherited = files[parent] else {
      throw .unknownParent(parent, nearest: nearestName(to: parent, among: files.keys.sorted()))
    }
    guard !heirs.contains(parent) else { throw .circle(parent) }
    let theme = try resolve(parent, inherited, among: files, heirs: heirs + [parent])
    return try Theme(name: name, values: values, inheriting: theme)
  }

  private static func ground(_ value: String, _ key: String) throws(ThemeError) -> GroundColours {
    let parts = value.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { throw .badColour(key: key, value: value) }
    let background = try colour(String(first), key)
    let text = parts.count == 2 ? try colour(String(parts[1]), key) : .terminal
    return GroundColours(background: background, text: text)
  }

  private static func colour(_ value: String, _ key: String) throws(ThemeError) -> ThemeColour {
    let word = value.trimmingSpaces
    if word == "default" { return .terminal }
    guard let index = UInt8(word) else { throw .badColour(key: key, value: value) }
    return .index(index)
  }
}
