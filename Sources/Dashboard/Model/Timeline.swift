import Planning

/// A state of the history, and the edit that led to it.
struct TimelineEntry: Sendable, Equatable {
  var text: String
  /// Whether it was undone and can be done again.
  var isUndone: Bool
}

extension DashboardState {
  /// Every state there is to go to, the scenario as opened first; what was undone stays until the next edit.
  var timeline: [TimelineEntry] {
    let opened = TimelineEntry(text: "scenario as opened", isUndone: false)
    let done = history.undoStack.map { TimelineEntry(text: Self.words($0.message), isUndone: false) }
    let undone = history.redoStack.reversed().map {
      TimelineEntry(text: Self.words($0.message), isUndone: true)
    }
    return [opened] + done + undone
  }

  /// Index of the present state.
  var timelinePlace: Int { history.undoStack.count }

  /// The history on the screen, with the row that the keys are on; nil: it is not there.
  var historyRow: Int? { if case .history(let row) = page { row } else { nil } }

  private static func words(_ message: Message) -> String {
    message.subject.isEmpty ? message.text : "\(message.subject) \(message.text)"
  }
}
