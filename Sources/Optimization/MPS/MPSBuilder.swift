/// A program while its MPS file is read: by columns, bounds not yet combined.
struct MPSBuilder {
  /// Types of rows.
  enum RowKind: String {
    case free = "N"
    case less = "L"
    case greater = "G"
    case equal = "E"
  }

  /// Types of bounds.
  enum BoundKind: String, CaseIterable {
    case lower = "LO"
    case upper = "UP"
    case fixed = "FX"
    case free = "FR"
    case minusInfinity = "MI"
    case plusInfinity = "PL"
    case binary = "BV"
    case integerLower = "LI"
    case integerUpper = "UI"

    var needsValue: Bool {
      switch self {
      case .lower, .upper, .fixed, .integerLower, .integerUpper: true
      case .free, .minusInfinity, .plusInfinity, .binary: false
      }
    }
  }

  /// The destination of the entries of a row name.
  enum RowPlace: Hashable {
    case objective
    /// A further N row, which has no effect.
    case ignored
    case row(Int)
  }

  private struct Row {
    var name: String
    var kind: RowKind
    var rightHandSide = 0.0
    var range: Double?
    var columns: [Int32] = []
    var values: [Double] = []
  }

  private struct Column {
    var name: String
    var isInteger: Bool
    var lower = 0.0
    var upper: Double
    /// Bounds of an integer column between markers that no bound entry has touched are [0, 1].
    var hasDefaultBounds = true
    var cost: Double?
  }

  /// From here on a bound of a file means infinity.
  private static let infiniteBound = 1e20

  var name = ""
  var sense = ObjectiveSense.minimize
  var hasRowsSection = false
  private var constant = 0.0
  private var rows: [Row] = []
  private var columns: [Column] = []
  private var rowPlaces: [String: RowPlace] = [:]
  private var columnIndices: [String: Int] = [:]
  private var hasObjective = false
  private var usedSets: [String: String] = [:]

  /// Declares a row; false if the name is taken.
  mutating func addRow(_ name: String, _ kind: RowKind) -> Bool {
    guard rowPlaces[name] == nil else { return false }
    if kind == .free {
      rowPlaces[name] = hasObjective ? .ignored : .objective
      hasObjective = true
    } else {
      rowPlaces[name] = .row(rows.count)
      rows.append(Row(name: name, kind: kind))
    }
    return true
  }

  func rowPlace(_ name: String) -> RowPlace? { rowPlaces[name] }
  func hasColumn(_ name: String) -> Bool { columnIndices[name] != nil }

  /// The column now being read; nil if the name was used by an earlier one.
  mutating func column(_ name: String, isInteger: Bool) -> Int? {
    if let last = columns.last, last.name == name { return columns.count - 1 }
    guard columnIndices[name] == nil else { return nil }
    columnIndices[name] = columns.count
    columns.append(Column(name: name, isInteger: isInteger, upper: isInteger ? 1 : .infinity))
    return columns.count - 1
  }

  /// Adds an entry; false if the column has one in that row already.
  mutating func addEntry(_ place: RowPlace, column: Int, _ value: Double) -> Bool {
    switch place {
    case .ignored: return true
    case .objective:
      guard columns[column].cost == nil else { return false }
      columns[column].cost = value
    case .row(let row):
      // Columns come one after the other, so a repeat can only be the row's last entry.
      guard rows[row].columns.last != Int32(column) else { return false }
      guard value != 0 else { return true }
      rows[row].columns.append(Int32(column))
      rows[row].values.append(value)
    }
    return true
  }

  /// Whether entries of a named set count: only the first set of a section does.
  mutating func uses(set: String, of section: String) -> Bool {
    if let used = usedSets[section] { return used == set }
    usedSets[section] = set
    return true
  }

  /// Sets a right-hand side; on the objective it is minus the constant.
  mutating func setRightHandSide(_ place: RowPlace, _ value: Double) {
    switch place {
    case .ignored: break
    case .objective: constant = -value
    case .row(let row): rows[row].rightHandSide = value
    }
  }

  mutating func setRange(_ place: RowPlace, _ value: Double) {
    if case .row(let row) = place { rows[row].range = value }
  }

  mutating func setBound(_ kind: BoundKind, column name: String, _ value: Double) {
    guard let index = columnIndices[name] else { return }
    var column = columns[index]
    if column.hasDefaultBounds {
      column.hasDefaultBounds = false
      column.upper = .infinity
    }
    let bound = abs(value) >= Self.infiniteBound ? (value < 0 ? -Double.infinity : .infinity) : value
    switch kind {
    case .lower, .integerLower: column.lower = bound
    case .upper, .integerUpper:
      column.upper = bound
      if bound < 0 && column.lower == 0 { column.lower = -.infinity }
    case .fixed: (column.lower, column.upper) = (bound, bound)
    case .free: (column.lower, column.upper) = (-.infinity, .infinity)
    case .minusInfinity: column.lower = -.infinity
    case .plusInfinity: column.upper = .infinity
    case .binary: (column.lower, column.upper) = (0, 1)
    }
    if kind == .binary || kind == .integerLower || kind == .integerUpper { column.isInteger = true }
    columns[index] = column
  }

  /// The finished program.
  func program() -> LinearProgram {
    var program = LinearProgram(name: name, sense: sense)
    program.objectiveConstant = constant
    for column in columns {
      program.addColumn(
        lower: column.lower, upper: column.upper, cost: column.cost ?? 0, isInteger: column.isInteger,
        name: column.name)
    }
    for row in rows {
      let (lower, upper) = Self.bounds(of: row)
      program.addRow(lower: lower, upper: upper, columns: row.columns, values: row.values, name: row.name)
    }
    return program
  }

  private static func bounds(of row: Row) -> (lower: Double, upper: Double) {
    let side = row.rightHandSide
    switch (row.kind, row.range) {
    case (.less, nil): return (-.infinity, side)
    case (.less, let range?): return (side - abs(range), side)
    case (.greater, nil): return (side, .infinity)
    case (.greater, let range?): return (side, side + abs(range))
    // The sign of a range on an equality says on which side the interval lies.
    case (.equal, let range?): return range < 0 ? (side + range, side) : (side, side + range)
    default: return (side, side)
    }
  }
}
