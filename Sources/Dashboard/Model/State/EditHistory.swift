import Planning

/// A step of the history: the scenario before (undo) or after (redo) an edit, and what the edit was.
public struct HistoryEntry: Sendable, Equatable {
  /// The scenario to go back to.
  public var statement: EditableScenario
  /// The message of the edit.
  public var message: Message
  /// The pinned plan that the step dropped; nil: none.
  public var pin: Pin?
}

/// Consecutive edits of one control, with the figure before the first of them.
struct EditSeries: Sendable, Equatable {
  /// The control.
  var control: Control
  /// The figure before the first edit.
  var from: Double?
}

/// The edits so far: steps back and forward, and the traces that edits leave on sliders and messages.
///
/// A new step empties the steps forward and ends the series.
public struct EditHistory: Sendable, Equatable {
  /// Steps that `u` takes back, last one last.
  public internal(set) var undoStack: [HistoryEntry] = []
  /// Steps that `Ctrl-R` does again, next one last.
  public internal(set) var redoStack: [HistoryEntry] = []
  /// Upper ends of sliders that were typed beyond their usual range.
  var widened: [Control: Double] = [:]
  /// The run of edits to one control that the message row tells as one.
  var series: EditSeries?
  /// When the scenario last changed, on the program's clock.
  var lastEdit: Double = 0

  /// Steps kept for undo; older ones are forgotten.
  static let limit = 500
}
