/// The action table as lines; help shows it, and scrolling knows its length.
enum HelpText {
  /// A line: a heading, or keys and what they do.
  struct Line: Sendable, Equatable {
    var keys: String
    var text: String
    var isHeading = false
    /// The reason why the action has no effect at present.
    var disabled: String?
    /// The name in the palette and in key files.
    var name = ""
    /// The name of what its keys do, where they all do the same.
    var binding = ""
  }

  /// Marks and what they mean, below the keys.
  private static let marks: [(String, String)] = [
    ("━━●──", "value"), ("━━┿●─", "changed; ┿ as opened"), ("━━■──", "locked"),
    ("━━━━◆", "at the end of its range"), ("○╌╌╌╌", "off, or unused by the objective"),
    ("■■▪□□··", "GPUs in use, idle, not offered"), ("m i e", "measured, interpolated, estimated"),
    ("$/h", "underlined: a list price, not one stated"), ("▲ ▼ =", "more, less, same as plan A"),
    ("◆", "this limit binds"),
  ]

  /// Headings with their lines, those of the focused panel first; only lines that fit the filter.
  static func groups(_ state: DashboardState) -> [[Line]] {
    var names: [String] = []
    var lines: [String: [Line]] = [:]
    let comparing = state.comparison == nil ? [] : ActionTable.comparing
    for entry in comparing + ActionTable.main where !entry.keys.isEmpty {
      if !comparing.isEmpty, entry.context == .panels, !KeyContext.comparison.inherits(entry.group) {
        continue
      }
      if lines[entry.group] == nil { names.append(entry.group) }
      lines[entry.group, default: []].append(
        Line(
          keys: state.keys.text(of: entry), text: entry.help, disabled: entry.disabled(state),
          name: entry.name, binding: entry.bindings.count == 1 ? entry.name : ""))
    }
    // Off a slider, what is for sliders only comes last.
    if state.focusedControl == nil, comparing.isEmpty { names = names.filter { $0 != "SLIDER" } + ["SLIDER"] }
    names.append("MARKS")
    lines["MARKS"] = marks.map { Line(keys: $0.0, text: $0.1) }
    let filter = filter(state)
    return names.compactMap { name in
      let fitting = (lines[name] ?? []).filter { fits($0, filter, group: name) }
      return fitting.isEmpty ? nil : [Line(keys: name, text: "", isHeading: true)] + fitting
    }
  }

  private static func filter(_ state: DashboardState) -> String {
    if case .help(let view) = state.overlay { view.filter.text.trimmingSpaces } else { "" }
  }

  private static func fits(_ line: Line, _ filter: String, group: String) -> Bool {
    let words = filter.lowercased().split(separator: " ")
    let text = "\(line.keys) \(line.name) \(line.text) \(group)".lowercased()
    return words.allSatisfy { text.contains($0) }
  }

  /// The overlay's frame on a screen.
  static func frame(columns: Int, rows: Int) -> Area {
    let width = min(columns, max(20, min(112, columns - 6)))
    let height = max(0, rows - 2)
    return Area(row: 1, column: max(0, (columns - width) / 2), width: width, height: height)
  }

  /// Returns the width of a column of text, in columns of the screen.
  static func columnWidth(_ frame: Area, count: Int) -> Int {
    count == 2 ? (frame.width - 8) / 2 : frame.width - 4
  }

  /// Returns the width of the keys in a column of text, in columns of the screen.
  static func keyWidth(_ width: Int) -> Int { min(12, max(8, width / 3)) }

  /// Wraps a line to the width of its column; the reason why it is disabled follows the text.
  private static func wrapped(_ line: Line, width: Int) -> [Line] {
    guard !line.isHeading, !line.text.isEmpty else { return [line] }
    let text = line.disabled.map { "\(line.text) (\($0))" } ?? line.text
    return Canvas.wrap(text, width: width - keyWidth(width) - 1).enumerated().map { index, part in
      var result = line
      result.text = part
      if index > 0 { result.keys = "" }
      return result
    }
  }

  /// The lines of each column of text, a blank line between groups.
  static func columns(_ state: DashboardState) -> [[Line]] {
    let frame = frame(columns: state.columns, rows: state.rows)
    let isSplit = frame.width >= 96
    let width = columnWidth(frame, count: isSplit ? 2 : 1)
    let all = groups(state).map { $0.flatMap { wrapped($0, width: width) } }
    func joined(_ groups: some Sequence<[Line]>) -> [Line] {
      groups.reduce(into: []) { $0 += ($0.isEmpty ? [] : [Line(keys: "", text: "")]) + $1 }
    }
    guard isSplit, all.count > 1 else { return [joined(all)] }
    // Split where the columns differ least in length.
    let split = (1..<all.count).min { left, right in
      func unevenness(_ count: Int) -> Int {
        abs(joined(all.prefix(count)).count - joined(all.dropFirst(count)).count)
      }
      return unevenness(left) < unevenness(right)
    }
    return [joined(all.prefix(split ?? 1)), joined(all.dropFirst(split ?? 1))]
  }

  /// Rows of text that the frame shows at a time.
  static func space(_ frame: Area) -> Int { max(0, frame.height - 4) }

  /// Returns the most rows by which the overlay can be scrolled.
  static func scrollLimit(_ state: DashboardState) -> Int {
    let tallest = columns(state).map(\.count).max() ?? 0
    return max(0, tallest - space(frame(columns: state.columns, rows: state.rows)))
  }
}
