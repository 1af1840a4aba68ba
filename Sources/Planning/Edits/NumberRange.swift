/// Which numbers a key takes, with the words for it.
public struct NumberRange: Sendable {
  /// Completes "must be ...".
  public let meaning: String
  /// Whether a number is one of them.
  public let contains: @Sendable (Double) -> Bool

  /// Numbers of one kind.
  public init(meaning: String, contains: @escaping @Sendable (Double) -> Bool) {
    self.meaning = meaning
    self.contains = contains
  }

  /// No quantity of a fleet is larger; beyond it products and sums lose their meaning.
  public static let largest = 1e12

  /// Any finite number.
  public static let finite = NumberRange(meaning: "a finite number") { $0.isFinite }
  /// A quantity that is there.
  public static let positive = NumberRange(meaning: "greater than 0 and at most 1e12") {
    $0 > 0 && $0 <= largest
  }
  /// A quantity that may be missing.
  public static let notNegative = NumberRange(meaning: "0 or more and at most 1e12") {
    $0 >= 0 && $0 <= largest
  }
  /// Nanoseconds since 1970 have 19 digits.
  public static let timeStamp = NumberRange(meaning: "0 or more and less than 1e19") { $0 >= 0 && $0 < 1e19 }
  /// A part of a whole that is there.
  public static let part = NumberRange(meaning: "above 0 and at most 1") { $0 > 0 && $0 <= 1 }
  /// A place in an error band.
  public static let bandPosition = NumberRange(meaning: "from -1 (low end) to 1 (high end)") {
    BandPositions.range.contains($0)
  }
  /// A part of a whole that leaves something.
  public static let belowWhole = NumberRange(meaning: "at least 0 and less than 1") { $0 >= 0 && $0 < 1 }

  /// Whole numbers of a range.
  public static func whole(_ range: ClosedRange<Int>) -> NumberRange {
    NumberRange(meaning: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      $0.rounded() == $0 && $0 >= Double(range.lowerBound) && $0 <= Double(range.upperBound)
    }
  }
}
