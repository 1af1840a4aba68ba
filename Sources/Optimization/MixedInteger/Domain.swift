// Bounds of the columns at the present node and what rows imply about them (domain propagation; Savelsbergh,
// 1994; Achterberg, 2007, chapter 7). Every change is kept on a trail, so that leaving a node undoes it exactly.

/// A change of one bound: the value it had.
struct TrailEntry: BitwiseCopyable {
  var column: Int32
  var isUpper: Bool
  var former: Double
}

/// Column bounds with propagation over the rows of a model.
final class Domain {
  let columnCount: Int
  private(set) var rowCount: Int
  var lower: Buffer<Double>
  var upper: Buffer<Double>
  let isInteger: Buffer<Bool>
  // Rows, and the same entries by column.
  private var rowLower = Buffer<Double>()
  private var rowUpper = Buffer<Double>()
  /// How far the sides may be off.
  private var rowError = Buffer<Double>()
  private var rows = SparseLines()
  private var columns = SparseLines()
  /// Row of the objective, whose upper side is the cutoff; -1 without costs.
  private var objectiveRow = -1
  private var trail = Buffer<TrailEntry>()
  private var queue = Buffer<Int32>()
  private var isQueued = Buffer<Bool>()
  private(set) var isInfeasible = false
  /// Columns with a changed bound since the last call of `takeChanged`.
  private var changed = Buffer<Int32>()
  private var isChanged = Buffer<Bool>()
  private var isListed = Buffer<Bool>()
  /// Entries looked at so far; the work measure of propagation.
  private(set) var work = 0

  /// Rows looked at in one propagation, at most, as a multiple of the rows: continuous columns can creep for ever.
  private static let roundFactor = 20

  init(_ model: MixedModel) {
    columnCount = model.columnCount
    rowCount = 0
    lower = Buffer(capacity: model.columnCount)
    upper = Buffer(capacity: model.columnCount)
    var marks = Buffer<Bool>(capacity: model.columnCount)
    for column in 0..<model.columnCount {
      lower.append(model.lower[column])
      upper.append(model.upper[column])
      marks.append(model.isInteger[column])
      columns.appendLine(capacity: 4)
      isChanged.append(false)
      isListed.append(false)
    }
    isInteger = marks
    for row in 0..<model.rowCount {
      let entries = model.range(row)
      append(
        columns: Array(model.rowColumn[entries]), values: Array(model.rowValue[entries]),
        lower: model.rowLower[row], upper: model.rowUpper[row], error: model.rowError[row])
    }
    let priced = (0..<model.columnCount).filter { model.cost[$0] != 0 }
    if !priced.isEmpty {
      objectiveRow = rowCount
      append(
        columns: priced.map { Int32($0) }, values: priced.map { model.cost[$0] }, lower: -.infinity,
        upper: .infinity)
    }
  }

  /// Adds a row that holds everywhere.
  func append(columns entries: [Int32], values: [Double], lower: Double, upper: Double, error: Double = 0) {
    rows.appendLine(capacity: entries.count)
    for (column, value) in zip(entries, values) {
      rows.insert(line: rowCount, index: column, value: value)
      columns.insert(line: Int(column), index: Int32(rowCount), value: value)
    }
    rowLower.append(lower)
    rowUpper.append(upper)
    rowError.append(error)
    isQueued.append(false)
    rowCount += 1
  }

  /// Only points with an objective, constant left out, of at most this are wanted.
  func setCutoff(_ value: Double) {
    guard objectiveRow >= 0 else { return }
    rowUpper.base[objectiveRow] = value + Self.feasibility * max(1, abs(value))
    enqueue(Int32(objectiveRow))
  }

  // MARK: Changing bounds

  /// Depth of the trail, for `undo(to:)`.
  var mark: Int { trail.count }

  /// Takes back every change after a mark.
  func undo(to mark: Int) {
    let (base, lows, highs) = (trail.base, lower.base, upper.base)
    var index = trail.count
    while index > mark {
      index -= 1
      let entry = base[index]
      if entry.isUpper { highs[entry.column] = entry.former } else { lows[entry.column] = entry.former }
      note(entry.column)
    }
    trail.removeLast(keeping: mark)
    clearQueue()
    isInfeasible = false
  }

  /// Takes the present bounds as the global ones: none of them will be undone.
  func commit() { trail.removeAll() }

  @inline(__always)
  private func note(_ column: Int32) {
    if !isChanged.base[column] {
      isChanged.base[column] = true
      changed.append(column)
    }
  }

  /// Calls for each column whose bounds may have changed since the last call.
  func takeChanged(_ body: (Int32, Double, Double) -> Void) {
    for index in 0..<changed.count {
      let column = changed.base[index]
      isChanged.base[column] = false
      body(column, lower.base[column], upper.base[column])
    }
    changed.removeAll()
  }

  private func clearQueue() {
    for index in 0..<queue.count { isQueued.base[queue.base[index]] = false }
    queue.removeAll()
  }

  @inline(__always)
  private func enqueue(_ row: Int32) {
    if !isQueued.base[row] {
      isQueued.base[row] = true
      queue.append(row)
    }
  }

  private func enqueueRows(of column: Int32) {
    let view = columns.view
    for entry in view.range(column) { enqueue(view.indices[entry]) }
  }

  /// Raises a lower bound; its rows wait for `propagate`.
  func raiseLower(_ column: Int32, to value: Double) {
    guard value > lower.base[column] else { return }
    trail.append(TrailEntry(column: column, isUpper: false, former: lower.base[column]))
    lower.base[column] = value
    note(column)
    if value > upper.base[column] + Self.feasibility * max(1, abs(value)) { isInfeasible = true }
    enqueueRows(of: column)
  }

  /// Lowers an upper bound; its rows wait for `propagate`.
  func lowerUpper(_ column: Int32, to value: Double) {
    guard value < upper.base[column] else { return }
    trail.append(TrailEntry(column: column, isUpper: true, former: upper.base[column]))
    upper.base[column] = value
    note(column)
    if value < lower.base[column] - Self.feasibility * max(1, abs(value)) { isInfeasible = true }
    enqueueRows(of: column)
  }

  /// All bounds that differ from the committed ones.
  func changes() -> [BoundChange] {
    var found: [BoundChange] = []
    // A column is listed where its first entry is; the marks of `changed` are not free to use here.
    for index in 0..<trail.count {
      let column = trail.base[index].column
      if isListed.base[column] { continue }
      isListed.base[column] = true
      found.append(BoundChange(entity: column, lower: lower.base[column], upper: upper.base[column]))
    }
    for change in found { isListed.base[change.entity] = false }
    // Open nodes are many: no room to grow.
    return Array(found[...])
  }

  /// Sets bounds that were propagated before; rows need not be looked at again.
  func restore(_ change: BoundChange) {
    let column = change.entity
    if change.lower > lower.base[column] {
      trail.append(TrailEntry(column: column, isUpper: false, former: lower.base[column]))
      lower.base[column] = change.lower
      note(column)
    }
    if change.upper < upper.base[column] {
      trail.append(TrailEntry(column: column, isUpper: true, former: upper.base[column]))
      upper.base[column] = change.upper
      note(column)
    }
    if lower.base[column] > upper.base[column] + Self.feasibility { isInfeasible = true }
  }

  func isFixed(_ column: Int) -> Bool { lower.base[column] == upper.base[column] }

  // MARK: Propagation

  /// Violation of a side, relative to it, that proves a node empty.
  private static let feasibility = 1e-6
  /// A continuous bound moves only by more than this share of its range.
  private static let continuousShare = 0.05

  /// Queues every row.
  func enqueueAll() { for row in 0..<rowCount { enqueue(Int32(row)) } }

  /// Tightens bounds by the waiting rows until nothing changes; false if the node is empty.
  func propagate() -> Bool {
    var next = 0
    let limit = Self.roundFactor * (rowCount + 10)
    while next < queue.count && !isInfeasible && next < limit {
      let row = queue.base[next]
      next += 1
      isQueued.base[row] = false
      propagate(row: row)
    }
    for index in next..<max(next, queue.count) { isQueued.base[queue.base[index]] = false }
    queue.removeAll()
    return !isInfeasible
  }

  private func propagate(row: Int32) {
    let view = rows.view
    let range = view.range(row)
    let (indices, values, lows, highs) = (view.indices, view.values, lower.base, upper.base)
    let (low, high) = (rowLower.base[row], rowUpper.base[row])
    work += range.count
    var activity = ActivityRange()
    var widest = 0.0
    for entry in range {
      let column = indices[entry]
      let (columnLow, columnHigh) = (lows[column], highs[column])
      activity.add(values[entry], lower: columnLow, upper: columnHigh)
      if columnLow < columnHigh { widest = max(widest, abs(values[entry]) * (columnHigh - columnLow)) }
    }
    let error = max(1e-13, Double.ulpOfOne * Double(range.count)) * activity.magnitude + rowError.base[row]
    if activity.leastValue > high + Self.feasibility * max(1, abs(high)) + error
      || activity.mostValue < low - Self.feasibility * max(1, abs(low)) - error
    {
      isInfeasible = true
      return
    }
    let usesHigh =
      high < .infinity && activity.leastInfinite <= 1 && activity.leastValue + widest > high - error
    let usesLow = low > -.infinity && activity.mostInfinite <= 1 && activity.mostValue - widest < low + error
    guard usesHigh || usesLow || widest == .infinity else { return }
    for entry in range {
      let column = indices[entry]
      let (columnLow, columnHigh) = (lows[column], highs[column])
      if columnLow == columnHigh { continue }
      let value = values[entry]
      if high < .infinity {
        let rest = activity.leastWithout(value, lower: columnLow, upper: columnHigh)
        if rest > -.infinity { limit(column, (high - rest + error) / value, isUpper: value > 0) }
      }
      if low > -.infinity {
        let rest = activity.mostWithout(value, lower: columnLow, upper: columnHigh)
        if rest < .infinity { limit(column, (low - rest - error) / value, isUpper: value < 0) }
      }
      if isInfeasible { return }
    }
  }

  @inline(__always)
  private func limit(_ column: Int32, _ value: Double, isUpper: Bool) {
    if isInteger.base[column] {
      if isUpper {
        lowerUpper(column, to: integralFloor(value))
      } else {
        raiseLower(column, to: integralCeiling(value))
      }
      return
    }
    let (low, high) = (lower.base[column], upper.base[column])
    // Room for rounding, and no creeping. Bounds too large to be of use are not set.
    let loosened = value + (isUpper ? 1e-7 : -1e-7) * max(1, abs(value))
    guard abs(value) < 1e8 else { return }
    if isUpper {
      let worthwhile =
        high == .infinity || loosened < high - Self.continuousShare * max(high - max(low, -1e8), 1e-3)
      if worthwhile { lowerUpper(column, to: max(loosened, value < low ? value : low)) }
    } else {
      let worthwhile =
        low == -.infinity || loosened > low + Self.continuousShare * max(min(high, 1e8) - low, 1e-3)
      if worthwhile { raiseLower(column, to: min(loosened, value > high ? value : high)) }
    }
  }
}
