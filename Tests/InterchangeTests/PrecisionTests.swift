import Planning
import Serving
import Testing

@testable import Interchange

@Suite("A model's number format") struct PrecisionTests {
  private func text(
    _ model: String, gpus: String = "{name: H100, available: 16, price: 2}", more: String = ""
  )
    -> String
  {
    """
    objective: cost
    demand: 2
    gpus: [\(gpus)]
    models:
      - name: \(model)
        workloads: [{name: chat, input: 512, output: 256}]
    replicas: {mixed: false\(more)}
    """
  }

  @Test("left out, it is what the model is published in")
  func published() throws {
    let expected: [(String, Precision)] = [
      ("gpt-oss-120b", .mxfp4), ("openai/gpt-oss-20b", .mxfp4), ("deepseek-v3", .fp8),
      ("llama-3.1-70b", .bf16), ("Qwen/Qwen3-8B-FP8", .fp8), ("Qwen/Qwen3-8B", .bf16),
      ("llama-3.1-70b\n    checkpoint: org/Llama-3.1-70B-AWQ", .awq),
      ("gpt-oss-120b\n    precision: bf16", .bf16),
    ]
    for (model, precision) in expected {
      let read = try scenario(text(model)).models[0]
      #expect(read.precision == precision && read.alternatives.isEmpty, "\(model)")
    }
  }

  @Test("gpt-oss fits one GPU in its published format and none in 16 bits")
  func bill() throws {
    // 114.66e9 expert weights of 0.53 bytes and 2.2e9 others of 2: 65 GB; in 16 bits 234 GB, for three GPUs.
    let published = try #require(PlanningSession().solve(scenario(text("gpt-oss-120b"))))
    let wide = try #require(PlanningSession().solve(scenario(text("gpt-oss-120b\n    precision: bf16"))))
    #expect(published.replicas.map(\.precision) == [.mxfp4] && published.replicas[0].gpus[0].count == 1)
    #expect(wide.costPerHour >= 3 * published.costPerHour - 1e-9)
  }

  @Test("a list lets the planner choose, and no format alone is cheaper")
  func choice() throws {
    let formats = ["bf16", "fp8", "awq"]
    let stated = try scenario(text("llama-3.1-70b\n    precision: [\(formats.joined(separator: ", "))]"))
    #expect(stated.models[0].precision == .bf16 && stated.models[0].alternatives == [.fp8, .awq])
    let plan = try #require(PlanningSession().solve(stated))
    #expect(plan.status == .optimal)
    for format in formats {
      let alone = try #require(
        PlanningSession().solve(scenario(text("llama-3.1-70b\n    precision: \(format)"))))
      #expect(plan.costPerHour <= alone.costPerHour * (1 + 1e-4), "\(format)")
    }
    let problems = PlanCheck(scenario: stated).problems(of: plan)
    #expect(problems.isEmpty, "\(problems)")
    #expect(try scenario(ScenarioWriter.text(stated)).models == stated.models)
  }

  @Test("what is wrong with a list is said where it stands")
  func mistakes() {
    let cases: [(String, String)] = [
      ("[bf16, bf16]", "6:23: error: key 'precision': names a value twice, found 'bf16'"),
      ("[bf16, fp9]", "6:23: error: key 'precision': must be one of bf16, fp16, fp8, int8, int4, mxfp4"),
      ("[]", "key 'precision': must have at least one entry"),
      ("nvfp5", "did you mean 'nvfp4'?"),
      ("[fp8, bf16]\n    four_bit: awq", "says something only with precision: int4"),
    ]
    for (stated, reason) in cases {
      let found = lines { _ = try scenario(text("llama-3.1-70b\n    precision: \(stated)")) }
      #expect(found.count == 1 && found[0].contains(reason), "\(found)")
    }
  }

  @Test("a model too large for max_gpus says how many GPUs it needs, and that many are enough")
  func replicaSize() throws {
    func plan(_ most: Int) throws -> Plan {
      let stated = text("llama-3.1-405b", more: ", max_gpus: \(most)")
        .replacing("demand: 2\n", with: "demand: 0.1\n")
      return try #require(PlanningSession().solve(scenario(stated)))
    }
    let refused = try plan(8)
    let reason = try #require(refused.infeasibility?.reason)
    #expect(refused.status == .infeasible && refused.infeasibility?.isReplicaSize == true)
    #expect(reason.contains("max_gpus is 8; replicas: {max_gpus: 16} allows it"), "\(reason)")
    let needed = try #require((9...16).first { reason.contains("needs \($0) H100 in one replica") })
    #expect(try plan(needed).exists && !plan(needed - 1).exists)
    // Without stock for it, size is not what is missing.
    let short = text("llama-3.1-405b", gpus: "{name: H100, available: 8, price: 2}")
    #expect(try #require(PlanningSession().solve(scenario(short))).infeasibility?.isReplicaSize == false)
  }

  @Test("least replicas are read, kept in a saved file and refused where they are none")
  func leastReplicas() throws {
    let stated = try scenario(text("llama-3.1-8b\n    replicas: {least: 2}"))
    #expect(stated.models[0].leastReplicas == 2)
    #expect(try scenario(ScenarioWriter.text(stated)) == stated)
    let plan = try #require(PlanningSession().solve(stated))
    #expect(plan.replicas.reduce(0) { $0 + $1.count } == 2)
    for (wrong, reason) in [
      ("{least: -1}", "6:23: error: key 'least': must be a whole number from 0"),
      ("{most: 2}", "key 'most': is not a key of replicas"), ("{}", "key 'least': is missing in replicas"),
    ] {
      let found = lines { _ = try scenario(text("llama-3.1-8b\n    replicas: \(wrong)")) }
      #expect(found.contains { $0.contains(reason) }, "\(found)")
    }
  }
}
