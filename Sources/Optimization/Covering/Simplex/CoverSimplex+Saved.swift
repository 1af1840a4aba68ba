import Synchronization

extension CoverSimplex {
  /// The whole state of a basis, inverse included, to return to after a probe or when a node that waited is taken up.
  final class Saved {
    private let rowCount: Int
    private let baseRowCount: Int
    /// Entries kept of each row of the inverse: whole vectors, as few as hold the row.
    private let width: Int
    private let pool: CoverSavedPool
    /// Where the values begin: a block of the pool, which the others share.
    private let numbers: UnsafeMutablePointer<Double>
    /// Basic variables, then the entities of the rows.
    private let labels: UnsafeMutablePointer<Int32>
    /// Whether the logical of a row is nonbasic, then whether it is at its upper bound.
    private let flags: UnsafeMutablePointer<Bool>
    private let updates: Int
    private let levelIsBasic: Bool
    private let levelIsAtUpper: Bool

    /// Memory that the copy takes.
    var byteCount: Int { CoverSavedPool.byteCount(rows: rowCount) }

    fileprivate init(_ simplex: CoverSimplex) {
      let rows = simplex.rowCount
      rowCount = rows
      baseRowCount = simplex.baseRowCount
      width = (rows + 3) & ~3
      pool = simplex.savedPool
      // Values, weights, costs and multipliers, one per row each, then the inverse.
      let block = pool.take(rows: rows)
      numbers = block.assumingMemoryBound(to: Double.self)
      let afterNumbers = block + rows * (4 + width) * MemoryLayout<Double>.stride
      labels = afterNumbers.assumingMemoryBound(to: Int32.self)
      flags = (afterNumbers + 2 * rows * MemoryLayout<Int32>.stride).assumingMemoryBound(to: Bool.self)
      numbers.update(from: simplex.value.base, count: rows)
      (numbers + rows).update(from: simplex.weight.base, count: rows)
      (numbers + 2 * rows).update(from: simplex.basicCost.base, count: rows)
      (numbers + 3 * rows).update(from: simplex.multipliers.base, count: rows)
      var line = numbers + 4 * rows
      for row in 0..<rows {
        line.update(from: simplex.inverse + row * simplex.leading, count: width)
        line += width
      }
      labels.update(from: simplex.head.base, count: rows)
      (labels + rows).update(from: simplex.rowEntity.base, count: rows)
      flags.update(from: simplex.rowIsNonbasic.base, count: rows)
      (flags + rows).update(from: simplex.rowIsAtUpper.base, count: rows)
      updates = simplex.updates
      levelIsBasic = simplex.levelIsBasic
      levelIsAtUpper = simplex.levelIsAtUpper
    }

    deinit { pool.giveBack(numbers, rows: rowCount) }

    /// Entities of the appended rows.
    fileprivate var appended: UnsafeBufferPointer<Int32> {
      UnsafeBufferPointer(start: labels + rowCount + baseRowCount, count: rowCount - baseRowCount)
    }

    fileprivate func write(into simplex: CoverSimplex) {
      let rows = rowCount
      simplex.value.base.update(from: numbers, count: rows)
      simplex.weight.base.update(from: numbers + rows, count: rows)
      simplex.basicCost.base.update(from: numbers + 2 * rows, count: rows)
      simplex.multipliers.base.update(from: numbers + 3 * rows, count: rows)
      var line = numbers + 4 * rows
      for row in 0..<rows {
        (simplex.inverse + row * simplex.leading).update(from: line, count: width)
        line += width
      }
      simplex.head.base.update(from: labels, count: rows)
      simplex.rowIsNonbasic.base.update(from: flags, count: rows)
      simplex.rowIsAtUpper.base.update(from: flags + rows, count: rows)
      simplex.updates = updates
      simplex.levelIsBasic = levelIsBasic
      simplex.levelIsAtUpper = levelIsAtUpper
    }
  }

  /// Replaces the appended rows by those of a saved state.
  func restoreRows(_ saved: Saved) {
    clearBasis()
    for entity in saved.appended { appendEmptyRow(entity: entity) }
  }

  /// A copy of the present state. O(rows²).
  func saved() -> Saved { Saved(self) }

  /// Returns to a state with the same rows; bounds stay as they are.
  func restore(_ saved: Saved) { saved.write(into: self) }
}

/// Blocks for the saved states of a simplex, of a few sizes, used again and again.
///
/// States come and go by the thousand among small data that stays: handed back to the allocator, their space would soon
/// be cut up, and a search of minutes took twice the memory that it held. States may end on any thread.
final class CoverSavedPool: @unchecked Sendable {
  /// Rows from one size to the next.
  private static let step = 8

  private let lock = Mutex<Void>(())
  /// First free block of each size; a free block begins with the address of the next one.
  private var free: [UnsafeMutableRawPointer?] = []

  deinit {
    for first in free {
      var next = first
      while let block = next {
        next = block.load(as: UnsafeMutableRawPointer?.self)
        block.deallocate()
      }
    }
  }

  /// Bytes of a block for a state of so many rows.
  static func byteCount(rows: Int) -> Int {
    let most = size(rows: rows) * step
    return most * ((4 + most) * MemoryLayout<Double>.stride + 2 * MemoryLayout<Int32>.stride + 2)
  }

  private static func size(rows: Int) -> Int { (rows + step - 1) / step }

  /// A block for a state of so many rows, at the alignment of doubles.
  fileprivate func take(rows: Int) -> UnsafeMutableRawPointer {
    let size = Self.size(rows: rows)
    let used = lock.withLock { _ -> UnsafeMutableRawPointer? in
      guard size < free.count, let block = free[size] else { return nil }
      free[size] = block.load(as: UnsafeMutableRawPointer?.self)
      return block
    }
    return used
      ?? .allocate(byteCount: Self.byteCount(rows: rows), alignment: MemoryLayout<Double>.alignment)
  }

  /// Takes a block back.
  fileprivate func giveBack(_ block: UnsafeMutableRawPointer, rows: Int) {
    let size = Self.size(rows: rows)
    lock.withLock { _ in
      while free.count <= size { free.append(nil) }
      block.storeBytes(of: free[size], as: UnsafeMutableRawPointer?.self)
      free[size] = block
    }
  }
}
