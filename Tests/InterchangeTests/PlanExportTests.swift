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
}
