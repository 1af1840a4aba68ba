import Foundation
import Planning
import Testing

@testable import Interchange

@Suite("Feeds") struct FeedTests {
  private func read(_ text: String) throws -> [FeedReader.Entry] {
    try reading(text).entries
  }

  private func reading(_ text: String) throws -> FeedReader.Reading {
    try FeedReader.read(SourceFile(path: "feed", text: text), scenario: try scenario(validScenario))
  }

  @Test("CSV and JSON say the same") func formats() throws {
    let expected = [
      FeedReader.Entry(pool: 0, available: 6, price: 2.49),
      FeedReader.Entry(pool: 1, available: 0, price: nil),
    ]
    #expect(try read("gpu,available,price\nH100,6,2.49\nA100,0,\nB999,1,1\n") == expected)
    #expect(try read("price,gpu,available,region\n2.49,H100,6,x\n,a100-80g-sxm,0,y\n") == expected)
    #expect(
      try read("{\"H100\": {\"available\": 6, \"price\": 2.49}, \"A100\": {\"available\": 0}}") == expected)
    #expect(
      try read(
        " [{\"gpu\": \"H100\", \"available\": 6, \"price\": 2.49}, {\"gpu\": \"A100\", \"available\": 0}]")
        == expected)
  }

  @Test("a name that is nobody's is told with its line and the nearest one") func unknownNames() throws {
    let note = "'H10' (did you mean 'H100'?) is no pool and no GPU type of the scenario: passed over"
    #expect(try reading("gpu,available,price\nH100,6,2.49\nH10,4,\n").passedOver == "feed:3: \(note)")
    #expect(
      try reading("{\"H100\": {\"available\": 6},\n\"H10\": {\"available\": 6}}").passedOver
        == "feed:2: \(note)")
    #expect(
      try reading("[{\"gpu\": \"H100\", \"available\": 6},\n{\"gpu\": \"H10\", \"price\": 6}]").passedOver
        == "feed:2: \(note)")
    #expect(try reading("gpu,available\nH100,6\n").passedOver == nil)
    #expect(
      try reading("gpu,available\nH100,6\nq1,1\nq2,1\nq3,1\nq4,1\nq5,1\n").passedOver
        == "feed:3: 'q1', 'q2', 'q3', 'q4' and 1 more are no pool and no GPU type of the scenario: passed over"
    )
    let alone = #expect(throws: InputError.self) { try read("gpu,available\nH10,4\n") }
    #expect(
      alone?.description
        == "feed:2:1: error: key 'gpu': is no pool and no GPU type of the scenario, found 'H10'; did you mean 'H100'?"
    )
    // While the feed goes on changing, the same names are told once.
    let path = FileManager.default.temporaryDirectory.appending(path: "feed-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let base = try scenario(validScenario)
    var watch = FeedWatch(path: path)
    var told: [String?] = []
    for count in 1...2 {
      try "gpu,available\nH100,\(count)\nH10,4\n".write(toFile: path, atomically: false, encoding: .utf8)
      for look in 0..<3 {
        guard case .figures(_, let passedOver) = watch.look(at: Double(3 * count + look), scenario: base)
        else {
          continue
        }
        told.append(passedOver)
      }
    }
    #expect(told.count == 2 && told[0]?.contains("'H10'") == true && told[1] == nil)
  }

  @Test("only what changes is edited") func edits() throws {
    let base = try scenario(validScenario)
    let edits = FeedReader.edits(try read("gpu,available,price\nH100,8,2.5\nA100,6,\n"), of: base)
    #expect(edits == [Edit(path: "gpus.H100.price", value: "2.5")])
  }

  @Test("nonsense is refused") func nonsense() {
    for text in [
      "", "gpu\n", "gpu,available,price\nH100,6,2.49", "gpu,available,price\nH100,-1,2\n",
      "gpu,available,price\nH100,2.5,2\n", "gpu,available,price\nH100,2,nan\n", "gpu,available\nH100\n",
      "name,available\nH100,2\n", "{\"H100\": {\"available\": ", "{\"H100\": 3}",
      "{\"H100\": {\"available\": -3}}",
      "[1, 2]", "{}", "gpu,available\nB999,4\n", "\u{0}\u{1}\u{2}", "{\"H100\": {\"avail\": 3}}",
      "{\"H100\": {\"price\": 1e400}}", "{\"H100\": {\"price\": null}}",
    ] {
      #expect(throws: (any Error).self, "\(text)") { try read(text) }
    }
  }

  /// A feed rewritten 1,000 times at random, in place, torn, replaced through a link, deleted or filled with garbage:
  /// figures come only of what a whole good feed says, and the last good ones stay.
  @Test("a feed that misbehaves a thousand times") func torture() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "feed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "feed").path
    let base = try scenario(validScenario)
    var random = SystemRandom(seed: 11)
    var watch = FeedWatch(path: path)
    var inUse: [FeedReader.Entry]?
    var good = 0
    var troubles = 0
    for round in 0..<1000 {
      let figures = [
        FeedReader.Entry(pool: 0, available: random.below(20), price: Double(random.below(900)) / 100),
        FeedReader.Entry(pool: 1, available: random.below(20), price: Double(random.below(900)) / 100),
      ]
      let whole =
        "gpu,available,price\n"
        + zip(["H100", "A100"], figures).map { "\($0),\($1.available ?? 0),\($1.price ?? 0)\n" }.joined()
      var text: String? = whole
      switch random.below(7) {
      case 0: text = String(whole.prefix(random.below(whole.count)))
      case 1: text = String(decoding: (0..<40).map { _ in UInt8(random.below(256)) }, as: UTF8.self)
      case 2: text = nil
      case 3: text = whole.replacing("H100", with: "H100,x")
      default: break
      }
      try? FileManager.default.removeItem(atPath: path)
      if let text {
        if random.below(3) == 0 {
          let target = folder.appending(path: "target-\(round)").path
          try text.write(toFile: target, atomically: false, encoding: .utf8)
          try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        } else {
          try text.write(toFile: path, atomically: false, encoding: .utf8)
        }
      }
      // A writer may be seen at work between two looks.
      for look in 0..<(1 + random.below(3)) {
        switch watch.look(at: Double(round) + Double(look) / 10, scenario: base) {
        case .figures(let entries, _):
          #expect(!entries.isEmpty && entries.allSatisfy { figures.contains($0) }, "round \(round)")
          inUse = entries
          good += 1
        case .trouble: troubles += 1
        case .recovered, nil: break
        }
      }
    }
    #expect(good > 200 && troubles > 50 && inUse != nil)
    #expect(try #require(watch.age(at: 1000)) < 50)
  }
}

@Suite("Feeds that are no files", .timeLimit(.minutes(1))) struct FeedKindTests {
  /// The kinds of file that a path may name instead of a feed, each with a word of the message about it.
  private static let kinds: [(word: String, make: @Sendable (String) throws -> Void)] = [
    ("pipe", { try #require(mkfifo($0, 0o600) == 0) }),
    ("device", { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: "/dev/zero") }),
    ("folder", { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false) }),
    (
      "larger",
      { path in
        try "{\"H100\": {\"available\": 1}}".write(toFile: path, atomically: false, encoding: .utf8)
        try #require(truncate(path, 15 << 20) == 0)
      }
    ),
    (
      "no such file",
      { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: "/no/such/file") }
    ),
  ]

  @Test(
    "a pipe with a writer, a device, a folder, a huge file: each is told, and the next good file is taken")
  func kinds() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "feed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "feed").path
    let base = try scenario(validScenario)
    var watch = FeedWatch(path: path)
    var now = 0.0
    func settle() -> [FeedWatch.News] {
      (0..<3).compactMap { _ in
        now += 1
        return watch.look(at: now, scenario: base)
      }
    }
    for (round, kind) in Self.kinds.enumerated() {
      try "gpu,available\nH100,\(round)\n".write(toFile: path, atomically: false, encoding: .utf8)
      #expect(settle() == [.figures([FeedReader.Entry(pool: 0, available: round, price: nil)])])
      #expect(watch.trouble == nil && watch.age(at: now) == 0)
      try FileManager.default.removeItem(atPath: path)
      try kind.make(path)
      // A writer that says nothing must not keep the reader waiting.
      let writer = kind.word == "pipe" ? open(path, O_RDWR | O_NONBLOCK) : -1
      defer { if writer >= 0 { close(writer) } }
      let news = settle()
      guard case .trouble(let reason, let age) = news.first, news.count == 1 else {
        Issue.record("\(kind.word): \(news)")
        continue
      }
      #expect(reason.contains(kind.word) && age == 2 && watch.trouble == reason)
      now += 100
      #expect(watch.age(at: now) == 103)
      try FileManager.default.removeItem(atPath: path)
    }
  }
}

/// A small seeded generator (SplitMix64).
private struct SystemRandom {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(1, count)))
  }
}
