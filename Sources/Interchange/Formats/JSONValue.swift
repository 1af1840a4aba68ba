import Planning

/// A JSON value that keeps the order of its keys and writes numbers exactly.
public enum JSONValue: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case flag(Bool)
  /// A whole number.
  case integer(Int)
  /// A number; one that is not finite is written as `null`, for JSON has no other word.
  case number(Double)
  /// Text.
  case text(String)
  /// Elements in order.
  case array([JSONValue])
  /// Keys and values in order.
  case object([(key: String, value: JSONValue)])

  /// A number or `null`.
  public static func optional(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }
  /// Text, or null where there is none.
  public static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  /// On one line, without spaces at the ends.
  public var compact: String {
    var output = ""
    write(to: &output, indent: nil, depth: 0)
    return output
  }

  /// Over several lines, indented by two; maps and lists of single values stay on one line.
  public var pretty: String {
    var output = ""
    write(to: &output, indent: 2, depth: 0)
    return output
  }

  /// Whether two values are written alike.
  public static func == (first: JSONValue, second: JSONValue) -> Bool { first.compact == second.compact }

  private var isLeaf: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func write(to output: inout String, indent: Int?, depth: Int) {
    switch self {
    case .null: output += "null"
    case .flag(let flag): output += flag ? "true" : "false"
    case .integer(let number): output += String(number)
    case .number(let number): output += Self.text(of: number)
    case .text(let text): Self.write(text, to: &output)
    case .array(let items):
      Self.write(
        items, open: "[", close: "]", isFlat: items.allSatisfy(\.isLeaf), to: &output, indent: indent,
        depth: depth
      ) { item, output, indent in item.write(to: &output, indent: indent, depth: depth + 1) }
    case .object(let entries):
      let isFlat = depth > 0 && entries.allSatisfy(\.value.isLeafOrFlat)
      Self.write(entries, open: "{", close: "}", isFlat: isFlat, to: &output, indent: indent, depth: depth) {
        entry, output, indent in
        Self.write(entry.key, to: &output)
        output += ": "
        entry.value.write(to: &output, indent: indent, depth: depth + 1)
      }
    }
  }

  private var isLeafOrFlat: Bool {
    switch self {
    case .array(let items): items.allSatisfy(\.isLeaf)
    case .object(let entries): entries.allSatisfy(\.value.isLeaf)
    default: true
    }
  }

  /// Writes a collection's parts, each on a line of its own unless `isFlat` or no indent is wanted.
  private static func write<Part>(
    _ parts: [Part], open: String, close: String, isFlat: Bool, to output: inout String, indent: Int?,
    depth: Int, part: (Part, inout String, Int?) -> Void
  ) {
    output += open
    let inner = isFlat ? nil : indent
    for (position, element) in parts.enumerated() {
      if position > 0 { output += inner == nil ? ", " : "," }
      if let inner { output += "\n" + String(repeating: " ", count: inner * (depth + 1)) }
      part(element, &output, inner)
    }
    if let inner, !parts.isEmpty { output += "\n" + String(repeating: " ", count: inner * depth) }
    output += close
  }

  /// The shortest text that reads back as the same number; whole numbers without a point where exact.
  private static func text(of number: Double) -> String {
    guard number.isFinite else { return "null" }
    if let whole = Int(exactly: number), abs(number) < 1e15 { return String(whole) }
    return number.description
  }

  private static func write(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where SafeText.isUnsafe(scalar): output += escaped(scalar)
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }

  /// `\u202E`; two of them for a scalar beyond the basic plane.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
