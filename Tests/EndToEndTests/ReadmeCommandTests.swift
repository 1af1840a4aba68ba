import Foundation
import Testing

/// The README's examples, run as they stand there: each does what it says, and prints what is printed below it.
@Suite("The README's examples", .timeLimit(.minutes(2)))
struct ReadmeCommandTests {
  private let folder = CommandFolder()
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().resolvingSymlinksInPath()

  /// A command of a console block, and the lines shown below it.
  private struct Example {
    var words: [String]
    var output: [Substring] = []
  }

  private static func readme() throws -> String {
    try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
  }

  /// The text of every block of a language, in order.
  private static func blocks(_ language: String) throws -> [String] {
    var blocks: [String] = []
    var open: [Substring]?
    var isWanted = false
    for line in try readme().split(separator: "\n", omittingEmptySubsequences: false) {
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

  @Test("every command of the README does what it says")
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

  @Test("the README's script runs, and its scenario has a plan")
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
}
