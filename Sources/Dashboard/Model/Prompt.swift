/// A line of text being typed, in place of the key hints or of a control's value.
public struct Prompt: Sendable, Equatable {
  /// What the text is for.
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
  /// What the text is for.
  public var purpose: Purpose
  /// The text so far, and its cursor.
  public var field: TextField
  /// The text so far.
  public var text: String { field.text }
  /// Characters before the cursor.
  public var cursor: Int { field.cursor }

  /// Makes a prompt with the cursor behind the text.
  public init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    field = TextField(text)
  }
}

/// What the row above the key hints says.
public struct Message: Sendable, Equatable {
  /// How it is meant.
  public enum Kind: Sendable, Equatable { case notice, edit, error }
  /// How it is meant.
  public var kind: Kind
  /// What was edited; empty for other messages.
  public var subject: String
  /// The sentence, or the old and new value of an edit.
  public var text: String

  /// Makes a message.
  public init(_ kind: Kind, subject: String = "", _ text: String) {
    self.kind = kind
    self.subject = subject
    self.text = text
  }
}
