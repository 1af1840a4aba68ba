import Glibc

/// Reads a file chunk by chunk, after checks that it is one.
final class ByteReader {
  /// Bytes of one chunk.
  private static let chunkSize = 1 << 16

  /// The file's size; nil for a pipe or a device.
  let size: Int?
  private let path: String
  private var descriptor: Int32

  /// Opens `path`; throws `FileError` 66 where there is nothing to read.
  init(path: String) throws {
    self.path = path
    if path.isEmpty || path.utf8.contains(0) {
      throw FileError(path: path, reason: "is not a file name", exitCode: ExitStatus.noInput)
    }
    // Without a writer a named pipe would block the opening for ever.
    let opened = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else {
      let reason = errno == ENOENT ? "no such file" : "cannot be read: \(ByteReader.systemReason())"
      throw FileError(path: path, reason: reason, exitCode: ExitStatus.noInput)
    }
    descriptor = opened
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      let reason = "cannot be read: \(ByteReader.systemReason())"
      Glibc.close(opened)
      throw FileError(path: path, reason: reason, exitCode: ExitStatus.noInput)
    }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR {
      Glibc.close(opened)
      throw FileError(path: path, reason: "is a folder, not a file", exitCode: ExitStatus.noInput)
    }
    size = kind == S_IFREG ? Int(status.st_size) : nil
    // Pipes of the shell (`<(...)`, /dev/stdin) are read like files, waiting for their writer.
    if size == nil { _ = fcntl(opened, F_SETFL, O_RDONLY) }
  }

  deinit { close() }

  /// The next bytes; nil at the end.
  func next() throws -> [UInt8]? {
    guard descriptor >= 0 else { return nil }
    var failure: Int32 = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
      var got = Glibc.read(descriptor, buffer.baseAddress, Self.chunkSize)
      while got < 0 && errno == EINTR { got = Glibc.read(descriptor, buffer.baseAddress, Self.chunkSize) }
      if got < 0 { failure = errno }
      count = max(got, 0)
    }
    if failure != 0 {
      errno = failure
      throw FileError(
        path: path, reason: "cannot be read: \(ByteReader.systemReason())", exitCode: ExitStatus.noInput)
    }
    return chunk.isEmpty ? nil : chunk
  }

  /// Closes the file; further reading yields its end.
  func close() {
    guard descriptor >= 0 else { return }
    Glibc.close(descriptor)
    descriptor = -1
  }

  /// The system's words for the last error, in lower case as the rest of the sentence.
  static func systemReason() -> String {
    guard let text = strerror(errno) else { return "unknown reason" }
    return String(cString: text).lowercased()
  }
}
