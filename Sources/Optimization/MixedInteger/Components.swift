// Models whose rows fall into groups without a common column: each group is a model of its own.

/// The independent parts of a model.
struct Components {
  /// Columns of each part, ascending; every column is in one part.
  private(set) var columns: [[Int32]] = []
  private var partOfColumn: [Int32]

  /// Finds the parts by union and find over the rows. O(entries).
  init(_ model: MixedModel) {
    var parent = (0..<Int32(model.columnCount)).map { $0 }
    func root(_ start: Int32) -> Int32 {
      var node = start
      while parent[Int(node)] != node {
        parent[Int(node)] = parent[Int(parent[Int(node)])]
        node = parent[Int(node)]
      }
      return node
    }
    for row in 0..<model.rowCount {
      let range = model.range(row)
      guard let first = range.first else { continue }
      for entry in range.dropFirst() {
        let (left, right) = (root(model.rowColumn[first]), root(model.rowColumn[entry]))
        if left != right { parent[Int(max(left, right))] = min(left, right) }
      }
    }
    partOfColumn = [Int32](repeating: -1, count: model.columnCount)
    var partOfRoot = partOfColumn
    for column in 0..<Int32(model.columnCount) {
      let top = Int(root(column))
      if partOfRoot[top] < 0 {
        partOfRoot[top] = Int32(columns.count)
        columns.append([])
      }
      partOfColumn[Int(column)] = partOfRoot[top]
      columns[Int(partOfRoot[top])].append(column)
    }
  }

  /// The part as a model; constants stay with the whole.
  func model(_ part: Int, of whole: MixedModel, rows: [Int]) -> MixedModel {
    var model = MixedModel()
    var index: [Int32: Int32] = [:]
    for column in columns[part] {
      index[column] = Int32(model.cost.count)
      model.cost.append(whole.cost[Int(column)])
      model.lower.append(whole.lower[Int(column)])
      model.upper.append(whole.upper[Int(column)])
      model.isInteger.append(whole.isInteger[Int(column)])
    }
    for row in rows {
      for entry in whole.range(row) {
        model.rowColumn.append(index[whole.rowColumn[entry]] ?? 0)
        model.rowValue.append(whole.rowValue[entry])
      }
      model.endRow(lower: whole.rowLower[row], upper: whole.rowUpper[row], error: whole.rowError[row])
    }
    return model
  }

  /// Rows of each part; rows without entries are in none.
  func rows(of model: MixedModel) -> [[Int]] {
    var rows = [[Int]](repeating: [], count: columns.count)
    for row in 0..<model.rowCount where !model.range(row).isEmpty {
      rows[Int(partOfColumn[Int(model.rowColumn[model.range(row).lowerBound])])].append(row)
    }
    return rows
  }
}
