import Planning

/// Follows a feed file, whatever happens to it: rewritten in place or replaced, through a symbolic link, half written,
/// malformed, too large, a pipe, gone. The last good figures stay until better ones are there.
///
/// Does not wait and has no clock: its owner calls `look` now and then and says what time it is.
public struct FeedWatch: Sendable {
  /// The news that a look at the file brought.
  public enum News: Sendable, Equatable {
    /// Figures that differ from the ones before, and a line on names of the feed that are passed over.
    case figures([FeedReader.Entry], passedOver: String? = nil)
    /// The feed cannot be used, and why; the figures of so many seconds ago stay.
    case trouble(String, age: Double?)
    /// The feed can be used again; its figures are the ones that stayed.
    case recovered
  }

  /// Number of consecutive looks that must find the same content before it is believed: a writer at work
  /// changes it.
  private static let settledLooks = 2

  private let path: String
  private var content: Reading?
  private var looks = 0
  private var isHandled = false
  /// Why the feed cannot be used now, as a sentence part; nil: it can.
  public private(set) var trouble: String?
  private var good: FeedReader.Reading?
  private var goodAt: Double?

  /// The text read, or the reason why there is none.
  private enum Reading: Equatable {
    case text(String)
    case failed(String)
  }

  /// Follows the file at `path`.
  public init(path: String) { self.path = path }

  /// Whether the last look found something that another one soon should confirm.
  public var isSettling: Bool { !isHandled }

  /// Seconds since the figures in use were confirmed; nil before the first.
  public func age(at now: Double) -> Double? { goodAt.map { now - $0 } }

  /// Reads the file; returns what is new about it, once the file no longer changes.
  public mutating func look(at now: Double, scenario: Scenario) -> News? {
    let reading = Self.read(path)
    if reading != content {
      (content, looks, isHandled) = (reading, 0, false)
    }
    looks += 1
    if isHandled {
      if trouble == nil { goodAt = now }
      return nil
    }
    guard looks >= Self.settledLooks else { return nil }
    isHandled = true
    switch reading {
    case .failed(let reason): return troubled(reason, now)
    case .text(let text):
      do {
        let reading = try FeedReader.read(SourceFile(path: path, text: text), scenario: scenario)
        let wasTroubled = trouble != nil
        trouble = nil
        goodAt = now
        if reading == good { return wasTroubled ? .recovered : nil }
        let isTold = reading.passedOver == good?.passedOver
        good = reading
        return .figures(reading.entries, passedOver: isTold ? nil : reading.passedOver)
      } catch {
        return troubled("\(error)".split(separator: "\n").first.map(String.init) ?? "cannot be read", now)
      }
    }
  }

  private mutating func troubled(_ reason: String, _ now: Double) -> News? {
    guard trouble != reason else { return nil }
    trouble = reason
    return .trouble(reason, age: age(at: now))
  }

  private static func read(_ path: String) -> Reading {
    do {
      return .text(try SourceFile.readStored(path, limit: SourceFile.feedLimit).text)
    } catch {
      return .failed("\(error)".split(separator: "\n").first.map(String.init) ?? "cannot be read")
    }
  }
}
