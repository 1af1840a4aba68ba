extension Key {
  /// The key as help writes it: `⇧←`, `^R`, `Alt-1`, `PgUp`.
  public var text: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "^" + letter.uppercased()
    case .alt(let character): "Alt-\(character)"
    case .function(let number): "F\(number)"
    default: Self.named.first { $0.key == self }?.text ?? "?"
    }
  }

  /// The key as a script or a key file names it: `Shift-Left`, `Ctrl-R`, `Alt-1`, `PageUp`, `x`.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .alt(let character): "Alt-\(character)"
    case .function(let number): "F\(number)"
    default: Self.named.first { $0.key == self }?.name ?? "?"
    }
  }

  /// Reads a key as scripts, key files, help and tmux name it; nil where there is no such key.
  public init?(name: String) {
    guard let first = name.first else { return nil }
    let lower = name.lowercased()
    if let known = Self.named.first(where: { $0.name.lowercased() == lower || $0.text == name }) {
      self = known.key
    } else if name.count == 1 {
      self = .character(first)
    } else if let known = Self.otherNames[lower] {
      self = known
    } else if let last = name.last, name.count == 2, first == "^", last.isLetter {
      self = .control(Character(last.lowercased()))
    } else if let rest = Self.rest(of: lower, after: ["ctrl-", "c-"]), rest.count == 1,
      let letter = rest.first
    {
      self = .control(letter)
    } else if Self.rest(of: lower, after: ["alt-", "m-"])?.count == 1, let last = name.last {
      self = .alt(last)
    } else if first == "F" || first == "f", let number = Int(name.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// Names that a misspelt one is compared with.
  public static var names: [String] { named.map(\.name) + ["Space"] + (1...12).map { "F\($0)" } }

  private static func rest(of text: String, after prefixes: [String]) -> String? {
    prefixes.first { text.hasPrefix($0) }.map { String(text.dropFirst($0.count)) }
  }

  private static let named: [(key: Key, text: String, name: String)] = [
    (.up, "↑", "Up"), (.down, "↓", "Down"), (.left, "←", "Left"), (.right, "→", "Right"),
    (.shiftUp, "⇧↑", "Shift-Up"), (.shiftDown, "⇧↓", "Shift-Down"), (.shiftLeft, "⇧←", "Shift-Left"),
    (.shiftRight, "⇧→", "Shift-Right"), (.pageUp, "PgUp", "PageUp"), (.pageDown, "PgDn", "PageDown"),
    (.home, "Home", "Home"), (.end, "End", "End"), (.enter, "Enter", "Enter"), (.escape, "Esc", "Escape"),
    (.tab, "Tab", "Tab"), (.backTab, "⇧Tab", "Shift-Tab"), (.backspace, "⌫", "Backspace"),
    (.delete, "Del", "Delete"), (.insert, "Ins", "Insert"),
  ]

  private static let otherNames: [String: Key] = [
    "space": .character(" "), "esc": .escape, "return": .enter, "pgup": .pageUp, "pgdn": .pageDown,
    "del": .delete, "ins": .insert, "bspace": .backspace, "btab": .backTab, "s-left": .shiftLeft,
    "s-right": .shiftRight, "s-up": .shiftUp, "s-down": .shiftDown,
  ]
}
