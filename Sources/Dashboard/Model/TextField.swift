/// A line of text being typed, with its cursor.
public struct TextField: Sendable, Equatable {
  /// The text so far.
  public private(set) var text: String
  /// Characters before the cursor.
  public private(set) var cursor: Int

  /// Longest text of a field; a path can be long, a figure cannot.
  static let longest = 1024

  /// Creates a field with the cursor at the end of the text.
  public init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// Types a character at the cursor; what cannot be shown is left out.
  mutating func insert(_ character: Character) {
    guard text.count < Self.longest, Characters.isPrintable(character) else { return }
    text.insert(character, at: text.index(text.startIndex, offsetBy: cursor))
    cursor = min(cursor + 1, text.count)
  }

  /// Deletes the character before the cursor.
  mutating func deleteBackward() {
    guard cursor > 0 else { return }
    cursor -= 1
    text.remove(at: text.index(text.startIndex, offsetBy: cursor))
  }

  /// Deletes the character under the cursor.
  mutating func deleteForward() {
    guard cursor < text.count else { return }
    text.remove(at: text.index(text.startIndex, offsetBy: cursor))
  }

  /// Deletes the word before the cursor, and the blanks after it.
  mutating func deleteWord() {
    let before = text.prefix(cursor)
    var kept = before
    while kept.last == " " { kept.removeLast() }
    while let last = kept.last, last != " " { kept.removeLast() }
    text.removeSubrange(kept.endIndex..<before.endIndex)
    cursor = kept.count
  }

  /// Deletes everything before the cursor.
  mutating func deleteToStart() {
    text.removeFirst(cursor)
    cursor = 0
  }

  /// Moves the cursor; it stays in the text.
  mutating func move(_ place: (Int) -> Int) {
    cursor = min(max(0, place(cursor)), text.count)
  }
}
