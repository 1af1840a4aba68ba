import Dashboard
import Foundation
import Optimization
import Planning
import Serving

@testable import Interchange
@testable import fleetmix

extension FuzzFormat {
  /// All formats.
  static let all = documents + tables + results

  /// The file of the project at `path`.
  static func file(_ path: String) -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }

  static let sample = SourceFolder.embedded(["profile.csv": file("Samples/worked-example/profile.csv")])

  /// The scenario that the other formats are read against.
  static let scenario: Scenario = {
    do {
      return try ScenarioReader.read(text: scenarioText, fileName: "s.yaml", folder: sample)
    } catch {
      fatalError("\(error)")
    }
  }()

  static let scenarioText = """
    title: Two pools
    objective: cost
    budget: 30
    demand: 20
    gpus:
      - {name: H100, type: H100-SXM, available: 8, price: 2.99, gpus_per_machine: 8}
      - {name: A100, type: A100-80G-SXM, available: 6, price: 1.75}
      - {name: own, available: 6, price: 1.75, memory_gb: 48, bandwidth_gb_s: 900, tflops: 180, link_gb_s: 32}
    models:
      - name: llama-3-70b
        share: 20
        precision: bf16
        workloads:
          - {name: w1, input: 2455, output: 18, share: 33}
          - {name: "w: 2", input: 496, output: 510, share: 67}
      - name: llama-3-8b
        share: 80
        workloads: [{name: w1, input: 824, output: 253}]
    replicas: {source: both, mixed: true, max_gpus: 8, uneven_tp: false}
    slo: {ttft_ms: 2000, tpot_ms: 100}
    resilience: {remaining: 0.8, misjudged: 1}
    headroom: 0.1

    """

  /// A document of bytes, as the commands read it.
  static func source(_ bytes: [UInt8], _ path: String = "f") throws -> SourceFile {
    SourceFile(path: path, text: try SourceFile.decode(bytes, path: path))
  }

  /// Texts as YAML and JSON files, each read once.
  private static let documents = [
    FuzzFormat(
      "scenario", seeds: [scenarioText, file("Samples/worked-example/scenario.yaml")]
    ) { bytes in
      let read = try ScenarioReader.read(
        text: source(bytes).text, fileName: "s.yaml", folder: sample)
      let written = ScenarioWriter.text(read)
      let again = try? ScenarioReader.read(text: written, fileName: "s.yaml", folder: sample)
      guard again == read else { throw Difference(written: written) }
      return [written]
    },
    FuzzFormat("plan", seeds: [PlanJSON.text(SeedPlan.plan, title: "A plan")]) { bytes in
      let saved = try PlanReader.read(source(bytes))
      let written = PlanJSON.text(saved.plan, title: saved.title)
      let again = try? PlanReader.read(SourceFile(path: "p", text: written))
      guard again.map({ PlanJSON.text($0.plan, title: $0.title) }) == written else {
        throw Difference(written: written)
      }
      return PlanExport.Format.allCases.map { PlanExport.text(saved.plan, format: $0, title: saved.title) }
        + PlanExport.Format.allCases.flatMap { PlanExport.refusals(saved.plan, format: $0) } + [written]
    },
    FuzzFormat(
      "grid",
      seeds: [
        "vary:\n  budget: [15, 30]\n  gpus.H100.available: {from: 0, to: 8, count: 3}\n",
        "vary:\n  budget: {from: 10, to: 60}\n  objective: [throughput, cost]\nsamples: 400\nseed: 7\n",
      ]
    ) { bytes in
      let grid = try SweepGrid(source(bytes), scenario: scenario)
      return [0, grid.count - 1].flatMap { grid.edits($0).map { "\($0.path)=\($0.value)" } }
    },
    FuzzFormat(
      "moves",
      seeds: [
        "{\"set\": {\"budget\": 32}}\n{\"set\": {\"gpus.H100.price\": 2.5, \"objective\": \"throughput\"}}\n"
      ]
    ) { bytes in
      try MovesReader.read(source(bytes), scenario: scenario).flatMap {
        $0.edits.map { "\($0.path)=\($0.value)" }
      }
    },
    FuzzFormat(
      "feed",
      seeds: [
        "gpu,available,price\nH100,6,2.49\nA100,0,\n",
        #"{"H100": {"available": 6, "price": 2.49}, "A100": {"price": 1}}"#,
        #"[{"gpu": "H100", "available": 6, "price": 2.49}]"#,
      ]
    ) { bytes in
      let entries = try FeedReader.read(source(bytes), scenario: scenario)
      var changed = scenario
      try Edit.apply(FeedReader.edits(entries.entries, of: scenario), to: &changed)
      return [ScenarioWriter.text(changed)]
    },
    FuzzFormat("theme", seeds: [file("Themes/dark.yaml"), file("Themes/contrast.yaml")]) { bytes in
      let map = try YAMLMap.read(source(bytes))
      do throws(ThemeError) {
        return [try Theme.resolve("own", map.values, among: [:]).name]
      } catch {
        // As the loader puts it.
        return [map.diagnostic(key: "", message: error.description).description]
      }
    },
    FuzzFormat(
      "config",
      seeds: ["theme: Light\nmouse: off\nascii: true\nkeys:\n  undo: z\n  quit: [q, Ctrl-Q]\n  redo: none\n"]
    ) { bytes in
      let path = NSTemporaryDirectory() + "fleetmix-fuzz-\(getpid()).yaml"
      defer { unlink(path) }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let config = ConfigFile(path: path, isOptional: true, themes: ["dark", "light"])
      return [config.notice, config.theme].compactMap { $0 } + config.problems.map(\.description)
    },
    FuzzFormat("MPS", seeds: SeedPrograms.texts) { bytes in
      let program = try MPSReader.read(source(bytes).text, fileName: "p.mps")
      let written = MPSWriter.write(program)
      guard let again = try? MPSReader.read(written), MPSWriter.write(again) == written else {
        throw Difference(written: written)
      }
      return [written]
    },
    FuzzFormat(
      "sweep line",
      seeds: [
        #"{"index": 3, "sweep": "ab", "set": {"budget": "30"}, "status": "optimal", "requests_per_second": 2.5, "#
          + #""cost_per_hour": 3, "cost_per_million_tokens": 0.2, "gap": 0, "gpus": {"H100": 2}}"#
      ]
    ) { bytes in
      let line = try SweepLine(source(bytes).text, file: "s.jsonl", line: 1)
      return [line.json.compact, line.csv(paths: ["budget"], pools: ["H100"])]
    },
  ]
}
