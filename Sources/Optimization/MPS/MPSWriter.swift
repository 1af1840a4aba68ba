/// Writes programs as free MPS that other solvers read back exactly.
///
/// Integer row activities have no form in MPS: such a row becomes an equation with a new integer column that equals
/// its activity and carries its bounds. Lazy rows are written like any other.
public enum MPSWriter {
  /// The text of a program; equal programs give equal texts.
  public static func write(_ program: LinearProgram) -> String {
    MPSDocument(program).text()
  }
}

/// The tables of one MPS file.
private struct MPSDocument {
  private struct Column {
    var name: String
    var lower: Double
    var upper: Double
    var isInteger: Bool
    var entries: [(row: String, value: Double)]
  }

  private struct Row {
    var name: String
    var lower: Double
    var upper: Double
  }

  private var program: LinearProgram
  private let objective: String
  private var rows: [Row] = []
  private var columns: [Column] = []

  init(_ program: LinearProgram) {
    self.program = program
    var rowNames = MPSNames()
    objective = rowNames.add("OBJ", fallback: "OBJ")
    var columnNames = MPSNames()
    for column in 0..<program.columnCount {
      var entries: [(row: String, value: Double)] = []
      if program.cost[column] != 0 { entries.append((objective, program.cost[column])) }
      columns.append(
        Column(
          name: columnNames.add(program.columnNames[column], fallback: "C\(column)"),
          lower: program.columnLower[column], upper: program.columnUpper[column],
          isInteger: program.columnIsInteger[column], entries: entries))
    }
    for row in 0..<program.rowCount {
      var line = Row(
        name: rowNames.add(program.rowNames[row], fallback: "R\(row)"), lower: program.rowLower[row],
        upper: program.rowUpper[row])
      let (entryColumns, values) = program.entries(ofRow: row)
      for (column, value) in zip(entryColumns, values) {
        columns[Int(column)].entries.append((line.name, value))
      }
      if line.lower > line.upper && line.lower.isFinite && line.upper.isFinite {
        // A range cannot say that bounds exclude each other; two rows can.
        let twin = rowNames.add(line.name + "_upper", fallback: line.name)
        for (column, value) in zip(entryColumns, values) {
          columns[Int(column)].entries.append((twin, value))
        }
        rows.append(Row(name: twin, lower: -.infinity, upper: line.upper))
        line.upper = .infinity
      }
      rows.append(line)
    }
  }

  func text() -> String {
    var lines = ["NAME \(MPSNames.clean(program.name))", "OBJSENSE"]
    lines.append(program.sense == .maximize ? "    MAX" : "    MIN")
    lines.append("ROWS")
    lines.append(" N \(objective)")
    for row in rows { lines.append(" \(Self.kind(of: row)) \(row.name)") }
    lines.append("COLUMNS")
    appendColumns(to: &lines)
    lines.append("RHS")
    if program.objectiveConstant != 0 {
      lines.append(" RHS \(objective) \(Self.digits(-program.objectiveConstant))")
    }
    for row in rows {
      let side = Self.side(of: row).rightHandSide
      if side != 0 && side.isFinite { lines.append(" RHS \(row.name) \(Self.digits(side))") }
    }
    let ranged = rows.filter { $0.lower.isFinite && $0.upper.isFinite && $0.lower != $0.upper }
    if !ranged.isEmpty {
      lines.append("RANGES")
      for row in ranged { lines.append(" RANGE \(row.name) \(Self.digits(Self.side(of: row).range))") }
    }
    lines.append("BOUNDS")
    for column in columns { Self.appendBounds(of: column, to: &lines) }
    lines.append("ENDATA")
    return lines.joined(separator: "\n") + "\n"
  }

  private func appendColumns(to lines: inout [String]) {
    var isInteger = false
    var markers = 0
    for column in columns {
      if column.isInteger != isInteger {
        isInteger = column.isInteger
        lines.append(" MARKER\(markers) 'MARKER' \(isInteger ? "'INTORG'" : "'INTEND'")")
        markers += 1
      }
      // A column without entries must be declared all the same.
      let entries = column.entries.isEmpty ? [(row: objective, value: 0)] : column.entries
      for (row, value) in entries { lines.append(" \(column.name) \(row) \(Self.digits(value))") }
    }
    if isInteger { lines.append(" MARKER\(markers) 'MARKER' 'INTEND'") }
  }

  /// Upper bounds come first: a negative one would otherwise move a zero lower bound when read.
  private static func appendBounds(of column: Column, to lines: inout [String]) {
    let (lower, upper) = (column.lower, column.upper)
    if lower == upper {
      lines.append(" FX BND \(column.name) \(digits(lower))")
    } else if lower == -.infinity && upper == .infinity {
      lines.append(" FR BND \(column.name)")
    } else {
      if upper.isFinite {
        lines.append(" UP BND \(column.name) \(digits(upper))")
      } else if column.isInteger {
        lines.append(" PL BND \(column.name)")
      }
      if lower == -.infinity {
        lines.append(" MI BND \(column.name)")
      } else if lower != 0 || upper < 0 || column.isInteger {
        lines.append(" LO BND \(column.name) \(digits(lower))")
      }
    }
  }

  private static func kind(of row: Row) -> String {
    if row.lower == row.upper { return "E" }
    if row.lower.isFinite && row.upper.isFinite { return side(of: row).isUpper ? "L" : "G" }
    if row.upper.isFinite { return "L" }
    return row.lower.isFinite ? "G" : "N"
  }

  /// Right-hand side and range whose combination gives both bounds back to the last bit where that is possible.
  private static func side(of row: Row) -> (isUpper: Bool, rightHandSide: Double, range: Double) {
    guard row.lower.isFinite, row.upper.isFinite, row.lower != row.upper else {
      return (true, row.upper.isFinite ? row.upper : row.lower, 0)
    }
    let range = row.upper - row.lower
    for candidate in [range, range.nextUp, range.nextDown] {
      if row.upper - candidate == row.lower { return (true, row.upper, candidate) }
      if row.lower + candidate == row.upper { return (false, row.lower, candidate) }
    }
    return (true, row.upper, range)
  }

  /// The shortest digits that read back as the same number.
  private static func digits(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Unique names without white space.
private struct MPSNames {
  private static let maximumLength = 200
  private var used: Set<String> = []

  /// The name with every byte that could end a field replaced.
  static func clean(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars.prefix(maximumLength) {
      let isPlain = scalar.isASCII && scalar.value > 0x20 && scalar.value != 0x7F
      text.unicodeScalars.append(isPlain && scalar != "'" && scalar != "\"" ? scalar : "_")
    }
    if let first = text.unicodeScalars.first, first == "*" || first == "$" { text = "_" + text }
    return text
  }

  mutating func add(_ name: String, fallback: String) -> String {
    let stem = name.isEmpty ? fallback : Self.clean(name)
    var candidate = stem
    var suffix = 2
    while !used.insert(candidate).inserted {
      candidate = "\(stem)_\(suffix)"
      suffix += 1
    }
    return candidate
  }
}
