import Foundation
import Planning
import Testing

@testable import Interchange

@Suite("Exports") struct PlanExportTests {
  private func plan(model: String, layout: String, count: Int = 2) -> Plan {
    var plan = samplePlan
    plan.replicas[0].model = model
    plan.replicas[0].layout = layout
    plan.replicas[0].count = count
    return plan
  }

  @Test("a uniform replica becomes a command, a Deployment and a service") func uniform() throws {
    let plan = plan(model: "my-model", layout: "H100*4+H100*4")
    let shell = PlanExport.text(plan, format: .vllm)
    let command =
      "vllm serve my-model --tensor-parallel-size 4 --pipeline-parallel-size 2 --quantization fp8 --port 8000\n"
    #expect(shell.components(separatedBy: command).count == 3)
    #expect(
      PlanExport.text(self.plan(model: "llama-3-70b", layout: "H100*4"), format: .vllm)
        .contains("vllm serve meta-llama/Meta-Llama-3-70B"))
    let manifest = PlanExport.text(plan, format: .kubernetes).components(separatedBy: "---\n")
    #expect(
      try manifest.map(Self.keys) == [
        ["apiVersion", "kind", "metadata", "spec"], ["apiVersion", "kind", "metadata", "spec"],
      ])
    #expect(manifest[0].contains("nvidia.com/gpu: 8") && manifest[0].contains("replicas: 2"))
    #expect(
      manifest[0].contains("nodeSelector: {fleetmix/pool: \"H100\"}") && manifest[1].contains("kind: Service")
    )
    let task = PlanExport.text(plan, format: .skypilot)
    #expect(try Self.keys(task) == ["name", "service", "resources", "setup", "run"])
    #expect(task.contains("accelerators: \"H100:8\"") && task.contains("replicas: 2"))
    for format in PlanExport.Format.allCases {
      #expect(PlanExport.refusals(plan, format: format).isEmpty)
    }
  }

  @Test("the repository that the scenario names is served, and quantised only where it is not yet")
  func checkpoints() throws {
    let cases: [(name: String, checkpoint: String?, repository: String, isQuantised: Bool)] = [
      ("meta-llama/Llama-3.1-8B-Instruct", nil, "meta-llama/Llama-3.1-8B-Instruct", true),
      ("Qwen/Qwen3-235B-A22B-FP8", nil, "Qwen/Qwen3-235B-A22B-FP8", false),
      ("qwen3-235b-a22b", nil, "Qwen/Qwen3-235B-A22B-FP8", false),
      ("Qwen/Qwen3-235B-A22B", nil, "Qwen/Qwen3-235B-A22B", true),
      ("deepseek-ai/DeepSeek-V3-0324", nil, "deepseek-ai/DeepSeek-V3-0324", false),
      ("deepseek-ai/DeepSeek-R1-0528", nil, "deepseek-ai/DeepSeek-R1-0528", false),
      ("google/gemma-2-9b-it", nil, "google/gemma-2-9b-it", true),
      ("llama-3.1-70b", nil, "meta-llama/Llama-3.1-70B", true),
      ("llama-3.1-8b", "RedHatAI/Llama-3.1-8B-FP8-dynamic", "RedHatAI/Llama-3.1-8B-FP8-dynamic", false),
      ("llama-3.1-8b", "me/tuned", "me/tuned", true),
    ]
    for entry in cases {
      let key = entry.checkpoint.map { ", checkpoint: \($0)" } ?? ""
      let stated = try scenario(
        "budget: 400\ngpus: [{name: H200, available: 8, price: 4}]\nmodels: [{name: \(entry.name), precision: fp8\(key), "
          + "workloads: [{name: chat, input: 1000, output: 500}]}]\n")
      #expect(try scenario(ScenarioWriter.text(stated)).models == stated.models)
      let plan = try #require(PlanningSession().solve(stated))
      let text = PlanJSON.text(plan, of: stated, gapAsked: 1e-4, carriesScenario: true)
      let saved = try PlanReader.read(SourceFile(path: "p.json", text: text))
      #expect(PlanFileCheck(scenario: stated).problems(of: saved).isEmpty, "\(entry.name)")
      for format in [PlanExport.Format.vllm, .kubernetes, .skypilot] {
        let exported = PlanExport.text(saved.plan, format: format)
        let isQuantised = exported.contains("quantization")
        #expect(exported.contains(entry.repository + (format == .kubernetes ? "\"" : " ")), "\(exported)")
        #expect(isQuantised == entry.isQuantised, "\(entry.name), \(format)")
      }
    }
    // A plan of an earlier version names no repository.
    #expect(
      PlanExport.text(plan(model: "meta-llama/Llama-3.1-8B-Instruct", layout: "H100*1"), format: .vllm)
        .contains("serve meta-llama/Llama-3.1-8B-Instruct "))
  }

  private static func keys(_ text: String) throws -> [String] {
    let root = try YAMLParser.parse(SourceFile(path: "x.yaml", text: text))
    guard case .mapping(let entries) = root.content else { return [] }
    return entries.map(\.key)
  }

  @Test("the weights of a workload type add up to one") func weights() throws {
    let root = try JSONParser.parse(
      SourceFile(path: "w.json", text: PlanExport.text(samplePlan, format: .weights)))
    let text = PlanExport.text(samplePlan, format: .weights)
    #expect(text.contains("\"service\": \"fleetmix-"))
    guard case .mapping(let entries) = root.content, case .sequence(let models) = entries[0].value.content
    else {
      Issue.record("no list of models")
      return
    }
    #expect(models.count == Set(samplePlan.workloads.map(\.model)).count)
    for workload in samplePlan.workloads {
      let parts = samplePlan.assignments.filter {
        $0.model == workload.model && $0.workload == workload.workload
      }
      for part in parts { #expect(text.contains("\"layout\": \"\(part.layout)\"")) }
    }
  }

  @Test("what a format cannot express is said") func inexpressible() {
    let cases: [(layout: String, vllm: Bool, cluster: Bool)] = [
      ("H100*4+A100*2", false, false), ("nonsense", false, false), ("A*2+B*2", true, false),
      ("H100*8+H100*8", true, false), ("H100*4+H100*4", true, true),
    ]
    for (layout, vllm, cluster) in cases {
      for (format, isExpected) in [
        (PlanExport.Format.vllm, vllm), (.kubernetes, cluster), (.skypilot, cluster),
      ] {
        let plan = plan(model: "m", layout: layout)
        let text = PlanExport.text(plan, format: format)
        #expect(PlanExport.refusals(plan, format: format).isEmpty == isExpected, "\(layout) \(format)")
        if !isExpected { #expect(text.contains("# m on \(layout): ") && !text.contains("serve m")) }
      }
      #expect(PlanExport.refusals(plan(model: "m", layout: layout), format: .weights).isEmpty)
    }
    let mixed = PlanExport.text(plan(model: "m", layout: "A*2+B*2"), format: .vllm)
    #expect(mixed.contains("--distributed-executor-backend ray"))
    #expect(
      PlanExport.labelValue("a b/c") == "a-b-c" && PlanExport.labelValue("-x.") == "x"
        && PlanExport.labelValue("é") == "pool")
  }

  @Test("weights that no engine makes at load need a repository that holds them") func quantised() throws {
    let cases: [(name: String, precision: String, checkpoint: String?, isServed: Bool)] = [
      ("openai/gpt-oss-120b", "int4", nil, true), ("gpt-oss-20b", "int4", nil, true),
      ("llama-3.1-8b", "int4", nil, false), ("llama-3.1-8b", "int4", "me/tuned", true),
      ("meta-llama/Llama-3.1-8B-Instruct", "int4", nil, false),
      ("llama-3.1-8b", "int4", "hugging-quants/Meta-Llama-3.1-8B-Instruct-AWQ-INT4", true),
      ("llama-3.1-8b", "int8", nil, false), ("llama-3.1-8b", "int8", "x/Llama-3.1-8B-w8a8", true),
      ("llama-3.1-8b", "fp8", nil, true), ("llama-3.1-8b", "bf16", nil, true),
    ]
    for entry in cases {
      let key = entry.checkpoint.map { ", checkpoint: \($0)" } ?? ""
      let stated = try scenario(
        "budget: 400\ngpus: [{name: H200, available: 8, price: 4}]\nmodels: [{name: \(entry.name), "
          + "precision: \(entry.precision)\(key), workloads: [{name: chat, input: 1000, output: 500}]}]\n")
      let plan = try #require(PlanningSession().solve(stated))
      #expect(plan.exists, "\(entry.name)")
      for format in PlanExport.Format.allCases {
        let refusals = PlanExport.refusals(plan, format: format, scenario: stated)
        let isOfEngine = ![.weights, .csv, .markdown].contains(format)
        #expect(refusals.isEmpty == (entry.isServed || !isOfEngine), "\(entry) \(format)")
        if !entry.isServed, isOfEngine { #expect(refusals[0].contains("checkpoint: ORG/NAME")) }
      }
    }
  }

  @Test("a cache in int8 is not exported as one in 16 bits")
  func integerCache() throws {
    for (cache, isExported) in [("int8", false), ("fp8", true), ("bf16", true)] {
      let stated = try scenario(
        "budget: 9\ngpus: [{name: H100, available: 2, price: 3}]\nengine: {kv_precision: \(cache)}\n"
          + "models: [{name: llama-3.1-8b, precision: bf16, workloads: [{name: chat, input: 1000, output: 500}]}]\n"
      )
      let plan = try #require(PlanningSession().solve(stated))
      for format in [PlanExport.Format.vllm, .sglang, .lws, .compose] {
        #expect(PlanExport.refusals(plan, format: format, scenario: stated).isEmpty == isExported, "\(cache)")
      }
    }
  }

  @Test("names cannot become commands") func quoting() throws {
    let hostile = "a'; rm -rf /; #\"$(x)`y`\n--evil"
    #expect(PlanExport.shellQuoted("it's; x") == "'it'\\''s; x'")
    #expect(PlanExport.shellQuoted("--help") == "'./--help'" && PlanExport.shellQuoted("") == "''")
    let shell = PlanExport.text(plan(model: "x'; rm y", layout: "H100*1", count: 1), format: .vllm)
    #expect(shell.contains("vllm serve 'x'\\''; rm y' --tensor"))
    for format in [PlanExport.Format.kubernetes, .skypilot] {
      let text = PlanExport.text(plan(model: hostile, layout: "H100*1"), format: format)
      for part in text.components(separatedBy: "---\n") { #expect(try !Self.keys(part).isEmpty) }
    }
    #expect(PlanExport.dnsLabel("Meta/Llama 3", index: 0) == "fleetmix-meta-llama-3-1")
  }

  @Test("Kubernetes and Compose put no variable into a name")
  func variables() {
    let plan = plan(model: "x$(HOME)${HOME}$HOME", layout: "H100*1")
    for format in [PlanExport.Format.kubernetes, .kserve, .lws, .compose] {
      let text = PlanExport.text(plan, format: format)
      #expect(text.contains("x$$(HOME)$${HOME}$$HOME"), "\(format)")
    }
    #expect(PlanExport.text(plan, format: .vllm).contains("'x$(HOME)${HOME}$HOME'"))
  }
}
