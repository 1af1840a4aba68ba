import Dashboard

/// Number of SIGINT (signal(7)); Ctrl-C comes as a byte in raw mode and means the same.
let interruptSignal: Int32 = 2

/// One step of reading terminal input: the token at the start of some bytes.
enum ControlSequence {
  /// A mouse report with the terminal's 1-based position.
  struct MouseReport: Sendable, Equatable {
    /// Button as far as the dashboard tells them apart.
    enum Button: Sendable { case left, wheelUp, wheelDown, released, other }
    var button: Button
    var isMotion: Bool
    var isRelease: Bool
    var column: Int
    var row: Int
  }

  enum Token: Sendable, Equatable {
    case key(Key)
    case mouse(MouseReport)
    case interrupt
    case pasteStart
    /// Known to be nothing of ours: a report, a broken sequence, an invalid byte.
    case ignored
  }

  enum Step: Sendable, Equatable {
    case token(Token, length: Int)
    /// More bytes may follow. Never returned for final input.
    case incomplete
  }

  /// The byte of Ctrl-C, which no sequence may swallow.
  static let interrupt: UInt8 = 0x03

  private static let escape: UInt8 = 0x1b
  /// A control sequence longer than this is noise.
  private static let longest = 64
  /// A control string longer than this is noise; answers of terminals have a few hundred bytes.
  private static let longestString = 1 << 14

  /// Reads the token at the start of `bytes`, which are not empty.
  static func parse(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Step {
    guard let first = bytes.first else { return .incomplete }
    if first == escape { return parseEscape(bytes, isFinal: isFinal) }
    if first < 0x20 || first == 0x7f { return .token(controlToken(first), length: 1) }
    return parseCharacter(bytes, isFinal: isFinal)
  }

  // MARK: Characters

  private static func controlToken(_ byte: UInt8) -> Token {
    switch byte {
    case interrupt: .interrupt
    case 0x08, 0x7f: .key(.backspace)
    case 0x09: .key(.tab)
    case 0x0a, 0x0d: .key(.enter)
    case 0x00: .key(.control(" "))
    case 0x01...0x1a: .key(.control(Character(UnicodeScalar(byte + 0x60))))
    default: .key(.control(Character(UnicodeScalar(byte + 0x40))))
    }
  }

  /// Length a UTF-8 sequence with this first byte has; nil where none starts with it.
  private static func lengthOfCharacter(_ first: UInt8) -> Int? {
    switch first {
    case 0x20..<0x80: 1
    case 0xc2...0xdf: 2
    case 0xe0...0xef: 3
    case 0xf0...0xf4: 4
    default: nil
    }
  }

  private static func parseCharacter(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Step {
    guard let first = bytes.first, let length = lengthOfCharacter(first) else {
      return .token(.ignored, length: 1)
    }
    let part = bytes.prefix(length)
    guard part.dropFirst().allSatisfy({ $0 & 0xc0 == 0x80 }) else { return .token(.ignored, length: 1) }
    if part.count < length { return isFinal ? .token(.ignored, length: part.count) : .incomplete }
    guard let text = String(validating: part, as: UTF8.self), let scalar = text.unicodeScalars.first,
      scalar.properties.generalCategory != .control, let character = text.first
    else { return .token(.ignored, length: length) }
    return .token(.key(.character(character)), length: length)
  }

  // MARK: Sequences

  private static func parseEscape(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Step {
    guard let second = bytes.dropFirst().first else {
      return isFinal ? .token(.key(.escape), length: 1) : .incomplete
    }
    switch second {
    case UInt8(ascii: "["):
      return parseControlSequence(bytes, isFinal: isFinal)
    case UInt8(ascii: "O"):
      guard let final = bytes.dropFirst(2).first else {
        return isFinal ? .token(.key(.alt("O")), length: 2) : .incomplete
      }
      if isControl(final) { return .token(.ignored, length: 2) }
      return .token(KeySequences.single(final).map(Token.key) ?? .ignored, length: 3)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      return parseString(bytes, isFinal: isFinal)
    case 0x00..<0x20, 0x7f:
      // Escape, and then a key of its own: ESC ESC [ A is Escape and Up.
      return .token(.key(.escape), length: 1)
    default:
      switch parseCharacter(bytes.dropFirst(), isFinal: isFinal) {
      case .token(.key(.character(let character)), let length):
        return .token(.key(.alt(character)), length: length + 1)
      case .token(let token, let length): return .token(token, length: length + 1)
      case .incomplete: return .incomplete
      }
    }
  }

  /// A byte that breaks off any sequence, and means what it means outside one.
  private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7f }

  /// ESC ] text BEL, or ESC and one of P X ^ _, text, ESC \ (ECMA-48 5.6): a terminal's answer to what was never
  /// asked. Without a text it is Alt and the character.
  private static func parseString(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Step {
    let text = bytes.dropFirst(2)
    guard !text.isEmpty else {
      guard isFinal, let character = bytes.last else { return .incomplete }
      return .token(.key(.alt(Character(UnicodeScalar(character)))), length: 2)
    }
    guard let end = text.firstIndex(where: isControl) else {
      return isFinal || text.count > longestString ? .token(.ignored, length: bytes.count) : .incomplete
    }
    let length = end - bytes.startIndex
    switch bytes[end] {
    case 0x07: return .token(.ignored, length: length + 1)
    case escape:
      guard let last = text.dropFirst(end - text.startIndex + 1).first else {
        return isFinal ? .token(.ignored, length: length) : .incomplete
      }
      return .token(.ignored, length: last == UInt8(ascii: "\\") ? length + 2 : length)
    default: return .token(.ignored, length: length)
    }
  }

  /// ESC [ parameters intermediates final (ECMA-48 5.4).
  private static func parseControlSequence(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Step {
    let body = bytes.dropFirst(2)
    guard let head = body.first else {
      return isFinal ? .token(.key(.alt("[")), length: 2) : .incomplete
    }
    if head == UInt8(ascii: "[") {
      // The Linux console's F1...F5: ESC [ [ A...E.
      guard let final = body.dropFirst().first else {
        return isFinal ? .token(.ignored, length: 3) : .incomplete
      }
      if isControl(final) { return .token(.ignored, length: 3) }
      let number = Int(final) - Int(UInt8(ascii: "A")) + 1
      return .token((1...5).contains(number) ? .key(.function(number)) : .ignored, length: 4)
    }
    if head == UInt8(ascii: "M") { return parseX10Mouse(bytes, isFinal: isFinal) }
    guard let end = body.firstIndex(where: { !(0x20...0x3f).contains($0) }) else {
      return isFinal || body.count > longest ? .token(.ignored, length: bytes.count) : .incomplete
    }
    // A byte that cannot end a sequence breaks it off and is read anew.
    guard (0x40...0x7e).contains(body[end]) else {
      return .token(.ignored, length: end - bytes.startIndex)
    }
    let length = end - bytes.startIndex + 1
    let parameters = Parameters(body[..<end])
    if parameters.prefix == UInt8(ascii: "<") {
      return .token(mouseToken(parameters.numbers, final: body[end]), length: length)
    }
    guard parameters.prefix == nil else { return .token(.ignored, length: length) }
    if body[end] == UInt8(ascii: "~") && parameters.numbers.first == 200 {
      return .token(.pasteStart, length: length)
    }
    let key = KeySequences.key(parameters.numbers, final: body[end])
    return .token(key.map(Token.key) ?? .ignored, length: length)
  }

  /// Numbers between semicolons, behind a private prefix such as `<` or `?`.
  private struct Parameters {
    var prefix: UInt8?
    var numbers: [Int]

    init(_ bytes: ArraySlice<UInt8>) {
      var rest = bytes
      if let first = rest.first, (0x3c...0x3f).contains(first) {
        prefix = first
        rest = rest.dropFirst()
      }
      // A missing number is 0; more digits than a position can have are cut off.
      numbers = rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
        digits.prefix(6).reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + Int($1 - 0x30) : $0 }
      }
    }
  }

  // MARK: Mouse

  /// Reads the button bits that SGR and X10 reports share.
  private static func button(_ code: Int) -> MouseReport.Button {
    // Bits 2...4 are Shift, Meta and Control; 5 is motion.
    switch code & ~0b11_1100 {
    case 0: .left
    case 3: .released
    case 64: .wheelUp
    case 65: .wheelDown
    default: .other
    }
  }

  private static func mouseToken(_ numbers: [Int], final: UInt8) -> Token {
    guard numbers.count == 3, final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else {
      return .ignored
    }
    return .mouse(
      MouseReport(
        button: button(numbers[0]), isMotion: numbers[0] & 32 != 0, isRelease: final == UInt8(ascii: "m"),
        column: numbers[1], row: numbers[2]))
  }

  /// ESC [ M and three bytes, each 32 more than its number.
  private static func parseX10Mouse(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Step {
    let body = bytes.dropFirst(3).prefix(3)
    // A position of 95 is the byte DEL.
    if let broken = body.firstIndex(where: { $0 < 0x20 }) {
      return .token(.ignored, length: broken - bytes.startIndex)
    }
    let numbers = body.map { Int($0) - 32 }
    guard numbers.count == 3 else { return isFinal ? .token(.ignored, length: bytes.count) : .incomplete }
    let report = MouseReport(
      button: button(numbers[0]), isMotion: numbers[0] & 32 != 0, isRelease: false, column: numbers[1],
      row: numbers[2])
    return .token(.mouse(report), length: 6)
  }
}
