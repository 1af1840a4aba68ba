import Glibc

/// A text file read whole, with guards against what cannot be one.
public struct SourceFile: Sendable, Equatable {
  /// The path as the user named it; error messages begin with it.
  public var path: String
  /// The text, without a byte-order mark.
  public var text: String

  /// Largest scenario, theme or plan file in bytes; a real one has a few thousand.
  public static let documentLimit = 16 << 20
  /// Largest profile or price table in bytes.
  public static let tableLimit = 256 << 20

  /// Largest feed in bytes; a feed has one line per pool, and is read several times per second.
  public static let feedLimit = 4 << 20

  /// Creates a file from text in memory.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// Reads `path`; throws `FileError` or, for bytes that are no UTF-8 text, `InputError`.
  public static func read(_ path: String, limit: Int = documentLimit) throws -> SourceFile {
    let bytes = try readBytes(path, limit: limit)
    return SourceFile(path: path, text: try decode(bytes, path: path))
  }

  /// Reads a file that lies on a disk, whatever `path` names: a pipe or a device, which may never end or keep its
  /// reader waiting, is refused with `FileError`.
  static func readStored(_ path: String, limit: Int) throws -> SourceFile {
    let reader = try ByteReader(path: path)
    defer { reader.close() }
    guard reader.size != nil else {
      throw FileError(
        path: path, reason: "is a pipe or a device; a file is needed that can be read again",
        exitCode: ExitStatus.badData)
    }
    return SourceFile(path: path, text: try decode(try bytes(of: reader, path, limit: limit), path: path))
  }

  /// Reads a file that other programs write, as spreadsheets and shells of Windows do: UTF-16 is taken too.
  static func readForeign(_ path: String, limit: Int = tableLimit) throws -> SourceFile {
    let bytes = try readBytes(path, limit: limit)
    guard var transcoder = UTF16Transcoder(bytes) else {
      return SourceFile(path: path, text: try decode(bytes, path: path))
    }
    guard let text = transcoder.utf8(bytes), transcoder.isWhole else {
      throw FileError(path: path, reason: "is not UTF-16 text", exitCode: ExitStatus.badData)
    }
    return SourceFile(path: path, text: try decode(text, path: path))
  }

  /// Reads the bytes of `path`, at most `limit`.
  static func readBytes(_ path: String, limit: Int) throws -> [UInt8] {
    let reader = try ByteReader(path: path)
    defer { reader.close() }
    return try bytes(of: reader, path, limit: limit)
  }

  private static func bytes(of reader: ByteReader, _ path: String, limit: Int) throws -> [UInt8] {
    if let size = reader.size, size > limit { throw tooLarge(path, limit: limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(reader.size ?? 0)
    while let chunk = try reader.next() {
      bytes.append(contentsOf: chunk)
      if bytes.count > limit { throw tooLarge(path, limit: limit) }
    }
    return bytes
  }

  /// Text of UTF-8 bytes; refuses NUL, malformed sequences (with their line) and an empty file.
  static func decode(_ bytes: [UInt8], path: String) throws -> String {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    if content.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) {
      throw FileError(path: path, reason: "the file is empty", exitCode: ExitStatus.badData)
    }
    if content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) {
      throw FileError(
        path: path, reason: "is UTF-16 text; save it as UTF-8", exitCode: ExitStatus.badData)
    }
    if let refusal = FileSignature.refusal(content) {
      throw FileError(path: path, reason: refusal, exitCode: ExitStatus.badData)
    }
    if let position = content.firstIndex(of: 0) {
      throw problem("is a binary file: it has a NUL byte", at: position, in: content, path: path)
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      let position = firstInvalid(content)
      throw problem("is not UTF-8 text", at: position, in: content, path: path)
    }
    return text
  }

  private static func tooLarge(_ path: String, limit: Int) -> FileError {
    FileError(
      path: path, reason: "the file is larger than \(limit >> 20) MB; is it the right one?",
      exitCode: ExitStatus.badData)
  }

  /// Index of the first byte that does not continue valid UTF-8.
  private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int {
    var valid = bytes.startIndex
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      valid += UTF8.width(scalar)
    }
    return min(valid, bytes.endIndex - 1)
  }

  private static func problem(
    _ message: String, at position: Int, in bytes: ArraySlice<UInt8>, path: String
  ) -> InputError {
    let before = bytes[bytes.startIndex..<position]
    let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? bytes.startIndex
    let column = String(decoding: bytes[lineStart..<position], as: UTF8.self).unicodeScalars.count + 1
    return InputError([Diagnostic(file: path, line: line, column: column, message: message)])
  }
}
