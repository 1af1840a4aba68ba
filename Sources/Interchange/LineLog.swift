import Glibc

/// A file of lines that grows: what is there is kept, a torn last line goes, and lines are on the disk when `append`
/// returns.
public final class LineLog {
  private let path: String
  private let descriptor: Int32

  /// Whether there is anything under a name.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Opens the file at `path`, or makes it; calls `body` with every whole line that is there and its number from 1.
  /// What comes after the last line's end, left by an interruption, is cut off. Throws `FileError` with exit status
  /// 73, or what `body` throws.
  public init(path: String, existing body: (String, Int) throws -> Void) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.error(path) }
    var line: [UInt8] = []
    var number = 0
    var kept: off_t = 0
    var read: off_t = 0
    let size = 1 << 16
    while true {
      let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = max(0, Glibc.read(descriptor, buffer.baseAddress, size))
      }
      if bytes.isEmpty { break }
      for byte in bytes {
        read += 1
        guard byte == 0x0A else {
          line.append(byte)
          continue
        }
        number += 1
        kept = read
        try body(String(decoding: line, as: UTF8.self), number)
        line.removeAll(keepingCapacity: true)
      }
    }
    guard ftruncate(descriptor, kept) == 0, lseek(descriptor, kept, SEEK_SET) == kept else {
      throw Self.error(path)
    }
  }

  deinit { close(descriptor) }

  /// Adds lines, each ending in a line feed.
  public func append(_ text: String) throws {
    guard AtomicFile.writeAll(text, to: descriptor), fsync(descriptor) == 0 || errno == EINVAL else {
      throw Self.error(path)
    }
  }

  private static func error(_ path: String) -> FileError {
    FileError(
      path: path, reason: "cannot be written: \(ByteReader.systemReason())", exitCode: ExitCode.cannotWrite)
  }
}
