import Planning
import Serving
import Testing

@testable import Interchange

@Suite("Writing scenarios") struct ScenarioWriterTests {
  @Test("what is written reads back equal") func roundTrip() throws {
    let own = """
      objective: cost
      demand: 2.5
      title: "yes: \\"quoted\\" # é 日"
      gpus:
        - {name: "4090", type: RTX-4090, available: 3, price: 0.44, memory_gb: 48}
        - {name: my gpu, type: X1, available: 0, price: 0, gpus_per_machine: 1, memory_gb: 1.5, bandwidth_gb_s: 2,
           tflops: 3e2, fp8_tflops: 7}
        - {name: X2, available: 4, price: 1e-3, memory_gb: 10, bandwidth_gb_s: 20, tflops: 30, link_gb_s: 40,
           nvlink: true}
        - {name: "null", type: h100, available: 2, gpus_per_machine: 4}
        - {name: away, type: h100, available: 2, provider: some cloud, region: eu-1, tier: spot,
           interruptions_per_hour: 0.05, recovery_minutes: 4}
      models:
        - name: "007"
          share: 0.1
          precision: INT4
          parameters: 235
          active_parameters: 22e9
          layers: 94
          hidden: 4096
          heads: 64
          kv_heads: 4
          head_size: 128
          slo: {}
          workloads: [{name: "a, b", input: 1, output: 1}]
        - name: llama-3-8b
          share: 0
          kv_heads: 4
          slo: {tpot_ms: 33.3}
          workloads: [{name: w, input: 1, output: 1}, {name: "-", input: 2, output: 3, share: 0, }]
      replicas: {source: estimated, mixed: false, max_gpus: 64, uneven_tp: true}
      slo: {}
      profiles: [p.csv]
      current: {plan: run.json, start_cost: 2, max_starts: 3, max_stops: 1}
      resilience: {survives: pool, remaining: 0.75, misjudged: 2}
      bands: {all: -0.5, kinds: {llama-3-8b on H100-SXM: 0.25}}
      """.replacing(
        "input: 1, output: 1}, {name: \"-\"", with: "input: 1, output: 1, share: 1}, {name: \"-\"")
    let profile = """
      model,precision,layout,input_tokens,output_tokens,requests_per_second
      007,int4,4090*2+4090*2,1,1,3.5
      """
    let files = ["p.csv": profile, "run.json": #"{"replicas": []}"#]
    for text in [validScenario, own] {
      let read = try scenario(text, files: files)
      let written = ScenarioWriter.text(read)
      let again = try scenario(written, files: files)
      #expect(again == read, "\(written)")
      #expect(ScenarioWriter.text(again) == written)
    }
  }

  @Test("saving elsewhere keeps the profiles within reach") func save() throws {
    let folder = try TemporaryFolder()
    let row = "model,precision,layout,input_tokens,output_tokens,requests_per_second\n007,fp8,H100*1,1,1,1\n"
      .replacing("007", with: "llama-3-8b")
    let text = validScenario + "profiles: [p.csv]\n"
    let read = try scenario(text, files: ["p.csv": row])
    let first = folder.path + "/first.yaml"
    try ScenarioWriter.save(read, to: first, origin: .embedded(["p.csv": row]))
    #expect(try ScenarioReader.read(path: first).profile.map(\.requestsPerSecond) == [1])
    try ScenarioWriter.save(read, to: first, origin: .embedded(["p.csv": row]))
    #expect(throws: FileError.self) {
      try ScenarioWriter.save(read, to: first, origin: .embedded(["p.csv": row + "\n"]))
    }
    let others = ScenarioWriter.companions(of: read, savedTo: first, origin: .embedded(["p.csv": row + "\n"]))
    #expect(others.map(\.name) == ["p.csv"] && others.map(\.place) == [.taken])
    try ScenarioWriter.save(read, to: first, origin: .embedded(["p.csv": row + "\n"]), replacing: true)
    #expect(others.map(\.place) == [.same])
    #expect(ScenarioWriter.companions(of: read, savedTo: first, origin: .containing(first)).isEmpty)
    _ = try folder.write("sub/keep", "")
    let second = folder.path + "/sub/second.yaml"
    try ScenarioWriter.save(read, to: second, origin: .containing(first))
    let again = try ScenarioReader.read(path: second)
    #expect(again.profilePaths == ["../p.csv"] && again.profile.count == 1)
  }

  @Test("paths follow the file to another folder") func paths() {
    let cases: [(old: String, new: String?, path: String, expected: String)] = [
      ("", nil, "p.csv", "p.csv"),
      ("a", "a", "./p.csv", "./p.csv"),
      ("a", "b", "p.csv", "../a/p.csv"),
      ("a", "", "p.csv", "a/p.csv"),
      ("", "out/deep", "x/p.csv", "../../x/p.csv"),
      ("a/b", "a", "../p.csv", "p.csv"),
      ("/a/b", "/a/c", "p.csv", "../b/p.csv"),
      ("/a/b", "rel", "p.csv", "/a/b/p.csv"),
      ("a", "b", "/abs/p.csv", "/abs/p.csv"),
      ("a", "/x", "p.csv", "/cwd/a/p.csv"),
      ("a", "../b", "p.csv", "/cwd/a/p.csv"),
      ("../a", "b", "p.csv", "/a/p.csv"),
    ]
    for (old, new, path, expected) in cases {
      #expect(
        PathMover(from: old, to: new, workingFolder: "/cwd").moved(path) == expected,
        "\(old) \(new ?? "-") \(path)")
    }
  }
}
