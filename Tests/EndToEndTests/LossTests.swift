import Foundation
import Testing

@Suite("No command loses what it was not told to write") struct LossTests {
  private let folder = CommandFolder()

  /// A scenario with a profile, a grid, moves, a plan and a trace.
  private func prepare() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Samples/worked-example")
    for name in ["scenario.yaml", "profile.csv"] {
      try folder.write(String(contentsOf: root.appending(path: name), encoding: .utf8), to: name)
    }
    try folder.write("vary: {budget: [5, 10, 20, 30]}\n", to: "grid.yaml")
    try folder.write("{\"set\": {\"budget\": 9}}\n", to: "moves.jsonl")
    try folder.write("arrived_at,num_prefill_tokens,num_decode_tokens\n0,100,20\n1,200,30\n", to: "trace.csv")
    #expect(try folder.run("plan", "scenario.yaml", "--save", "plan.json").status == 0)
    try FileManager.default.linkItem(atPath: folder.path("scenario.yaml"), toPath: folder.path("hard.yaml"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("soft.csv"), withDestinationPath: "profile.csv")
  }

  private func contents() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("."))
    var result: [String: String] = [:]
    for name in names where name != "stdout" && name != "stderr" { result[name] = try folder.text(name) }
    return result
  }

  @Test("an input is never an output") func inputs() throws {
    try prepare()
    let before = try contents()
    for arguments in [
      ["plan", "scenario.yaml", "--save", "scenario.yaml"], ["plan", "hard.yaml", "--save", "scenario.yaml"],
      ["plan", "scenario.yaml", "--save", "soft.csv"], ["model", "scenario.yaml", "--mps", "hard.yaml"],
      ["model", "scenario.yaml", "--mps", "profile.csv"],
      ["replan", "scenario.yaml", "--running", "plan.json", "--save", "plan.json"],
      ["import", "trace", "trace.csv", "-o", "trace.csv"],
      ["import", "trace", "trace.csv", "-o", "mix.yaml", "--hours", "./trace.csv"],
      ["import", "trace", "trace.csv", "-o", "mix.yaml", "--hours", "mix.yaml"],
      ["import", "prices", "trace.csv", "-o", "trace.csv"],
      ["import", "profile", "plan.json", "-o", "plan.json"],
      ["sweep", "scenario.yaml", "grid.yaml", "-o", "grid.yaml", "--resume"],
      ["sweep", "scenario.yaml", "grid.yaml", "-o", "out.jsonl", "--csv", "soft.csv"],
      [
        "sweep", "scenario.yaml", "grid.yaml", "-o", "out.jsonl", "--keep", "plan.json", "--csv", "plan.json",
      ],
      ["sweep", "scenario.yaml", "grid.yaml", "-o", "out.jsonl", "--csv", "out.jsonl"],
    ] {
      let result = try folder.run(arguments)
      #expect(result.status == 73, "\(arguments): \(result.errors)")
      #expect(result.output.isEmpty && result.errors.contains("cannot be written: "), "\(arguments)")
    }
    #expect(try contents() == before)
    // An earlier plan gives way as ever.
    #expect(try folder.run("plan", "scenario.yaml", "--budget", "8", "--save", "plan.json").status == 0)
    #expect(try folder.text("plan.json") != before["plan.json"])
  }

  @Test("a sweep goes on with its own results only") func resumed() throws {
    try prepare()
    let sweep = ["sweep", "scenario.yaml", "grid.yaml", "--resume", "-o"]
    #expect(try folder.run(sweep + ["whole.jsonl"]).status == 0)
    let whole = try folder.text("whole.jsonl")
    for length in [0, 1, 30, whole.count / 2, whole.count - 1, whole.count] {
      try folder.write(String(whole.prefix(length)), to: "part.jsonl")
      #expect(try folder.run(sweep + ["part.jsonl"]).status == 0)
      #expect(try folder.text("part.jsonl") == whole)
    }
    // A disk that fills up, here a limit of the file's size, ends it with what is whole.
    let blocks = 1 + whole.utf8.count / 2 / 512
    let full = try folder.run(
      [
        "-c",
        "ulimit -f \(blocks); trap '' XFSZ; exec '\(try TmuxSession.program())' "
          + sweep.joined(separator: " ") + " full.jsonl",
      ],
      program: "/bin/sh")
    #expect(full.status == 73 && full.errors.contains("cannot be written"), "\(full.errors)")
    #expect(try folder.run(sweep + ["full.jsonl"]).status == 0)
    #expect(try folder.text("full.jsonl") == whole)
    for text in ["my notes", whole + "my notes", "{\"index\": 0, \"sweep\": \"0\"", "a\nb\n", whole + whole] {
      try folder.write(text, to: "notes")
      #expect(try folder.run(sweep + ["notes"]).status == 65)
      #expect(try folder.text("notes") == text)
    }
    #expect(try folder.run(sweep + ["/dev/full"]).status == 73)
  }

  @Test("a result that cannot be written ends with 73") func fullDisk() throws {
    try prepare()
    let program = try TmuxSession.program()
    let commands = [
      "plan scenario.yaml", "plan scenario.yaml --json", "--help", "--version", "help plan", "themes",
      "actions", "paths",
      "replay scenario.yaml moves.jsonl", "frontier scenario.yaml --steps 2", "sensitivity scenario.yaml",
      "explain scenario.yaml", "alternatives scenario.yaml", "baselines scenario.yaml",
      "compare plan.json plan.json",
      "check plan.json scenario.yaml", "export plan.json --format weights",
      "replan scenario.yaml --running plan.json", "sweep scenario.yaml grid.yaml -o out.jsonl",
    ]
    for command in commands {
      let result = try folder.run(["-c", "exec '\(program)' \(command) > /dev/full"], program: "/bin/sh")
      #expect(result.status == 73, "\(command): \(result.errors)")
      #expect(result.errors.contains("standard output: error: cannot be written"), "\(command)")
    }
    // A closed stream is not the next file's.
    let closed = try folder.run(
      ["-c", "exec '\(program)' sweep scenario.yaml grid.yaml -o closed.jsonl >&-"], program: "/bin/sh")
    #expect(closed.status == 73)
    #expect(try folder.text("closed.jsonl") == folder.text("out.jsonl"))
    // A reader that has gone is no failure to talk about.
    let gone = try folder.run(
      ["-c", "trap '' PIPE; { '\(program)' plan scenario.yaml; echo $? >&2; } | true"], program: "/bin/sh")
    #expect(["0\n", "141\n"].contains(gone.errors))
  }
}
