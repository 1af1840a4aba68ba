import Foundation
import Testing

/// Inputs that once failed, each a folder of `Tests/Cases` with a command and what must come out of it.
@Suite("Inputs that once failed", .timeLimit(.minutes(2)))
struct CaseTests {
  private static let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Cases")

  private static var names: [String] {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: cases.path)) ?? []
    return found.filter { FileManager.default.fileExists(atPath: "\(cases.path)/\($0)/check") }.sorted()
  }

  @Test("a case comes out as its check says", arguments: names)
  func comesOut(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "case-\(name)-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appending(path: "output").path
    let runner = Self.cases.appending(path: "run").path
    let status = Spawn.run(
      ["bash", runner, try TmuxSession.program(), name], environment: ProcessInfo.processInfo.environment,
      output: output)
    #expect(status == 0, "\((try? String(contentsOfFile: output, encoding: .utf8)) ?? "no output")")
  }
}
