/// Requests of a trace by hour and cell of the length grid.
///
/// Traces are in order of time, more or less, so one hour is counted in place and put away when another begins.
struct TraceHours: Sendable {
  private struct Entry: Sendable {
    var hour: Int
    var cell: Int32
    var count: Int
  }

  /// Entries put away before equal ones are put together.
  private static let mergeLimit = 1 << 20

  private var entries: [Entry] = []
  private var mergedCount = 0
  private var hour = Int.min
  private var current: [Int32: Int] = [:]

  mutating func add(hour: Int, cell: Int32) {
    if hour != self.hour {
      putAway()
      self.hour = hour
    }
    current[cell, default: 0] += 1
  }

  /// Requests of each cluster by hour since the first hour; empty lists where no times were stated.
  func counts(by clusterOf: [Int32: Int], clusters: Int) -> [[Int]] {
    var all = self
    all.putAway()
    guard let first = all.entries.map(\.hour).min(), let last = all.entries.map(\.hour).max() else {
      return Array(repeating: [], count: clusters)
    }
    // Beyond ten years of hours the times are no times.
    let length = min(last - first + 1, 24 * 3660)
    var counts = Array(repeating: Array(repeating: 0, count: length), count: clusters)
    for entry in all.entries {
      guard let cluster = clusterOf[entry.cell], entry.hour - first < length else { continue }
      counts[cluster][entry.hour - first] += entry.count
    }
    return counts
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
