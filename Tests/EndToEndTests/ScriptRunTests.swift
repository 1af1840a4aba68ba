import Foundation
import Testing

/// The dashboard driven by scripts: the same program as on a terminal, without one.
@Suite("Scripts drive the dashboard", .timeLimit(.minutes(1)))
struct ScriptRunTests {
  private let folder = CommandFolder()
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func run(_ script: String, _ arguments: String...) throws -> CommandFolder.Result {
    try folder.write(script, to: "test.script")
    return try folder.run(arguments + ["--script", "test.script"])
  }

  @Test("the README's picture is what its script draws")
  func readmePicture() throws {
    let script = try String(
      contentsOf: Self.root.appending(path: "Samples/today/dashboard.script"), encoding: .utf8)
    let committed = try String(
      contentsOf: Self.root.appending(path: "Samples/today/dashboard.svg"), encoding: .utf8)
    #expect(
      try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8).contains(
        "(Samples/today/dashboard.svg)"))
    try FileManager.default.createDirectory(
      atPath: folder.path("Samples/today"), withIntermediateDirectories: true)
    let result = try run(script)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty && result.errors.isEmpty)
    // All but the top row, which has the planner's times, is the same on every machine.
    let drawn = try folder.text("Samples/today/dashboard.svg")
    #expect(Self.body(drawn) == Self.body(committed), "run Samples/today/dashboard.script again")
  }

  private static func body(_ svg: String) -> [Substring] {
    // Text of the top row, and its mark, whose place depends on how long the times are.
    svg.split(separator: "\n").filter { !$0.contains("y=\"23.5\"") && !$0.contains("cy=\"19\"") }
  }

  @Test("keys, text and commands do what they do on a terminal; pictures come in three formats")
  func steps() throws {
    let result = try run(
      """
      size 100x30
      wait
      key Enter
      type 90
      key Enter
      wait
      expect 90.00
      key Tab Down Home
      wait
      expect 0/0
      :theme light
      :save-screen one.txt
      :save-screen one.ans
      :save-screen one.svg
      :save-screen one.txt
      :save what if.yaml
      :export weights routes.json
      :export kubernetes fleet.yaml
      key q
      expect nothing: the script has ended
      """)
    #expect(result.status == 0, "\(result.errors)")
    let text = try folder.text("one.txt")
    #expect(text.contains("90.00") && text.contains("● optimal"))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 31)
    #expect(try folder.text("one.ans").contains("\u{1b}["))
    #expect(try folder.text("one.svg").hasPrefix("<svg"))
    let plan = try folder.run("plan", "what if.yaml", "--json")
    #expect(plan.status == 0 && plan.output.contains("cost_per_hour"))
    #expect(try JSONSerialization.jsonObject(with: Data(folder.text("routes.json").utf8)) is [String: Any])
    #expect(try folder.text("fleet.yaml").contains("kind: Deployment"))
  }

  @Test("what goes wrong is named with its line and column")
  func problems() throws {
    let bad = try run("wait\nkey Tabb\n  :\n")
    #expect(bad.status == 65)
    #expect(bad.errors.contains("test.script:2:5: error: there is no key 'Tabb'; did you mean 'Tab'?"))
    #expect(bad.errors.contains("test.script:3:3: error: a command must follow"))
    let command = try run("\n:set bugdet 4\n")
    #expect(command.status == 65)
    #expect(command.errors.contains("test.script:2:1: error: no value “bugdet”; did you mean budget?"))
    let expectation = try run("expect no such words\n")
    #expect(expectation.status == 65)
    #expect(expectation.errors.contains("test.script:1:1") && expectation.errors.contains("CONTROLS"))
    #expect(try run(":save-screen no/such/folder/x.svg\n").status == 73)
    #expect(try folder.run("--script", "missing.script").status == 66)
  }
}
