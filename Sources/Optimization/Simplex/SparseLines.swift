// Sparse lines (the columns or the rows of a matrix) that can be edited in place. Each line lies in one piece of
// a common pool with room to grow; a line that outgrows its piece moves to the end of the pool.

/// Borrowed pointers into `SparseLines`, for kernels.
struct LinesView {
  let starts: UnsafeMutablePointer<Int32>
  let lengths: UnsafeMutablePointer<Int32>
  let indices: UnsafeMutablePointer<Int32>
  let values: UnsafeMutablePointer<Double>

  /// Positions of a line's entries in the pool.
  @inline(__always)
  func range(_ line: Int32) -> Range<Int> {
    let start = Int(starts[line])
    return start..<start + Int(lengths[line])
  }
}

/// Editable sparse lines.
struct SparseLines: ~Copyable {
  private var starts = Buffer<Int32>()
  private var lengths = Buffer<Int32>()
  private var capacities = Buffer<Int32>()
  private var indices = Buffer<Int32>()
  private var values = Buffer<Double>()
  /// Number of stored entries.
  private(set) var entryCount = 0

  var count: Int { starts.count }

  var view: LinesView {
    LinesView(starts: starts.base, lengths: lengths.base, indices: indices.base, values: values.base)
  }

  /// Appends an empty line with room for some entries.
  mutating func appendLine(capacity: Int) {
    starts.append(Int32(indices.count))
    lengths.append(0)
    capacities.append(Int32(capacity))
    indices.resize(to: indices.count + capacity, filling: 0)
    values.resize(to: values.count + capacity, filling: 0)
  }

  /// Adds an entry that the line does not have yet. O(1) amortised.
  mutating func insert(line: Int, index: Int32, value: Double) {
    if lengths.base[line] == capacities.base[line] { relocate(line) }
    let position = Int(starts.base[line] + lengths.base[line])
    indices.base[position] = index
    values.base[position] = value
    lengths.base[line] += 1
    entryCount += 1
  }

  /// Position of an entry in the pool, or nil. O(entries of the line).
  func position(line: Int, index: Int32) -> Int? {
    view.range(Int32(line)).first { indices.base[$0] == index }
  }

  /// Removes an entry and returns its value; zero if there is none. The last entry takes its place.
  @discardableResult
  mutating func removeEntry(line: Int, index: Int32) -> Double {
    guard let position = position(line: line, index: index) else { return 0 }
    let value = values.base[position]
    lengths.base[line] -= 1
    let last = Int(starts.base[line] + lengths.base[line])
    indices.base[position] = indices.base[last]
    values.base[position] = values.base[last]
    entryCount -= 1
    return value
  }

  /// Empties a line.
  mutating func clearLine(_ line: Int) {
    entryCount -= Int(lengths.base[line])
    lengths.base[line] = 0
  }

  /// Removes all lines and keeps the storage.
  mutating func removeAll() {
    starts.removeAll()
    lengths.removeAll()
    capacities.removeAll()
    indices.removeAll()
    values.removeAll()
    entryCount = 0
  }

  mutating func setValue(at position: Int, to value: Double) { values.base[position] = value }

  /// Removes the lines `removed`, renumbering nothing else. O(lines).
  mutating func removeLines(where removed: (Int) -> Bool) {
    var kept = 0
    for line in 0..<count {
      if removed(line) {
        entryCount -= Int(lengths.base[line])
        continue
      }
      starts.base[kept] = starts.base[line]
      lengths.base[kept] = lengths.base[line]
      capacities.base[kept] = capacities.base[line]
      kept += 1
    }
    starts.removeLast(keeping: kept)
    lengths.removeLast(keeping: kept)
    capacities.removeLast(keeping: kept)
    compactIfSparse()
  }

  /// Renumbers the indices of all entries and drops those mapped below zero. O(entries).
  mutating func renumber(_ newIndex: UnsafeMutablePointer<Int32>) {
    for line in 0..<count {
      let start = Int(starts.base[line])
      var kept = start
      for position in start..<start + Int(lengths.base[line]) {
        let index = newIndex[indices.base[position]]
        guard index >= 0 else { continue }
        indices.base[kept] = index
        values.base[kept] = values.base[position]
        kept += 1
      }
      entryCount -= start + Int(lengths.base[line]) - kept
      lengths.base[line] = Int32(kept - start)
    }
  }

  private mutating func relocate(_ line: Int) {
    let length = Int(lengths.base[line])
    let capacity = max(4, 2 * length)
    let old = Int(starts.base[line])
    let new = indices.count
    indices.resize(to: new + capacity, filling: 0)
    values.resize(to: new + capacity, filling: 0)
    for offset in 0..<length {
      indices.base[new + offset] = indices.base[old + offset]
      values.base[new + offset] = values.base[old + offset]
    }
    starts.base[line] = Int32(new)
    capacities.base[line] = Int32(capacity)
  }

  /// Closes the gaps once they are most of the pool.
  private mutating func compactIfSparse() {
    guard indices.count > 4 * entryCount + 4096 else { return }
    var newIndices = Buffer<Int32>(capacity: 2 * entryCount)
    var newValues = Buffer<Double>(capacity: 2 * entryCount)
    for line in 0..<count {
      let range = view.range(Int32(line))
      starts.base[line] = Int32(newIndices.count)
      capacities.base[line] = Int32(range.count)
      for position in range {
        newIndices.append(indices.base[position])
        newValues.append(values.base[position])
      }
    }
    indices = newIndices
    values = newValues
  }
}
