import Dashboard

/// The keys that terminals send as control sequences.
enum KeySequences {
  /// Finals of ESC O (application keys) and of ESC [ without a number.
  static func single(_ final: UInt8) -> Key? {
    switch UnicodeScalar(final) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H": .home
    case "F": .end
    case "M": .enter
    case "P": .function(1)
    case "Q": .function(2)
    case "R": .function(3)
    case "S": .function(4)
    case "Z": .backTab
    // rxvt: lower case is shifted after ESC [ and controlled after ESC O; both take the large step.
    case "a": .shiftUp
    case "b": .shiftDown
    case "c": .shiftRight
    case "d": .shiftLeft
    default: nil
    }
  }

  /// The key of ESC [ numbers final.
  static func key(_ numbers: [Int], final: UInt8) -> Key? {
    let modifiers = numbers.count > 1 ? max(0, numbers[1] - 1) : 0
    if final == UInt8(ascii: "~") { return numbers.first.flatMap(numbered) }
    // rxvt ends shifted and controlled keys in $, ^ and @.
    if final == UInt8(ascii: "^") || final == UInt8(ascii: "@") { return numbers.first.flatMap(numbered) }
    guard final != UInt8(ascii: "M"), let key = single(final) else { return nil }
    return isLarge(modifiers) ? shifted(key) : key
  }

  /// Whether Shift (bit 0) or Control (bit 2) is held: both mean the large step.
  private static func isLarge(_ modifiers: Int) -> Bool {
    modifiers & 0b101 != 0
  }

  private static func shifted(_ key: Key) -> Key {
    switch key {
    case .up: .shiftUp
    case .down: .shiftDown
    case .left: .shiftLeft
    case .right: .shiftRight
    default: key
    }
  }

  /// Keys of the form ESC [ number ~ (VT220, with the gaps it has).
  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...24: .function(number - 12)
    default: nil
    }
  }
}
