import Foundation
import Testing

@testable import Optimization

/// Writes programs and answers for `Tests/Peers/random_plans_with_highs.py`, where `FLEETMIX_PEER_FOLDER` names a folder.
@Suite struct CoveringPeerTests {
  private static let folder = ProcessInfo.processInfo.environment["FLEETMIX_PEER_FOLDER"]

  /// The parts of an answer that are written.
  private struct Answer: Encodable {
    var name: String
    var status: String
    var gap: Double
    var objective: Double?
    var bound: Double?
    var counts: [Int32]?
  }

  @Test(.enabled(if: folder != nil), arguments: ["small", "wide", "huge", "medium"])
  func write(_ name: String) throws {
    let folder = URL(fileURLWithPath: try #require(Self.folder))
    let (size, kind, count) =
      switch name {
      case "small": (CoveringRandom.Size.small, UInt64(31), 50)
      case "wide": (CoveringRandom.Size.wide, UInt64(32), 10)
      case "huge": (CoveringRandom.Size.huge, UInt64(33), 10)
      default: (CoveringRandom.Size.medium, UInt64(34), 4)
      }
    var lines = Data()
    for seed in Campaign.seeds(count, kind: kind) {
      var random = SeededGenerator(seed: seed)
      let program = CoveringRandom.program(size, &random)
      var options = CoverOptions()
      options.relativeGap = name == "medium" || Bool.random(using: &random) ? 1e-4 : 1e-9
      options.nodeLimit = 5000
      var verdict = CoveringVerdict(program, options)
      let result = verdict.solve(CoverSession(program))
      #expect(verdict.problems.isEmpty, "\(name) seed \(seed): \(verdict.problems)")
      let file = "\(name)\(seed)"
      try MPSWriter.write(CoveringTruth.explicit(program).linear).write(
        to: folder.appendingPathComponent(file + ".mps"), atomically: false, encoding: .utf8)
      let answer = Answer(
        name: file, status: "\(result.status)", gap: options.relativeGap,
        objective: result.cover?.objective, bound: result.bound.isFinite ? result.bound : nil,
        counts: result.cover?.counts)
      lines.append(try JSONEncoder().encode(answer))
      lines.append(UInt8(ascii: "\n"))
    }
    try lines.write(to: folder.appendingPathComponent(name + ".jsonl"))
  }
}
