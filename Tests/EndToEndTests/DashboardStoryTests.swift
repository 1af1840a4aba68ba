import Foundation
import Testing

/// The built program in a terminal, driven by keys and judged by what is on the screen.
@Suite("The dashboard as a person uses it", .serialized, .timeLimit(.minutes(1)))
struct DashboardStoryTests {
  @Test("open the sample, move three sliders, save, quit, and open the saved file")
  func story() throws {
    let session = try TmuxSession()
    try session.startDashboard()
    let first = try session.waitUntilSolved()
    #expect(first.contains { $0.contains("CONTROLS") })
    #expect(first.contains { $0.contains("Budget") })

    // Budget: the figure under the focus moves in the frame of the key, the plan follows.
    try session.press("S-Right")
    let richer = try session.waitForChange(of: "Budget", from: first)
    try session.waitUntilSolved()

    // What a pool offers: none.
    try session.press("Tab", "Home")
    try session.wait(for: "0/0")
    let scarcer = try session.waitUntilSolved()
    #expect(scarcer != richer)

    // A share of the mix.
    try session.press("Tab", "Tab", "S-Right")
    try session.wait("another share") { $0 != scarcer }
    let mixed = try session.waitUntilSolved()
    #expect(mixed.contains { $0.contains("modified") })

    try session.press("s")
    try session.wait(for: "scenario.yaml")
    try session.press("C-u")
    for _ in 0..<40 { try session.press("BSpace") }
    try session.type("~/what if.yaml")
    try session.press("Enter")
    let file = session.home.appending(path: "what if.yaml")
    // The file is there a moment before the program knows; leaving then would ask.
    try session.wait(for: "Saved ")
    #expect(FileManager.default.fileExists(atPath: file.path))
    try session.press("q")
    try session.expectShell(status: 0)

    let budget = try #require(richer.first { $0.contains("Budget") }).figures
    try session.startDashboard("'\(file.path)'")
    let reopened = try session.waitUntilSolved()
    let reopenedBudget = try #require(reopened.first { $0.contains("Budget") }).figures
    #expect(reopenedBudget.first == budget.first)
    try session.press("q")
    try session.expectShell(status: 0)
  }

  @Test("SIGQUIT ends the dashboard at once and gives the terminal back; Ctrl-\\ is a key without a meaning")
  func quitSignal() throws {
    let session = try TmuxSession()
    try session.startDashboard()
    try session.waitUntilSolved()
    try session.press("C-\\", "?")
    try session.wait("the help, so the key did nothing") { $0.contains { $0.contains("HELP") } }
    #expect(try kill(session.childProcess(), SIGQUIT) == 0)
    try session.expectShell(status: 131)
  }

  @Test("a theme from a file of the user's is the one shown, and one with a mistake is told with its line")
  func ownTheme() throws {
    let session = try TmuxSession()
    let theme = session.home.appending(path: "mine.yaml")
    try "inherits: light\nfocus: 201\n".write(to: theme, atomically: true, encoding: .utf8)
    try session.startDashboard("--theme '\(theme.path)'")
    try session.waitUntilSolved()
    #expect(try session.screen(colours: true).joined().contains("38;5;201"))
    try session.press("q")
    try session.expectShell(status: 0)
    try "inherits: light\nfocuss: 201\n".write(to: theme, atomically: true, encoding: .utf8)
    try session.command("'\(try TmuxSession.program())' --theme '\(theme.path)'")
    try session.wait("the key with its line") { screen in
      screen.joined().contains("mine.yaml:2:") && screen.joined().contains("did you mean focus?")
    }
  }

  @Test(
    "a feed moves stock and prices while the dashboard runs; one that breaks leaves the last good figures")
  func feed() throws {
    let session = try TmuxSession()
    let feed = session.home.appending(path: "feed.csv")
    try "gpu,available,price\nH200,5,4.44\n".write(to: feed, atomically: true, encoding: .utf8)
    try session.startDashboard("--watch '\(feed.path)'")
    try session.wait(for: "POOLS live")
    try session.wait("the feed's stock in the plan") { rows in rows.contains { $0.contains("/5 ") } }
    try session.waitUntilSolved()
    try "gpu,available,price\nH200,".write(to: feed, atomically: true, encoding: .utf8)
    try session.wait(for: "POOLS stale")
    try session.wait(for: "ago stay")
    // A pipe whose writer is silent keeps nobody waiting, and the age goes on.
    try session.press("C-z")
    try session.wait(for: "Stopped")
    try session.command(
      "clear; rm '\(feed.path)'; mkfifo '\(feed.path)'; sleep 1000 > '\(feed.path)' & fg 1; echo \"status=$?\""
    )
    try session.wait(for: "is a pipe")
    let age = { (rows: [String]) in
      rows.compactMap { $0.firstMatch(of: #/stale (\d+) s/#)?.1 }.first.flatMap { Int($0) }
    }
    let first = try #require(age(try session.wait("the age of the figures") { age($0) != nil }))
    try session.wait("the age a second later") { age($0).map { $0 > first } == true }
    try FileManager.default.removeItem(at: feed)
    try "{\"H200\": {\"available\": 7}}".write(to: feed, atomically: true, encoding: .utf8)
    try session.wait(for: "POOLS live")
    try session.wait("the next stock in the plan") { rows in rows.contains { $0.contains("/7 ") } }
    try session.waitUntilSolved()
    try session.press("q")
    try session.wait(for: "without saving")
    try session.press("y")
    try session.expectShell(status: 0)
  }

  @Test("compare with the scenario as opened, and go back to it")
  func comparison() throws {
    let session = try TmuxSession()
    try session.startDashboard()
    let first = try session.waitUntilSolved()
    try session.press("S-Right")
    _ = try session.waitForChange(of: "Budget", from: first)
    try session.waitUntilSolved()
    try session.press("c")
    // A screen is read while it is painted: its title may be there before its rows.
    try session.wait("the comparison") { rows in
      let rises = { (name: String) in rows.contains { $0.contains(name) && $0.contains("▲ +") } }
      return rows.contains { $0.contains("FROM A TO NOW") } && rises("Requests served") && rises("Budget")
    }
    try session.press("A", "Enter")
    try session.wait(for: "sliders as pinned")
    let back = try session.waitUntilSolved()
    let budget = try #require(first.first { $0.contains("Budget") }).figures
    #expect(try #require(back.first { $0.contains("Budget") }).figures.first == budget.first)
    // Nothing differs from the file, so nothing is asked.
    try session.press("q")
    try session.expectShell(status: 0)
  }

  @Test("a runner-up is pinned and compared, and the steps from the scenario's plan are listed")
  func otherPlans() throws {
    let session = try TmuxSession()
    try session.startDashboard()
    try session.waitUntilSolved()
    try session.press("M-6")
    let options = try session.wait("runners-up") { rows in
      rows.contains { $0.contains("RUNNERS-UP with other GPUs") } && !rows.contains { $0.contains("…  ") }
    }
    let second = try #require(options.first { $0.contains("▸2  ") })
    try session.press("b")
    try session.wait(for: "Pinned B")
    // Esc and the next key in one go would be Alt and that key.
    try session.press("Escape")
    try session.wait(for: "CONTROLS")
    try session.press("c", "B")
    // Plan B has the figures of the row it was pinned from.
    let figures = second.split(separator: " ").filter { $0.contains(".") }.prefix(2).map(String.init)
    try session.wait("its figures") { rows in
      rows.contains { $0.contains("Requests served") && $0.contains(figures[0]) }
        && rows.contains { $0.contains("Bill") && $0.contains(figures[1]) }
    }
    try session.press("c")
    try session.wait(for: "CONTROLS")
    try session.press("S-Right", "M-7")
    try session.wait("the steps") { rows in
      rows.contains { $0.contains("MOVE from plan A") } && rows.contains { $0.contains("1 + start") }
    }
    try session.press("q")
    try session.wait(for: "without saving")
    try session.press("y")
    try session.expectShell(status: 0)
  }

  @Test("the first start offers a tour once, and the clipboard gets the command")
  func tour() throws {
    let session = try TmuxSession()
    try FileManager.default.removeItem(at: session.home.appending(path: "state/fleetmix/tour"))
    try session.setOption("set-clipboard", "on")
    try session.startDashboard()
    try session.wait(for: "TOUR 1/6")
    let first = try session.waitUntilSolved()
    try session.press("S-Right")
    _ = try session.waitForChange(of: "Budget", from: first)
    try session.press("n")
    try session.wait(for: "TOUR 2/6")
    try session.press("Escape")
    try session.wait("no tour") { rows in !rows.contains { $0.contains("TOUR") } }
    try session.press("y")
    try session.wait(for: "Copied the command line")
    #expect(try session.clipboard().hasPrefix("fleetmix plan SCENARIO --set budget="))
    try session.press("u", "q")
    try session.expectShell(status: 0)
    try session.startDashboard()
    let again = try session.waitUntilSolved()
    #expect(!again.contains { $0.contains("TOUR") })
    try session.press("q")
    try session.expectShell(status: 0)
  }

  @Test("every way out gives the terminal back and says how it ended")
  func exits() throws {
    let session = try TmuxSession(columns: 100, rows: 30)
    try session.startDashboard()
    try session.press("C-c")
    try session.expectShell(status: 130)
    let table: [(signal: Int32, status: Int)] = [
      (SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGABRT, 134), (SIGSEGV, 139), (SIGUSR1, 138),
      (SIGXCPU, 152),
    ]
    for (signal, status) in table {
      try session.startDashboard()
      kill(try session.childProcess(), signal)
      try session.expectShell(status: status)
    }
  }

  @Test("whatever is open, signals and Ctrl-C end the dashboard")
  func exitsFromWithin() throws {
    let session = try TmuxSession(columns: 100, rows: 30)
    try session.startDashboard()
    try session.press(":")
    try session.wait(for: "COMMAND")
    kill(try session.childProcess(), SIGTERM)
    try session.expectShell(status: 143)

    // A paste that never ends, and Ctrl-C in it.
    try session.startDashboard()
    try session.send(bytes: "\u{1b}[200~".utf8)
    try session.press("C-c")
    try session.expectShell(status: 130)
    try session.startDashboard()
    try session.send(bytes: "\u{1b}[200~ab".utf8)
    kill(try session.childProcess(), SIGHUP)
    try session.expectShell(status: 129)
    // After a pause the keys are keys again.
    try session.startDashboard()
    try session.send(bytes: "\u{1b}[200~ab".utf8)
    var pressed = ContinuousClock.now
    try session.wait("the help, once the paste is over") { rows in
      if ContinuousClock.now - pressed > .milliseconds(1500) {
        pressed = .now
        try session.press("?")
      }
      return rows.contains { $0.contains("closes") }
    }
    kill(try session.childProcess(), SIGTERM)
    try session.expectShell(status: 143)
  }

  @Test("Ctrl-Z and a stop for using the terminal in the background give it to the shell, fg brings all back")
  func suspend() throws {
    let session = try TmuxSession(columns: 100, rows: 30)
    try session.startDashboard()
    for isKey in [true, false] {
      if isKey { try session.press("C-z") } else { kill(try session.childProcess(), SIGTTOU) }
      try session.wait(for: "Stopped")
      #expect(try session.modes() == "0 0 1")
      try session.command("clear; fg; echo \"back=$?\"")
      try session.wait("the dashboard again") { rows in
        try rows.contains { $0.contains("quit") } && session.modes() == "1 1 0"
      }
    }
    try session.press("q")
    try session.wait(for: "back=0")
    #expect(try session.modes() == "0 0 1")
  }

  @Test("the screen follows the window to 80x24 and back")
  func resize() throws {
    let session = try TmuxSession()
    try session.startDashboard()
    try session.waitUntilSolved()
    // The whole frame: the top line comes before what stands below it.
    let large = try session.wait("the pinned plan") { rows in rows.contains { $0.contains("● now") } }
    for _ in 0..<3 {
      try session.resize(columns: 80, rows: 24)
      try session.wait("the layout of 80x24") { rows in
        rows.prefix(24).contains { $0.contains("quit") } && rows.allSatisfy { $0.count <= 80 }
          && rows.contains { $0.contains("Budget") }
      }
      try session.resize(columns: 120, rows: 40)
      // Figures found in the background may come between the two; the controls and all rows' places may not.
      try session.wait("the layout of 120x40 again") { Self.leftColumns($0) == Self.leftColumns(large) }
    }
    try session.press("q")
    try session.expectShell(status: 0)
  }

  private static func leftColumns(_ rows: [String]) -> [String] {
    rows.dropFirst().map { $0.prefix(36).trimmingCharacters(in: .whitespaces) }
  }

  @Test("edits survive a kill, a plan is saved by its ending, and samples are listed")
  func recovery() throws {
    let session = try TmuxSession()
    try session.startDashboard()
    let first = try session.waitUntilSolved()
    try session.press("S-Right")
    let edited = try session.waitForChange(of: "Budget", from: first)
    let budget = try #require(edited.first { $0.contains("Budget") }).figures.first
    try session.waitUntilSolved()
    try session.press("b")
    try session.wait(for: "Pinned B")
    let folder = session.home.appending(path: "state/fleetmix/autosave")
    try session.wait("the edits and the pin kept") { _ in
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
      return names?.contains { name in
        let files = ["scenario.yaml", "session.json"].map {
          (try? String(contentsOfFile: folder.path + "/\(name)/\($0)", encoding: .utf8)) ?? ""
        }
        return files[0].contains("# Two models of 2026") && files[1].contains("\"letter\": \"B\"")
      } == true
    }
    let recovered = try session.killAndRecover()
    #expect(recovered.first { $0.contains("Budget") }?.figures.first == budget)
    #expect(recovered.first?.contains("modified") == true)
    // The pin is there again; a second kill before anything is saved loses nothing either.
    try session.press("c", "B")
    try session.wait("the pinned plan") { rows in rows.contains { $0.contains("FROM A TO B") } }
    try session.press("c")
    try session.wait(for: "CONTROLS")
    try session.killAndRecover()
    try session.press("s")
    try session.press("C-u")
    try session.type("~/plan.json")
    try session.press("Enter")
    try session.wait(for: "Saved the plan")
    #expect(
      try String(contentsOf: session.home.appending(path: "plan.json"), encoding: .utf8).contains(
        "\"optimal\""))
    try session.press("o")
    try session.wait(for: "open Samples/worked-example/scenario.yaml")
    try session.press("Escape")
    try session.wait("the list closed") { rows in !rows.contains { $0.contains("COMMAND") } }
    // Nothing is saved yet but the plan: quitting asks, and a yes forgets what was kept.
    try session.press("q")
    try session.wait(for: "Quit without saving")
    try session.press("y")
    try session.expectShell(status: 0)
    try session.startDashboard()
    let last = try session.waitUntilSolved()
    #expect(!last.contains { $0.contains("earlier session") })
    try session.press("q")
    try session.expectShell(status: 0)
  }

  @Test("what a version that named its folders by the process left is offered too")
  func earlierVersions() throws {
    let session = try TmuxSession()
    // Process 1 runs always, and is fleetmix only in a container.
    let folder = session.home.appending(path: "state/fleetmix/autosave/1")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = """
      budget: 23
      gpus: [{name: H100, available: 8, price: 2.5}]
      models: [{name: llama-3-8b, workloads: [{name: w, input: 800, output: 200}]}]

      """
    let kept = folder.appending(path: "scenario.yaml")
    try text.write(to: kept, atomically: true, encoding: .utf8)
    try session.startDashboard()
    try session.wait(for: "An earlier session left unsaved edits")
    try session.waitUntilSolved()
    try session.press("O")
    try session.wait(for: "Recovered")
    try session.wait(for: "23.00 $/h")
    // It stays until it is saved, and goes then.
    #expect(FileManager.default.fileExists(atPath: kept.path))
    try session.press("s", "C-u")
    try session.type("~/mine.yaml")
    try session.press("Enter")
    try session.wait(for: "Saved ")
    try session.press("q")
    try session.expectShell(status: 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(
      try String(contentsOf: session.home.appending(path: "mine.yaml"), encoding: .utf8) == text)
  }

  @Test("a save changes the values edited and nothing else, and asks where somebody else was there before")
  func saving() throws {
    let session = try TmuxSession()
    let path = session.home.appending(path: "mine.yaml")
    let text = """
      # My fleet
      budget: 20.0   # agreed
      gpus: [{name: H100, available: 8, price: 2.5}]   # all of them
      models:
        - name: llama-3-8b
          workloads: [{name: w, input: 800, output: 200}]

      """
    func content() throws -> String { try String(contentsOf: path, encoding: .utf8) }
    try text.write(to: path, atomically: true, encoding: .utf8)
    try session.startDashboard("~/mine.yaml")
    try session.waitUntilSolved()
    try session.press(":")
    try session.type("set budget 31")
    try session.press("Enter")
    try session.wait("the edit") { rows in rows.contains { $0.contains("31.00") } }
    try session.press("s", "Enter")
    try session.wait(for: "mine.yaml? y n")
    try session.press("y")
    try session.wait(for: "Saved ")
    #expect(try content() == text.replacing("20.0", with: "31"))
    let theirs = text.replacing("# My fleet", with: "# Our fleet")
    try theirs.write(to: path, atomically: true, encoding: .utf8)
    try session.press(":")
    try session.type("set budget 32")
    try session.press("Enter", "s", "Enter")
    try session.wait(for: "was changed by somebody else")
    try session.press("n")
    #expect(try content() == theirs)
    // A pipe that nobody reads holds nothing up, and the failure is not forgotten on leaving.
    #expect(mkfifo(session.home.appending(path: "pipe.yaml").path, 0o600) == 0)
    try session.press("s", "C-u")
    try session.type("~/pipe.yaml")
    try session.press("Enter")
    try session.wait(for: "pipe.yaml? y n")
    try session.press("y")
    try session.wait(for: "nobody reads this pipe")
    try session.press("q")
    try session.wait(for: "Quit without saving")
    try session.press("y")
    try session.wait(for: "the last save failed")
    try session.expectShell(status: 73)
  }

  @Test("clicks reach columns beyond 223, drags move sliders, and m leaves the mouse to the terminal")
  func mouse() throws {
    let session = try TmuxSession(columns: 260, rows: 60)
    try session.startDashboard()
    let first = try session.waitUntilSolved()
    // Take the budget's knob and draw it to the left end of its track.
    let row = try #require(first.firstIndex { $0.contains("Budget") })
    let knob = try #require(first[row].prefix(37).firstIndex(of: "●"))
    let column = first[row].distance(from: first[row].startIndex, to: knob)
    try session.mouse("<0", row: row, column: column, end: "M")
    try session.mouse("<32", row: row, column: 2, end: "M")
    try session.mouse("<0", row: row, column: 2, end: "m")
    try session.wait("a budget of nothing") { $0[row].contains(" 0.00 $/h") }
    try session.press("u", "m")
    try session.wait("the mouse left to the terminal") { _ in try session.modes() == "1 0 0" }
    try session.press("m")
    try session.wait("the mouse taken back") { _ in try session.modes() == "1 1 0" }
    let last = try session.waitUntilSolved()
    let keys = try #require(last.lastIndex { $0.contains("q quit") })
    let quit = try #require(last[keys].firstRange(of: "q quit"))
    let quitColumn = last[keys].distance(from: last[keys].startIndex, to: quit.lowerBound)
    #expect(quitColumn > 223)
    // The undone edits left nothing to ask about.
    while try session.screen().contains(where: { $0.contains("modified") }) { try session.press("u") }
    try session.mouse("<0", row: keys, column: quitColumn, end: "M")
    try session.expectShell(status: 0)
  }

  @Test("without a terminal, or with an unknown one, it says so and leaves with 64")
  func refusals() throws {
    let session = try TmuxSession(columns: 100, rows: 30)
    let program = try TmuxSession.program()
    try session.command("clear; \(program) | cat; echo \"status=${PIPESTATUS[0]}\"")
    try session.wait(for: "needs a terminal")
    try session.wait(for: "status=64")
    try session.command("clear; TERM=no-such-terminal \(program); echo \"status=$?\"")
    try session.wait(for: "TERM=no-such-terminal is not known")
    try session.wait(for: "status=64")
    try session.command("clear; TERM=dumb \(program); echo \"status=$?\"")
    try session.wait(for: "TERM=dumb cannot place the cursor")
    try session.wait(for: "fleetmix plan SCENARIO")
    try session.wait(for: "status=64")
  }

  @Test("an ASCII locale gets ASCII glyphs, NO_COLOR no colours")
  func tiers() throws {
    let session = try TmuxSession(columns: 100, rows: 30)
    try session.startDashboard(environment: "LC_ALL=C NO_COLOR=1")
    try session.wait("a screen of ASCII only") { rows in
      rows.contains { $0.contains("Budget") } && rows.allSatisfy { $0.allSatisfy(\.isASCII) }
    }
    let escapes = try session.screen(colours: true).joined()
    // 39 and 49 give the terminal's own colours back; 30-37, 38, 40-47, 48 and 90-107 choose others.
    let colours = try Regex("\u{1b}\\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")
    #expect(escapes.firstMatch(of: colours) == nil, "\(escapes)")
    try session.press("q")
    try session.expectShell(status: 0)
  }
}

extension TmuxSession {
  /// Sends a mouse report as xterm does in its SGR form; rows and columns count from 0.
  fileprivate func mouse(_ button: String, row: Int, column: Int, end: String) throws {
    try send(bytes: "\u{1b}[\(button);\(column + 1);\(row + 1)\(end)".utf8)
  }

  /// Waits until the figures in the row of a label differ from those on an earlier screen.
  @discardableResult
  fileprivate func waitForChange(of label: String, from earlier: [String]) throws -> [String] {
    let before = earlier.first { $0.contains(label) }?.figures
    return try wait("another figure for \(label)") { rows in
      guard let row = rows.first(where: { $0.contains(label) }) else { return false }
      return row.figures.first != before?.first
    }
  }
}

extension String {
  /// The numbers in a row of text, as written.
  fileprivate var figures: [String] {
    split { !$0.isNumber && $0 != "." }.map(String.init).filter { $0.contains(where: \.isNumber) }
  }
}
