import Foundation
import Planning
import Testing

@testable import Interchange

@Suite("Hostile and broken files") struct HostileFileTests {
  @Test("files that are none are refused with the right exit status") func guards() throws {
    let folder = try TemporaryFolder()
    let cases: [(path: String, code: Int32, reason: String)] = [
      (folder.path + "/none.yaml", 66, "no such file"),
      (folder.path, 66, "is a folder, not a file"),
      ("", 66, "is not a file name"),
      (try folder.write("empty.yaml", ""), 65, "the file is empty"),
      (try folder.write("blank.yaml", " \n\t\n"), 65, "the file is empty"),
      (try folder.write("wide.yaml", bytes: [0xFF, 0xFE, 0x61, 0]), 65, "UTF-16"),
    ]
    for (path, code, reason) in cases {
      let error = #expect(throws: FileError.self) { try SourceFile.read(path) }
      #expect(error?.exitCode == code && error?.reason.contains(reason) == true, "\(path)")
    }
    let binary = try folder.write("binary.yaml", bytes: Array("a: b\nc: ".utf8) + [0])
    #expect(
      lines { _ = try SourceFile.read(binary) } == [
        "\(binary):2:4: error: is a binary file: it has a NUL byte"
      ])
    let latin = try folder.write("latin.yaml", bytes: Array("é: b\nzü: ".utf8) + [0xFC, 0x20])
    #expect(lines { _ = try SourceFile.read(latin) } == ["\(latin):2:5: error: is not UTF-8 text"])
    let marked = try folder.write("marked.yaml", bytes: [0xEF, 0xBB, 0xBF, 0x61])
    #expect(try SourceFile.read(marked).text == "a")
  }

  @Test("an endless or huge file is refused at once") func size() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("huge.yaml", "")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 100 << 20)
    for file in [path, "/dev/zero"] {
      let error = #expect(throws: FileError.self) { try SourceFile.read(file) }
      #expect(error?.exitCode == 65 && error?.reason.contains("larger than 16 MB") == true)
    }
  }

  @Test("an alias bomb is refused alias by alias, not expanded") func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let start = ContinuousClock.now
    let found = problems(text)
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(found.count == ProblemList.limit)
    #expect(found[0].hasPrefix("s.yaml:2:10: error: aliases (*name) are not allowed"))
    #expect(!problems("? &a [1]\n: 1\n? [*a, *a]\n: 2\n").isEmpty)
    #expect(!problems("a: *unknown\n").isEmpty)
  }

  @Test("a large file of nonsense is refused without long thought") func nonsense() {
    var keys = ""
    for number in 0..<20_000 { keys += "key\(number): 1\n" }
    let pools = "gpus:\n" + String(repeating: "  - {nmae: x}\n", count: 10_000)
    let words = "models: [" + String(repeating: "x, ", count: 50_000) + "x]\n"
    let start = ContinuousClock.now
    for text in [keys, pools, words] { #expect(problems(text).count == ProblemList.limit) }
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test("text without content is refused") func noContent() {
    for text in ["", " ", "\n\n", "# only a comment\n", "---\n", "--- \n...\n", "~", "[]", "text", "\0"] {
      #expect(!problems(text).isEmpty, "\(text)")
    }
    #expect(problems("") == ["s.yaml:1:1: error: the file is empty"])
  }

  @Test("deep nesting is refused") func depth() {
    let depths = [DocumentLimits.depth + 1, 5000, 200_000]
    for depth in depths {
      let open = String(repeating: "[", count: depth)
      #expect(!problems("a: " + open).isEmpty)
      #expect(!lines { _ = try JSONParser.parse(SourceFile(path: "j", text: open)) }.isEmpty)
      #expect(!problems(String(repeating: "- ", count: depth) + "x").isEmpty)
    }
  }

  @Test("mutations of a valid scenario are read or refused, never fatal") func fuzz() throws {
    var random = SeededGenerator(seed: 20_261_122)
    let valid = Array((validScenario + "profiles: [p.csv]\n").utf8)
    let interesting =
      Array("-:{}[]*&!|>'\"%@`#,?~ \n\t\r0123456789.eE_+aZ".utf8) + [0x00, 0xC3, 0xFF, 0xE2, 0x1B]
    let profile = "model,precision,layout,input_tokens,output_tokens,requests_per_second\n"
    var readable = 0
    for _ in 0..<1500 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = interesting.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes.remove(at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + 20))
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
        }
        if bytes.isEmpty { bytes = [byte] }
      }
      do {
        let text = try SourceFile.decode(bytes, path: "s.yaml")
        let read = try scenario(text, files: ["p.csv": profile])
        let again = try scenario(ScenarioWriter.text(read), files: ["p.csv": profile])
        #expect(read == again)
        readable += 1
      } catch let error as InputError {
        #expect(!error.problems.isEmpty && error.problems.allSatisfy { $0.line >= 1 && $0.column >= 1 })
      } catch is FileError {
        continue
      }
    }
    #expect(readable > 25)
  }
}

/// A repeatable source of random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
