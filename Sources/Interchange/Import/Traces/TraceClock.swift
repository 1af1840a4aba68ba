import Serving

/// The unit of numbers in a trace's time stamps, as the user states it.
public enum TimeStampUnit: String, Sendable, CaseIterable {
  /// Found out where the file leaves no doubt.
  case auto
  /// Seconds.
  case s
  /// Milliseconds.
  case ms
  /// Microseconds.
  case us
  /// Nanoseconds.
  case ns
  /// Dates such as 2023-11-16 18:15:46.68; numbers are refused.
  case iso

  /// Units per second; nil where the unit is not one of numbers.
  var perSecond: Double? {
    switch self {
    case .auto, .iso: nil
    case .s: 1
    case .ms: 1e3
    case .us: 1e6
    case .ns: 1e9
    }
  }
}

/// Converts the times of one trace to seconds, whatever unit the file counts in.
///
/// A unit is taken unasked only where the format defines it or the numbers can be nothing else; the requests wait until
/// enough of them are seen to tell.
struct TraceClock {
  /// The unit of numbers in a format's time stamps, as its authors define it.
  enum Definition {
    /// Seconds: Vidur's `arrived_at`, BurstGPT's `Timestamp`, every `arrival_s`.
    case seconds
    /// Whole milliseconds: Mooncake's `timestamp`.
    case wholeMilliseconds
    /// Nothing.
    case none
  }

  /// The facts known about the times once everything is read.
  struct Finding: Equatable {
    /// The interpretation of the times, for a comment; nil where the file states no times.
    var text: String?
    /// Whether the times are dates or count from 1970; nil where there are none.
    var isCalendar: Bool?
  }

  private let file: String
  private let key: String
  private let definition: Definition
  private var unit: TimeUnit?
  private let choice: TimeStampUnit
  private var waiting: [(request: TraceRequest, hasPoint: Bool)] = []
  private var firstLine: Int?
  private var span: ClosedRange<Double>?
  private var timed = 0
  private var untimed = 0
  private var hasDates = false

  /// A unit with the reason to take it, and what later numbers must be like for it to stay.
  private struct TimeUnit {
    var unit: TimeStampUnit
    var reason: String
    var isCalendar = false
    var fits: (Double) -> Bool = { _ in true }
  }

  init(file: String, key: String, definition: Definition, choice: TimeStampUnit) {
    self.file = file
    self.key = key
    self.definition = definition
    self.choice = choice
    if choice.perSecond != nil { unit = TimeUnit(unit: choice, reason: "as stated") }
  }

  /// Takes a request whose `second` is the number of its time stamp, and hands it to `body` with seconds in place of it
  /// when the unit is known. Throws `InputError` where that cannot be found out.
  mutating func take(
    _ request: TraceRequest, _ kind: TraceTime.Kind, line: Int, _ body: (TraceRequest) -> Void
  ) throws {
    guard let raw = request.second else {
      untimed += 1
      body(request)
      return
    }
    if firstLine == nil { firstLine = line }
    if kind == .date {
      guard unit == nil || choice != .auto, waiting.isEmpty, timed == 0 || hasDates else {
        throw problem(line, "is a date, where others are numbers")
      }
      hasDates = true
      count(raw)
      body(request)
      return
    }
    guard choice != .iso, !hasDates else { throw problem(line, "is a number, not a date") }
    if let unit {
      guard unit.fits(raw) else {
        throw problem(
          line,
          "does not fit the unit taken, \(unit.unit.rawValue) (\(unit.reason)); give --time-unit s, ms, us or ns"
        )
      }
      pass(request, unit, body)
      return
    }
    waiting.append((request, kind == .numberWithPoint))
    if waiting.count == Self.sample { try settle(body) }
  }

  /// Passes the requests that still wait to `body`; returns how the times were interpreted.
  mutating func finish(notes: ReadingNotes, _ body: (TraceRequest) -> Void) throws -> Finding {
    if !waiting.isEmpty { try settle(body) }
    guard let span else {
      if untimed > 0 { notes.add(file, "states no time stamps: no rates") }
      return Finding()
    }
    if untimed > 0 {
      notes.add(file, "\(untimed) of \(timed + untimed) requests state no time; rates are of the others")
    }
    let taken = hasDates ? "dates" : "in \(unit?.unit.rawValue ?? ""), \(unit?.reason ?? "")"
    let seconds = span.upperBound - span.lowerBound
    let rate = seconds > 0 ? ", \(DecimalText.fixed(Double(timed) / seconds, 4)) requests/s" : ""
    notes.add(file, "time stamps \(taken): \(timed) requests in \(DecimalText.fixed(seconds, 3)) s\(rate)")
    return Finding(text: "time stamps \(taken)", isCalendar: hasDates || unit?.isCalendar == true)
  }

  private mutating func pass(_ request: TraceRequest, _ unit: TimeUnit, _ body: (TraceRequest) -> Void) {
    var request = request
    let second = (request.second ?? 0) / (unit.unit.perSecond ?? 1)
    request.second = second
    count(second)
    body(request)
  }

  private mutating func count(_ second: Double) {
    timed += 1
    guard let span else {
      self.span = second...second
      return
    }
    if second < span.lowerBound || second > span.upperBound {
      self.span = min(span.lowerBound, second)...max(span.upperBound, second)
    }
  }

  private mutating func settle(_ body: (TraceRequest) -> Void) throws {
    let found = try found()
    unit = found
    for (request, _) in waiting { pass(request, found, body) }
    waiting = []
  }
}

// How the unit is found.
extension TraceClock {
  /// Requests that are looked at before the unit is settled: hundreds of seconds of a busy service, and little memory.
  private static let sample = 10_000
  /// Seconds since 1970 that a trace of our time may have: the years 2000 to 2100. Wider bounds would still keep the
  /// units apart, by a factor of ten.
  private static let calendar = 946_684_800.0...4_102_444_800
  /// Requests/s above which whole numbers are rather seconds than milliseconds: ten times the mean of the busiest
  /// published trace. Infinite would take every file of whole seconds for milliseconds.
  private static let busiest = 100.0
  /// Seconds that a trace must last to be one, where milliseconds are taken unasked.
  private static let shortest = 1.0
  /// Largest number with decimals that is taken for seconds unasked: a day; in milliseconds hardly more than a minute.
  private static let longest = 86_400.0

  private func found() throws -> TimeUnit {
    let times = waiting.compactMap(\.request.second)
    let (least, most) = (times.min() ?? 0, times.max() ?? 0)
    for unit in [TimeStampUnit.s, .ms, .us, .ns] {
      let scale = unit.perSecond ?? 1
      let range = Self.calendar.lowerBound * scale...Self.calendar.upperBound * scale
      guard range.contains(least), range.contains(most) else { continue }
      guard definition != .seconds || unit == .s else { throw ambiguous(least, most) }
      return TimeUnit(unit: unit, reason: "counted since 1970", isCalendar: true, fits: range.contains)
    }
    switch definition {
    case .seconds: return TimeUnit(unit: .s, reason: "as the format defines them")
    case .none: throw ambiguous(least, most)
    case .wholeMilliseconds:
      if times.contains(where: { $0 != $0.rounded() }) {
        guard most <= Self.longest else { throw ambiguous(least, most) }
        return TimeUnit(unit: .s, reason: "as numbers with decimals")
      }
      let span = (most - least) / 1e3
      let isShort = span > 0 && (span < Self.shortest || Double(times.count) / span > Self.busiest)
      guard !isShort, !waiting.contains(where: \.hasPoint) || span == 0 else { throw ambiguous(least, most) }
      return TimeUnit(unit: .ms, reason: "as the format defines whole numbers", fits: { $0 == $0.rounded() })
    }
  }

  private func ambiguous(_ least: Double, _ most: Double) -> InputError {
    let choices = "give --time-unit s, ms, us or ns"
    let span = most - least
    guard span > 0 else { return problem(firstLine ?? 1, "does not tell its unit; \(choices)") }
    func rate(_ perSecond: Double) -> String {
      DecimalText.fixed(Double(waiting.count) / (span / perSecond), 4)
    }
    return problem(
      firstLine ?? 1,
      "does not tell its unit; \(choices) (in s \(rate(1)) requests/s on average, in ms \(rate(1e3)))")
  }

  private func problem(_ line: Int, _ message: String) -> InputError {
    InputError([Diagnostic(file: file, line: line, column: 1, key: key, message: message)])
  }
}
