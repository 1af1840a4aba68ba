import Foundation
import Planning
import Serving

@testable import Interchange

/// A valid scenario that the tests break in one place each; line numbers in the tests count from its top.
let validScenario = """
  title: Two pools
  objective: throughput
  budget: 30
  demand: 20
  gpus:
    - name: H100
      type: H100-SXM
      available: 8
      price: 2.99
      gpus_per_machine: 8
    - name: A100
      type: A100-80G-SXM
      available: 6
      price: 1.75
  models:
    - name: llama-3-70b
      share: 20
      precision: bf16
      workloads:
        - {name: w1, input: 2455, output: 18, share: 33}
        - {name: w2, input: 496, output: 510, share: 67}
    - name: llama-3-8b
      share: 80
      workloads:
        - {name: w1, input: 824, output: 253}
  replicas:
    source: both
    mixed: true
    max_gpus: 8
  slo: {ttft_ms: 2000, tpot_ms: 100}
  headroom: 0.1

  """

/// Reads scenario text as the file `s.yaml` beside `files`.
func scenario(
  _ text: String, files: [String: String] = [:], edits: [Edit] = []
) throws -> Scenario {
  try ScenarioReader.read(text: text, fileName: "s.yaml", folder: .embedded(files), edits: edits)
}

/// The problems of scenario text, each as its line of output; empty: it reads well.
func problems(_ text: String, files: [String: String] = [:]) -> [String] {
  lines { _ = try scenario(text, files: files) }
}

/// The valid scenario with one line replaced.
func validScenario(line: Int, _ replacement: String) -> String {
  var lines = validScenario.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  lines[line - 1] = replacement
  return lines.joined(separator: "\n")
}

/// The output lines of the error that `body` throws.
func lines(_ body: () throws -> Void) -> [String] {
  do {
    try body()
    return []
  } catch let error as InputError {
    return error.problems.map(\.description)
  } catch {
    return ["\(error)"]
  }
}

/// A temporary folder that goes away with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "fleetmix-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func write(_ name: String, _ text: String) throws -> String { try write(name, bytes: Array(text.utf8)) }
}
