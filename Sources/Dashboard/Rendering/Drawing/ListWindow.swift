/// The rows of a list that are shown, and those replaced by a summary row.
struct ListWindow: Sendable, Equatable {
  /// Rows above, replaced by a summary; empty: no summary row.
  var before: Range<Int>
  /// Rows shown.
  var rows: Range<Int>
  /// Rows below, replaced by a summary.
  var after: Range<Int>

  /// Chooses `space` of `count` rows so that `focus` is among them.
  init(count: Int, space: Int, focus: Int) {
    let focus = min(max(0, focus), max(0, count - 1))
    if count <= space {
      self.init(0..<0, 0..<count, count..<count)
    } else if space < 2 {
      self.init(0..<0, focus..<min(count, focus + max(0, space)), count..<count)
    } else if space == 2 {
      let isLast = focus == count - 1
      self.init(0..<(isLast ? focus : 0), focus..<focus + 1, (isLast ? count : focus + 1)..<count)
    } else if focus < space - 1 {
      self.init(0..<0, 0..<space - 1, space - 1..<count)
    } else if focus >= count - (space - 1) {
      let start = count - (space - 1)
      self.init(0..<start, start..<count, count..<count)
    } else {
      let start = focus - (space - 3)
      self.init(0..<start, start..<focus + 1, focus + 1..<count)
    }
  }

  private init(_ before: Range<Int>, _ rows: Range<Int>, _ after: Range<Int>) {
    self.before = before
    self.rows = rows
    self.after = after
  }

  /// Rows of the screen that it takes, summaries included.
  var height: Int { rows.count + (before.isEmpty ? 0 : 1) + (after.isEmpty ? 0 : 1) }
}
