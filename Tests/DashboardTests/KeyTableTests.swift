import Testing

@testable import Dashboard

@Suite struct KeyTableTests {
  @Test func noKeyMeansTwoThingsInOneContext() {
    for context in KeyContext.allCases {
      let keys = ActionTable.entries.filter { $0.context == context }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count, "\(context)")
    }
  }

  @Test func everyActionHasANameKeysAndHelp() {
    #expect(Set(ActionTable.entries.map(\.name)).count == ActionTable.entries.count)
    for entry in ActionTable.entries {
      #expect(!entry.keys.isEmpty && !entry.keyText.isEmpty && !entry.help.isEmpty && !entry.group.isEmpty)
    }
  }

  @Test func quitRepaintAndSuspendWorkEverywhere() {
    for context in KeyContext.allCases {
      for key in [Key.control("c"), .control("l"), .control("z")] {
        #expect(ActionTable.entry(for: key, in: context) != nil, "\(key) in \(context)")
      }
    }
  }

  @Test func aKeyThatCanDoNothingSaysWhy() {
    var state = Fixtures.opened()
    Fixtures.press([.character("u")], &state)
    #expect(state.message?.text.contains("nothing to undo") == true)
  }

  @Test func helpListsEveryKeyOfThePanels() {
    let lines = HelpText.lines(nil)
    for entry in ActionTable.entries where entry.context == .panels {
      #expect(lines.contains { $0.keys == entry.keyText && $0.text == entry.help })
    }
    for (columns, rows) in [(80, 24), (120, 40), (60, 12)] {
      var state = Fixtures.opened(columns: columns, rows: rows)
      Fixtures.press([.character("?")], &state)
      var seen = Set<String>()
      for _ in 0..<80 {
        seen.formUnion(render(state).text.map { $0 })
        Fixtures.press([.down], &state)
      }
      #expect(seen.contains { $0.contains("this limit binds") }, "\(columns)x\(rows)")
      Fixtures.press([.escape], &state)
      #expect(state.overlay == nil)
    }
  }
}
