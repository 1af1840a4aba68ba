/// Keys that mean one thing; what a key file binds and the palette lists.
public struct KeyBinding: Sendable {
  /// Name in key files, scripts and the palette, such as `step-up`.
  public let name: String
  /// The keys, unless a key file says otherwise.
  public let keys: [Key]
  /// The action that the keys trigger.
  public let action: Action
}

/// One row of the action table: help, hints, palette, scripts, key files, the README and `fleetmix actions` read it.
public struct ActionEntry: Sendable {
  /// Name in inventories, such as `undo`.
  public let name: String
  /// The bindings of its keys, one per meaning.
  public let bindings: [KeyBinding]
  /// The keys as help writes them, unless a key file says otherwise.
  public let keyText: String
  /// A description in a few words.
  public let help: String
  /// Heading it is listed under.
  public let group: String
  /// The context in which its keys have this meaning.
  public let context: KeyContext
  /// The form in which the palette and scripts call it with arguments; nil: it takes none.
  public let form: CommandForm?
  /// The reason why it has no effect at present; nil when it has one.
  public let disabled: @Sendable (DashboardState) -> String?

  /// Returns the reason why it cannot be called by its name now; nil when it can.
  func refusal(_ state: DashboardState) -> String? {
    if context == .comparison, state.comparison == nil { return "only while plans are compared; c does it" }
    if context == .history, state.historyRow == nil { return "only in the list of edits; U opens it" }
    return disabled(state)
  }

  /// All keys, unless a key file says otherwise.
  public var keys: [Key] { bindings.flatMap(\.keys) }

  /// Creates an entry; `parts` names the bindings where its keys differ in meaning, in the order of the keys.
  init(
    _ name: String, _ keys: [Key], _ keyText: String, _ help: String, in group: String,
    context: KeyContext = .panels, parts: [String] = [], form: CommandForm? = nil,
    disabled: @escaping @Sendable (DashboardState) -> String? = { _ in nil },
    _ action: (Key) -> Action
  ) {
    self.name = name
    self.keyText = keyText
    self.help = help
    self.group = group
    self.context = context
    self.form = form
    self.disabled = disabled
    var meanings: [(action: Action, keys: [Key])] = []
    for key in keys {
      let meaning = action(key)
      if let index = meanings.firstIndex(where: { $0.action == meaning }) {
        meanings[index].keys.append(key)
      } else {
        meanings.append((meaning, [key]))
      }
    }
    bindings = meanings.enumerated().map { index, meaning in
      let single = meanings.count == 1 ? name : "\(name)-\(index + 1)"
      let own = parts.indices.contains(index) ? parts[index] : single
      return KeyBinding(name: own, keys: meaning.keys, action: meaning.action)
    }
  }

  /// Creates an entry that has no key, only a name with arguments.
  init(_ name: String, _ help: String, in group: String, form: CommandForm) {
    self.init(name, [], "", help, in: group, form: form) { _ in .typing(.cancel) }
  }
}
