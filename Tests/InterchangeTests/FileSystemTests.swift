import Foundation
import Testing

@testable import Interchange

@Suite("Files and folders") struct FileSystemTests {
  private func content(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("writing replaces whole, keeps permissions and links, leaves nothing behind") func atomic() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/plan.json"
    try AtomicFile.write("one", to: path)
    #expect(try content(path) == "one")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let link = folder.path + "/link.json"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "plan.json")
    let long = String(repeating: "é", count: 300_000)
    try AtomicFile.write(long, to: link)
    #expect(try content(path) == long && mode(path) == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "plan.json")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["link.json", "plan.json"])
    try AtomicFile.write("x", to: "/dev/null")
  }

  @Test("what cannot be written is told with exit status 73") func cannotWrite() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/none/x", "", "/dev/full", "/proc/nothing"] {
      let error = #expect(throws: FileError.self) { try AtomicFile.write("x", to: path) }
      #expect(error?.exitCode == 73 && error?.reason.hasPrefix("cannot be written: ") == true)
    }
  }

  @Test("themes and samples are found beside the binary, in the sources, in XDG folders, or inside")
  func locator()
    throws
  {
    let folder = try TemporaryFolder()
    for name in ["share/Themes", "src/Themes", "src/Samples", "src/.build/debug", "data/fleetmix/Themes"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    for name in [
      "share/Themes/a.yaml", "src/Themes/a.yaml", "src/Themes/b.yaml", "data/fleetmix/Themes/c.yaml",
    ] {
      _ = try folder.write(name, "name: x\n")
    }
    _ = try folder.write("src/Package.swift", "\n")
    let variables = ["FLEETMIX_SHARE": folder.path + "/share", "XDG_DATA_HOME": folder.path + "/data"]
    let locator = ResourceLocator(
      environment: { variables[$0] }, executable: folder.path + "/src/.build/debug/fleetmix")
    let found = locator.files(in: "Themes", suffix: ".yaml").filter { $0.path != nil }
    #expect(
      found.compactMap(\.path)
        == ["/share/Themes/a.yaml", "/src/Themes/b.yaml", "/data/fleetmix/Themes/c.yaml"].map {
          folder.path + $0
        })
    #expect(try locator.read(found[0]).text == "name: x\n")
    #expect(locator.file("Themes/none.yaml") == nil)
  }

  @Test("a binary alone carries its samples") func embedded() throws {
    let locator = ResourceLocator(environment: { _ in nil }, executable: "/nowhere/fleetmix")
    let today = try #require(locator.file("Samples/today/scenario.yaml"))
    #expect(today.path == nil)
    let source = try locator.read(today)
    let read = try ScenarioReader.read(
      text: source.text, fileName: today.name, folder: locator.folder(of: today))
    #expect(!read.profile.isEmpty)
    #expect(locator.files(in: "Samples/today").count == 2)
    // What the paper's results are redone from.
    #expect(locator.file("Samples/paper/70b-swiss-stock1-15.yaml") != nil)
  }

  @Test("what is embedded equals the folders") func embeddedIsCurrent() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    var expected: Set<String> = []
    for folder in ["Themes", "Samples/paper", "Samples/today", "Samples/worked-example"] {
      for file in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)") {
        if [".yaml", ".csv", ".json", ".jsonl"].contains(where: file.hasSuffix) {
          expected.insert("\(folder)/\(file)")
        }
      }
    }
    #expect(Set(EmbeddedResources.files.map(\.name)) == expected, "run .ci/embed-resources")
    for (name, text) in EmbeddedResources.files {
      #expect(try content("\(root)/\(name)") == text, "\(name): run .ci/embed-resources")
    }
  }

  @Test("every sample is a valid scenario") func samples() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Samples").resolvingSymlinksInPath()
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    let scenarios = files.filter { $0.hasSuffix(".yaml") && !$0.lowercased().contains("grid") }
    #expect(scenarios.count > 2)
    for file in scenarios {
      let path = root.appendingPathComponent(file).path
      #expect(lines { _ = try ScenarioReader.read(path: path) } == [])
    }
  }

  @Test("a map of sections keeps every value's place") func yamlMap() throws {
    let map = try YAMLMap(
      SourceFile(path: "t.yaml", text: "name: night\ncolours:\n  accent: \"#ff0000\"\n  text: 7\n"))
    #expect(map[""]?["name"] == YAMLMap.Value(text: "night", line: 1, column: 7))
    #expect(map["colours"]?.entries.map(\.key) == ["accent", "text"])
    let accent = try #require(map["colours"]?["accent"])
    #expect(accent == YAMLMap.Value(text: "#ff0000", line: 3, column: 11))
    #expect(map.values == ["name": "night", "colours.accent": "#ff0000", "colours.text": "7"])
    #expect(
      map.diagnostic(key: "colours.accent", message: "is no colour", suggestion: "red").description
        == "t.yaml:3:11: error: key 'colours.accent': is no colour; did you mean 'red'?")
    let wrong = "a: [1]\nb:\n  c: {d: 1}\n  e: \"\\e\"\nb: 2\n"
    #expect(
      lines { _ = try YAMLMap(SourceFile(path: "t.yaml", text: wrong)) } == [
        "t.yaml:5:1: error: key 'b': is given twice (first in line 2)"
      ])
    #expect(
      lines { _ = try YAMLMap(SourceFile(path: "t.yaml", text: wrong.replacing("b: 2\n", with: ""))) }.count
        == 3)
  }
}
