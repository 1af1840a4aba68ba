import Testing

@testable import Dashboard

@Suite struct ScriptTests {
  @Test func linesAreRead() throws {
    let script = try Script.parse(
      """
      # a comment

      size 80x24
        key Tab Down 3 Ctrl-R
      type 32 req/s
      :set budget 40
      wait
      wait 2.5
      expect ● optimal\r
      click 12,5
      click q quit
      drag 30,4 36,4
      wheel up 30,4 3
      """)
    let expected: [(Script.Step, Int, Int)] = [
      (.size(columns: 80, rows: 24), 3, 1), (.keys([.tab, .down, .down, .down, .control("r")]), 4, 3),
      (.type("32 req/s"), 5, 1), (.command("set budget 40"), 6, 1), (.wait(seconds: 60), 7, 1),
      (.wait(seconds: 2.5), 8, 1), (.expect("● optimal"), 9, 1),
      (.click(.cell(column: 11, row: 4)), 10, 1), (.click(.text("q quit")), 11, 1),
      (.drag(from: .cell(column: 29, row: 3), to: .cell(column: 35, row: 3)), 12, 1),
      (.wheel(isUp: true, .cell(column: 29, row: 3), count: 3), 13, 1),
    ]
    #expect(script.lines == expected.map { Script.Line(step: $0.0, line: $0.1, column: $0.2) })
  }

  @Test(arguments: [
    ("kei Tab", 1, "did you mean 'key'"), ("key", 4, "must be named"),
    ("key Tab Rihgt", 9, "did you mean 'Right'"),
    ("key Tab 0", 9, "1 to 10000"), ("wait long", 6, "seconds"), ("size 0x4", 6, "120x40"),
    ("size 80", 6, "120x40"),
    ("click", 6, "must follow"), ("drag 3,4", 9, "as in 30,4"), ("drag 3,4 0,1", 10, "as in 30,4"),
    ("wheel left 3,4", 7, "up or down"), ("wheel up 3,4 x", 14, "1 to 10000"),
    ("  :", 3, "must follow"), ("expect", 7, "must follow"), ("\u{1b}[2J", 1, "is no step"),
  ])
  func problemsHaveTheirPlace(line: String, column: Int, message: String) {
    let problems = #expect(throws: ScriptProblems.self) { try Script.parse("wait\n\(line)\nkey Tab") }
    #expect(problems?.problems.count == 1)
    let problem = problems?.problems.first
    #expect(problem?.line == 2 && problem?.column == column, "\(problem as Any)")
    #expect(problem?.message.contains(message) == true, "\(problem as Any)")
    #expect(problem?.message.contains("\u{1b}") == false)
  }

  @Test func allProblemsAreNamed() {
    let problems = #expect(throws: ScriptProblems.self) { try Script.parse("a\nwait\nb\nc") }
    #expect(problems?.problems.map(\.line) == [1, 3, 4])
  }
}
