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
    var fault: Fault?
    return parse(text, fault: &fault)
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

  /// The fault of a text that is written as a date but is none, as a sentence part; nil for any other text.
  static func fault(of text: String) -> String? {
    var fault: Fault?
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBufferPointer { parse($0[...], fault: &fault) }
    return fault?.meaning
  }

  private static func parse(_ text: Slice<UnsafeBufferPointer<UInt8>>, fault: inout Fault?) -> TraceTime? {
    var scanner = ByteScanner(text)
    guard let first = scanner.digits(upTo: 19) else { return nil }
    guard scanner.take(UInt8(ascii: "-")) else {
      let kind: Kind = scanner.isAtEnd ? .number : .numberWithPoint
      guard let value = scanner.fraction(after: first.value), scanner.isAtEnd else { return nil }
      return TraceTime(value: value, kind: kind)
    }
    guard first.count == 4, let month = scanner.twoDigits(), scanner.take(UInt8(ascii: "-")),
      let number = scanner.twoDigits()
    else { return nil }
    let day = CalendarDate(year: first.value, month: month, day: number)
    guard day.fault == nil else {
      fault = .day(day)
      return nil
    }
    guard scanner.take(UInt8(ascii: " ")) || scanner.take(UInt8(ascii: "T")),
      let (minute, second) = timeOfDay(&scanner, &fault), let seconds = scanner.fraction(after: second),
      let zone = zone(&scanner, &fault), scanner.isAtEnd
    else { return nil }
    let start = day.daysSince1970 * 86_400 + minute * 60 - zone
    guard second < 60 || isLeapSecond(start + 60, of: day.year) else {
      fault = .leapSecond
      return nil
    }
    return TraceTime(value: Double(start) + seconds, kind: .date)
  }

  /// Minute of the day, and second of the minute.
  private static func timeOfDay(
    _ scanner: inout ByteScanner, _ fault: inout Fault?
  ) -> (minute: Int, second: Int)? {
    guard let hour = scanner.twoDigits(), scanner.take(UInt8(ascii: ":")),
      let minute = scanner.twoDigits(), scanner.take(UInt8(ascii: ":")), let second = scanner.twoDigits()
    else { return nil }
    guard hour < 24, minute < 60, second <= 60 else {
      fault = .timeOfDay
      return nil
    }
    return (hour * 60 + minute, second)
  }

  /// Whether a leap second can come just before a time, in seconds since 1970: before the first of January or July.
  private static func isLeapSecond(_ next: Int, of year: Int) -> Bool {
    [(year, 1), (year, 7), (year + 1, 1)].contains {
      CalendarDate(year: $0, month: $1, day: 1).daysSince1970 * 86_400 == next
    }
  }

  /// Seconds that the zone at the end is ahead of UTC; 0 without one.
  private static func zone(_ scanner: inout ByteScanner, _ fault: inout Fault?) -> Int? {
    if scanner.isAtEnd || scanner.take(UInt8(ascii: "Z")) { return 0 }
    let isBehind = scanner.take(UInt8(ascii: "-"))
    guard isBehind || scanner.take(UInt8(ascii: "+")), let hours = scanner.twoDigits() else { return nil }
    _ = scanner.take(UInt8(ascii: ":"))
    guard let minutes = scanner.twoDigits() else { return nil }
    let ahead = (hours * 3600 + minutes * 60) * (isBehind ? -1 : 1)
    guard minutes < 60, zones.contains(ahead) else {
      fault = .zone
      return nil
    }
    return ahead
  }

  /// Offsets from UTC that a zone on Earth has: from the islands west of the date line to those east of it.
  private static let zones = -12 * 3600...14 * 3600

  /// Why a date or a time of day does not exist.
  private enum Fault {
    case day(CalendarDate)
    case timeOfDay
    case leapSecond
    case zone

    var meaning: String? {
      switch self {
      case .day(let day): day.fault
      case .timeOfDay: "is no time of day: 00:00:00 to 23:59:59 are"
      case .leapSecond: "is no time of day: a second 60 is only at 23:59:60 UTC before 1 January or 1 July"
      case .zone: "is no time zone: -12:00 to +14:00 are"
      }
    }
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
  mutating func twoDigits() -> Int? {
    guard let tens = digit(), let units = digit() else { return nil }
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
