/// Marks on the figures of the results that differ from those drawn before, each as a whole.
struct FlashMarks: Drawable {
  /// The screen with the plan shown before.
  let before: Grid
  /// First column of the results, below the row of figures.
  let resultsColumn: Int

  func draw(on canvas: inout Canvas, in area: Area) {
    let last = area.endColumn - 1
    for row in area.row..<max(area.row, area.endRow) {
      var column = row == area.row ? area.column + 1 : resultsColumn
      while column < last {
        let end = Self.wordEnd(canvas.grid, row, from: column, last: last)
        let word = column..<end
        if word.contains(where: { canvas.grid[row, $0].character != before[row, $0].character }),
          word.contains(where: { canvas.grid[row, $0].character.isNumber }),
          !word.contains(where: { canvas.grid[row, $0].character.isLetter })
        {
          canvas.paint(row: row, from: column, to: end, .flash)
        }
        column = max(end, column + 1)
      }
    }
  }

  /// The column after the run of non-blank cells that starts at a column; the column itself if it is blank.
  private static func wordEnd(_ grid: Grid, _ row: Int, from column: Int, last: Int) -> Int {
    var end = column
    while end < last, grid[row, end].character != " " { end += 1 }
    return end
  }
}
