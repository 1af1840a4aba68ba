import Glibc

/// Rewrites relative paths for a file that moves to another folder.
struct PathMover {
  private let old: [String]
  private let new: [String]?
  private let isOldAbsolute: Bool
  private let isNewAbsolute: Bool
  private let workingFolder: [String]

  /// Creates a mover of paths that are relative to `old` and are to be relative to `new`; nil: leave them as
  /// they are.
  init(from old: String, to new: String?, workingFolder: String = Self.processWorkingFolder()) {
    self.workingFolder = Self.parts(workingFolder)
    self.old = Self.parts(old)
    self.new = new.map(Self.parts)
    isOldAbsolute = old.hasPrefix("/")
    isNewAbsolute = new?.hasPrefix("/") ?? false
  }

  /// The path of the same file as seen from the new folder.
  func moved(_ path: String) -> String {
    guard let new, !path.hasPrefix("/"), old != new || isOldAbsolute != isNewAbsolute else { return path }
    let target = Self.normalised(old + Self.parts(path))
    let base = Self.normalised(new)
    // Folders that cannot be told from each other by their text alone are told from the root.
    if isOldAbsolute != isNewAbsolute || base.contains("..") || target.first == ".." {
      let whole = Self.normalised((isOldAbsolute ? [] : workingFolder) + target)
      return "/" + whole.joined(separator: "/")
    }
    let shared = zip(target, base).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: base.count - shared)
    return (up + target[shared...]).joined(separator: "/")
  }

  /// The folder that relative paths start from.
  static func processWorkingFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  private static func parts(_ path: String) -> [String] {
    path.split(separator: "/").map(String.init).filter { $0 != "." }
  }

  /// Resolves `..` by the text alone.
  private static func normalised(_ parts: [String]) -> [String] {
    var result: [String] = []
    for part in parts {
      if part == "..", let last = result.last, last != ".." {
        result.removeLast()
      } else {
        result.append(part)
      }
    }
    return result
  }
}
