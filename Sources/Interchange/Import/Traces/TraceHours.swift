/// Requests of a trace by hour and cell of the length grid.
///
/// Traces are in order of time, more or less, so one hour is counted in place and put away when another begins.
struct TraceHours: Sendable {
  private struct Entry: Sendable {
    var hour: Int32
    var cell: Int32
    var count: Int
  }

  /// Entries put away before equal ones are put together.
  private static let mergeLimit = 1 << 20
  /// Most hours between the first and the last.
  static let longest = 24 * 3660

  private var entries: [Entry] = []
  private var mergedCount = 0
  private var hour = Int32.min
  private var current: [Int32: Int] = [:]

  mutating func add(hour number: Int, cell: Int32) {
    let hour = Int32(clamping: number)
    if hour != self.hour {
      putAway()
      self.hour = hour
    }
    current[cell, default: 0] += 1
  }

  /// First and last hour with a request, ten years at most: figures beyond that are not times. Nil without
  /// any.
  var range: ClosedRange<Int>? {
    let hours = putTogether.map { Int($0.hour) }
    guard let first = hours.min(), let last = hours.max() else { return nil }
    return first...min(last, first + Self.longest - 1)
  }

  /// Requests of each hour that has some.
  var totals: [Int: Int] {
    putTogether.reduce(into: [:]) { $0[Int($1.hour), default: 0] += $1.count }
  }

  /// Requests of each cluster by hour, over `range` or the hours given; empty lists where no times were stated.
  func counts(by clusterOf: [Int32: Int], clusters: Int, in hours: ClosedRange<Int>? = nil) -> [[Int]] {
    guard let range = hours ?? range else { return Array(repeating: [], count: clusters) }
    var counts = Array(repeating: Array(repeating: 0, count: range.count), count: clusters)
    for entry in putTogether where range.contains(Int(entry.hour)) {
      guard let cluster = clusterOf[entry.cell] else { continue }
      counts[cluster][Int(entry.hour) - range.lowerBound] += entry.count
    }
    return counts
  }

  private var putTogether: [Entry] {
    var all = self
    all.putAway()
    return all.entries
  }

  private mutating func putAway() {
    for (cell, count) in current { entries.append(Entry(hour: hour, cell: cell, count: count)) }
    current.removeAll(keepingCapacity: true)
    if entries.count > mergedCount + Self.mergeLimit { merge() }
  }

  private mutating func merge() {
    entries.sort { ($0.hour, $0.cell) < ($1.hour, $1.cell) }
    var merged: [Entry] = []
    for entry in entries {
      if let last = merged.last, last.hour == entry.hour, last.cell == entry.cell {
        merged[merged.count - 1].count += entry.count
      } else {
        merged.append(entry)
      }
    }
    entries = merged
    mergedCount = merged.count
  }
}
