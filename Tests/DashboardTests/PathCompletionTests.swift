import Testing

@testable import Dashboard

@Suite struct PathCompletionTests {
  private func listed(_ text: String, _ names: [String]) -> DashboardState {
    var state = Fixtures.opened()
    Fixtures.press([.character(":")], &state)
    let effects = Fixtures.type(text, &state)
    for case .listFolder(let folder) in effects {
      _ = update(&state, .reports(.folderListed(FolderListing(folder: folder, names: names))))
    }
    return state
  }

  @Test func aFolderIsAskedForOnceWhileItsPathIsTyped() {
    var state = Fixtures.opened()
    Fixtures.press([.character(":")], &state)
    #expect(Fixtures.type("open fle", &state) == [.listFolder("")])
    #expect(Fixtures.type("ets/a", &state) == [.listFolder("fleets/")])
    // An answer that comes late belongs to no path any more.
    _ = update(&state, .reports(.folderListed(FolderListing(folder: "", names: ["x.yaml"]))))
    #expect(state.files.listing == nil)
  }

  @Test func tabCompletesAsFarAsNamesAgree() {
    var state = listed("open fleets/p", ["paper-a.yaml", "paper-b.yml", "notes.txt", "parts/"])
    #expect(state.paletteRows.map(\.text).contains("open fleets/parts/"))
    #expect(!state.paletteRows.map(\.text).contains("open fleets/notes.txt"))
    Fixtures.press([.tab], &state)
    #expect(state.activeField?.text == "open fleets/pa")
    Fixtures.type("p", &state)
    Fixtures.press([.tab], &state)
    #expect(state.activeField?.text == "open fleets/paper-")
    Fixtures.type("b", &state)
    Fixtures.press([.tab], &state)
    #expect(Fixtures.press([.enter], &state) == [.open(path: "fleets/paper-b.yml")])
  }

  @Test func savingCompletesTooAndFoldersGoOn() {
    var state = listed("save o", ["out/", "old.json"])
    Fixtures.type("u", &state)
    #expect(Fixtures.press([.tab], &state) == [.listFolder("out/")])
    #expect(state.activeField?.text == "save out/")
  }
}
