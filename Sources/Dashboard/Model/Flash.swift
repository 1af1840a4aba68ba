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

extension Screen {
  /// Marks the cells of the results whose text differs from that of the plan before.
  mutating func flashChanges() {
    guard let flash = state.flash, flash.isOn(at: state.now), !state.isStale, state.overlay == nil else {
      return
    }
    var before = state
    before.flash = nil
    before.plan = flash.plan
    before.planScenario = flash.scenario
    let old = render(before)
    let shape = ScreenClass(columns: grid.columns, rows: grid.rows)
    let start = shape.hasControlsColumn ? resultsStart(shape) : 1
    for row in 1..<max(1, grid.rows - 2) {
      for column in (row == 1 ? 1 : start)..<max(start, grid.columns - 1) {
        let cell = grid[row, column]
        if cell.character != " ", cell.character != old[row, column].character {
          grid[row, column].style.ground = .flash
        }
      }
    }
  }

  /// First column of the results beside the controls.
  func resultsStart(_ shape: ScreenClass) -> Int {
    let isNarrow = shape == .compact && grid.columns < 100
    return (isNarrow ? Self.compactControlsWidth : Self.controlsWidth) + 3
  }
}
