import Planning

/// Parses JSON text (RFC 8259) to a tree with positions, strictly and without recursion limits to fear.
///
/// `null`, `true`, `false` and numbers become plain scalars, strings quoted ones, so that one reader walks
/// YAML and JSON files alike.
public struct JSONParser {
  private let file: String
  private let bytes: [UInt8]
  private var position = 0
  private var line: Int
  private var lineStart = 0
  private var nodeCount = 0
  /// Where the column was last counted: a line of megabytes is counted once.
  private var counted = (position: 0, column: 1)
  private let allowsNaN: Bool

  private init(file: String, bytes: [UInt8], firstLine: Int, allowsNaN: Bool = false) {
    self.file = file
    self.allowsNaN = allowsNaN
    self.bytes = bytes
    line = firstLine
  }

  /// The value in `source`; `firstLine` is the line number of its first line in the file it came from.
  public static func parse(_ source: SourceFile, firstLine: Int = 1) throws -> DocumentNode {
    var parser = JSONParser(file: source.path, bytes: Array(source.text.utf8), firstLine: firstLine)
    parser.skipSpace()
    let root = try parser.value(depth: 0)
    parser.skipSpace()
    if parser.position < parser.bytes.count { throw parser.problem("text after the end of the value") }
    return root
  }

  /// The values in `source`, one after the other as tools append them; at least one. With `allowsNaN` bare `NaN` and
  /// `Infinity`, which Python writes though JSON has no such words, are plain scalars for the reader to judge.
  public static func parseAll(_ source: SourceFile, allowsNaN: Bool = false) throws -> [DocumentNode] {
    var parser = JSONParser(
      file: source.path, bytes: Array(source.text.utf8), firstLine: 1, allowsNaN: allowsNaN)
    var values: [DocumentNode] = []
    repeat {
      parser.skipSpace()
      values.append(try parser.value(depth: 0))
      parser.skipSpace()
    } while parser.position < parser.bytes.count
    return values
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The column of the position, in characters from 1.
  private mutating func column() -> Int {
    if counted.position < lineStart || counted.position > position { counted = (lineStart, 1) }
    while counted.position < position {
      // Continuation bytes are no characters of their own.
      if bytes[counted.position] & 0xC0 != 0x80 { counted.column += 1 }
      counted.position += 1
    }
    return counted.column
  }

  private mutating func problem(_ message: String, key: String? = nil) -> InputError {
    InputError([Diagnostic(file: file, line: line, column: column(), key: key, message: message)])
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
      if byte == 0x0A {
        line += 1
        lineStart = position
      }
    }
  }

  private mutating func value(depth: Int) throws -> DocumentNode {
    guard depth <= DocumentLimits.depth else {
      throw problem("nested deeper than \(DocumentLimits.depth) levels")
    }
    nodeCount += 1
    guard nodeCount <= DocumentLimits.nodes else {
      throw problem("the file has more than \(DocumentLimits.nodes) values")
    }
    let start = (line: line, column: column())
    let content: DocumentNode.Content
    switch next {
    case UInt8(ascii: "{"): content = try object(depth: depth)
    case UInt8(ascii: "["): content = try array(depth: depth)
    case UInt8(ascii: "\""): content = .scalar(try string(), isPlain: false)
    case nil: throw problem("the text ends where a value should be")
    default: content = .scalar(try word(), isPlain: true)
    }
    return DocumentNode(content: content, line: start.line, column: start.column)
  }

  private mutating func object(depth: Int) throws -> DocumentNode.Content {
    position += 1
    var entries: [DocumentNode.Entry] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return .mapping([]) }
    while true {
      guard next == UInt8(ascii: "\"") else { throw problem("a key in double quotes should be here") }
      let start = (line: line, column: column())
      let (keyPosition, keyLineStart) = (position, lineStart)
      let key = try string()
      guard keys.insert(key).inserted else {
        (position, lineStart) = (keyPosition, keyLineStart)
        throw problem("is given twice", key: key)
      }
      skipSpace()
      guard take(":") else { throw problem("':' should follow the key '\(key)'") }
      skipSpace()
      let value = try value(depth: depth + 1)
      entries.append(.init(key: key, line: start.line, column: start.column, value: value))
      skipSpace()
      if take("}") { return .mapping(entries) }
      guard take(",") else { throw problem("',' or '}' should be here") }
      skipSpace()
    }
  }

  private mutating func array(depth: Int) throws -> DocumentNode.Content {
    position += 1
    var items: [DocumentNode] = []
    skipSpace()
    if take("]") { return .sequence([]) }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .sequence(items) }
      guard take(",") else { throw problem("',' or ']' should be here") }
      skipSpace()
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// A number, `true`, `false` or `null`.
  private mutating func word() throws -> String {
    let start = position
    while let byte = next, isWordByte(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if ["true", "false", "null"].contains(text) || isJSONNumber(text) { return text }
    if allowsNaN && ["NaN", "Infinity", "-Infinity"].contains(text) { return text }
    position = start
    if text.isEmpty { throw problem("a value should be here") }
    throw problem("'\(SafeText.printable(text, limit: SafeText.shownValueLength))' is not a JSON value")
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// JSON's grammar is NumberText's without `+`, `_`, leading zeros and bare points; a number too large for a
  /// Double is one still, for the reader to refuse.
  private func isJSONNumber(_ text: String) -> Bool {
    switch NumberText.double(text) {
    case .success, .failure(.notFinite): break
    case .failure: return false
    }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let unsigned = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard let first = unsigned.first, let last = unsigned.last else { return false }
    let isBare = text.contains("_") || text.contains(".e") || text.contains(".E")
    return digits.contains(first) && digits.contains(last) && !isBare
  }

  private mutating func string() throws -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        text.append(contentsOf: Array(String(try escape()).utf8))
      case 0..<0x20:
        throw problem("a string ends in the line it begins in; control characters are written \\u00XX")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw problem("the text ends inside a string")
  }

  private mutating func escape() throws -> Unicode.Scalar {
    position += 1
    defer { position += 1 }
    switch next {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw problem("an unknown escape in a string")
    }
  }

  /// Reads the digits after `\u`, and the second half of a surrogate pair; stops on the last digit.
  private mutating func unicodeEscape() throws -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let hasSecond =
      position + 2 < bytes.count && bytes[position + 1] == UInt8(ascii: "\\")
      && bytes[position + 2] == UInt8(ascii: "u")
    guard (0xD800..<0xDC00).contains(first), hasSecond else { throw problem("half a surrogate pair") }
    position += 2
    let second = try fourDigits()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw problem("half a surrogate pair") }
    return scalar
  }

  private mutating func fourDigits() throws -> UInt32 {
    guard position + 4 < bytes.count,
      bytes[(position + 1)...(position + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: bytes[(position + 1)...(position + 4)], as: UTF8.self), radix: 16)
    else { throw problem("four hexadecimal digits should follow \\u") }
    position += 4
    return value
  }
}
