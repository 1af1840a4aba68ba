/// A basis as plain data, for a node that waits. Such nodes are many: it is one array of as few words as hold it.
struct CoverBasis {
  /// Numbers of structurals and of entities, whether the level is at its upper bound; then what the names below say.
  private let words: [Int32]

  private static let header = 3
  /// Rows whose states share a word: two bits each, whether the logical is nonbasic and whether it is at its upper bound.
  private static let rowsAWord = 16

  /// The present basis of a simplex.
  init(_ simplex: CoverSimplex) {
    let rows = simplex.rowCount
    let structurals = (0..<rows).count { simplex.head.base[$0] >= 0 }
    let entities = rows - simplex.baseRowCount
    let states = (rows + Self.rowsAWord - 1) / Self.rowsAWord
    let count = Self.header + structurals + entities + states
    words = [Int32](unsafeUninitializedCapacity: count) { words, used in
      words.initialize(repeating: 0)
      words[0] = Int32(structurals)
      words[1] = Int32(entities)
      words[2] = simplex.levelIsAtUpper ? 1 : 0
      var next = Self.header
      for position in 0..<rows where simplex.head.base[position] >= 0 {
        words[next] = simplex.head.base[position]
        next += 1
      }
      for row in simplex.baseRowCount..<rows {
        words[next] = simplex.rowEntity.base[row]
        next += 1
      }
      for row in 0..<rows where simplex.rowIsNonbasic.base[row] {
        let state: Int32 = simplex.rowIsAtUpper.base[row] ? 3 : 1
        words[next + row / Self.rowsAWord] |= state << Int32(2 * (row % Self.rowsAWord))
      }
      used = count
    }
  }

  /// Memory that the basis takes.
  var byteCount: Int { Self.arrayHead + words.count * MemoryLayout<Int32>.stride }

  /// Memory of an array's head.
  private static let arrayHead = 32

  /// Basic variables other than logicals.
  var structurals: ArraySlice<Int32> { words[Self.header..<Self.header + Int(words[0])] }

  /// Entities of the appended rows.
  var entities: ArraySlice<Int32> {
    let first = Self.header + Int(words[0])
    return words[first..<first + Int(words[1])]
  }

  var levelIsAtUpper: Bool { words[2] != 0 }

  /// Whether the logical of a row is nonbasic, and then whether it is at its upper bound; rows in the order base rows,
  /// then those of `entities`.
  func state(ofRow row: Int) -> (isNonbasic: Bool, isAtUpper: Bool) {
    let word = words[Self.header + Int(words[0]) + Int(words[1]) + row / Self.rowsAWord]
    let state = word >> Int32(2 * (row % Self.rowsAWord))
    return (state & 1 != 0, state & 2 != 0)
  }
}

extension CoverSimplex {
  /// Loads a stored basis; false if it is singular. Bounds of appended rows are the caller's to set before.
  func load(_ basis: CoverBasis) -> Bool {
    clearBasis()
    for entity in basis.entities { appendEmptyRow(entity: entity) }
    levelIsAtUpper = basis.levelIsAtUpper
    let structurals = basis.structurals
    levelIsBasic = structurals.contains(Self.levelVariable)
    var next = structurals.startIndex
    for row in 0..<rowCount {
      let state = basis.state(ofRow: row)
      guard state.isNonbasic else { continue }
      guard next < structurals.endIndex else { return false }
      rowIsNonbasic.base[row] = true
      rowIsAtUpper.base[row] = state.isAtUpper
      head.base[row] = structurals[next]
      next += 1
    }
    return next == structurals.endIndex && invert()
  }
}
