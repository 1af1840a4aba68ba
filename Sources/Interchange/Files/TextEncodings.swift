/// Turns UTF-16 bytes, chunk by chunk, into UTF-8.
struct UTF16Transcoder {
  private let isBigEndian: Bool
  private var half: UInt8?
  private var surrogate: UInt16?

  /// Nil where `start`, the first bytes of a file, are not UTF-16 with a byte-order mark or with a first letter of
  /// ASCII.
  init?(_ start: some Sequence<UInt8>) {
    let bytes = Array(start.prefix(2))
    guard bytes.count == 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFE, 0xFF): isBigEndian = true
    case (0xFF, 0xFE): isBigEndian = false
    case (0, 0x09...0x7E): isBigEndian = true
    case (0x09...0x7E, 0): isBigEndian = false
    default: return nil
    }
  }

  /// The text of further bytes; nil where they are no UTF-16. The mark is left out, a unit cut in two waits for its
  /// other half.
  mutating func utf8(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
      var value = UInt32(unit)
      if let high = surrogate {
        guard UTF16.isTrailSurrogate(unit) else { return nil }
        value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
        surrogate = nil
      } else if UTF16.isLeadSurrogate(unit) {
        surrogate = unit
        continue
      }
      guard let scalar = Unicode.Scalar(value) else { return nil }
      if scalar != "\u{FEFF}" {
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return result
  }

  /// Whether the bytes so far end between two characters.
  var isWhole: Bool { half == nil && surrogate == nil }
}

/// The encoding of older Windows programs: Latin-1 with printable characters in place of the C1 controls.
enum Windows1252 {
  /// Characters of the bytes 0x80 to 0x9F; five of them have none.
  private static let upper: [Unicode.Scalar?] = [
    "\u{20AC}", nil, "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}", "\u{2C6}",
    "\u{2030}",
    "\u{160}", "\u{2039}", "\u{152}", nil, "\u{17D}", nil, nil, "\u{2018}", "\u{2019}", "\u{201C}",
    "\u{201D}",
    "\u{2022}", "\u{2013}", "\u{2014}", "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", nil,
    "\u{17E}",
    "\u{178}",
  ]

  /// The text of `bytes`; nil where one of them stands for no character.
  static func text(_ bytes: some Sequence<UInt8>) -> String? {
    var text = ""
    for byte in bytes {
      guard let scalar = (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte) else {
        return nil
      }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
