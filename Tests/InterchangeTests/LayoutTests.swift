import Foundation
import Planning
import Testing

@testable import Interchange

@Suite("Saving keeps the author's layout") struct LayoutTests {
  /// A file with all that an author may do.
  private static let authored = """
    # Fleet of the search team
    objective: "throughput"   # or cost
    budget:   30.0 # agreed in March

    gpus:
      # reserved until autumn
      - {name: H100, type: H100-SXM, available: 8, price: 2.99}   # us-east
      - name: A100
        type:  'A100-80G-SXM'

        price: 1.75   # spot
        # half of them are old
        available: &stock 6
    models:
    - share: 20
      name: llama-3-70b
      precision: bf16
      workloads: [
          {name: w1, input: 2455, output: 18, share: 33},  # chat
          {name: w2, input: 496, output: 510, share: 67} ] # code
    - name: llama-3-8b
      share: 80
      workloads:
        - {name: w1, input: 824, output: 253}
    slo:
      ttft_ms: 2000   # the first token
      tpot_ms: 100
    # the end
    """

  private func document(_ text: String) throws -> ScenarioDocument {
    ScenarioDocument(scenario: try scenario(text), text: text, path: "s.yaml")
  }

  private func edited(_ text: String, _ edits: String...) throws -> String? {
    let document = try document(text)
    var wanted = document.scenario
    try Edit.apply(edits.map { try Edit(argument: $0) }, to: &wanted)
    return document.text(saying: wanted)
  }

  @Test(
    "a value alone changes",
    arguments: [
      ("budget=41.5", "30.0", "41.5"), ("objective=cost_per_token", "\"throughput\"", "\"cost_per_token\""),
      ("gpus.H100.available=5", "available: 8", "available: 5"),
      ("gpus.H100.price=3.25", "price: 2.99", "price: 3.25"),
      ("gpus.A100.price=0", "price: 1.75 ", "price: 0 "), ("gpus.A100.available=0", "&stock 6", "&stock 0"),
      ("models.llama-3-70b.share=21", "share: 20", "share: 21"),
      ("models.llama-3-70b.workloads.w2.share=1e-3", "share: 67", "share: 0.001"),
      ("slo.tpot_ms=99.5", "tpot_ms: 100", "tpot_ms: 99.5"),
      ("budget=30", "", ""),
    ])
  func values(edit: String, old: String, new: String) throws {
    let text = Self.authored
    let expected = old.isEmpty ? text : text.replacing(old, with: new, maxReplacements: 1)
    #expect(try edited(text, edit) == expected)
    // Other line ends, and a byte-order mark, stay too.
    let windows = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
    let document = ScenarioDocument(scenario: try scenario(text), text: windows, path: nil)
    var wanted = document.scenario
    try Edit.apply([Edit(argument: edit)], to: &wanted)
    let result = try #require(document.text(saying: wanted))
    #expect(
      Array(result.unicodeScalars)
        == Array(("\u{FEFF}" + expected.replacing("\n", with: "\r\n")).unicodeScalars))
  }

  @Test("a new key takes its place, a removed one goes with its line") func keys() throws {
    let text = Self.authored
    #expect(
      try edited(text, "demand=12") == text.replacing("in March\n", with: "in March\ndemand: 12\n"))
    #expect(
      try edited(text, "headroom=0.25")
        == text.replacing("tpot_ms: 100\n", with: "tpot_ms: 100\nheadroom: 0.25\n"))
    #expect(
      try edited(text, "slo.ttft_ms=null")
        == text.replacing("  ttft_ms: 2000   # the first token\n", with: ""))
    #expect(
      try edited(text, "slo.ttft_ms=null", "slo.tpot_ms=null")
        == text.replacing("  ttft_ms: 2000   # the first token\n  tpot_ms: 100\n", with: "  {}\n"))
    #expect(
      try edited(text, "resilience.survives=pool")?.contains(
        "  tpot_ms: 100\nresilience: {survives: pool, remaining: 1, misjudged: 0}\n# the end") == true)
    // One goes where another comes.
    #expect(
      try edited(text, "demand=5", "objective=cost", "budget=null")
        == text.replacing("\"throughput\"   # or cost", with: "\"cost\"   # or cost\ndemand: 5").replacing(
          "budget:   30.0 # agreed in March\n", with: ""))
    let short = text.replacing("  ttft_ms: 2000   # the first token\n", with: "")
    #expect(
      try edited(short, "slo.tpot_ms=null", "slo.ttft_ms=1500")
        == short.replacing("tpot_ms: 100", with: "ttft_ms: 1500"))
    let flow = short.replacing("slo:\n  tpot_ms: 100", with: "slo: {tpot_ms: 100}")
    #expect(
      try edited(flow, "slo.tpot_ms=null", "slo.ttft_ms=1500")
        == flow.replacing("tpot_ms: 100", with: "ttft_ms: 1500"))
  }

  @Test("list prices give way to stated ones, flow style stays flow style") func insertions() throws {
    let text = """
      {"budget": 30, "gpus": [{"name": "H100", "available": 8}, {"name": "A100-80G-SXM", "available": 2}],
       "models": [{"name": "llama-3-8b", "workloads": [{"name": "w", "input": 9, "output": 9}]}]}
      """
    #expect(
      try edited(text, "gpus.H100.price=2.5") == text.replacing(": 8}", with: ": 8, \"price\": 2.5}"))
    #expect(
      try edited(text, "objective=cost_per_token", "demand=3")?.contains("\"cost_per_token\"") == true)
    let block = """
      budget: 30
      gpus:
      - available: 8
        name: H100
      models:
      - name: llama-3-8b
        workloads:
        - name: w
          input: 9
          output: 9
      """
    #expect(
      try edited(block, "gpus.H100.price=2.5")
        == block.replacing("- available: 8\n", with: "- available: 8\n  price: 2.5\n"))
    // The file's last line has no end.
    #expect(try edited(block, "headroom=0.5") == block + "\nheadroom: 0.5\n")
    #expect(
      try edited(block, "objective=cost_per_token", "demand=1")?.hasPrefix(
        "objective: cost_per_token\nbudget: 30\ndemand: 1\ngpus:") == true)
  }

  @Test("whatever is set reads back, and taking it back gives the author's text", arguments: 0..<40)
  func randomEdits(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let text = Self.authored
    let document = try document(text)
    var wanted = document.scenario
    let paths = EditPath.all(in: wanted).map { $0.text(in: document.scenario) }
    for _ in 0..<(1 + Int(random.next() % 6)) {
      let path = paths[Int(random.next() % UInt64(paths.count))]
      let value = ["0", "1", "0.5", "7", "null", "cost", "pool", "-0.5", "1234567.125"][
        Int(random.next() % 9)]
      try? Edit.apply([Edit(path: path, value: value)], to: &wanted)
    }
    let result = try #require(document.text(saying: wanted))
    #expect(try scenario(result) == wanted)
    let comments = text.matches(of: /# ?[A-Za-z ]+/).map { String($0.output) }
    for comment in comments
    where !["# agreed in March", "# the first token"].contains(comment.trimmingCharacters(in: .whitespaces)) {
      #expect(result.contains(comment), "\(comment)")
    }
    let next = ScenarioDocument(scenario: wanted, text: result, path: nil)
    let back = try #require(next.text(saying: document.scenario))
    #expect(try scenario(back) == document.scenario)
  }

  @Test("what the layout cannot take is not written by the way") func lost() throws {
    let text =
      "title: |\n  Two lines\nbudget: 3\n"
      + Self.authored.replacing("budget:   30.0 # agreed in March\n", with: "")
    let folder = try TemporaryFolder()
    let path = try folder.write("s.yaml", text.replacing("|\n  Two lines", with: "Two"))
    let document = try ScenarioDocument.read(path: path)
    var wanted = document.scenario
    wanted.models.reverse()
    wanted.models[0].workloads.append(wanted.models[1].workloads[0])
    wanted.models[0].workloads[1].name = "new"
    #expect(document.text(saying: wanted) == nil)
    #expect(throws: LayoutLost.self) {
      try ScenarioWriter.save(wanted, to: path, origin: .containing(path), keeping: document)
    }
    #expect(!document.differs(from: path))
    wanted = document.scenario
    wanted.budget = 4
    let next = try ScenarioWriter.save(wanted, to: path, origin: .containing(path), keeping: document)
    #expect(document.differs(from: path) && !next.differs(from: path))
    #expect(
      try ScenarioDocument.read(path: path).text == document.text.replacing("budget: 3", with: "budget: 4"))
  }

  @Test("a copy in another folder keeps comments and finds its profiles") func elsewhere() throws {
    let folder = try TemporaryFolder()
    let rows =
      "model,precision,layout,input_tokens,output_tokens,requests_per_second\nllama-3-8b,bf16,H100*1,824,253,1\n"
    _ = try folder.write("data/p.csv", rows)
    _ = try folder.write("out/keep", "")
    let path = try folder.write("s.yaml", Self.authored + "\nprofiles:\n  - data/p.csv  # measured\n")
    let document = try ScenarioDocument.read(path: path)
    let copy = try ScenarioWriter.save(
      document.scenario, to: folder.path + "/out/c.yaml", origin: .containing(path), keeping: document)
    #expect(copy.text == document.text.replacing("data/p.csv", with: "\"../data/p.csv\""))
    #expect(try ScenarioReader.read(path: folder.path + "/out/c.yaml").profile.count == 1)
  }

  @Test("a kept session reads back, and a plan that cannot be read keeps nothing else away") func session()
    throws
  {
    let statement = SavedStatement(
      scenario: try scenario(Self.authored), locked: [[0], [0, 1]], switchedOff: [1: 6])
    let pin = SavedPin(
      letter: "B", name: "half \"A100\"", statement: statement, plan: samplePlan, isOptimum: false)
    let kept = SessionFile(
      path: "/fleets/s.yaml", text: Self.authored, folder: "/samples", embedded: [], locked: [[1]],
      switchedOff: [0: 8],
      reference: "B", pins: [pin])
    let json = kept.json(from: .disk("/fleets"), to: "/state/1")
    func read(_ text: String) throws -> SessionFile {
      try SessionFile(SourceFile(path: "session.json", text: text)) { _ in .disk("/state/1") }
    }
    #expect(try read(json) == kept)
    let other = try read(json.replacing("budget: 30", with: "bugdet: 30", maxReplacements: 2))
    #expect(other.pins.isEmpty && other.unreadablePins == 1 && other.path == kept.path)
  }
}
