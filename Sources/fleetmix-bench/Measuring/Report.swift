import Glibc
import Interchange
import Serving

/// A table on standard output whose rows appear as they are measured.
struct Table {
  /// Title and width of a column; names stand left, figures right.
  struct Column {
    var title: String
    var width: Int
    var isName = false
  }

  let columns: [Column]

  /// Prints the titles.
  func begin() {
    row(columns.map(\.title))
  }

  /// Prints one row, with one cell per column.
  func row(_ cells: [String]) {
    var line = ""
    for (column, cell) in zip(columns, cells) {
      let space = String(repeating: " ", count: max(0, column.width - cell.count))
      line += (line.isEmpty ? "" : "  ") + (column.isName ? cell + space : space + cell)
    }
    while line.hasSuffix(" ") { line.removeLast() }
    print(line)
    fflush(nil)
  }
}

/// Figures as tables show them.
enum Shown {
  /// Three significant digits or whole; `–` where there is none.
  static func number(_ value: Double?) -> String {
    guard let value else { return "–" }
    guard value.isFinite else { return value > 0 ? "inf" : "-inf" }
    let size = abs(value)
    return fixed(value, size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
  }

  /// A ratio, such as `312x`.
  static func ratio(_ value: Double?) -> String { value.map { number($0) + "x" } ?? "–" }

  /// A part as per cent.
  static func percent(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    return fixed(value * 100, abs(value) < 0.1 ? 2 : 1)
  }

  /// A number with a given count of decimals.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    DecimalText.fixed(value, decimals)
  }
}

/// Everything a run measured, for `--json`.
struct Report {
  private var sections: [(key: String, value: JSONValue)] = []

  /// Answers that were wrong, or that two runs gave differently.
  private(set) var problemCount = 0

  /// Adds what one mode measured.
  mutating func add(_ mode: String, rows: [JSONValue], summary: JSONValue, problems: Int = 0) {
    problemCount += problems
    sections.append((mode, .object([("rows", .array(rows)), ("summary", summary)])))
  }

  /// The whole run as one object with the machine's facts.
  func json(command: [String]) -> JSONValue {
    .object(
      [
        (
          "machine",
          .object([
            ("processor", .text(Machine.processor)), ("cores", .integer(Machine.cores)),
            ("load", .text(Machine.load)), ("peak_memory_mb", .number(Machine.peakMemory)),
          ])
        ),
        ("command", .array(command.map { .text($0) })),
      ] + sections)
  }
}

extension JSONValue {
  /// Numbers by name; missing ones are null.
  static func numbers(_ entries: [(key: String, value: Double?)]) -> JSONValue {
    .object(entries.map { ($0.key, .optional($0.value)) })
  }
}
