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
      #expect(!entry.help.isEmpty && !entry.group.isEmpty)
      #expect(entry.keys.isEmpty == entry.keyText.isEmpty)
      #expect(!entry.keys.isEmpty || entry.form != nil, "\(entry.name) has neither a key nor arguments")
    }
    let names = ActionTable.entries.flatMap { $0.bindings.map(\.name) }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } })
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

  @Test func everyKeyIsReadBackFromItsNameAndItsText() {
    for key in Set(ActionTable.entries.flatMap(\.keys)) {
      #expect(Key(name: key.name) == key, "\(key.name)")
      #expect(Key(name: key.text) == key, "\(key.text)")
    }
    #expect(Key(name: "Hyper-x") == nil)
    #expect(Key(name: "F13") == nil)
    #expect(Key(name: "C-r") == .control("r"))
  }

  @Test func helpFiltersAsOneTypes() {
    var state = Fixtures.opened()
    Fixtures.press([.character("?")], &state)
    Fixtures.type("undo", &state)
    let text = render(state).text.joined(separator: "\n")
    #expect(text.contains("nothing to undo"))
    #expect(!text.contains("repaint"))
    Fixtures.type("zzz", &state)
    #expect(render(state).text.joined().contains("no row matches"))
    Fixtures.press([.escape], &state)
    #expect(render(state).text.joined().contains("repaint"))
    // A letter that is a key while nothing is typed belongs to the filter afterwards.
    Fixtures.type("theme q", &state)
    #expect(state.shouldQuit == false)
    Fixtures.press([.escape, .character("q")], &state)
    #expect(state.shouldQuit)
  }

  @Test func helpBeginsWithTheFocusedPanel() {
    var state = Fixtures.opened()
    #expect(HelpText.groups(state).first?.first?.keys == "SLIDER")
    while state.panel != .results { Fixtures.press([.tab], &state) }
    #expect(HelpText.groups(state).first?.first?.keys != "SLIDER")
  }

  @Test func helpListsEveryKeyOfThePanels() {
    let lines = HelpText.groups(Fixtures.opened()).joined()
    for entry in ActionTable.main where !entry.keys.isEmpty {
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
