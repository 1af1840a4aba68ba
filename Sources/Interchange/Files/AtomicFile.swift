import Glibc

/// Writes files so that a reader sees the old content or the new, never a part.
public enum AtomicFile {
  /// Symbolic links that are followed, one to the next; as many as Linux follows (path_resolution(7)).
  private static let mostLinks = 40
  /// Longest wait in milliseconds until a pipe or device takes more; a reader that takes nothing for so long
  /// is stuck. A longer wait holds up the user who saves, a shorter one gives up on a reader on a busy
  /// machine.
  private static let patienceMilliseconds: Int32 = 10_000
  /// Bytes that a pipe ready for writing takes without waiting (POSIX's least PIPE_BUF is 512, Linux's 4096).
  private static let pieceBytes = 4096

  /// Replaces the content of the file at `path`; throws `FileError` with exit status 73.
  ///
  /// The text goes to a temporary file in the same folder, to the disk, and then takes the name over. A symbolic link
  /// keeps pointing where it did, also to a file that is not there yet; an existing file keeps its permissions. A pipe
  /// or a device cannot be replaced and is written to directly; one that nobody reads is an error, never a wait.
  public static func write(_ text: String, to path: String) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw error(path, "is not a file name") }
    let target = try destination(of: path)
    if let descriptor = openDescriptor(target) {
      return try writeDirectly(text, to: descriptor, shown: path)
    }
    var status = stat()
    let exists = stat(target, &status) == 0
    switch exists ? status.st_mode & S_IFMT : S_IFREG {
    case S_IFDIR: throw error(path, "is a folder")
    case S_IFREG: try replace(target, by: text, replaced: exists ? status : nil, shown: path)
    default:
      let descriptor = open(target, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw errno == ENXIO ? error(path, "nobody reads this pipe") : systemError(path)
      }
      defer { close(descriptor) }
      try writeDirectly(text, to: descriptor, shown: path)
    }
  }

  /// Removes what killed saves left in the folder of `path`.
  public static func removeAbandoned(beside path: String) { TemporaryFile.removeAbandoned(beside: path) }

  /// The path that a symbolic link leads to in the end, whether it is there or not; any other path is its own.
  static func destination(of path: String) throws -> String {
    var path = path
    for _ in 0...mostLinks {
      // The link of an open file names what it was opened as, which may be another file by now.
      guard openDescriptor(path) == nil, let link = linkText(of: path) else { return path }
      path = SourceFolder.containing(path).resolve(link)
    }
    errno = ELOOP
    throw systemError(path)
  }

  /// The target of a symbolic link; nil: it is none.
  private static func linkText(of path: String) -> String? {
    let bytes = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      count = buffer.baseAddress.map { max(0, readlink(path, $0, Int(PATH_MAX))) } ?? 0
    }
    return bytes.isEmpty ? nil : String(decoding: bytes.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
  }

  /// The descriptor that a path such as `/dev/fd/1` stands for.
  private static func openDescriptor(_ path: String) -> Int32? {
    let prefix = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix)
    return prefix.flatMap { Int32(path.dropFirst($0.utf8.count)) }
  }

  private static func writeDirectly(_ text: String, to descriptor: Int32, shown path: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let ready = poll(&waiting, 1, patienceMilliseconds)
      if ready == 0 { throw error(path, "nobody takes what is written") }
      let piece = rest.prefix(pieceBytes)
      let count = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      guard count > 0 else { throw systemError(path) }
      rest = rest.dropFirst(count)
    }
  }

  private static func replace(_ target: String, by text: String, replaced: stat?, shown path: String) throws {
    // The folder may let a file be replaced that its owner protected from writing.
    if replaced != nil, access(target, W_OK) != 0 { throw systemError(path) }
    let temporary = try TemporaryFile(beside: target)
    defer { close(temporary.descriptor) }
    guard writeAll(text, to: temporary.descriptor), temporary.takeRights(of: replaced),
      fsync(temporary.descriptor) == 0, rename(temporary.path, target) == 0
    else {
      let failure = systemError(path)
      unlink(temporary.path)
      throw failure
    }
    syncFolder(of: target)
    TemporaryFile.removeAbandoned(beside: target)
  }

  /// Writes the whole text to an open file; false, with `errno` set, where that fails.
  public static func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        if count < 0 && errno == EAGAIN {
          // Whoever shares a stream may have set it not to wait.
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&waiting, 1, -1)
          continue
        }
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return true
    }
  }

  /// Syncs the folder of a new file, so that its name survives a power cut; a file system that cannot is no
  /// reason to fail.
  static func syncFolder(of target: String) {
    guard case .disk(let folder) = SourceFolder.containing(target) else { return }
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  static func error(_ path: String, _ reason: String) -> FileError {
    FileError(path: path, reason: "cannot be written: \(reason)", exitCode: ExitStatus.cannotWrite)
  }

  static func systemError(_ path: String) -> FileError { error(path, ByteReader.systemReason()) }
}
