extension KeyBindings {
  /// The keys of the action table.
  public static let standard = KeyBindings()

  /// Creates bindings with other keys for some names; a changed key is taken from other names of its context.
  public init(changes: [String: [Key]] = [:]) {
    var lookup: [KeyContext: [Key: Place]] = [:]
    // What a key file says comes last, so that it wins over a key of the table.
    for isChanged in [false, true] {
      for (index, entry) in ActionTable.entries.enumerated() {
        for (part, binding) in entry.bindings.enumerated() where (changes[binding.name] != nil) == isChanged {
          for key in changes[binding.name] ?? binding.keys {
            lookup[entry.context, default: [:]][key] = Place(entry: index, binding: part)
          }
        }
      }
    }
    self.init(changes: changes, lookup: lookup)
  }

  /// The entry and binding that a key means in a context.
  func meaning(of key: Key, in context: KeyContext) -> (entry: ActionEntry, binding: KeyBinding)? {
    for scope in context.chain {
      if let place = lookup[scope]?[key] { return meaning(at: place) }
    }
    guard let common = lookup[.panels]?[key].map(meaning), context.inherits(common.entry.group) else {
      return nil
    }
    return common
  }

  private func meaning(at place: Place) -> (entry: ActionEntry, binding: KeyBinding) {
    let entry = ActionTable.entries[place.entry]
    return (entry, entry.bindings[place.binding])
  }

  /// The keys of a binding that mean it now.
  public func keys(of binding: KeyBinding, in context: KeyContext) -> [Key] {
    let wanted = changes[binding.name] ?? binding.keys
    guard !changes.isEmpty else { return wanted }
    return wanted.filter { meaning(of: $0, in: context)?.binding.name == binding.name }
  }

  /// The keys of an entry as help writes them; empty where it has none.
  public func text(of entry: ActionEntry) -> String {
    let current = entry.bindings.map { keys(of: $0, in: entry.context) }
    guard zip(current, entry.bindings).contains(where: { $0 != $1.keys }) else { return entry.keyText }
    let most = current.map(\.count).max() ?? 0
    let columns = (0..<most).map { place in
      current.compactMap { $0.indices.contains(place) ? $0[place].text : nil }
    }
    return columns.joined().joined(separator: " ")
  }

  /// The first key of a binding by its name; empty where it has none.
  func hint(_ name: String) -> String {
    guard let (entry, binding) = ActionTable.binding(name) else { return "" }
    return keys(of: binding, in: entry.context).first?.text ?? ""
  }
}
