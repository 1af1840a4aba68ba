import Planning

/// Writes scalars so that any YAML reader takes them for what they are.
enum YAMLText {
  /// Text, in double quotes unless it can be nothing but plain text.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// A number, the shortest that reads back equal.
  static func number(_ number: Double) -> String {
    NumberText.shortest(number)
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    let isWordByte: (UInt8) -> Bool = {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
      default: false
      }
    }
    let isInnerByte: (UInt8) -> Bool = {
      isWordByte($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: " ")
        || $0 == UInt8(ascii: "/")
    }
    let isLetter = first >= UInt8(ascii: "A") && first != UInt8(ascii: "_")
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
    return isLetter && isWordByte(first) && isWordByte(last) && text.utf8.allSatisfy(isInnerByte)
      && !words.contains(text.lowercased())
  }

  /// Text in double quotes.
  static func quoted(_ text: String) -> String {
    let isAsItIs: (UInt8) -> Bool = {
      (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if text.utf8.allSatisfy(isAsItIs) { return "\"" + text + "\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where SafeText.isUnsafe(scalar):
        let digits = String(scalar.value, radix: 16)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
