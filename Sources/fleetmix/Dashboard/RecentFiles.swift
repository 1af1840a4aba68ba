import Glibc
import Interchange
import Planning

/// The scenarios opened or saved last, one per line in the user's state folder, the last one first.
///
/// Remembering is a convenience: what cannot be read or written is left out without a word.
struct RecentFiles {
  /// The file; nil: nothing is remembered.
  let path: String?

  /// Files remembered.
  private static let limit = 12

  /// The paths of files that still exist.
  func paths() -> [String] {
    guard let path, let source = try? SourceFile.read(path) else { return [] }
    return source.text.split(separator: "\n").map(String.init).filter {
      $0.hasPrefix("/") && !$0.unicodeScalars.contains(where: SafeText.isUnsafe) && access($0, R_OK) == 0
    }
  }

  /// Puts a path at the head of the list.
  func add(_ opened: String) {
    guard let path, let real = realpath(opened, nil) else { return }
    defer { free(real) }
    let absolute = String(cString: real)
    let all = [absolute] + paths().filter { $0 != absolute }
    UserFolders.make(for: path)
    try? AtomicFile.write(all.prefix(Self.limit).joined(separator: "\n") + "\n", to: path)
  }
}
