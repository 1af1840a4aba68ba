import Foundation
import Testing

@testable import Dashboard

/// The README's key table is the program's.
@Suite struct ReadmeTests {
  @Test func keyTableIsTheActionTables() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
    let expected = ActionTable.main.filter { !$0.keys.isEmpty }.map {
      "| `\($0.keyText)` | \($0.help) |"
    }
    #expect(rows == expected)
  }
}
