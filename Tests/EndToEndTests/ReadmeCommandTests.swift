import Foundation
import Testing

/// The examples of the README and of the pages it leads to, run as they stand there: each does what it says, and prints
/// what is printed below it.
@Suite("Examples of the README and its pages", .timeLimit(.minutes(2)))
struct ReadmeCommandTests {
  private let folder = CommandFolder()
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().resolvingSymlinksInPath()

  /// A command of a console block, and the lines shown below it.
  private struct Example {
    var words: [String]
    var output: [Substring] = []
  }

  /// Where examples stand, in the order in which they are run.
  private static let pages = [
    "README.md", "Sources/fleetmix/fleetmix.docc/Commands.md",
    "Sources/Dashboard/Dashboard.docc/Dashboard.md",
    "Sources/Interchange/Interchange.docc/Interchange.md",
  ]

  private static func text() throws -> String {
    try pages.map { try String(contentsOf: root.appending(path: $0), encoding: .utf8) }.joined(
      separator: "\n")
  }

  /// The text of every block of a language, in order.
  private static func blocks(_ language: String) throws -> [String] {
    var blocks: [String] = []
    var open: [Substring]?
    var isWanted = false
    for line in try text().split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("```") else {
        open?.append(line)
        continue
      }
      if let text = open {
        if isWanted { blocks.append(text.joined(separator: "\n") + "\n") }
        open = nil
      } else {
        open = []
        isWanted = line == "```\(language)"
      }
    }
    return blocks
  }

  private static func examples() throws -> [Example] {
    var examples: [Example] = []
    for line in try blocks("console").joined().split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("$ ") {
        examples.append(Example(words: words(line.dropFirst(2))))
      } else if !examples.isEmpty {
        examples[examples.count - 1].output.append(line)
      }
    }
    return examples
  }

  /// The words of a command as a shell takes them, up to a comment or a pipe.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in line {
      switch character {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let word { words.append(word) }
        word = nil
      case "#" where !isQuoted && word == nil, "|" where !isQuoted && word == nil: return words
      default: word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap { $0 }
  }

  /// The files that the examples name.
  private func prepare() throws {
    let samples = Self.root.appending(path: "Samples")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("Samples"), withDestinationPath: samples.path)
    for (name, copy) in [("scenario.yaml", "fleet.yaml"), ("profile.csv", "profile.csv")] {
      let text = try String(contentsOf: samples.appending(path: "today/\(name)"), encoding: .utf8)
      try folder.write(text, to: copy)
    }
    try folder.write("{\"set\": {\"budget\": 60}}\n", to: "moves.jsonl")
    try folder.write(
      "model,precision,gpu,tp,pp,input_tokens,output_tokens,concurrency\nllama-3.1-70b,fp8,H100-SXM,4,1,1024,256,\n",
      to: "queries.csv")
    try folder.write(
      "arrived_at,num_prefill_tokens,num_decode_tokens\n0.0,100,20\n1.0,2000,300\n", to: "requests.csv")
    try folder.write("gpu,available,price\nH100,8,3.49\n", to: "feed.csv")
    try folder.write(
      try #require(try Self.blocks("yaml").first { $0.hasPrefix("vary:") }), to: "grid.yaml")
    for name in ["monday", "today"] {
      #expect(try folder.run("plan", "fleet.yaml", "--save", "\(name).json").status == 0)
    }
  }

  @Test("every command does what it says")
  func commands() throws {
    try prepare()
    let examples = try Self.examples().filter { $0.words.first == "fleetmix" }
    #expect(examples.count > 20)
    for example in examples {
      let isEndless = example.words[1] == "watch"
      let result = try folder.run(Array(example.words.dropFirst()) + (isEndless ? ["--plans", "1"] : []))
      let line = example.words.joined(separator: " ")
      #expect(result.status == 0, "\(line): \(result.errors)")
      #expect(!result.errors.contains("changes nothing"), "\(line): \(result.errors)")
      if example.words[1] == "explain" { #expect(result.output.contains("No plan"), "\(line)") }
      let shown = example.output.prefix { $0 != "..." }
      for (expected, line) in zip(
        shown, result.output.split(separator: "\n", omittingEmptySubsequences: false))
      {
        #expect(Self.withoutTime(line) == Self.withoutTime(expected))
      }
    }
  }

  /// A line without the time that the plan took, which no two runs have in common.
  private static func withoutTime(_ line: Substring) -> String {
    String(line).replacing(#/, [0-9.]+ m?s$/#, with: ", time")
  }

  @Test("the script runs, and the scenario has a plan")
  func scriptAndScenario() throws {
    try prepare()
    let script = try #require(try Self.blocks("").first { $0.hasPrefix("size ") })
    // What runs into a comment is for people.
    let lines = script.split(separator: "\n").map { $0.prefix(25).trimmingCharacters(in: .whitespaces) }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "readme.script")
    let result = try folder.run("fleet.yaml", "--script", "readme.script")
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.exists("out.svg"))
    try folder.write(
      try #require(try Self.blocks("yaml").first { $0.hasPrefix("title:") }), to: "two.yaml")
    let plan = try folder.run("plan", "two.yaml")
    #expect(plan.status == 0, "\(plan.errors)")
  }

  @Test("what a page adds to a scenario or the config file is read as it stands")
  func additions() throws {
    try prepare()
    let yaml = try Self.blocks("yaml")
    let model = try #require(yaml.first { $0.hasPrefix("  - name: ") })
    // What is commented out belongs to other models, but is spelt as a reader takes it.
    let keys = model.split(separator: "\n").compactMap { $0.firstMatch(of: #/^    # (\w+): /#)?.1 }
    #expect(keys.count > 6)
    try folder.write("budget: 60\ngpus: [{name: H200, available: 16}]\nmodels:\n" + model, to: "own.yaml")
    let own = try folder.run("plan", "own.yaml")
    #expect(own.status == 0, "\(own.errors)")
    for key in keys {
      try folder.write(
        "budget: 60\ngpus: [{name: H200, available: 16}]\nmodels:\n" + model + "    \(key): ~\n",
        to: "own.yaml")
      let known = try folder.run("plan", "own.yaml")
      #expect(!known.errors.contains("is not a key"), "\(key): \(known.errors)")
    }
    let resilience = try #require(yaml.first { $0.hasPrefix("resilience:") })
    try folder.write(try folder.text("fleet.yaml") + resilience, to: "kept.yaml")
    let kept = try folder.run("plan", "kept.yaml", "--time-limit", "5")
    #expect(kept.status == 0, "\(kept.errors)")
    try FileManager.default.createDirectory(
      atPath: folder.path(".config/fleetmix"), withIntermediateDirectories: true)
    try folder.write(try #require(yaml.first { $0.hasPrefix("theme:") }), to: ".config/fleetmix/config.yaml")
    let actions = try folder.run("actions")
    #expect(actions.status == 0, "\(actions.errors)")
    #expect(actions.output.contains(#/undo +z /#), "the folder of this test is its home")
  }
}
