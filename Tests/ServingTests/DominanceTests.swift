import Testing

@testable import Serving

@Suite("Dominance")
struct DominanceTests {
  private func candidate(_ gpus: [Int], _ rates: [Double?], model: Int = 0) -> Candidate {
    let stages = gpus.enumerated().flatMap { pool, count in
      count > 0 ? [Stage(pool: pool, tp: count)] : []
    }
    return Candidate(
      model: model, precision: .bf16, layout: Layout(stages: stages),
      throughput: rates.map { rate in
        rate.map { Throughput(requestsPerSecond: $0, prefillShare: 0.5, provenance: .measured("")) }
      })
  }

  @Test("Less work on no fewer GPUs is left out; of equals the first stays")
  func byHand() {
    let all = [
      candidate([1, 0], [1, 1]), candidate([2, 0], [1, 0.9]), candidate([2, 0], [2, nil]),
      candidate([1, 0], [1, 1]), candidate([0, 1], [0.5, 0.5]), candidate([1, 1], [0.9, 1]),
      candidate([1, 0], [0.1, 0.1], model: 1),
    ]
    let kept = Dominance.pruned(all)
    #expect(kept == [all[0], all[2], all[4], all[6]])
  }

  @Test("Two candidates that together do all of a third's work replace it")
  func sums() {
    let one = candidate([1, 0], [1, 1])
    let other = candidate([0, 1], [0.5, 2])
    let cases: [(Candidate, Bool)] = [
      (candidate([2, 0], [2, 1.9]), false), (candidate([2, 0], [2.1, 1]), true),
      (candidate([1, 1], [1.5, 3]), false), (candidate([1, 1], [1.6, nil]), true),
      (candidate([1, 1], [nil, 2.9]), false), (candidate([3, 0], [9, 9]), true),
    ]
    for (third, stays) in cases {
      let kept = Dominance.withoutSums([one, other, third])
      #expect(kept == (stays ? [one, other, third] : [one, other]))
    }
  }

  @Test("What is left covers every candidate left out, and nothing left is covered")
  func covers() {
    var generator = SplitMix(state: 11)
    for _ in 0..<60 {
      let all = (0..<40).map { _ in
        candidate(
          [Int(generator.next() % 3), 1 + Int(generator.next() % 3)],
          (0..<2).map { _ in Double(1 + generator.next() % 6) })
      }
      func beats(_ one: Candidate, _ two: Candidate) -> Bool {
        zip(one.layout.gpus(poolCount: 2), two.layout.gpus(poolCount: 2)).allSatisfy { $0 <= $1 }
          && zip(one.throughput, two.throughput).allSatisfy {
            ($0?.requestsPerSecond ?? 0) >= ($1?.requestsPerSecond ?? 0)
          }
      }
      let kept = Dominance.pruned(all)
      for candidate in all { #expect(kept.contains { beats($0, candidate) }) }
      for (index, candidate) in kept.enumerated() {
        #expect(!kept.enumerated().contains { $0 != index && beats($1, candidate) })
      }
    }
  }
}
