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

/// Reads CSV row by row, with positions and bounded memory: RFC 4180 and what spreadsheets make of it.
///
/// Fields are separated by commas, or by semicolons or tabs where the first line has no comma or a line
/// `sep=;` says so; a field in double quotes may hold separators, line ends and doubled quotes, and blanks
/// may stand around the quotes. Line ends are LF, CRLF or, in the whole file, CR; the last one may be
/// missing; empty lines are skipped. The text is UTF-8 or UTF-16; a file that is neither is taken for
/// Windows-1252, and ``encodingNote`` says so. Anything that these rules leave open (a quote inside a bare
/// field, text after a closing quote) is an error.
public final class CSVReader {
  /// Longest field in bytes.
  static let longestField = 1 << 20
  /// Most fields of one row.
  static let mostFields = 4096

  /// The file's name in error messages.
  public let name: String
  /// The byte that separates fields; known when the first row is read.
  private(set) var separator = UInt8(ascii: ",")
  private let nextChunk: () throws -> [UInt8]?
  private var chunk: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var line = 1
  private var column = 1
  private var bytesRead = 0
  private let limit: Int
  private var hasBegun = false
  /// The first row, where it was looked at and not yet taken.
  private var first: CSVRow?
  private var endsLinesWithReturn = false
  private var transcoder: UTF16Transcoder?
  /// Whether a field had characters beyond ASCII, in UTF-8 or in Windows-1252.
  private var hasUTF8 = false
  private var hasWindows1252 = false

  /// Reads from chunks of bytes; nil ends the file.
  init(name: String, limit: Int, nextChunk: @escaping () throws -> [UInt8]?) {
    self.name = name
    self.limit = limit
    self.nextChunk = nextChunk
  }

  /// Reads the file at `path`, up to `limit` bytes.
  public convenience init(path: String, limit: Int = SourceFile.tableLimit) throws {
    let reader = try ByteReader(path: path)
    if let size = reader.size, size > limit {
      throw FileError(
        path: path, reason: "the file is larger than \(limit >> 20) MB", exitCode: ExitStatus.badData)
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

  /// The line that the last row ended in, or the one it began in where that is not over.
  var lastLine: Int { column == 1 && line > 1 ? line - 1 : line }

  /// The assumption made about the encoding of the rows read so far; nil: none.
  var encodingNote: String? {
    hasWindows1252 ? "is not UTF-8; taken for Windows-1252 (Latin-1)" : nil
  }

  /// The names of the first row in lower case; the row is read again by `next`. None in an empty file.
  func header() throws -> [String] {
    if !hasBegun, first == nil { first = try next() }
    return (first?.fields ?? []).map { $0.text.trimmed.lowercased() }
  }

  /// The next row; nil at the end. Throws `InputError` where the file stops being CSV.
  public func next() throws -> CSVRow? {
    if let row = first {
      first = nil
      return row
    }
    if !hasBegun { try begin() }
    while let byte = try peek(), byte == 0x0A || byte == 0x0D { try takeLineEnd() }
    guard try peek() != nil else { return nil }
    var row = CSVRow(line: line, fields: [])
    while true {
      row.fields.append(try field())
      guard row.fields.count <= Self.mostFields else {
        throw problem("the row has more than \(Self.mostFields) fields", line: row.line, column: 1)
      }
      guard try peek() == separator else { break }
      advance()
    }
    if try peek() != nil { try takeLineEnd() }
    return row
  }

  /// Finds out how the file is written.
  private func begin() throws {
    hasBegun = true
    while chunk.count < FileSignature.length, try fetch() {}
    if let refusal = FileSignature.refusal(chunk) {
      throw FileError(path: name, reason: refusal, exitCode: ExitStatus.badData)
    }
    if var found = UTF16Transcoder(chunk) {
      guard let text = found.utf8(chunk) else { throw problem("is not UTF-16 text") }
      transcoder = found
      chunk = text
    } else if chunk.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
    } else if chunk.first == 0xEF, chunk.dropFirst().first == 0xBB {
      throw problem("is not UTF-8 text")
    }
    let line = try firstLine()
    if let stated = try Self.statedSeparator(chunk[line], problem: { self.problem($0) }) {
      separator = stated
      while position < line.upperBound { advance() }
    } else {
      separator = Self.separator(of: chunk[line])
    }
  }

  /// Where in the chunk the first line that is not empty stands, without its end; finds how lines end.
  private func firstLine() throws -> Range<Int> {
    var start = position
    var end = position
    while true {
      while end < chunk.count, chunk[end] != 0x0A, chunk[end] != 0x0D { end += 1 }
      // A return at the chunk's end may have its line feed in the next one.
      let isCut = end >= chunk.count || (chunk[end] == 0x0D && end + 1 >= chunk.count)
      if isCut, chunk.count <= Self.longestField, try fetch() { continue }
      guard end < chunk.count else { return start..<end }
      if chunk[end] == 0x0D { endsLinesWithReturn = end + 1 >= chunk.count || chunk[end + 1] != 0x0A }
      if end > start { return start..<end }
      end += 1
      start = end
    }
  }

  /// The separator that a first line `sep=;` states, as some spreadsheets write; nil: it states none.
  private static func statedSeparator(
    _ line: ArraySlice<UInt8>, problem: (String) -> InputError
  ) throws -> UInt8? {
    let bare = line.filter { $0 != UInt8(ascii: "\"") && $0 != 0x20 }
    guard bare.count == 5, String(decoding: bare.prefix(4), as: UTF8.self).lowercased() == "sep=",
      let stated = bare.last
    else { return nil }
    guard separators.contains(stated) else {
      throw problem("columns may be parted by commas, semicolons or tabs")
    }
    return stated
  }

  private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// The separator that a header has most of outside quotes; a comma where it has none.
  private static func separator(of header: ArraySlice<UInt8>) -> UInt8 {
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in header {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, let place = separators.firstIndex(of: byte) { counts[place] += 1 }
    }
    let most = counts.max() ?? 0
    return separators[counts.firstIndex(of: most) ?? 0]
  }

  /// Passes the bytes of the next row to `body` where it is simple: complete in memory, without quotes and
  /// all ASCII. Takes the row if `body` returns a result; else `next` has to read it.
  func plainRow<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result?) -> Result? {
    guard column == 1, hasBegun, first == nil, position < chunk.count else { return nil }
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

  private func field() throws -> CSVField {
    let start = (line: line, column: column)
    let bytes = try peek() == UInt8(ascii: "\"") ? quoted(start) : bare(start)
    return CSVField(text: CSVCell.read(try text(bytes, start)), line: start.line, column: start.column)
  }

  /// The text of a field; all fields of a file are in one encoding.
  private func text(_ bytes: [UInt8], _ start: (line: Int, column: Int)) throws -> String {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return String(decoding: bytes, as: UTF8.self) }
    if !hasWindows1252, let text = String(validating: bytes, as: UTF8.self) {
      hasUTF8 = true
      return text
    }
    guard !hasUTF8, transcoder == nil, let text = Windows1252.text(bytes) else {
      throw problem("is not UTF-8 text", line: start.line, column: start.column)
    }
    hasWindows1252 = true
    return text
  }

  private func bare(_ start: (line: Int, column: Int)) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let byte = try peek(), byte != separator, byte != 0x0A, byte != 0x0D {
      if byte == UInt8(ascii: "\"") {
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return try quoted(start) }
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
      if try peek() == UInt8(ascii: "\"") {
        try append(UInt8(ascii: "\""), to: &bytes)
        continue
      }
      while let blank = try peek(), blank == 0x20 || blank == 0x09, blank != separator { advance() }
      switch try peek() {
      case nil, separator, 0x0A, 0x0D: return bytes
      default: throw problem("text after the closing quote of a field")
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
    if try peek() == 0x0D, !endsLinesWithReturn {
      advance()
      guard try peek() == 0x0A else { throw problem("a carriage return without a line feed") }
    }
    advance()
  }

  /// The byte at the position; fetches the next chunk where needed.
  private func peek() throws -> UInt8? {
    while position >= chunk.count {
      chunk.removeAll(keepingCapacity: true)
      position = 0
      guard try fetch() else { return nil }
    }
    return chunk[position]
  }

  /// Adds the next bytes to the chunk; false at the end of the file.
  private func fetch() throws -> Bool {
    guard !isAtEnd, let next = try nextChunk() else {
      if !isAtEnd, transcoder?.isWhole == false { throw problem("ends inside a character of UTF-16") }
      isAtEnd = true
      return false
    }
    bytesRead += next.count
    if bytesRead > limit {
      throw FileError(
        path: name, reason: "the file is larger than \(limit >> 20) MB", exitCode: ExitStatus.badData)
    }
    if transcoder == nil {
      if chunk.isEmpty { chunk = next } else { chunk += next }
    } else {
      guard let text = transcoder?.utf8(next) else { throw problem("is not UTF-16 text") }
      chunk += text
    }
    return true
  }

  /// Steps over the byte that `peek` returned.
  private func advance() {
    let byte = chunk[position]
    position += 1
    if byte == 0x0A || (byte == 0x0D && endsLinesWithReturn) {
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
