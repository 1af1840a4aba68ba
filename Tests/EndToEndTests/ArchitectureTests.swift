import Foundation
import Testing

/// The pages about the house say what the sources say: files they name exist, and the tables of rooms, imports and
/// folders in ARCHITECTURE.md are the sources'.
@Suite("The pages about the house")
struct ArchitectureTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().resolvingSymlinksInPath()
  private static let page = "ARCHITECTURE.md"

  /// Pages whose paths and names are looked up, and the articles of the rooms.
  private static let pages = ["README.md", page, "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
  private static let articles = files(in: "Sources", suffix: ".md").filter { $0.contains(".docc/") }

  /// A row of the table of rooms.
  private struct Room {
    var name: String
    /// Modules of this package that it imports, and all others.
    var rooms: Set<String>
    var others: Set<String>
  }

  // MARK: What the pages say

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: root.appending(path: page), encoding: .utf8)
  }

  /// The cells of the table below a heading, without its head.
  private static func table(_ heading: String) throws -> [[String]] {
    let lines = try text(page).split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "## \(heading)"), "\(page) has no heading \(heading)")
    let rows = lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("|") }
    return rows.dropFirst(2).map { row in
      row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
        $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "")
      }
    }
  }

  private static func names(_ cell: String) -> Set<String> {
    Set(cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
  }

  private static func rooms() throws -> [Room] {
    try table("Rooms").map { Room(name: $0[0], rooms: names($0[1]), others: names($0[2])) }
  }

  // MARK: What the sources say

  private static func folders(in path: String) throws -> Set<String> {
    let entries = try FileManager.default.contentsOfDirectory(
      at: root.appending(path: path), includingPropertiesForKeys: [.isDirectoryKey])
    return Set(
      try entries.filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
        .map(\.lastPathComponent).filter { !$0.hasPrefix(".") })
  }

  private static func files(in path: String, suffix: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: path).path)
    return (names?.allObjects as? [String] ?? []).filter { $0.hasSuffix(suffix) }.map { "\(path)/\($0)" }
  }

  /// The module of an import line; nil: the line is another one.
  private static func module(_ line: Substring) -> String? {
    let pattern =
      #/^\s*(?:@\w+(?:\([^)]*\))?\s+|(?:public|package|internal|fileprivate|private)\s+)*import\s+(.+)/#
    guard let words = line.firstMatch(of: pattern)?.1.split(separator: " ") else { return nil }
    let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let path = words.first { !kinds.contains(String($0)) }
    return path.map { String($0.prefix { $0 != "." && $0 != ";" }) }
  }

  private static func imports(of room: String) throws -> Set<String> {
    var modules: Set<String> = []
    for file in files(in: "Sources/\(room)", suffix: ".swift") {
      // Few lines have the word; matching all of them takes seconds.
      let lines = try text(file).split(separator: "\n").filter { $0.contains("import ") }
      modules.formUnion(lines.compactMap(module))
    }
    return modules
  }

  // MARK: Both

  @Test("import lines are read in every form")
  func importForms() {
    let forms = [
      "import Planning", "@testable import Planning", "public import Planning", "import struct Planning.Plan",
      "@preconcurrency private import Planning", "  import Planning // why", "@_spi(Bench) import Planning",
    ]
    for form in forms { #expect(Self.module(form[...]) == "Planning", "\(form)") }
    for other in ["let import Planning", "// import Planning", "important"] {
      #expect(Self.module(other[...]) == nil, "\(other)")
    }
  }

  @Test("rooms import what the table allows, and no room that stands above them")
  func imports() throws {
    let rooms = try Self.rooms()
    #expect(Set(rooms.map(\.name)) == (try Self.folders(in: "Sources")))
    let names = Set(rooms.map(\.name))
    for (place, room) in rooms.enumerated() {
      let below = Set(rooms[(place + 1)...].map(\.name))
      #expect(room.rooms.isSubset(of: below), "\(room.name) may import only rooms below it")
      #expect(room.others.isDisjoint(with: names), "\(room.name): a room among the packages")
      let allowed = room.rooms.union(room.others)
      let found = try Self.imports(of: room.name)
      let more = found.subtracting(allowed).sorted()
      let fewer = allowed.subtracting(found).sorted()
      #expect(more.isEmpty, "\(room.name) imports \(more), which \(Self.page) does not allow")
      #expect(fewer.isEmpty, "\(room.name) no longer imports \(fewer), which \(Self.page) allows")
    }
  }

  @Test("the table of folders is what is there")
  func folders() throws {
    var listed: [String: Set<String>] = [:]
    var room = ""
    for row in try Self.table("Folders") {
      if !row[0].isEmpty { room = row[0] }
      listed[room, default: []].insert(row[1])
    }
    for room in try Self.rooms().map(\.name) where room != "CTerminalGuard" {
      let there = try Self.folders(in: "Sources/\(room)").filter { !$0.hasSuffix(".docc") }
      #expect(listed[room, default: []] == there, "folders of \(room)")
    }
  }

  @Test("no two folders of a room use each other's types")
  func folderDirections() throws {
    for room in try Self.rooms().map(\.name) {
      let files = Self.files(in: "Sources/\(room)", suffix: ".swift")
      func folder(_ file: String) -> String {
        let parts = file.split(separator: "/")
        return parts.count > 3 ? String(parts[2]) : ""
      }
      var codes: [(folder: String, words: Set<Substring>)] = []
      var homes: [Substring: String] = [:]
      for file in files {
        let lines = try Self.text(file).split(separator: "\n").filter {
          !$0.drop { $0 == " " }.hasPrefix("//")
        }
        for line in lines {
          if let name = Self.declaredType(line) { homes[name] = homes[name] ?? folder(file) }
        }
        let words = lines.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" } }
        codes.append((folder(file), Set(words.filter { $0.first?.isUppercase == true })))
      }
      var uses: [String: Set<String>] = [:]
      for (folder, words) in codes {
        uses[folder, default: []].formUnion(words.compactMap { homes[$0] }.filter { $0 != folder })
      }
      for (folder, others) in uses {
        let mutual = others.filter { uses[$0]?.contains(folder) == true }
        #expect(mutual.isEmpty, "\(room)/\(folder) and \(mutual.sorted()) use each other")
      }
    }
  }

  /// The type that a line declares for its whole room; nil: none.
  private static func declaredType(_ line: Substring) -> Substring? {
    guard line.first != " " else { return nil }
    let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    guard !words.contains("private"), !words.contains("fileprivate"),
      let keyword = words.firstIndex(where: {
        ["struct", "enum", "class", "protocol", "typealias", "actor"].contains($0)
      }), keyword + 1 < words.count
    else { return nil }
    return words[keyword + 1]
  }

  @Test("the walks visit no file twice")
  func walks() throws {
    for heading in ["From a key to a pixel", "From a line of YAML to a proof"] {
      let text = try Self.text(Self.page)
      let start = try #require(text.range(of: "## \(heading)\n"))
      let part = text[start.upperBound...]
      let walk = part[..<(part.range(of: "\n## ")?.lowerBound ?? part.endIndex)]
      let stops = walk.matches(of: #/`(Sources/[^`]+\.swift)`/#).map { String($0.1) }
      #expect(stops.count > 20, "\(heading)")
      #expect(Set(stops).count == stops.count, "\(heading)")
    }
  }

  @Test("every file that the pages name exists")
  func paths() throws {
    for page in Self.pages + Self.articles {
      let text = try Self.text(page)
      let quoted = text.matches(
        of: #/(?:Sources|Tests|Samples|Themes|\.ci|\.github)/[A-Za-z0-9_.+\/-]*[A-Za-z0-9]/#
      ).map { String($0.0) }
      // Articles lie two folders below a room, and link from where they are.
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      let linked = text.matches(of: #/\]\(([^)#:]+)\)/#).map {
        folder.isEmpty ? String($0.1) : "\(folder)/\($0.1)"
      }
      for path in quoted + linked {
        let url = Self.root.appending(path: path).standardizedFileURL
        #expect(FileManager.default.fileExists(atPath: url.path), "\(page) names \(path)")
      }
    }
  }

  @Test("types and files that the pages name are declared")
  func symbols() throws {
    var declared: Set<String> = []
    for file in Self.files(in: "Sources", suffix: ".swift") + Self.files(in: "Tests", suffix: ".swift") {
      declared.formUnion(
        try Self.text(file).matches(
          of: #/\b(?:struct|class|enum|protocol|typealias|func|var|let|case|extension) (\w+)/#
        ).map { String($0.1) })
      if let name = file.split(separator: "/").last { declared.insert(String(name.dropLast(".swift".count))) }
    }
    for room in try Self.folders(in: "Sources") {
      declared.formUnion(try Self.folders(in: "Sources/\(room)").union([room]))
    }
    for page in Self.pages + Self.articles {
      let text = try Self.text(page)
      // Links to symbols, and what is written as a type with more than one word in its name.
      let names =
        text.matches(of: #/``(\w+)(?:\([^`]*\))?``/#).map(\.1)
        + text.matches(of: #/`([A-Z][a-z]+[A-Z][A-Za-z]+)(?:\.\w+)?`/#).map(\.1)
      let unknown = Set(names.map(String.init)).subtracting(declared)
      #expect(unknown.isEmpty, "\(page)")
    }
  }

  @Test("names of files in the tour of the engine are files of its folders")
  func engineTour() throws {
    let article = "Sources/Optimization/Optimization.docc/Optimization.md"
    // The tour's names are those of files: one that is renamed or moved out must not stay there.
    let stems = Set(
      Self.files(in: "Sources/Optimization", suffix: ".swift").compactMap {
        $0.split(separator: "/").last.map { String($0.dropLast(".swift".count)) }
      })
    let text = try Self.text(article)
    let tour = text[(try #require(text.range(of: "### Where is"))).lowerBound...]
      .prefix(upTo: try #require(text.range(of: "### Why the covering engine")).lowerBound)
    for name in tour.matches(of: #/`([A-Z]\w+)(\*?)`/#) {
      let exists = name.2.isEmpty ? stems.contains(String(name.1)) : stems.contains { $0.hasPrefix(name.1) }
      #expect(exists, "\(article) names \(name.0)")
    }
  }

  @Test("editors are told what the formatter does")
  func editorSettings() throws {
    let format = try #require(
      JSONSerialization.jsonObject(with: Data(try Self.text(".swift-format").utf8)) as? [String: Any])
    let spaces = try #require((format["indentation"] as? [String: Int])?["spaces"])
    let length = try #require(format["lineLength"] as? Int)
    let lines = try Self.text(".editorconfig").split(separator: "\n")
    #expect(lines.first { $0.hasPrefix("indent_size") } == "indent_size = \(spaces)")
    #expect(lines.contains("max_line_length = \(length)"))
  }
}
