/// A line of text being typed, in place of the key hints or of a control's value.
public struct Prompt: Sendable, Equatable {
  /// The purposes of the text.
  public enum Purpose: Sendable, Equatable {
    case value(Control)
    case save
    /// A yes-or-no question; nothing is typed.
    case overwrite(path: String)
    /// A question about a save beyond whether to overwrite: what it asks, and what was agreed to before.
    case saveAnyway(SaveConsent, given: SaveConsent, path: String)
    /// The same about files that a saved scenario needs beside it.
    case overwriteBeside([String], given: SaveConsent, path: String)
    case overwritePicture(path: String)
    case overwriteExport(ExportLanguage, path: String)
    case quit
    case discard(path: String)
    /// Whether what an earlier session left shall take the place of what is here.
    case recover(Leftover)
    /// The name of a pinned plan.
    case pinName(Character)
    /// Text that the rows of a zoomed table must contain.
    case filter
  }
  /// The purpose of the text.
  public var purpose: Purpose
  /// The text so far, and its cursor.
  public var field: TextField
  /// The text so far.
  public var text: String { field.text }
  /// Characters before the cursor.
  public var cursor: Int { field.cursor }

  /// Creates a prompt with the cursor at the end of the text.
  public init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    field = TextField(text)
  }
}

/// A message in the row above the key hints.
public struct Message: Sendable, Equatable {
  /// The kinds of message.
  public enum Kind: Sendable, Equatable { case notice, edit, error }
  /// The kind of the message.
  public var kind: Kind
  /// The name of the edited setting; empty for other messages.
  public var subject: String
  /// The sentence, or the old and new value of an edit.
  public var text: String

  /// Creates a message; `subject` is what was edited.
  public init(_ kind: Kind, subject: String = "", _ text: String) {
    self.kind = kind
    self.subject = subject
    self.text = text
  }
}
