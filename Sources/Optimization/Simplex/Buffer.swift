// Flat storage of the simplex: growable buffers whose base pointer is taken once per kernel call, so that the
// inner loops run at the speed of C without exclusivity or uniqueness checks.

extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
  /// Access by a 32-bit index, the index type of all sparse data.
  @inline(__always)
  subscript(index: Int32) -> Pointee {
    get { self[Int(index)] }
    nonmutating set { self[Int(index)] = newValue }
  }
}

/// A growable array of plain values that owns its memory.
struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 16) {
    self.capacity = max(capacity, 1)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  mutating func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    capacity = max(needed, 2 * capacity)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { reserve(count + 1) }
    base[count] = element
    count += 1
  }

  /// Sets the count; new elements get `filler`.
  mutating func resize(to newCount: Int, filling filler: Element) {
    reserve(newCount)
    if newCount > count { (base + count).update(repeating: filler, count: newCount - count) }
    count = newCount
  }

  /// Sets the count and every element.
  mutating func reset(to newCount: Int, filling filler: Element) {
    count = 0
    resize(to: newCount, filling: filler)
  }

  mutating func removeAll() { count = 0 }

  mutating func removeLast(keeping newCount: Int) { count = min(count, newCount) }
}

/// One value a variable. Column `j` is at index `j`, the logical of row `i` at `~i`: both kinds grow without
/// renumbering the other.
struct VariableBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// Points at column 0.
  private(set) var base: UnsafeMutablePointer<Element>
  private var columnCapacity: Int
  private var rowCapacity: Int
  private let filler: Element

  init(columns: Int, rows: Int, filling filler: Element) {
    columnCapacity = columns + 8
    rowCapacity = rows + 8
    self.filler = filler
    let storage = UnsafeMutablePointer<Element>.allocate(capacity: columnCapacity + rowCapacity)
    storage.update(repeating: filler, count: columnCapacity + rowCapacity)
    base = storage + rowCapacity
  }

  deinit { (base - rowCapacity).deallocate() }

  /// Reserves room for indices below `columns` and, for rows, above `~rows`.
  mutating func reserve(columns: Int, rows: Int) {
    guard columns > columnCapacity || rows > rowCapacity else { return }
    let newColumns = columns > columnCapacity ? max(columns, 2 * columnCapacity) : columnCapacity
    let newRows = rows > rowCapacity ? max(rows, 2 * rowCapacity) : rowCapacity
    let storage = UnsafeMutablePointer<Element>.allocate(capacity: newColumns + newRows)
    storage.update(repeating: filler, count: newColumns + newRows)
    (storage + newRows - rowCapacity).update(from: base - rowCapacity, count: rowCapacity + columnCapacity)
    (base - rowCapacity).deallocate()
    base = storage + newRows
    columnCapacity = newColumns
    rowCapacity = newRows
  }
}

/// A seeded generator (splitmix64, Steele et al., 2014), so that every run is reproducible.
package struct SplitMix: Sendable {
  private var state: UInt64

  /// Starts a sequence that depends on `seed` alone.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Uniform in [0, 1).
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
