/// All actions with their keys, names and arguments.
public enum ActionTable {
  /// Every entry, in the order help lists them.
  public static let entries =
    slider + plans + program + moving + comparing + history + tour + commands + palette + typing + question
    + help

  /// The entry whose keys, unless a key file says otherwise, contain the key in a context.
  static func entry(for key: Key, in context: KeyContext) -> ActionEntry? {
    KeyBindings.standard.meaning(of: key, in: context)?.entry
  }

  /// The binding of a name, and its entry.
  public static func binding(_ name: String) -> (entry: ActionEntry, binding: KeyBinding)? {
    names[name].map { (entries[$0.entry], entries[$0.entry].bindings[$0.binding]) }
  }

  /// Entries for what an operator does outside lists and questions.
  static let main = entries.filter { $0.context == .panels || $0.context == .everywhere }

  /// Entries that the palette and scripts can call.
  static let callable = main + entries.filter { $0.context == .comparison || $0.context == .history }

  /// The table's own keys of a binding.
  public static func keys(of name: String) -> [Key] { binding(name)?.binding.keys ?? [] }

  private static let names: [String: (entry: Int, binding: Int)] = {
    var result: [String: (entry: Int, binding: Int)] = [:]
    for (index, entry) in entries.enumerated() {
      for (part, binding) in entry.bindings.enumerated() { result[binding.name] = (index, part) }
    }
    return result
  }()
}
