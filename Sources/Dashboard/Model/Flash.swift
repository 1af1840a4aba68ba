import Planning

/// A short mark on the figures that a new plan changed.
struct Flash: Sendable, Equatable {
  /// Quiet time after an edit before anything is marked: a drag must not flicker. In milliseconds.
  static let quiet = 150.0
  /// How long the mark stays, in milliseconds.
  static let length = 400.0

  /// The plan shown before, and its scenario.
  var plan: Plan
  var scenario: Scenario
  /// When the mark comes, on the program's clock.
  var start: Double

  /// Whether the mark is on.
  func isOn(at now: Double) -> Bool { now >= start && now < start + Self.length }
}

/// The last plan that a solve ended with, and the scenario it answered.
struct SettledPlan: Sendable, Equatable {
  var plan: Plan
  var scenario: Scenario
}

extension Screen {
  /// Marks the figures of the results that differ from those of the last settled plan, each as a whole.
  mutating func flashChanges() {
    guard let flash = state.solved.flash, flash.isOn(at: state.now), !state.isStale, state.overlay == nil,
      state.page == .panels
    else {
      return
    }
    var before = state
    before.solved.flash = nil
    before.plan = flash.plan
    before.solved.planScenario = flash.scenario
    let old = render(before)
    let shape = ScreenClass(columns: grid.columns, rows: grid.rows)
    let start = shape.hasControlsColumn ? resultsStart(shape) : 1
    for row in 1..<max(1, grid.rows - 2) {
      var column = row == 1 ? 1 : start
      while column < grid.columns - 1 {
        let end = wordEnd(row: row, from: column)
        let word = column..<end
        if word.contains(where: { grid[row, $0].character != old[row, $0].character }),
          word.contains(where: { grid[row, $0].character.isNumber }),
          !word.contains(where: { grid[row, $0].character.isLetter })
        {
          for place in word { grid[row, place].style.ground = .flash }
        }
        column = max(end, column + 1)
      }
    }
  }

  /// The column after the run of non-blank cells that starts at a column; the column itself if it is blank.
  private func wordEnd(row: Int, from column: Int) -> Int {
    var end = column
    while end < grid.columns - 1, grid[row, end].character != " " { end += 1 }
    return end
  }

  /// First column of the results beside the controls.
  func resultsStart(_ shape: ScreenClass) -> Int {
    let isNarrow = shape == .compact && grid.columns < 100
    return (isNarrow ? Self.compactControlsWidth : Self.controlsWidth) + 3
  }
}
