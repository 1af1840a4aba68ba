import Foundation
import Optimization
import Planning

/// The answer of HiGHS to a model.
struct PeerAnswer: Decodable {
  var version: String
  /// HiGHS's own word; `Optimal` within the gap asked for.
  var status: String
  var objective: Double?
  var bound: Double?
  var cpuMs: Double
  var wallMs: Double
  var nodes: Int
  var iterations: Int
  /// Whether an earlier run of the same model was taken over.
  var cached: Bool

  /// Whether it proved its answer.
  var isProven: Bool { status == "Optimal" && objective != nil }
}

/// Why there is no answer of the peer.
struct PeerError: Error, CustomStringConvertible {
  var description: String
}

/// HiGHS on one thread, through the script that drives it.
struct HighsPeer {
  var python: String
  var script: String
  var gap: Double
  /// Wall seconds for one model.
  var limit: Double
  /// Folder of earlier answers; nil: none are kept.
  var cache: String?

  /// Solves a program; `isRatio` asks for the least cost / z instead of the stated objective.
  func solve(_ program: LinearProgram, isRatio: Bool = false) throws -> PeerAnswer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fleetmix-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = folder.appendingPathComponent("model.mps")
    try MPSWriter.write(program).write(to: model, atomically: false, encoding: .utf8)
    var arguments = [python, script, model.path, "--gap", "\(gap)", "--limit", "\(limit)"]
    if isRatio { arguments.append("--ratio") }
    if let cache { arguments += ["--cache", cache] }
    return try Self.decoded(run(arguments))
  }

  private func run(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw PeerError(
        description:
          "\(script) ended with status \(process.terminationStatus); it needs Python 3 with highspy "
          + "(pip install highspy). --no-peer runs without it.")
    }
    return data
  }

  private static func decoded(_ data: Data) throws -> PeerAnswer {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(PeerAnswer.self, from: data)
    } catch {
      throw PeerError(
        description: "the script's answer cannot be read: \(String(decoding: data, as: UTF8.self))")
    }
  }
}
