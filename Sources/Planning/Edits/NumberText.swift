/// Reads numbers as people write them in files, and nothing else.
public enum NumberText {
  /// Why a text is no number.
  public enum Failure: Error, Equatable {
    /// Not a number at all.
    case notANumber
    /// `.nan`, `.inf` or beyond what a Double holds.
    case notFinite
    /// `0x10`, `0o17`, `010`: readers disagree on their value.
    case notDecimal
  }

  /// Longest text that is read as a number, in bytes.
  private static let longest = 64

  /// The finite number `text` stands for: decimal digits, `_` between digits, a fraction, an exponent.
  public static func double(_ text: String) -> Result<Double, Failure> {
    guard text.utf8.count <= longest else { return .failure(.notANumber) }
    var scanner = NumberScanner(bytes: Array(text.utf8))
    let isNumber = scanner.scan()
    if isNumber {
      guard !scanner.hasLeadingZero else { return .failure(.notDecimal) }
      guard let value = Double(String(decoding: scanner.plain, as: UTF8.self)) else {
        return .failure(.notANumber)
      }
      guard value.isFinite else { return .failure(.notFinite) }
      return .success(value == 0 ? 0 : value)
    }
    let lower = text.lowercased()
    let unsigned = lower.hasPrefix("-") || lower.hasPrefix("+") ? String(lower.dropFirst()) : lower
    if [".nan", "nan", ".inf", "inf", "infinity"].contains(unsigned) { return .failure(.notFinite) }
    let digits = unsigned.dropFirst(2)
    let hasPrefix = ["0x", "0o", "0b"].contains(String(unsigned.prefix(2)))
    if hasPrefix && !digits.isEmpty && digits.allSatisfy(\.isHexDigit) { return .failure(.notDecimal) }
    return .failure(.notANumber)
  }

  /// A number, the shortest that reads back equal.
  public static func shortest(_ number: Double) -> String {
    if let whole = Int(exactly: number), abs(number) < 1e15 { return String(whole) }
    return number.description
  }

  /// The message for a failure, as a sentence part.
  public static func message(_ failure: Failure) -> String {
    switch failure {
    case .notANumber: "must be a number"
    case .notFinite: "must be a finite number"
    case .notDecimal: "must be a decimal number without leading zeros"
    }
  }
}

/// Walks the grammar `sign? digits (. digits?)? exponent?` or `sign? . digits exponent?`.
private struct NumberScanner {
  let bytes: [UInt8]
  var position = 0
  /// The number without `_`, with digits on both sides of the point: what Double's own reader takes.
  var plain: [UInt8] = []
  var hasLeadingZero = false

  init(bytes: [UInt8]) {
    self.bytes = bytes
    plain.reserveCapacity(bytes.count + 2)
  }

  mutating func scan() -> Bool {
    _ = take("-") || take("+")
    let whole = takeDigits(mayGroup: true)
    guard whole >= 0 else { return false }
    if whole > 1, plain.first(where: { $0 >= 0x30 }) == UInt8(ascii: "0") { hasLeadingZero = true }
    if whole == 0 { plain.append(UInt8(ascii: "0")) }
    var fraction = 0
    if take(".") {
      fraction = takeDigits(mayGroup: false)
      if fraction == 0 { plain.append(UInt8(ascii: "0")) }
    }
    guard whole + fraction > 0 else { return false }
    if take("e") || take("E") {
      _ = take("-") || take("+")
      guard takeDigits(mayGroup: false) > 0 else { return false }
    }
    return position == bytes.count
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    plain.append(bytes[position])
    position += 1
    return true
  }

  /// The number of digits taken; -1 where `_` does not stand between two digits.
  private mutating func takeDigits(mayGroup: Bool) -> Int {
    var count = 0
    while position < bytes.count {
      let byte = bytes[position]
      if (0x30...0x39).contains(byte) {
        plain.append(byte)
        count += 1
      } else if byte == UInt8(ascii: "_") && mayGroup {
        let hasNext = position + 1 < bytes.count && (0x30...0x39).contains(bytes[position + 1])
        guard count > 0 && hasNext else { return -1 }
      } else {
        return count
      }
      position += 1
    }
    return count
  }
}
