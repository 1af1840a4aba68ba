/// A basis of the working relaxation together with the rows it was made for.
struct StoredBasis {
  /// Statuses of the columns.
  var columns: [BasisStatus]
  /// Program rows that were in the relaxation.
  var rows: [Int32]
  /// Their statuses.
  var rowStatuses: [BasisStatus]
}

/// New bounds of an entity: a column, or a row at an index past the columns.
struct BoundChange {
  var entity: Int32
  var lower: Double
  var upper: Double
}
