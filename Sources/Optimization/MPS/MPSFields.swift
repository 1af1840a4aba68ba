/// How the fields of a data line are found.
enum MPSLayout { case free, fixed }

/// The lines and fields of an MPS file.
struct MPSFields {
  /// Column ranges of the six fields of the fixed format, counted from 0.
  private static let fixedFields = [1..<3, 4..<12, 14..<22, 24..<36, 39..<47, 49..<61]

  private let bytes: [UInt8]
  private var position = 0
  /// Number of the current line, from 1.
  private(set) var lineNumber = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next line that is neither blank nor a comment, without its end; nil at the end of the file.
  mutating func nextLine() -> ArraySlice<UInt8>? {
    while position < bytes.count {
      var end = position
      while end < bytes.count && bytes[end] != UInt8(ascii: "\n") { end += 1 }
      var line = bytes[position..<end]
      position = end + 1
      lineNumber += 1
      while let last = line.last, Self.isSpace(last) { line.removeLast() }
      if let first = line.first, first != UInt8(ascii: "*"), line.contains(where: { !Self.isSpace($0) }) {
        return line
      }
    }
    return nil
  }

  /// Fields of a line separated by white space.
  static func words(_ line: ArraySlice<UInt8>) -> [String] {
    line.split(whereSeparator: isSpace).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Fields of a line by the positions of the fixed format; trailing empty ones are left out.
  static func columns(_ line: ArraySlice<UInt8>) -> [String] {
    var fields: [String] = []
    for range in fixedFields {
      let start = min(line.startIndex + range.lowerBound, line.endIndex)
      let end = min(line.startIndex + range.upperBound, line.endIndex)
      var field = line[start..<end]
      while let last = field.last, isSpace(last) { field.removeLast() }
      while let first = field.first, isSpace(first) { field.removeFirst() }
      fields.append(String(decoding: field, as: UTF8.self))
    }
    while fields.last == "" { fields.removeLast() }
    return fields
  }

  /// A number of a file; Fortran exponents and the usual spellings of infinity are accepted, NaN is not.
  static func number(_ field: String) -> Double? {
    var text = field.lowercased()
    switch text {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: break
    }
    guard text.utf8.allSatisfy({ isNumeric($0) }) else { return nil }
    if text.contains("d") { text = String(text.map { $0 == "d" ? "e" : $0 }) }
    if text.hasSuffix(".") { text.removeLast() }
    guard let value = Double(text), !value.isNaN else { return nil }
    return value
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "d"):
      return true
    default: return false
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
