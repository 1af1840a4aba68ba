import Testing

@testable import Serving

@Suite("Layer split")
struct LayerSplitTests {
  private func load(_ seconds: Double, fixed: Double = 0, most: Int = 1000) -> LayerSplit.StageLoad {
    LayerSplit.StageLoad(secondsPerLayer: seconds, fixedSeconds: fixed, mostLayers: most)
  }

  @Test("Layers follow speed, and stop at a stage's memory")
  func byHand() {
    #expect(LayerSplit.balanced(layers: 8, stages: [load(1), load(1)]) == [4, 4])
    #expect(LayerSplit.balanced(layers: 8, stages: [load(3), load(1)]) == [2, 6])
    #expect(LayerSplit.balanced(layers: 8, stages: [load(3), load(1, most: 5)]) == [3, 5])
    #expect(LayerSplit.balanced(layers: 8, stages: [load(1), load(1, fixed: 2)]) == [5, 3])
    #expect(LayerSplit.byMemory(layers: 9, stages: [load(1, most: 20), load(1, most: 40)]) == [3, 6])
  }

  @Test("What does not fit is refused")
  func refused() {
    #expect(LayerSplit.balanced(layers: 8, stages: [load(1, most: 3), load(1, most: 4)]) == nil)
    #expect(LayerSplit.balanced(layers: 1, stages: [load(1), load(1)]) == nil)
    #expect(LayerSplit.balanced(layers: 8, stages: [load(1, most: 0), load(1)]) == nil)
  }

  @Test("The slowest stage is as fast as trying every split can make it")
  func optimal() {
    var generator = SplitMix(state: 7)
    for _ in 0..<300 {
      let layers = 3 + Int(generator.next() % 10)
      let stages = (0..<3).map { _ in
        load(
          Double(1 + generator.next() % 9), fixed: Double(generator.next() % 5),
          most: 1 + Int(generator.next() % 9))
      }
      func slowest(_ split: [Int]) -> Double {
        zip(split, stages).map { $1.fixedSeconds + Double($0) * $1.secondsPerLayer }.max() ?? 0
      }
      var best: Double?
      for first in 1...layers {
        for second in 1...layers where layers - first - second >= 1 {
          let split = [first, second, layers - first - second]
          guard zip(split, stages).allSatisfy({ $0 <= $1.mostLayers }) else { continue }
          best = min(best ?? .infinity, slowest(split))
        }
      }
      #expect(LayerSplit.balanced(layers: layers, stages: stages).map(slowest) == best)
    }
  }
}

/// A small deterministic generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
