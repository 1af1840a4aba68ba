import Planning

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
