import Glibc

/// A new file beside one that it will replace, locked while its writer runs: an unlocked one was left by a
/// killed program, and the next save in its folder removes it.
struct TemporaryFile {
  private static let prefix = ".fleetmix-"
  private static let suffix = ".tmp"
  /// Attempts to find a free name.
  private static let attempts = 100

  /// Where it is.
  let path: String
  /// The descriptor, open for writing; the file's creator closes it, which ends the lock.
  let descriptor: Int32

  /// Creates an empty file in the folder of `target`; throws `FileError` with exit status 73.
  init(beside target: String) throws {
    for _ in 0..<Self.attempts {
      let number = String(UInt64.random(in: 0...UInt64.max), radix: 36)
      let path = SourceFolder.containing(target).resolve(Self.prefix + number + Self.suffix)
      // The process's mask takes its bits from the mode, as for any new file.
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor < 0 && errno == EEXIST { continue }
      guard descriptor >= 0 else { throw AtomicFile.systemError(target) }
      // Before it was locked another program may have taken it for an abandoned one. A file system without locks has no
      // such programs.
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK, Self.isAt(path, descriptor) {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
    throw AtomicFile.error(target, "no free name for a temporary file beside it")
  }

  /// Gives the file the permissions, and as far as allowed the owner and group, of the one it replaces; false, with
  /// `errno` set, where the permissions cannot be had.
  func takeRights(of replaced: stat?) -> Bool {
    guard let replaced else { return true }
    // Changing the owner takes bits from the mode, so it comes first.
    if fchown(descriptor, replaced.st_uid, replaced.st_gid) != 0 {
      _ = fchown(descriptor, uid_t.max, replaced.st_gid)
    }
    return fchmod(descriptor, replaced.st_mode & 0o7777) == 0
  }

  /// Removes the temporary files of this user in the folder of `target` whose writers are gone.
  static func removeAbandoned(beside target: String) {
    let place = SourceFolder.containing(target)
    guard case .disk(let folder) = place else { return }
    let names = ResourceLocator.allNames(in: folder.isEmpty ? "." : folder)
    for name in names where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
      let path = place.resolve(name)
      let descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
        flock(descriptor, LOCK_EX | LOCK_NB) == 0, isAt(path, descriptor)
      else { continue }
      unlink(path)
    }
  }

  /// Whether the open file still has the name.
  private static func isAt(_ path: String, _ descriptor: Int32) -> Bool {
    var named = stat()
    var opened = stat()
    return lstat(path, &named) == 0 && fstat(descriptor, &opened) == 0 && named.st_dev == opened.st_dev
      && named.st_ino == opened.st_ino
  }
}
