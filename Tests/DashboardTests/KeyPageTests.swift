import Foundation
import Testing

@testable import Dashboard

/// The key table of the dashboard's page is the program's.
@Suite struct KeyPageTests {
  @Test func keyTableIsTheActionTables() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "Sources/Dashboard/Dashboard.docc/Dashboard.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
    let expected = ActionTable.main.filter { !$0.keys.isEmpty }.map {
      "| `\($0.keyText)` | \($0.help) |"
    }
    #expect(rows == expected)
  }
}
