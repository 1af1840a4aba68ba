import Interchange
import Planning
import Testing

/// A format that the program reads: valid files of it, and all that reading one leads to.
struct FuzzFormat: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let seeds: [[UInt8]]
  /// Reads bytes, writes what was read wherever it can be written, and reads that again; returns all texts that would
  /// reach a screen or a file. Throws what reading throws, and ``Difference``.
  let texts: @Sendable ([UInt8]) throws -> [String]

  init(_ name: String, seeds: [String], texts: @escaping @Sendable ([UInt8]) throws -> [String]) {
    testDescription = name
    self.seeds = seeds.map { Array($0.utf8) }
    self.texts = texts
  }

  /// The error of a written text that does not read back as the original.
  struct Difference: Error {
    let written: String
  }
}

/// Texts from files that nobody should send to a terminal.
enum RawControl {
  /// The first character of `text` that acts on a terminal or turns its writing around; line feeds may stay.
  static func first(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }
}
