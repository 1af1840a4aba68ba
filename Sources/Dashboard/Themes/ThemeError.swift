/// The reason why a theme's values cannot be used.
public enum ThemeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A key that is neither a role nor a ground; with the nearest that is, if any is near.
  case unknownKey(String, nearest: String?)
  /// A value that is no colour.
  case badColour(key: String, value: String)

  /// The theme to inherit from is not there; with the nearest that is, if any is near.
  case unknownParent(String, nearest: String?)
  /// A theme that inherits from itself, by way of this one.
  case circle(String)

  /// One sentence that says what to do.
  public var description: String {
    switch self {
    case .unknownKey(let key, let nearest):
      "\(key): no such role or ground" + (nearest.map { "; did you mean \($0)?" } ?? "")
    case .unknownParent(let name, let nearest):
      "no theme “\(name)” to inherit from" + (nearest.map { "; did you mean \($0)?" } ?? "")
    case .circle(let name): "“\(name)” inherits from this theme itself"
    case .badColour(let key, let value):
      "\(key): “\(value)” is no colour; write 0 to 255 or default, for a ground background/text as in 236/252"
    }
  }
}
