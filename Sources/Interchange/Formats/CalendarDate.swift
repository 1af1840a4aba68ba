/// A day of the Gregorian calendar, as time stamps and price lists state it.
struct CalendarDate: Equatable {
  var year: Int
  var month: Int
  var day: Int

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// Why there is no such day, as a sentence part; nil where there is.
  var fault: String? {
    guard (1...12).contains(month) else { return "is no date: months are 1 to 12" }
    guard (1...daysOfMonth).contains(day) else {
      return "is no date: \(Self.months[month - 1]) \(year) has \(daysOfMonth) days"
    }
    return nil
  }

  /// Days since 1970-01-01, for a day there is.
  var daysSince1970: Int {
    // Counting from March puts the leap day last; 1970 began 719,468 days after year 0 did so.
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private var daysOfMonth: Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CalendarDate {
  /// The fault of a text that is written as a day (`2026-02-30`) but is none; nil also for any other text.
  static func fault(ofDay text: String) -> String? {
    let parts = text.trimmed.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return CalendarDate(year: year, month: month, day: day).fault
  }
}
