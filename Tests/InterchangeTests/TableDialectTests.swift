import Planning
import Testing

@testable import Interchange

@Suite("Tables as spreadsheets and other tools write them") struct TableDialectTests {
  private static let plain =
    "model,precision,layout,input_tokens,output_tokens,concurrency,requests_per_second,ttft_ms,tpot_ms,source\n"
    + "llama-3-8b,fp8,H100*1,512,256,32,6.5,120,9,\"lab, run 4\"\n"

  /// The points of profile bytes, each as lengths, rate and latency, and the notes.
  private func read(_ bytes: [UInt8]) throws -> (points: [[Double]], notes: [String]) {
    var rest: [UInt8]? = bytes
    let reader = CSVReader(name: "p.csv", limit: 1 << 20) {
      defer { rest = nil }
      return rest
    }
    let stated = try scenario(validScenario)
    let notes = ReadingNotes()
    let rows = try ProfileReader.read(reader, models: stated.models, pools: stated.pools, notes: notes)
    return (
      rows.map { [Double($0.inputTokens), Double($0.outputTokens), $0.requestsPerSecond, $0.ttftMs ?? 0] },
      notes.lines
    )
  }

  private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap {
      bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
    }
  }

  @Test("every readable dialect gives the same row") func readable() throws {
    let plain = Self.plain
    let semicolon = plain.replacing("\"lab, run 4\"", with: "lab").replacing(",", with: ";")
    let texts = [
      plain, plain.replacing("\n", with: "\r\n"), plain.replacing("\n", with: "\r"), "\u{FEFF}" + plain,
      semicolon, semicolon.replacing("6.5", with: "6,5"), "sep=;\n" + semicolon,
      "\"sep=;\"\r\n" + semicolon.replacing("\n", with: "\r\n"), semicolon.replacing(";", with: "\t"),
      plain.replacing("512,", with: "512.0,"),
      plain.replacing("model", with: "Model").replacing("requests_per", with: "REQUESTS_per"),
      plain.replacing(",", with: ", "),
      plain.replacing("source\n", with: "source,\n").replacing("4\"", with: "4\","),
      plain + "\n,,,,,,,,,\n\n", plain.replacing("9,\"lab", with: "9,\"lab,\n"),
      plain.replacing("4\"", with: "4\",,,"),
    ]
    for text in texts {
      let found = try read(Array(text.utf8))
      #expect(found.points == [[512, 256, 6.5, 120]] && found.notes == [], "\(text)")
    }
    for bigEndian in [true, false] {
      for mark in [true, false] {
        #expect(
          try read(utf16(plain, bigEndian: bigEndian, mark: mark)).points == [[512, 256, 6.5, 120]],
          "\(bigEndian) \(mark)")
      }
    }
  }

  @Test("what is taken for granted or not used is told") func notes() throws {
    let extra = Self.plain.replacing("source\n", with: "source,gpu_util\n").replacing("4\"", with: "4\",88")
    #expect(try read(Array(extra.utf8)).notes == ["p.csv:1: note: the column gpu_util is not used"])
    let header = String(Self.plain.prefix { $0 != "\n" })
    #expect(try read(Array(header.utf8)).notes == ["p.csv: note: holds no row"])
    var latin = Array(Self.plain.utf8)
    latin.replaceSubrange(latin.count - 7..<latin.count - 6, with: [0xFC])
    #expect(try read(latin).notes == ["p.csv: note: is not UTF-8; taken for Windows-1252 (Latin-1)"])
    // One field in UTF-8 and another that is none: neither encoding is the file's.
    let mixed = Array(Self.plain.replacing("lab", with: "für").utf8) + Array("x,".utf8) + [0xFC, 0x0A]
    #expect(lines { _ = try read(mixed) }.last == "p.csv:3:3: error: is not UTF-8 text")
  }

  @Test("a misspelt column is no extra one, and a value needs a name") func columns() {
    let misspelt = Self.plain.replacing("ttft_ms", with: "ttft")
    #expect(
      lines { _ = try read(Array(misspelt.utf8)) } == [
        "p.csv:1:83: error: key 'ttft': is not a column of this file; did you mean 'ttft_ms'?"
      ])
    let nameless = Self.plain.replacing("source\n", with: "source,\n").replacing("4\"", with: "4\",7")
    #expect(
      lines { _ = try read(Array(nameless.utf8)) } == [
        "p.csv:2:57: error: key '': stands in a column without a name, found '7'"
      ])
  }

  @Test("a dialect that is not read is named") func foreign() {
    for mark in ["|", " ", ":"] {
      let text = Self.plain.replacing("lab, run 4", with: "lab").replacing(",", with: mark)
      #expect(
        lines { _ = try read(Array(text.utf8)) } == [
          "p.csv:1:1: error: the columns are parted by '\(mark)'; commas, semicolons and tabs are read"
        ])
    }
    let decimals = Self.plain.replacing("6.5", with: "6,5")
    #expect(
      lines { _ = try read(Array(decimals.utf8)) } == [
        "p.csv:2:1: error: the row has 11 fields, the header 10; a field with the separator in it needs quotes"
      ])
    let stated = "sep=|\n" + Self.plain
    #expect(
      lines { _ = try read(Array(stated.utf8)) } == [
        "p.csv:1:1: error: columns may be parted by commas, semicolons or tabs"
      ])
  }

  @Test("files that are no text are told by name") func signatures() {
    for (bytes, word) in [
      ([0x1F, 0x8B, 8, 0, 0, 0], "gunzip"), ([0x50, 0x4B, 3, 4, 20, 0], "CSV"),
      ([0x50, 0x41, 0x52, 0x31, 0x15], "Parquet"),
      ([0x28, 0xB5, 0x2F, 0xFD, 4], "unzstd"),
    ] as [([UInt8], String)] {
      #expect(lines { _ = try read(bytes) }.first?.contains(word) == true)
    }
    #expect(lines { _ = try read(utf16("model,x", bigEndian: false, mark: true) + [0x61]) }.count == 1)
    #expect(
      lines { _ = try read([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00, 0x0A, 0x00]) }.first?.contains("UTF-16")
        == true)
  }

  @Test("numbers in groups and with decimal commas, never two meanings")
  func numbers() {
    let comma = UInt8(ascii: ",")
    let semicolon = UInt8(ascii: ";")
    func number(_ text: String, _ separator: UInt8, after: String? = nil) -> Double? {
      var numbers = TableNumbers(separator: separator)
      if let after { _ = numbers.value(after, line: 1) }
      if case .success(let value) = numbers.value(text, line: 2) { return value }
      return nil
    }
    let cases: [(String, UInt8, String?, Double?)] = [
      ("4,096", comma, nil, 4096), ("1,234,567.5", comma, nil, 1_234_567.5), ("4,09", comma, nil, nil),
      ("0,550", comma, nil, nil), ("6,5", comma, nil, nil), ("4 096", comma, nil, 4096),
      ("4\u{A0}096", comma, nil, 4096), ("4\u{202F}096.5", comma, nil, 4096.5), ("-1'234", comma, nil, -1234),
      ("1,23,456", comma, nil, nil), ("1e3", comma, nil, 1000), ("6,5", semicolon, nil, 6.5),
      ("1.234,5", semicolon, nil, 1234.5), ("1,234.5", semicolon, nil, 1234.5),
      ("4,096", semicolon, nil, nil),
      ("4,096", semicolon, "6,5", 4.096), ("4,096", semicolon, "6.5", 4096), ("4.096", semicolon, nil, 4.096),
      ("4.096", semicolon, "6,5", 4096), ("6.5", semicolon, "7,5", nil), ("6,5", semicolon, "7.5", nil),
      ("1.234.567", semicolon, nil, 1_234_567), ("0,055", semicolon, nil, 0.055), ("$2", comma, nil, nil),
      ("1,,000", comma, nil, nil), (",5", comma, nil, nil), ("", comma, nil, nil),
      ("NaN", semicolon, nil, nil),
    ]
    for (text, separator, after, expected) in cases {
      #expect(number(text, separator, after: after) == expected, "\(text) after \(after ?? "nothing")")
    }
  }

  @Test("a JSON object of one long line is read in linear time") func longLine() throws {
    func nanoseconds(keys: Int) throws -> Double {
      let text =
        "{" + (0..<keys).map { "\"key \($0)\": {\"available\": \($0)}" }.joined(separator: ", ") + "}"
      let start = ContinuousClock.now
      guard case .mapping(let entries) = try JSONParser.parse(SourceFile(path: "j", text: text)).content
      else { return 0 }
      #expect(
        entries.count == keys
          && entries.last?.column
            == text.utf8.lastIndex(of: UInt8(ascii: "k")).map {
              text.utf8.distance(from: text.startIndex, to: $0)
            }
      )
      let time = (ContinuousClock.now - start).components
      return Double(time.seconds) * 1e9 + Double(time.attoseconds) / 1e9
    }
    // Eight times the keys: 64 times the work if each key went over the line again.
    let (few, many) = (try nanoseconds(keys: 2500), try nanoseconds(keys: 20_000))
    #expect(many < 30 * few)
  }
}
