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
      "vllm serve my-model --tensor-parallel-size 4 --pipeline-parallel-size 2 --quantization fp8\n"
    #expect(shell.components(separatedBy: command).count == 3)
    #expect(
      PlanExport.text(self.plan(model: "llama-3-70b", layout: "H100*4"), format: .vllm)
        .contains("vllm serve meta-llama/Meta-Llama-3-70B"))
    for format in [PlanExport.Format.kubernetes, .skypilot] {
      let text = PlanExport.text(plan, format: format)
      let root = try YAMLParser.parse(SourceFile(path: "x.yaml", text: text))
      guard case .mapping(let entries) = root.content else {
        Issue.record("no map")
        return
      }
      #expect(entries.count == 4)
      #expect(text.contains(format == .kubernetes ? "nvidia.com/gpu: 8" : "accelerators: \"H100:8\""))
      #expect(text.contains("replicas: 2"))
    }
  }

  @Test("what a format cannot express is said") func inexpressible() {
    for layout in ["H100*4+A100*2", "nonsense"] {
      for format in [PlanExport.Format.vllm, .kubernetes, .skypilot] {
        let text = PlanExport.text(plan(model: "m", layout: layout), format: format)
        #expect(text.contains("# m on \(layout): ") && !text.contains("serve m"))
      }
    }
    #expect(PlanExport.text(plan(model: "m", layout: "A*2+B*2"), format: .vllm).contains("vllm serve m"))
  }

  @Test("names cannot become commands") func quoting() throws {
    let hostile = "a'; rm -rf /; #\"$(x)`y`\n--evil"
    #expect(PlanExport.shellQuoted("it's; x") == "'it'\\''s; x'")
    #expect(PlanExport.shellQuoted("--help") == "'./--help'" && PlanExport.shellQuoted("") == "''")
    let shell = PlanExport.text(plan(model: "x'; rm y", layout: "H100*1", count: 1), format: .vllm)
    #expect(shell.contains("vllm serve 'x'\\''; rm y' --tensor"))
    for format in [PlanExport.Format.kubernetes, .skypilot] {
      let text = PlanExport.text(plan(model: hostile, layout: "H100*1"), format: format)
      _ = try YAMLParser.parse(SourceFile(path: "x.yaml", text: text))
    }
    #expect(PlanExport.dnsLabel("Meta/Llama 3", index: 0) == "fleetmix-meta-llama-3-1")
  }
}
