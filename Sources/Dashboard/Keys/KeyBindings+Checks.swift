import Serving

extension KeyBindings {
  /// Returns the reason why a binding's name is unknown, with the nearest known one; nil: it is known.
  public static func problem(ofName name: String) -> String? {
    if ActionTable.binding(name) != nil { return nil }
    let names = ActionTable.entries.flatMap { $0.bindings.map(\.name) }
    let nearest = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    return "there is no action of this name\(nearest)"
  }

  /// Returns the reason why a binding cannot have a key, given the `changes` so far; nil: it can.
  public static func problem(of key: Key, for name: String, beside changes: [String: [Key]]) -> String? {
    guard let context = ActionTable.binding(name)?.entry.context else { return problem(ofName: name) }
    if context.chain.contains(.typing) || context == .everywhere, case .character = key {
      return "'\(key.name)' is text where \(name) works; choose another key"
    }
    for (other, keys) in changes.sorted(by: { $0.key < $1.key }) where other != name && keys.contains(key) {
      guard let place = ActionTable.binding(other)?.entry.context else { continue }
      if place == context || place == .everywhere || context == .everywhere {
        return "'\(key.name)' was already given to '\(other)'"
      }
    }
    let always = ActionTable.entries.filter { $0.context == .everywhere }.flatMap(\.bindings)
    if let owner = always.first(where: { (changes[$0.name] ?? $0.keys).contains(key) && $0.name != name }) {
      return "'\(key.name)' is '\(owner.name)' everywhere"
    }
    return nil
  }

  /// Names of bindings that had keys of their own and lost the last one to others.
  public var bereft: [String] {
    ActionTable.entries.flatMap { entry in
      entry.bindings.filter { binding in
        !binding.keys.isEmpty && changes[binding.name] == nil && keys(of: binding, in: entry.context).isEmpty
      }.map(\.name)
    }
  }
}
