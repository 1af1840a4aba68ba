/// One field of a CSV row with its position.
public struct CSVField: Sendable, Equatable {
  /// The text, quotes resolved.
  public var text: String
  /// Line the field begins in, from 1.
  public var line: Int
  /// Column the field begins in, in characters from 1.
  public var column: Int
}

/// One row of a CSV file.
public struct CSVRow: Sendable, Equatable {
  /// Line the row begins in, from 1.
  public var line: Int
  /// Fields, first to last.
  public var fields: [CSVField]
}

/// Reads RFC 4180 CSV row by row, with positions and bounded memory.
///
/// Fields are parted by commas; a field in double quotes may hold commas, line ends and doubled quotes.
/// Line ends may be LF or CRLF, the last one may be missing, a byte-order mark is skipped, and so are empty
/// lines. What RFC 4180 leaves open (a quote inside a bare field, text after a closing quote) is an error.
public final class CSVReader {
  /// Longest field in bytes.
  static let longestField = 1 << 20
  /// Most fields of one row.
  static let mostFields = 4096

  /// The file's name in error messages.
  public let name: String
  private let nextChunk: () throws -> [UInt8]?
  private var chunk: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var line = 1
  private var column = 1
  private var bytesRead = 0
  private let limit: Int

  /// Reads from chunks of bytes; nil ends the file.
  init(name: String, limit: Int, nextChunk: @escaping () throws -> [UInt8]?) {
    self.name = name
    self.limit = limit
    self.nextChunk = nextChunk
    skipByteOrderMark = true
  }

  /// Reads the file at `path`, up to `limit` bytes.
  public convenience init(path: String, limit: Int = SourceFile.tableLimit) throws {
    let reader = try ByteReader(path: path)
    if let size = reader.size, size > limit {
      throw FileError(
        path: path, reason: "the file is larger than \(limit >> 20) MB", exitCode: ExitCode.badData)
    }
    self.init(name: path, limit: limit) { try reader.next() }
  }

  /// Reads text at hand.
  public convenience init(text: String, name: String) {
    var rest: [UInt8]? = Array(text.utf8)
    self.init(name: name, limit: Int.max) {
      defer { rest = nil }
      return rest
    }
  }

  private var skipByteOrderMark: Bool

  /// The next row; nil at the end. Throws `InputError` where the file stops being CSV.
  public func next() throws -> CSVRow? {
    if skipByteOrderMark {
      skipByteOrderMark = false
      if try peek() == 0xEF { try skipMark() }
    }
    while let byte = try peek(), byte == 0x0A || byte == 0x0D { try takeLineEnd() }
    guard try peek() != nil else { return nil }
    var row = CSVRow(line: line, fields: [])
    while true {
      row.fields.append(try field())
      guard row.fields.count <= Self.mostFields else {
        throw problem("the row has more than \(Self.mostFields) fields", line: row.line, column: 1)
      }
      guard try peek() == UInt8(ascii: ",") else { break }
      advance()
    }
    if try peek() != nil { try takeLineEnd() }
    return row
  }

  /// Hands the bytes of the next row to `body` where that is possible without care: it is whole in memory, has no
  /// quotes and nothing beyond ASCII. Takes the row if `body` makes something of it; else `next` has to read it.
  func plainRow<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result?) -> Result? {
    guard column == 1, !skipByteOrderMark, position < chunk.count else { return nil }
    let start = position
    var end = start
    var isPlain = true
    let result = chunk.withUnsafeBufferPointer { bytes -> Result? in
      while end < bytes.count, bytes[end] != 0x0A {
        let byte = bytes[end]
        if byte == UInt8(ascii: "\"") || byte >= 0x80 || byte == 0 || byte == 0x0D { isPlain = false }
        end += 1
      }
      guard isPlain, end < bytes.count, end > start else { return nil }
      return body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
    guard let result else { return nil }
    position = end + 1
    line += 1
    return result
  }

  private func skipMark() throws {
    let start = (line: line, column: column)
    for expected: UInt8 in [0xEF, 0xBB, 0xBF] {
      guard try peek() == expected else {
        throw problem("is not UTF-8 text", line: start.line, column: start.column)
      }
      position += 1
    }
  }

  private func field() throws -> CSVField {
    let start = (line: line, column: column)
    let bytes = try peek() == UInt8(ascii: "\"") ? quoted(start) : bare()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw problem("is not UTF-8 text", line: start.line, column: start.column)
    }
    return CSVField(text: text, line: start.line, column: start.column)
  }

  private func bare() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let byte = try peek(), byte != UInt8(ascii: ","), byte != 0x0A, byte != 0x0D {
      if byte == UInt8(ascii: "\"") {
        throw problem("a quote inside a field without quotes; put the whole field in quotes")
      }
      try append(byte, to: &bytes)
    }
    return bytes
  }

  private func quoted(_ start: (line: Int, column: Int)) throws -> [UInt8] {
    advance()
    var bytes: [UInt8] = []
    while let byte = try peek() {
      guard byte == UInt8(ascii: "\"") else {
        try append(byte, to: &bytes)
        continue
      }
      advance()
      switch try peek() {
      case UInt8(ascii: "\""):
        try append(UInt8(ascii: "\""), to: &bytes)
      case nil, UInt8(ascii: ","), 0x0A, 0x0D:
        return bytes
      default:
        throw problem("text after the closing quote of a field")
      }
    }
    throw problem("the quote that opens here is never closed", line: start.line, column: start.column)
  }

  private func append(_ byte: UInt8, to bytes: inout [UInt8]) throws {
    if byte == 0 { throw problem("is a binary file: it has a NUL byte") }
    guard bytes.count < Self.longestField else {
      throw problem("the field is longer than \(Self.longestField >> 20) MB")
    }
    bytes.append(byte)
    advance()
  }

  private func takeLineEnd() throws {
    if try peek() == 0x0D {
      advance()
      guard try peek() == 0x0A else { throw problem("a carriage return without a line feed") }
    }
    advance()
  }

  /// The byte at the position; fetches the next chunk where needed.
  private func peek() throws -> UInt8? {
    while position >= chunk.count {
      guard !isAtEnd, let next = try nextChunk() else {
        isAtEnd = true
        return nil
      }
      bytesRead += next.count
      if bytesRead > limit {
        throw FileError(
          path: name, reason: "the file is larger than \(limit >> 20) MB", exitCode: ExitCode.badData)
      }
      chunk = next
      position = 0
    }
    return chunk[position]
  }

  /// Steps over the byte that `peek` returned.
  private func advance() {
    let byte = chunk[position]
    position += 1
    if byte == 0x0A {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }

  private func problem(_ message: String, line: Int? = nil, column: Int? = nil) -> InputError {
    InputError([
      Diagnostic(file: name, line: line ?? self.line, column: column ?? self.column, message: message)
    ])
  }
}
