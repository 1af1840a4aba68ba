/// Decides which text from files may reach the screen and the shell of whoever reads a plan.
public enum SafeText {
  /// Longest name of a pool, a model or a workload in characters.
  public static let nameLength = 200
  /// Longest part of a bad value an error message repeats.
  public static let shownValueLength = 80
  /// Longest part of a path an error message repeats.
  public static let shownPathLength = 500

  /// Longest message; it may name what a file does.
  public static let shownMessageLength = 1000

  /// Whether a scalar acts on a terminal or hides: control characters, bidirectional overrides, zero width.
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x00AD, 0x061C, 0x180E: true  // soft hyphen, Arabic letter mark, Mongolian separator
    case 0x200B...0x200F: true  // zero width, left-to-right and right-to-left marks
    case 0x2028...0x202E: true  // line and paragraph separator, embeddings, overrides
    case 0x2060...0x206F: true  // word joiner, isolates, deprecated format characters
    case 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB: true  // variation selectors, BOM, annotations
    case 0xE0000...0xE0FFF: true  // tags
    default: false
    }
  }

  /// Why `text` cannot be a name, as a sentence part; nil: it can.
  public static func nameProblem(_ text: String) -> String? {
    if text.isEmpty { return "must not be empty" }
    if let bad = text.unicodeScalars.first(where: isUnsafe) {
      return "must not contain the control or invisible character \(codePoint(bad))"
    }
    if text.first?.isWhitespace == true || text.last?.isWhitespace == true {
      return "must not begin or end with a space"
    }
    if text.unicodeScalars.count > nameLength { return "must not be longer than \(nameLength) characters" }
    return nil
  }

  /// `text` with unsafe characters shown as `\u{1B}` and cut after `limit` characters.
  public static func printable(_ text: String, limit: Int) -> String {
    var result = ""
    for (position, scalar) in text.unicodeScalars.enumerated() {
      if position == limit { return result + "..." }
      append(scalar, to: &result)
    }
    return result
  }

  /// `text`, of one line or many, with unsafe characters shown as `\u{1B}`: what every stream gets that may be a
  /// terminal. Line feeds and tabs stay.
  public static func shown(_ text: String) -> String {
    func stays(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" || !isUnsafe(scalar) }
    if text.unicodeScalars.allSatisfy(stays) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if stays(scalar) { result.unicodeScalars.append(scalar) } else { append(scalar, to: &result) }
    }
    return result
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    if isUnsafe(scalar) {
      result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
