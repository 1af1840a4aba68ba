import Glibc

/// A file of lines that grows: its lines are kept, an incomplete last one is cut off, and new lines are on
/// the disk when `append` returns. One program at a time writes to it.
public final class LineLog {
  /// Most bytes of one line; a longer line is not one of a log.
  private static let longestLine = SourceFile.documentLimit
  private static let chunkSize = 1 << 16

  private let path: String
  private let descriptor: Int32

  /// Whether there is anything under a name.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Opens or creates the file at `path`; calls `body` with every complete line in it and the line's number
  /// from 1.
  ///
  /// Text after the last line feed is cut off where it begins as the next line would: an interruption left
  /// it. `beginning` gives the next line's beginning, and is called after all complete lines were passed to
  /// `body`; nil: no line is to come. Any other text belongs to somebody else and is refused, as is a path
  /// that is not a file. Nothing is changed before all of it is read. Throws `FileError` (65 wrong content,
  /// 66 not readable, 73 not writable), or what `body` throws.
  public init(path: String, beginning: () -> String?, existing body: (String, Int) throws -> Void) throws {
    self.path = path
    let exists = Self.exists(path)
    descriptor = open(path, O_RDWR | O_CREAT | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw AtomicFile.systemError(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw AtomicFile.error(path, "results that can be gone on with need a file")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw AtomicFile.error(path, "another program is writing to it")
    }
    let kept = try readLines(beginning, body)
    guard ftruncate(descriptor, kept) == 0, lseek(descriptor, kept, SEEK_SET) == kept else {
      throw AtomicFile.systemError(path)
    }
    if !exists { AtomicFile.syncFolder(of: path) }
  }

  deinit { close(descriptor) }

  /// Adds lines, each ending in a line feed.
  public func append(_ text: String) throws {
    guard AtomicFile.writeAll(text, to: descriptor), fsync(descriptor) == 0 else {
      throw AtomicFile.systemError(path)
    }
  }

  /// Passes the complete lines to `body`; returns the offset at which the last of them ends.
  private func readLines(_ beginning: () -> String?, _ body: (String, Int) throws -> Void) throws -> off_t {
    var line: [UInt8] = []
    var number = 0
    var kept: off_t = 0
    while let chunk = try nextChunk() {
      var rest = chunk[...]
      while let end = rest.firstIndex(of: 0x0A) {
        line += rest[..<end]
        number += 1
        kept += off_t(line.count + 1)
        try body(String(decoding: line, as: UTF8.self), number)
        line.removeAll(keepingCapacity: true)
        rest = rest[(end + 1)...]
      }
      line += rest
      guard line.count <= Self.longestLine else { throw foreign(after: number) }
    }
    guard line.isEmpty || Self.begins(line, as: beginning()) else { throw foreign(after: number) }
    return kept
  }

  private func nextChunk() throws -> [UInt8]? {
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, filled in
      repeat {
        count = read(descriptor, buffer.baseAddress, Self.chunkSize)
      } while count < 0 && errno == EINTR
      filled = max(0, count)
    }
    // An end and a failure look alike but for the sign.
    guard count >= 0 else {
      throw FileError(
        path: path, reason: "cannot be read: \(ByteReader.systemReason())", exitCode: ExitStatus.noInput)
    }
    return chunk.isEmpty ? nil : chunk
  }

  private static func begins(_ line: [UInt8], as beginning: String?) -> Bool {
    guard let beginning else { return false }
    return zip(line, beginning.utf8).allSatisfy { $0 == $1 }
  }

  private func foreign(after number: Int) -> FileError {
    FileError(
      path: path,
      reason: "holds more than results: line \(number + 1) has no end and is not the beginning of a result",
      exitCode: ExitStatus.badData)
  }
}
