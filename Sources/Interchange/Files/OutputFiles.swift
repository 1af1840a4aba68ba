import Glibc
import Planning

/// The identity of the file that a path leads to, whatever its name; devices and pipes, which cannot be
/// overwritten, have none.
private enum FileIdentity: Hashable {
  case file(device: dev_t, inode: ino_t)
  /// One that is not there yet, by its folder.
  case name(device: dev_t, inode: ino_t, String)

  init?(_ path: String) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else { return nil }
      self = .file(device: status.st_dev, inode: status.st_ino)
      return
    }
    guard let target = try? AtomicFile.destination(of: path),
      case .disk(let folder) = SourceFolder.containing(target),
      stat(folder.isEmpty ? "." : folder, &status) == 0
    else { return nil }
    let name = target.split(separator: "/").last.map(String.init) ?? target
    self = .name(device: status.st_dev, inode: status.st_ino, name)
  }
}

/// Keeps a command from writing to the files that it reads.
public enum OutputFiles {
  /// Throws `FileError` with exit status 73 where an output is one of the inputs or of the other outputs, by whatever
  /// name or link; to be asked before anything is written.
  public static func check(_ outputs: [String?], inputs: [String]) throws {
    var read: [FileIdentity: String] = [:]
    for input in inputs { if let identity = FileIdentity(input) { read[identity] = input } }
    var written: Set<FileIdentity> = []
    for output in outputs.compactMap({ $0 }) {
      guard let identity = FileIdentity(output) else { continue }
      if let input = read[identity] {
        let name = SafeText.printable(input, limit: SafeText.shownPathLength)
        let other = input == output ? "" : ", '\(name)'"
        throw AtomicFile.error(output, "it is an input of this command\(other); name another file")
      }
      guard written.insert(identity).inserted else {
        throw AtomicFile.error(output, "two results would go to this file; name another for one of them")
      }
    }
  }
}

extension OutputFiles {
  /// Whether two paths lead to one file.
  public static func isSame(_ first: String, _ second: String) -> Bool {
    guard let identity = FileIdentity(first) else { return first == second }
    return identity == FileIdentity(second)
  }
}

extension SourceFolder {
  /// The files that a scenario in this folder is read from besides its own.
  public func files(of scenario: Scenario) -> [String] {
    guard case .disk = self else { return [] }
    return scenario.namedFiles.map(resolve)
  }
}
