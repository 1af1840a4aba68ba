import Serving

extension Theme {
  /// The key of a theme without colours.
  private static let monochromeKey = "monochrome"

  /// Keys a theme file may have.
  public static var keys: [String] {
    Role.allCases.map(\.rawValue) + Ground.allCases.map(\.rawValue) + [monochromeKey]
  }

  /// Reads a theme from the pairs of its file.
  ///
  /// A role is a colour (`text: 252`), a ground a background and its text (`bar: 236/252`). `base` is the screen
  /// itself; left out or `default`, the terminal's own ground stays. Roles left out take the colour of `text`,
  /// grounds that of the base.
  public init(name: String, values: [String: String]) throws(ThemeError) {
    var colours: [Role: ThemeColour] = [:]
    var grounds: [Ground: GroundColours] = [:]
    var isMonochrome = false
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
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
