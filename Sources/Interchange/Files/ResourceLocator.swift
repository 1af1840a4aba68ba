import Glibc

/// Finds the themes and samples that come with the program, wherever it was started or copied to.
///
/// Looked at in this order, the first file of a name wins: the folder in FLEETMIX_SHARE; the executable's
/// folder; `../share/fleetmix` beside it; the source tree the executable was built in; the data folders of
/// the XDG base directory specification; and last the copies inside the binary.
public struct ResourceLocator: Sendable {
  /// A file that was found.
  public struct Resource: Sendable, Equatable {
    /// Path below the share folder, such as `Themes/night.yaml`.
    public var name: String
    /// Path on disk; nil: the copy inside the binary.
    public var path: String?
  }

  /// Levels above the executable at which the source tree is looked for; `.build/TRIPLE/debug` takes three.
  private static let levelsToSources = 6

  private let roots: [String]

  /// Creates a locator for a process's environment and executable.
  public init(
    environment: (String) -> String? = Self.processEnvironment, executable: String? = Self.processExecutable()
  ) {
    var roots: [String] = []
    if let share = environment("FLEETMIX_SHARE"), !share.isEmpty { roots.append(share) }
    if let folder = executable.map(Self.folder) {
      roots += [folder, folder + "/../share/fleetmix"]
      var parent = folder
      for _ in 0..<Self.levelsToSources where parent != "/" && !parent.isEmpty {
        parent = Self.folder(parent)
        // A Themes folder alone may be anyone's.
        let markers = ["Package.swift", "Themes", "Samples"].map { parent + "/" + $0 }
        if markers.allSatisfy({ access($0, R_OK) == 0 }) { roots.append(parent) }
      }
    }
    if let home = environment("XDG_DATA_HOME"), !home.isEmpty {
      roots.append(home + "/fleetmix")
    } else if let home = environment("HOME"), !home.isEmpty {
      roots.append(home + "/.local/share/fleetmix")
    }
    let shared = environment("XDG_DATA_DIRS") ?? ""
    let folders = shared.isEmpty ? "/usr/local/share:/usr/share" : shared
    roots += folders.split(separator: ":").map { $0 + "/fleetmix" }
    self.roots = roots
  }

  /// The folders looked at, in order.
  public var searchPath: [String] { roots }

  /// The files in `folder` (`Themes`, `Samples/today`) whose names end in `suffix`, by name.
  public func files(in folder: String, suffix: String = "") -> [Resource] {
    var found: [String: Resource] = [:]
    for root in roots {
      for file in Self.entries(of: "\(root)/\(folder)") where file.hasSuffix(suffix) {
        let name = "\(folder)/\(file)"
        if found[name] == nil { found[name] = Resource(name: name, path: "\(root)/\(name)") }
      }
    }
    for (name, _) in EmbeddedResources.files where found[name] == nil {
      let isInside = name.hasPrefix(folder + "/") && !name.dropFirst(folder.count + 1).contains("/")
      if isInside && name.hasSuffix(suffix) { found[name] = Resource(name: name, path: nil) }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// The file of a name such as `Samples/today/scenario.yaml`; nil: there is none.
  public func file(_ name: String) -> Resource? {
    for root in roots where Self.isFile("\(root)/\(name)") {
      return Resource(name: name, path: "\(root)/\(name)")
    }
    return EmbeddedResources.text(name).map { _ in Resource(name: name, path: nil) }
  }

  /// The content of a resource.
  public func read(_ resource: Resource) throws -> SourceFile {
    if let path = resource.path { return try SourceFile.read(path) }
    guard let text = EmbeddedResources.text(resource.name) else {
      throw FileError(path: resource.name, reason: "no such file", exitCode: ExitStatus.noInput)
    }
    return SourceFile(path: resource.name, text: text)
  }

  /// Where the files beside a resource are found: what a sample's profiles are relative to.
  public func folder(of resource: Resource) -> SourceFolder {
    if let path = resource.path { return .containing(path) }
    let folder = Self.folder(resource.name) + "/"
    var files: [String: String] = [:]
    for (name, text) in EmbeddedResources.files where name.hasPrefix(folder) {
      files[String(name.dropFirst(folder.count))] = text
    }
    return .embedded(files)
  }

  /// A variable of the process's environment.
  public static func processEnvironment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The path of the running executable, symbolic links resolved.
  public static func processExecutable() -> String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  private static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Names of the visible files in a folder.
  private static func entries(of folder: String) -> [String] {
    names(in: folder).filter { isFile("\(folder)/\($0)") }
  }

  /// Names of all visible entries of a folder, in no order; none if it cannot be read.
  public static func names(in folder: String) -> [String] {
    allNames(in: folder).filter { !$0.hasPrefix(".") }
  }

  /// Names of all entries of a folder, `.` and `..` among them.
  static func allNames(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names
  }
}
