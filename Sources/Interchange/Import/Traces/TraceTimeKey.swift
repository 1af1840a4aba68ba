import Planning

/// The key or column of a trace that holds the times of its requests, as the user states it.
public enum TraceTimeKey: Sendable, Equatable {
  /// The one that the format defines; a trace without it is refused where another may hold times.
  case ofFormat
  /// The one of this name, in CSV without regard to case.
  case named(String)
  /// None: times are not read.
  case none
}

/// The names of keys and columns that hold times.
enum TraceTimeName {
  /// The unit of a key or column that a format defines; nil for any other.
  static func definition(of name: String) -> TraceClock.Definition? {
    ["arrival_s", "arrived_at"].contains(name) ? .seconds : nil
  }

  /// Text at the end of a name that may be a unit, and whether it stands in brackets: `ms` of `timestamp_ms` or `arrival
  /// (ms)`.
  static func suffix(of name: String) -> (text: String, isBracketed: Bool)? {
    let name = name.lowercased()
    guard let stem = ["timestamp", "arrived_at", "arrival_time", "arrival"].first(where: name.hasPrefix)
    else { return nil }
    let rest = name.dropFirst(stem.count)
    let isBracketed = rest.trimmingPrefix(" ").first == "(" && rest.last == ")"
    guard isBracketed || rest.first == "_" else { return nil }
    return (String(rest.drop { " (_".contains($0) }.prefix { $0 != ")" }), isBracketed)
  }

  /// The unit that a name states.
  static func unit(in name: String) -> TimeStampUnit? {
    suffix(of: name).flatMap { MeasuredUnit.usualTime($0.text) }.flatMap(TimeStampUnit.init(rawValue:))
  }

  private static let stems = [
    "timestamp", "arriv", "created", "submit", "datetime", "starttime", "requesttime", "enqueue",
  ]
  private static let words: Set = [
    "time", "ts", "date", "start", "t", "when", "epoch", "unixtime", "senttime",
  ]

  /// Whether what a name stands for may be when requests came.
  static func mayHoldTimes(_ name: String) -> Bool {
    let letters = name.lowercased().filter { $0.isLetter }
    return words.contains(letters) || stems.contains { letters.contains($0) }
  }

  /// The message on a key or column that may hold times and is not the format's.
  static func question(_ name: String, format: String) -> String {
    "may hold the times, which the format calls \(format); name it with --time-key \(name), or read none with "
      + "--time-key none"
  }
}
