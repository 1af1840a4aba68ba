import Foundation
import Testing

/// The program's findings in the background, seen through scripts on the sample.
@Suite("The background tells what surrounds a plan", .timeLimit(.minutes(1)))
struct ExplorationScriptTests {
  private let folder = CommandFolder()

  private func run(_ script: String) throws -> CommandFolder.Result {
    try folder.write(script, to: "test.script")
    return try folder.run("--script", "test.script")
  }

  /// Lines of a screen written by the script.
  private func screen(_ name: String) throws -> [String] {
    try folder.text(name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("the frontier passes through the plan, and every limit has its worth")
  func surroundings() throws {
    let result = try run(
      """
      size 200x60
      wait
      :set budget 40
      wait
      expect gap ≤
      expect types:
      expect WHY UNUSED
      :save-screen screen.txt
      """)
    #expect(result.status == 0, "\(result.errors)")
    let rows = try screen("screen.txt")
    #expect(rows.contains { $0.contains("┈") && $0.contains("A") || $0.contains("●A") })
    // Nothing is left to be found out.
    #expect(!rows.contains { $0.contains("  …") })
    #expect(rows.contains { $0.contains("Budget") && $0.contains("+1 $/h") })
  }

  @Test("what is known already is not waited for")
  func knownAgain() throws {
    let result = try run(
      """
      wait
      :set budget 1
      wait
      :set budget 80
      wait
      :set budget 1
      wait 10
      expect SMALLEST CHANGES
      """)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("without a plan, the first change on the list gives one")
  func changes() throws {
    let result = try run(
      """
      wait
      :set budget 5
      wait
      expect SMALLEST CHANGES Tab leads here · each one alone gives a plan
      :save-screen blocked.txt
      key Shift-Tab Enter
      wait
      expect optimal
      :save-screen free.txt
      """)
    #expect(result.status == 0, "\(result.errors)")
    let blocked = try screen("blocked.txt")
    let first = try #require(blocked.first { $0.contains(" 1 ") && $0.contains(" → ") })
    let free = try screen("free.txt")
    let rate = try #require(first.split(separator: " ").last { Double($0) != nil })
    #expect(free.contains { $0.contains("\(rate) req/s") }, "\(first)")
  }
}
