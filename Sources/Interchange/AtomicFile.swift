import Glibc

/// Writes files so that a reader sees the old content or the new, never a part.
public enum AtomicFile {
  /// Attempts to find a free name for the temporary file.
  private static let attempts = 100

  /// Replaces the content of the file at `path`; throws `FileError` with exit status 73.
  ///
  /// The text goes to a temporary file in the same folder, to the disk, and then takes the name over. A
  /// symbolic link keeps pointing where it did, an existing file keeps its permissions. A pipe or a device
  /// cannot be replaced and is written to directly.
  public static func write(_ text: String, to path: String) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw error(path, "is not a file name") }
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists && kind == S_IFDIR { throw error(path, "is a folder") }
    if exists && kind != S_IFREG {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw systemError(path) }
      defer { close(descriptor) }
      guard writeAll(text, to: descriptor) else { throw systemError(path) }
      return
    }
    let target = exists ? resolved(path) : path
    try replace(target, by: text, mode: exists ? status.st_mode & 0o7777 : nil, shown: path)
  }

  private static func replace(_ target: String, by text: String, mode: mode_t?, shown path: String) throws {
    let (descriptor, temporary) = try makeTemporary(beside: target, shown: path)
    var isDone = writeAll(text, to: descriptor)
    if isDone, let mode { isDone = fchmod(descriptor, mode) == 0 }
    isDone = isDone && fsync(descriptor) == 0
    var failure = errno
    if close(descriptor) != 0 && isDone {
      isDone = false
      failure = errno
    }
    if isDone && rename(temporary, target) != 0 {
      isDone = false
      failure = errno
    }
    guard isDone else {
      unlink(temporary)
      errno = failure
      throw systemError(path)
    }
    syncFolder(of: target)
  }

  private static func makeTemporary(
    beside target: String, shown path: String
  ) throws -> (descriptor: Int32, path: String) {
    for _ in 0..<attempts {
      let suffix = String(UInt32.random(in: 0...UInt32.max), radix: 36)
      let slash = target.lastIndex(of: "/")
      let folder = slash.map { String(target[...$0]) } ?? ""
      let temporary = "\(folder).fleetmix-\(suffix).tmp"
      // The process's mask takes its bits from the mode, as for any new file.
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, temporary) }
      guard errno == EEXIST else { throw systemError(path) }
    }
    throw error(path, "no free name for a temporary file beside it")
  }

  /// Writes the whole text to an open file; false, with `errno` set, where that fails.
  static func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return true
    }
  }

  /// Makes the new name itself survive a power cut; a file system that cannot is no reason to fail.
  private static func syncFolder(of target: String) {
    guard case .disk(let folder) = SourceFolder.containing(target) else { return }
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func error(_ path: String, _ reason: String) -> FileError {
    FileError(path: path, reason: "cannot be written: \(reason)", exitCode: ExitCode.cannotWrite)
  }

  private static func systemError(_ path: String) -> FileError { error(path, ByteReader.systemReason()) }
}
