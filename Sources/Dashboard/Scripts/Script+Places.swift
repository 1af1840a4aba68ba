extension Grid {
  /// Row and column of a place; nil: the screen has no such place.
  public func find(_ place: Script.Place) -> (row: Int, column: Int)? {
    switch place {
    case .cell(let column, let row): return row < rows && column < columns ? (row, column) : nil
    case .text(let wanted):
      for (row, line) in text.enumerated() {
        if let range = line.firstRange(of: wanted) {
          return (row, line.distance(from: line.startIndex, to: range.lowerBound))
        }
      }
      return nil
    }
  }
}
