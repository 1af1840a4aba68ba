import Serving
import Testing

extension LayoutEnumerator {
  /// The layouts on all pools: each alone, then the pairs.
  fileprivate func layouts(for model: ModelArchitecture, pools: [ServingPool]) -> [Layout] {
    let alone = pools.indices.flatMap { layouts(for: model, pool: $0, of: pools) }
    let pairs = pools.indices.flatMap { first in
      pools.indices.dropFirst(first + 1).flatMap { layouts(for: model, pair: (first, $0), of: pools) }
    }
    return alone + pairs
  }
}

@Suite("Layout enumeration")
struct LayoutEnumeratorTests {
  @Test("One pool of eight GPUs has TP 1, 2, 4, 8 times the pipelines that fit")
  func onePool() throws {
    let model = try catalogueModel("llama-3-70b")
    let texts = LayoutEnumerator().layouts(for: model, pools: try pool("H100"))
      .map { $0.text(poolNames: ["H100"]) }
    // 8 pipelines of TP 1, 4 of TP 2, 2 of TP 4, 1 of TP 8.
    #expect(texts.count == 15)
    #expect(Set(texts).count == 15)
    #expect(texts.contains("H100*8"))
    #expect(texts.contains("H100*2+H100*2+H100*2"))
    let four = LayoutEnumerator(maxGPUs: 4).layouts(for: model, pools: try pool("H100"))
    #expect(four.count == 4 + 2 + 1)
  }

  @Test("Mixed layouts come once, whatever the order of their stages")
  func mixedOnce() throws {
    let model = try catalogueModel("llama-3-70b")
    let pools = try paperPools()
    for uneven in [false, true] {
      let layouts = LayoutEnumerator(unevenTP: uneven).layouts(for: model, pools: pools)
      let canonical = Set(layouts.map { $0.stages.map { "\($0.pool)*\($0.tp)" }.sorted() })
      #expect(canonical.count == layouts.count)
      #expect(layouts.allSatisfy { $0.gpuCount <= 8 && Set($0.stages.map(\.pool)).count <= 2 })
      if !uneven { #expect(layouts.allSatisfy { Set($0.stages.map(\.tp)).count == 1 }) }
    }
    // 15 alone in each of 6 pools; for each of 15 pairs 28 ways with TP 1, 6 with TP 2, 1 with TP 4.
    #expect(LayoutEnumerator().layouts(for: model, pools: pools).count == 6 * 15 + 15 * 35)
  }

  @Test("TP divides the heads, shares or replicates key-value heads, and stays in a machine")
  func degrees() throws {
    let cases: [(String, [Int])] = [
      ("llama-3-70b", [1, 2, 4, 8]), ("qwen2.5-7b", [1, 2, 4]), ("phi-4", [1, 2]),
      ("qwen3-235b-a22b", [1, 2, 4, 8]), ("deepseek-v3", [1, 2, 4, 8]),
    ]
    for (name, expected) in cases {
      let model = try catalogueModel(name)
      let found = LayoutEnumerator.degrees.filter { LayoutEnumerator.divides(model, tp: $0) }
      #expect(found == expected, "\(name)")
    }
    let h100 = try #require(GPUCatalogue.type(named: "H100"))
    let small = [ServingPool(name: "pair", type: h100, gpusPerMachine: 2)]
    let layouts = LayoutEnumerator().layouts(for: try catalogueModel("llama-3-70b"), pools: small)
    #expect(layouts.allSatisfy { $0.stages.allSatisfy { $0.tp <= 2 } })
  }

  @Test("A profile's layout is refused by the option it breaks")
  func refusals() throws {
    let model = try catalogueModel("llama-3-70b")
    let h100 = try #require(GPUCatalogue.type(named: "H100"))
    let pools = [
      ServingPool(name: "a", type: h100, gpusPerMachine: 4), ServingPool(name: "b", type: h100),
    ]
    func reason(_ stages: [Stage], mixed: Bool = true, maxGPUs: Int = 8, uneven: Bool = false) -> String? {
      LayoutEnumerator(mixed: mixed, maxGPUs: maxGPUs, unevenTP: uneven)
        .refusal(of: Layout(stages: stages), model: model, pools: pools)
    }
    #expect(reason([Stage(pool: 0, tp: 4)]) == nil)
    #expect(reason([Stage(pool: 0, tp: 8)]) == "TP 8 crosses machines: a has 4 GPUs in each")
    #expect(reason([Stage(pool: 1, tp: 8)], maxGPUs: 4) == "takes 8 GPUs, max_gpus is 4")
    #expect(reason([Stage(pool: 0, tp: 2), Stage(pool: 1, tp: 2)]) == nil)
    #expect(reason([Stage(pool: 0, tp: 2), Stage(pool: 1, tp: 2)], mixed: false) != nil)
    #expect(reason([Stage(pool: 0, tp: 2), Stage(pool: 1, tp: 4)]) != nil)
    #expect(reason([Stage(pool: 0, tp: 2), Stage(pool: 1, tp: 4)], uneven: true) == nil)
  }
}
