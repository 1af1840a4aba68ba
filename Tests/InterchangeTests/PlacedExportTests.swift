import Foundation
import Planning
import Serving
import Testing

@testable import Interchange

/// Exports of a plan that says where its replicas stand: two machines of eight H200 with a replica of four GPUs and two of
/// one each, and one of eight H100 that shares a pipeline with another.
@Suite("Exports by placement") struct PlacedExportTests {
  private func replica(_ layout: String, _ count: Int, model: String = "me/big", rate: Double = 3)
    -> Plan.Replica
  {
    Plan.Replica(
      model: model, precision: .bf16, layout: layout, gpus: [], count: count, costPerHour: 1, utilization: 1,
      requestsPerSecond: rate, provenance: .estimated("steady state"))
  }

  private func machine(_ pool: String, _ holds: [(layout: String, number: Int, gpus: Int)]) -> Plan.Machine {
    Plan.Machine(
      pool: pool, gpus: 8, costPerHour: 1,
      holds: holds.map {
        Plan.Block(
          model: $0.layout == "H200*1" ? "me/small" : "me/big", layout: $0.layout, replica: $0.number,
          gpus: $0.gpus)
      })
  }

  private var plan: Plan {
    var plan = samplePlan
    plan.replicas = [replica("H200*4", 2), replica("H200*1", 4, model: "me/small", rate: 8)]
    plan.machines = [
      machine("H200", [("H200*4", 1, 4), ("H200*1", 1, 1), ("H200*1", 2, 1)]),
      machine("H200", [("H200*4", 2, 4), ("H200*1", 3, 1), ("H200*1", 4, 1)]),
    ]
    return plan
  }

  /// A pipeline of two stages of eight GPUs on a machine each.
  private var across: Plan {
    var plan = samplePlan
    plan.replicas = [replica("H100*8+H100*8", 1)]
    plan.machines = [
      machine("H100", [("H100*8+H100*8", 1, 8)]), machine("H100", [("H100*8+H100*8", 1, 8)]),
    ]
    return plan
  }

  private var stated: Scenario {
    get throws {
      try scenario(
        "budget: 400\ngpus: [{name: H200, available: 16, price: 4}, {name: H100, available: 16, price: 2}]\n"
          + "models: [{name: me/big, parameters: 8.03, layers: 32, hidden: 4096, heads: 32, kv_heads: 8, "
          + "workloads: [{name: chat, input: 1000, output: 500, share: 1}, {name: long, input: 6000, output: 1200, share: 1}]}]\n"
      )
    }
  }

  @Test(
    "a script starts what stands on the machine it is given", arguments: [PlanExport.Format.vllm, .sglang])
  func scripts(format: PlanExport.Format) {
    let text = PlanExport.text(plan, format: format)
    #expect(text.contains("# Machine 1: H200, 8 GPUs, 2 free\n# Machine 2: H200, 8 GPUs, 2 free\n"))
    #expect(text.contains("[ \"$1\" -gt 2 ]") && text.hasSuffix("fi\nwait\n"))
    let parts = text.components(separatedBy: "if [ \"$1\" = ")
    #expect(parts.count == 3 && parts[1].hasPrefix("1 ]; then\n") && parts[2].hasPrefix("2 ]; then\n"))
    for part in parts.dropFirst() {
      let lines = part.split(separator: "\n").map(String.init)
      let devices = lines.filter { $0.hasPrefix("export CUDA_VISIBLE_DEVICES=") }.map {
        String($0.dropFirst(28))
      }
      #expect(devices == ["0,1,2,3", "4", "5"])
      let commands = lines.filter { $0.hasSuffix(" &") }
      #expect(commands.map { String($0.suffix(6)) } == ["8000 &", "8001 &", "8002 &"])
      let start = format == .vllm ? "vllm serve " : "python3 -m sglang.launch_server --model-path "
      let size =
        format == .vllm ? "--tensor-parallel-size 4 --pipeline-parallel-size 1" : "--tp-size 4 --pp-size 1"
      #expect(commands.first?.hasPrefix("\(start)me/big \(size) ") == true)
      #expect(commands.dropFirst().allSatisfy { $0.hasPrefix("\(start)me/small ") })
    }
  }

  @Test("a pipeline over machines is led by the first") func pipelines() throws {
    let script = PlanExport.text(across, format: .vllm)
    #expect(
      script.contains(
        "ray start --head --port 6379 --include-dashboard=false\nexport RAY_ADDRESS=127.0.0.1:6379\nvllm serve"
      ))
    #expect(script.contains("ray start --address \"${MACHINE_1:?the address of machine 1}:6379\" --block &"))
    #expect(script.contains("--distributed-executor-backend ray --port 8000 &\nunset RAY_ADDRESS\n"))
    let sglang = PlanExport.text(across, format: .sglang)
    for rank in 0...1 {
      #expect(
        sglang.contains(
          "--nnodes 2 --node-rank \(rank) --dist-init-addr \"${MACHINE_1:?the address of machine 1}:6379\" &")
      )
    }
    for format in [PlanExport.Format.kubernetes, .kserve, .keda, .compose, .skypilot] {
      #expect(PlanExport.refusals(across, format: format).count == 1, "\(format)")
    }
    let group = PlanExport.text(across, format: .lws)
    #expect(group.contains("  replicas: 1\n") && group.contains("    size: 2\n"))
    #expect(group.contains("ray start --head --port 6379 && exec vllm serve me/big"))
    #expect(group.contains("$LWS_LEADER_ADDRESS:6379"))
    #expect(group.components(separatedBy: "nvidia.com/gpu: 8").count == 3)
  }

  @Test("pods stand as many a node as planned") func nodes() throws {
    let text = PlanExport.text(plan, format: .kubernetes)
    #expect(
      text.hasPrefix("# 2 nodes of 8 GPUs: kubectl label node NODE fleetmix/pool=H200 fleetmix/machines=1\n"))
    #expect(text.components(separatedBy: "kind: Deployment").count == 3)
    #expect(text.components(separatedBy: "maxSkew: 1").count == 3)
    #expect(text.contains("  replicas: 2\n") && text.contains("  replicas: 4\n"))
    #expect(text.contains("nodeSelector: {fleetmix/pool: \"H200\", fleetmix/machines: \"1\"}"))
    // Another machine's share: a Deployment of its own, behind the same Service.
    var uneven = plan
    uneven.replicas[1].count = 3
    uneven.machines[1].holds.removeLast()
    let apart = PlanExport.text(uneven, format: .kubernetes)
    #expect(
      apart.contains("fleetmix/machines=1\n# 1 node of 8 GPUs") && apart.contains("fleetmix/machines=2\n"))
    #expect(apart.components(separatedBy: "kind: Deployment").count == 5)
    #expect(apart.components(separatedBy: "kind: Service").count == 3)
    #expect(
      apart.contains("name: fleetmix-me-small-2-m1\n") && apart.contains("name: fleetmix-me-small-2-m2\n"))
    for format in [PlanExport.Format.kubernetes, .kserve, .keda, .lws, .inferencepool] {
      for part in PlanExport.text(uneven, format: format).components(separatedBy: "---\n") {
        let root = try YAMLParser.parse(SourceFile(path: "x.yaml", text: part))
        guard case .mapping(let entries) = root.content else {
          Issue.record("\(format): no mapping")
          continue
        }
        #expect(entries.map(\.key) == ["apiVersion", "kind", "metadata", "spec"], "\(format)")
      }
    }
  }

  @Test("autoscaling ends at the copies planned, at the rate planned for one") func bounds() {
    let text = PlanExport.text(plan, format: .keda)
    #expect(text.contains("maxReplicaCount: 2\n") && text.contains("maxReplicaCount: 4\n"))
    // 3 req/s over two copies, 8 over four.
    #expect(text.contains("threshold: \"1.5\"") && text.contains("threshold: \"2.0\""))
    let pools = PlanExport.text(plan, format: .inferencepool)
    #expect(
      pools.contains("matchLabels: {fleetmix/model: \"me-big\"}")
        && pools.contains("{fleetmix/model: \"me-small\"}"))
  }

  @Test("a Compose file has a service a copy, with GPUs and a port of its own") func compose() throws {
    let text = PlanExport.text(plan, format: .compose)
    #expect(text.components(separatedBy: "image: vllm/vllm-openai").count == 7)
    #expect(text.contains("device_ids: [\"0\", \"1\", \"2\", \"3\"]") && text.contains("device_ids: [\"5\"]"))
    for port in 8000...8002 { #expect(text.components(separatedBy: "ports: [\"\(port):8000\"]").count == 3) }
    #expect(text.components(separatedBy: "profiles: [machine-2]").count == 4)
    var one = plan
    one.machines.removeLast()
    one.replicas[0].count = 1
    one.replicas[1].count = 2
    #expect(!PlanExport.text(one, format: .compose).contains("profiles"))
    #expect(try YAMLParser.parse(SourceFile(path: "x.yaml", text: text)).line == 1)
  }

  @Test("engines are told the context of the workloads and the limits of the estimates") func limits() throws
  {
    var plan = plan
    plan.replicas = [replica("H200*4", 2)]
    for index in plan.machines.indices { plan.machines[index].holds.removeLast(2) }
    let stated = try stated
    // 6000 and 1200 tokens: eight times 1024.
    let vllm = PlanExport.text(plan, format: .vllm, scenario: stated)
    #expect(vllm.contains("--max-model-len 8192 --max-num-seqs 1024 --max-num-batched-tokens 8192 --port"))
    let sglang = PlanExport.text(plan, format: .sglang, scenario: stated)
    #expect(
      sglang.contains("--context-length 8192 --max-running-requests 1024 --chunked-prefill-size 8192 --port"))
    // What was measured runs as it was measured, within the context.
    plan.replicas[0].provenance = .measured("a benchmark")
    let measured = PlanExport.text(plan, format: .vllm, scenario: stated)
    #expect(measured.contains("--max-model-len 8192 --port") && !measured.contains("--max-num-seqs"))
  }
}
