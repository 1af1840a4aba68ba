/// Changes files as accidents and attackers do; the same seed makes the same changes.
struct Mutator {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  /// One of the seeds with one to four changes; others lend pieces.
  mutating func changed(_ seeds: [[UInt8]]) -> [UInt8] {
    var bytes = pick(seeds) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes, lender: pick(seeds) ?? []) }
    return bytes.count > Self.longest ? Array(bytes.prefix(Self.longest)) : bytes
  }

  /// Longest file in bytes: longer ones only take longer.
  private static let longest = 40_000

  /// Bytes that mean something to one format or another.
  private static let telling =
    Array("-:;,{}[]()*&!|<>'\"%@`#,?~= \n\t\r0123456789.eE_+aZ\\/$".utf8) + [0x00, 0x7F, 0xC3, 0xFF]

  /// Numbers at the edges of what types hold.
  private static let numbers = [
    "0", "-0", "-1", "1e308", "1e309", "-1e999", "1e-320", "5e-324", "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616", "99999999999999999999999999", "0x10", "010", "1_000", "1,234", "1.234,5", ".5",
    "5.", "NaN", "inf",
    "-Infinity", "1e12", "1000000000001", "2147483648", "4294967296", "1e-9", "0.1e-1e1", "+5", "--5",
    "1700000000000",
  ]

  /// Characters that act on a terminal or hide, and bytes that are no text.
  private static let controls: [[UInt8]] =
    [
      "\u{1B}[31m", "\u{1B}]0;x\u{7}", "\u{9B}2J", "\u{85}", "\u{7}", "\u{8}", "\u{202E}", "\u{2066}",
      "\u{2069}", "\u{200B}",
      "\u{FEFF}", "\u{2028}", "\u{E0041}", "\r\n", "\r", "\u{C}", "\u{0}", "\\u001b[2J", "\\u202e", "\"",
      "=cmd|' /C calc'!A0",
    ].map { Array($0.utf8) } + [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x9B], [0xFF, 0xFE], [0xFE, 0xFF],
    ]

  private static let openings = ["[", "{", "{\"a\":", "[[", "- ", "? ", "(", "a: ", "&a [", "{a: "].map {
    Array($0.utf8)
  }

  private mutating func change(_ bytes: inout [UInt8], lender: [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<16, using: &random) {
    case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
    case 1, 2: if place < bytes.count { bytes[place] = pick(Self.telling) ?? 0 }
    case 3: bytes.insert(pick(Self.telling) ?? 0, at: place)
    case 4: bytes.removeSubrange(place..<end(after: place, of: bytes, most: 40))
    case 5: bytes.insert(contentsOf: bytes[place..<end(after: place, of: bytes, most: 80)], at: place)
    case 6:
      bytes.replaceSubrange(
        place..<bytes.count, with: lender.suffix(Int.random(in: 0...lender.count, using: &random)))
    case 7: bytes.removeLast(bytes.count - place)
    case 8, 9, 10: replaceNumber(in: &bytes, near: place)
    case 11, 12: bytes.insert(contentsOf: pick(Self.controls) ?? [], at: place)
    case 13: nest(&bytes, at: place)
    case 14: moveLine(in: &bytes, near: place)
    default: repeatPiece(of: &bytes, at: place)
    }
  }

  /// Puts an extreme number in place of the next one.
  private mutating func replaceNumber(in bytes: inout [UInt8], near place: Int) {
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: Array((pick(Self.numbers) ?? "0").utf8))
  }

  private mutating func nest(_ bytes: inout [UInt8], at place: Int) {
    let depth = pick([2, 20, 70, 3000]) ?? 2
    let opening = pick(Self.openings) ?? []
    bytes.insert(contentsOf: Array(repeatElement(opening, count: depth).joined()), at: place)
  }

  private mutating func moveLine(in bytes: inout [UInt8], near place: Int) {
    let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    let line = Array(bytes[start..<end])
    if Bool.random(using: &random) { bytes.removeSubrange(start..<end) }
    let target = Int.random(in: 0...bytes.count, using: &random)
    let gap = bytes[..<target].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    bytes.insert(contentsOf: line, at: gap)
  }

  private mutating func repeatPiece(of bytes: inout [UInt8], at place: Int) {
    let piece = bytes[place..<end(after: place, of: bytes, most: 60)]
    let count = pick([2, 10, 200]) ?? 2
    bytes.insert(contentsOf: Array(repeatElement(piece, count: count).joined()), at: place)
  }

  private mutating func end(after place: Int, of bytes: [UInt8], most: Int) -> Int {
    min(bytes.count, place + Int.random(in: 0...most, using: &random))
  }

  private mutating func pick<Element>(_ items: [Element]) -> Element? { items.randomElement(using: &random) }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
