/// New bounds of an entity: a column, or a row at an index past the columns.
struct BoundChange {
  var entity: Int32
  var lower: Double
  var upper: Double
}
