import Dashboard
import Glibc
import Interchange
import Planning

/// Keeps unsaved work where a crash, a kill or a lost connection cannot take it: one folder per running
/// program, locked while it runs, with a name that no other program has had.
struct Autosave {
  /// The work that an earlier session left, as it was read.
  struct Contents {
    let session: KeptSession
    let document: ScenarioDocument
    /// Where the files are that the scenario names.
    let origin: SourceFolder
    /// Pinned plans that could not be read.
    let unreadablePins: Int
  }

  /// The folder of all programs' folders; nil: nothing is kept.
  private let root: String?
  /// This program's folder, with the descriptor that holds its lock.
  private var own: (path: String, lock: Int32)?
  /// Whether what is in this program's folder was recovered and is saved nowhere: it stays, whatever becomes of it here.
  private var holdsRecovered = false
  /// The folder of recovered work that was undone here; a save settles it.
  private var undone: String?

  private static let scenarioName = "scenario.yaml"
  private static let sessionName = "session.json"
  private static let lockName = "lock"

  /// Keeps work below the user's state folder.
  init(stateFolder: String?) {
    root = stateFolder.map { $0 + "/autosave" }
  }

  /// Writes what a session holds; throws `FileError` where that fails.
  mutating func keep(_ session: KeptSession, document: ScenarioDocument, origin: SourceFolder) throws {
    guard let root else { return }
    // Somebody may have tidied up.
    if let own, access(own.path, F_OK) != 0 { forget() }
    if own == nil { own = try Self.makeFolder(in: root) }
    guard let folder = own?.path else { return }
    var embedded: [String] = []
    var source: String?
    switch origin {
    case .embedded(let files): embedded = files.keys.sorted()
    case .disk(let folder): if document.path == nil { source = ScenarioFiles.absolute(folder) }
    }
    let file = SessionFile(session, document: document, folder: source, embedded: embedded)
    try AtomicFile.write(file.json(from: origin, to: folder), to: "\(folder)/\(Self.sessionName)")
    let path = "\(folder)/\(Self.scenarioName)"
    do {
      try ScenarioWriter.save(session.statement.scenario, to: path, origin: origin, keeping: document)
    } catch is LayoutLost {
      try ScenarioWriter.save(session.statement.scenario, to: path, origin: origin)
    }
  }

  /// Forgets what this program kept, unless it was recovered and is saved nowhere: that is left for a later session.
  mutating func release() {
    guard holdsRecovered, let own else { return forget() }
    close(own.lock)
    undone = own.path
    self.own = nil
    holdsRecovered = false
  }

  /// Notes that a save wrote what was recovered.
  mutating func settle() {
    holdsRecovered = false
    guard let undone else { return }
    self.undone = nil
    // Another program may have taken it over.
    guard let lock = Self.lock(undone) else { return }
    Self.remove(undone)
    close(lock)
  }

  /// Notes that another scenario is open: what was recovered stays as it is, for a later session.
  mutating func leave() {
    if holdsRecovered { release() }
    undone = nil
  }

  /// Forgets what this program kept.
  mutating func forget() {
    guard let own else { return }
    Self.remove(own.path)
    close(own.lock)
    self.own = nil
    holdsRecovered = false
  }

  /// Returns the work kept by programs that no longer run, the latest first.
  ///
  /// Removes the remains of folders without a scenario.
  func leftovers() -> [Leftover] {
    guard let root else { return [] }
    var found: [(leftover: Leftover, time: timespec)] = []
    for name in ResourceLocator.names(in: root) where "\(root)/\(name)" != own?.path {
      let folder = "\(root)/\(name)"
      guard !Self.isInUse(folder, name: name) else { continue }
      let path = "\(folder)/\(Self.scenarioName)"
      var status = stat()
      guard stat(path, &status) == 0 else {
        Self.remove(folder)
        continue
      }
      let text = (try? SourceFile.read(path))?.text
      let title = text.flatMap { try? ScenarioDocument.stated($0, path: nil) }?.scenario.title
      let file = (try? SourceFile.read("\(folder)/\(Self.sessionName)")).flatMap(SessionFile.scenarioPath)
      found.append((Leftover(path: path, file: file, title: title ?? "a scenario"), status.st_mtim))
    }
    return found.sorted { ($0.time.tv_sec, $0.time.tv_nsec) > ($1.time.tv_sec, $1.time.tv_nsec) }
      .map(\.leftover)
  }

  /// Reads a leftover. From now on its folder is this program's: what is in it stays until it is saved, kept anew, or given
  /// up by the operator. What was recovered before is left for a later session.
  mutating func take(_ path: String) throws -> Contents {
    let folder = String(path.dropLast(Self.scenarioName.utf8.count + 1))
    guard let lock = Self.lock(folder) else {
      throw FileError(
        path: path, reason: "another program has taken it over", exitCode: ExitStatus.noInput)
    }
    do {
      let result = try Self.read(folder)
      release()
      (own, holdsRecovered, undone) = ((folder, lock), true, nil)
      return result
    } catch {
      close(lock)
      throw error
    }
  }

  private static func read(_ folder: String) throws -> Contents {
    let path = "\(folder)/\(scenarioName)"
    let source = try SourceFile.read(path)
    let sessionPath = "\(folder)/\(sessionName)"
    guard access(sessionPath, F_OK) == 0 else {
      // Earlier versions kept the scenario alone, with a sample's files beside it.
      let stated = try ScenarioDocument.stated(source.text, path: nil).scenario
      let beside = stated.profilePaths.filter { access("\(folder)/\($0)", F_OK) == 0 && !$0.contains("/") }
      let file = SessionFile(
        path: nil, text: nil, embedded: beside, locked: [], switchedOff: [:], reference: "A", pins: [])
      return try contents(file, source, in: origin(of: beside, in: folder), folder: folder)
    }
    var place = SourceFolder.disk(folder)
    let file = try SessionFile(SourceFile.read(sessionPath)) { file in
      place = origin(of: file.embedded, in: folder)
      return place
    }
    return try contents(file, source, in: place, folder: folder)
  }

  /// Where the files of a kept scenario are: those that exist nowhere else are read now, because their folder
  /// will be removed.
  private static func origin(of embedded: [String], in folder: String) -> SourceFolder {
    if embedded.isEmpty { return .disk(folder) }
    var files: [String: String] = [:]
    for name in embedded { files[name] = try? SourceFile.read("\(folder)/\(name)").text }
    return .embedded(files)
  }

  private static func contents(
    _ file: SessionFile, _ source: SourceFile, in place: SourceFolder, folder: String
  ) throws -> Contents {
    var file = file
    var scenario = try ScenarioReader.read(text: source.text, fileName: source.path, folder: place)
    var origin = place
    if case .disk = place {
      // Paths lead from the scenario's own folder again.
      origin = file.path.map(SourceFolder.containing) ?? .disk(file.folder ?? "")
      if case .disk(let own) = origin {
        scenario = scenario.moved(from: folder, to: own)
        for index in file.pins.indices {
          let pinned = file.pins[index].statement.scenario
          file.pins[index].statement.scenario = pinned.moved(from: folder, to: own)
        }
      }
    }
    // The file's own text is what a save changes, and what tells whether somebody else changed the file.
    let own = try file.text.map { try ScenarioDocument.stated($0, path: file.path) }
    let document = own ?? ScenarioDocument(scenario: scenario, text: source.text, path: nil)
    // Where files that it names are gone since, what it says is not known.
    let opened = own.flatMap {
      try? ScenarioReader.read(text: $0.plainText, fileName: file.path ?? "", folder: origin)
    }
    return Contents(
      session: file.session(of: scenario, opened: opened), document: document, origin: origin,
      unreadablePins: file.unreadablePins)
  }

  // MARK: Folders

  private static func makeFolder(in root: String) throws -> (path: String, lock: Int32) {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, host.count - 1)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let number = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    // Process numbers come again, in containers at once; the random number does not.
    let path = "\(root)/\(safe)-\(getpid())-\(time(nil))-\(number)"
    UserFolders.make(for: "\(path)/\(scenarioName)")
    guard let lock = lock(path) else {
      throw FileError(
        path: path,
        reason: "cannot be written: \(strerror(errno).map { String(cString: $0) } ?? "no reason")",
        exitCode: ExitStatus.cannotWrite)
    }
    return (path, lock)
  }

  /// Takes the lock of a folder; nil: another program has it, or it cannot be had.
  private static func lock(_ folder: String) -> Int32? {
    let descriptor = open("\(folder)/\(lockName)", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  /// Whether the program that keeps its work in a folder still runs. Earlier versions named theirs by the process and
  /// locked nothing.
  private static func isInUse(_ folder: String, name: String) -> Bool {
    if let process = Int32(name), access("\(folder)/\(lockName)", F_OK) != 0 {
      guard process != getpid(), kill(process, 0) == 0 || errno != ESRCH else { return false }
      // The number may be another program's by now.
      guard let command = try? SourceFile.read("/proc/\(process)/comm").text else { return true }
      return command.hasPrefix("fleetmix")
    }
    guard let lock = lock(folder) else { return true }
    close(lock)
    return false
  }

  private static func remove(_ folder: String) {
    // The scenario first: without it nothing is offered, should the rest not be reached.
    for name in [scenarioName] + ResourceLocator.names(in: folder) { unlink("\(folder)/\(name)") }
    AtomicFile.removeAbandoned(beside: "\(folder)/\(scenarioName)")
    rmdir(folder)
  }
}
