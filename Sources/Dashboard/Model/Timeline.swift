import Planning

/// A state of the history, and the edit that led to it.
struct TimelineEntry: Sendable, Equatable {
  var text: String
  /// Whether it was undone and can be done again.
  var isUndone: Bool
}

extension EditHistory {
  /// Every state there is to go to, the scenario as opened first; what was undone stays until the next edit.
  var timeline: [TimelineEntry] {
    let opened = TimelineEntry(text: "scenario as opened", isUndone: false)
    let done = undoStack.map { TimelineEntry(text: $0.message.words, isUndone: false) }
    let undone = redoStack.reversed().map { TimelineEntry(text: $0.message.words, isUndone: true) }
    return [opened] + done + undone
  }

  /// Index of the present state.
  var place: Int { undoStack.count }
}

extension Message {
  /// All of it in one line.
  fileprivate var words: String { subject.isEmpty ? text : "\(subject) \(text)" }
}
