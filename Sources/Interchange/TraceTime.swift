/// The time stamp of a request in a trace.
struct TraceTime: Equatable {
  /// How a time stamp is written.
  enum Kind: Equatable {
    /// As a date: seconds since 1970 in the zone it states, or in the trace's own where it states none.
    case date
    /// As a whole number of the trace's unit.
    case number
    /// As a number with a decimal point.
    case numberWithPoint
  }

  var value: Double
  var kind: Kind

  /// The time that `text` stands for: a number (`4.314579`), or a date with 0 to 9 digits of a second's fraction and
  /// perhaps a zone (`2023-11-16 18:15:46.6805900`, `2024-05-10 00:00:00.009930+00:00`); nil for anything else.
  static func parse(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> TraceTime? {
    var scanner = ByteScanner(text)
    guard let first = scanner.digits(upTo: 19) else { return nil }
    guard scanner.take(UInt8(ascii: "-")) else {
      let kind: Kind = scanner.isAtEnd ? .number : .numberWithPoint
      guard let value = scanner.fraction(after: first.value), scanner.isAtEnd else { return nil }
      return TraceTime(value: value, kind: kind)
    }
    guard first.count == 4, let day = date(year: first.value, &scanner),
      scanner.take(UInt8(ascii: " ")) || scanner.take(UInt8(ascii: "T")),
      let seconds = timeOfDay(&scanner), let zone = zone(&scanner), scanner.isAtEnd
    else { return nil }
    return TraceTime(value: Double(day * 86_400) + seconds - zone, kind: .date)
  }

  /// The same of text; numbers may be written as spreadsheets do.
  static func parse(_ text: String, line: Int, numbers: inout TableNumbers) -> TraceTime? {
    let bytes = Array(text.utf8)
    if let time = bytes.withUnsafeBufferPointer({ parse($0[...]) }) { return time }
    guard case .success(let value) = numbers.value(text, line: line), value >= 0, value < 1e19 else {
      return nil
    }
    return TraceTime(value: value, kind: value == value.rounded() ? .number : .numberWithPoint)
  }

  /// Days since 1970-01-01 of a date whose year and first dash are read.
  private static func date(year: Int, _ scanner: inout ByteScanner) -> Int? {
    guard let month = scanner.twoDigits(in: 1...12), scanner.take(UInt8(ascii: "-")),
      let day = scanner.twoDigits(in: 1...31)
    else { return nil }
    // Counting from March puts the leap day last; 1970 began 719,468 days after year 0 did so.
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private static func timeOfDay(_ scanner: inout ByteScanner) -> Double? {
    guard let hour = scanner.twoDigits(in: 0...23), scanner.take(UInt8(ascii: ":")),
      let minute = scanner.twoDigits(in: 0...59), scanner.take(UInt8(ascii: ":")),
      let second = scanner.twoDigits(in: 0...60)
    else { return nil }
    return scanner.fraction(after: hour * 3600 + minute * 60 + second)
  }

  /// Seconds that the zone at the end is ahead of UTC; 0 without one.
  private static func zone(_ scanner: inout ByteScanner) -> Double? {
    if scanner.isAtEnd || scanner.take(UInt8(ascii: "Z")) { return 0 }
    let isBehind = scanner.take(UInt8(ascii: "-"))
    guard isBehind || scanner.take(UInt8(ascii: "+")), let hours = scanner.twoDigits(in: 0...23) else {
      return nil
    }
    _ = scanner.take(UInt8(ascii: ":"))
    guard let minutes = scanner.twoDigits(in: 0...59) else { return nil }
    return Double(hours * 3600 + minutes * 60) * (isBehind ? -1 : 1)
  }
}

/// Reads digits from bytes, from the front.
struct ByteScanner {
  private let bytes: Slice<UnsafeBufferPointer<UInt8>>
  private var position: Int

  init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func take(_ byte: UInt8) -> Bool {
    guard !isAtEnd, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// A whole number of at most `most` digits; nil also where an Int does not hold it.
  mutating func digits(upTo most: Int) -> (value: Int, count: Int)? {
    var value = 0
    let start = position
    while !isAtEnd, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
      guard position - start < most else { return nil }
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isLarger) = tens.addingReportingOverflow(Int(digit))
      guard !isTooLarge, !isLarger else { return nil }
      value = sum
      position += 1
    }
    return position > start ? (value, position - start) : nil
  }

  private mutating func digit() -> Int? {
    guard !isAtEnd, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 else { return nil }
    position += 1
    return Int(digit)
  }

  /// A number of exactly two digits.
  mutating func twoDigits(in range: ClosedRange<Int>) -> Int? {
    guard let tens = digit(), let units = digit(), range.contains(10 * tens + units) else { return nil }
    return 10 * tens + units
  }

  /// `whole` and the decimals that follow, if any do.
  mutating func fraction(after whole: Int) -> Double? {
    guard take(UInt8(ascii: ".")) else { return Double(whole) }
    var value = 0.0
    var scale = 1.0
    let start = position
    while let digit = digit() {
      // Further decimals are far below what a Double tells apart here.
      guard scale < 1e15 else { continue }
      value = value * 10 + Double(digit)
      scale *= 10
    }
    return position > start ? Double(whole) + value / scale : nil
  }
}
