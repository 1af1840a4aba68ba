import Foundation
import Testing

/// Whatever is in arguments, file names and files: no stream carries what acts on a terminal.
@Suite("Text that would act on a terminal", .timeLimit(.minutes(1)))
struct SafeOutputTests {
  private let folder = CommandFolder()
  private static let example = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Samples/worked-example/scenario.yaml").path

  /// Escape sequences of seven and eight bits, a bell, carriage return, and characters that turn text around.
  private static let hostile = "a\u{1b}[31m\u{9b}2J\u{7}\r\u{8}\u{202e}\u{2066}\u{feff}b"

  private func expectSafe(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let result = try folder.run(arguments)
    for (name, text) in [("output", result.output), ("errors", result.errors)] {
      let bad = text.unicodeScalars.filter {
        $0 != "\n" && $0 != "\t"
          && [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
      }
      #expect(bad.isEmpty, "\(arguments) \(name): \(text.debugDescription)", sourceLocation: sourceLocation)
    }
    #expect(
      (64...73).contains(result.status), "\(arguments): \(result.status)", sourceLocation: sourceLocation)
    #expect(!result.errors.isEmpty, "\(arguments)", sourceLocation: sourceLocation)
  }

  @Test("in arguments and file names")
  func arguments() throws {
    let bad = Self.hostile
    let lines: [[String]] = [
      [bad], ["--\(bad)"], ["plan", bad], ["plan", Self.example, bad],
      ["plan", Self.example, "--set", "\(bad)=1"],
      ["plan", Self.example, "--set", "budget=\(bad)"], ["plan", Self.example, "--set", bad],
      ["plan", Self.example, "--objective", bad], ["plan", Self.example, "--gap", bad],
      ["plan", Self.example, "--save", "\(bad)/x"], ["check", bad, Self.example],
      ["replay", Self.example, bad],
      ["compare", bad, bad], ["solve", bad], ["export", bad, "--format", "csv"],
      ["export", "x", "--format", bad],
      ["estimate", bad], ["import", "trace", bad, "-o", "x"], ["import", bad],
      ["sweep", Self.example, bad, "-o", "x"],
      ["model", Self.example, "--mps", "\(bad)/x"], ["--theme", bad, "--script", "x"], ["--color", bad],
      ["--script", bad], ["themes", bad],
    ]
    for line in lines { try expectSafe(line) }
  }

  @Test("in files of every kind")
  func files() throws {
    let bad = Self.hostile
    try folder.write("NAME x\nROWS\n N c\n G r\nCOLUMNS\n x c 1 \(bad) 1\nENDATA\n", to: "column.mps")
    try folder.write("NAME x\nROWS\n N c\n \(bad) r\nENDATA\n", to: "row.mps")
    try folder.write("NAME x\n\(bad)\nENDATA\n", to: "section.mps")
    try folder.write(
      "NAME x\nROWS\n N c\nCOLUMNS\n x c \(bad)\nBOUNDS\n UP B \(bad) 1\nENDATA\n", to: "number.mps")
    for name in ["column", "row", "section", "number"] { try expectSafe(["solve", "\(name).mps"]) }
    let scripts = [
      ":set \(bad) 4", ":set budget \(bad)", "expect \(bad)", "key \(bad)", bad, ":\(bad)",
      ":save \(bad)/x.yaml",
      "click \(bad)", ":open \(bad)",
    ]
    for (number, script) in scripts.enumerated() {
      try folder.write(script + "\n", to: "\(number).script")
      try expectSafe(["--script", "\(number).script"])
    }
    let good = try String(contentsOfFile: Self.example, encoding: .utf8)
    for (number, text) in [
      bad, "\(bad): 1\n", good.replacing("budget: 8", with: "budget: \"\(bad)\""), good + "\n\"\(bad)\": 1\n",
      good.replacing("profile.csv", with: bad), "{\"\(bad)\": 1}",
    ].enumerated() {
      try folder.write(text, to: "\(number).yaml")
      try expectSafe(["plan", "\(number).yaml"])
    }
    try folder.write("model,\(bad)\n1,2\n", to: "bad.csv")
    try folder.write("{\"set\": {\"\(bad)\": 1}}\n", to: "bad.jsonl")
    try folder.write("{\"status\": \"\(bad)\"}", to: "bad.json")
    for line in [
      ["estimate", "bad.csv"], ["replay", Self.example, "bad.jsonl"], ["check", "bad.json", Self.example],
      ["export", "bad.json", "--format", "csv"], ["import", "trace", "bad.csv", "-o", "x"],
      ["import", "prices", "bad.csv", "-o", "x"], ["--theme", "./0.yaml", "--script", "0.script"],
      ["sweep", Self.example, "1.yaml", "-o", "x"],
    ] { try expectSafe(line) }
  }
}
