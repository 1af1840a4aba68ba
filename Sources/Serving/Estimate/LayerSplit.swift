/// Shares a model's layers out over the stages of a pipeline.
enum LayerSplit {
  /// The layers that one stage can hold, and how long each keeps it busy.
  struct StageLoad {
    /// Seconds one layer takes for a mean request of the workload.
    var secondsPerLayer: Double
    /// Seconds the stage takes besides its layers: the output head.
    var fixedSeconds: Double
    /// Layers that fit its memory with one request's KV cache.
    var mostLayers: Int
  }

  /// Layers of each stage such that the slowest is as fast as can be; nil where they do not fit, or where a stage
  /// would have none.
  ///
  /// Each layer goes to the stage that is done first with it, which is optimal because stage times only add up.
  static func balanced(layers: Int, stages: [StageLoad]) -> [Int]? {
    guard stages.count <= layers, stages.allSatisfy({ $0.mostLayers >= 1 }) else { return nil }
    guard stages.reduce(0, { $0 + $1.mostLayers }) >= layers else { return nil }
    var counts = underfilled(layers: layers, stages: stages)
    var times = zip(stages, counts).map { $0.fixedSeconds + Double($1 + 1) * $0.secondsPerLayer }
    for _ in counts.reduce(0, +)..<layers {
      var next: Int?
      for index in stages.indices where counts[index] < stages[index].mostLayers {
        if let found = next, times[found] <= times[index] { continue }
        next = index
      }
      guard let next else { return nil }
      counts[next] += 1
      times[next] += stages[next].secondsPerLayer
    }
    return counts
  }

  /// Layers that each stage has in any case, at least one: those done by the time in which the stages, were layers
  /// divisible and memory unlimited, would do a little less than all.
  private static func underfilled(layers: Int, stages: [StageLoad]) -> [Int] {
    var speed = 0.0
    var fixed = 0.0
    for stage in stages {
      guard stage.secondsPerLayer > 0 else { return [Int](repeating: 1, count: stages.count) }
      speed += 1 / stage.secondsPerLayer
      fixed += stage.fixedSeconds / stage.secondsPerLayer
    }
    let time = (Double(layers) + fixed) / speed * 0.999
    let counts = stages.map { stage in
      max(1, min(stage.mostLayers, Int((time - stage.fixedSeconds) / stage.secondsPerLayer)))
    }
    return counts.reduce(0, +) <= layers ? counts : [Int](repeating: 1, count: stages.count)
  }

  /// Layers of each stage in proportion to its memory: room for the largest batch rather than equal times.
  static func byMemory(layers: Int, stages: [StageLoad]) -> [Int]? {
    let loads = stages.map {
      StageLoad(
        secondsPerLayer: 1 / Double(max(1, $0.mostLayers)), fixedSeconds: 0, mostLayers: $0.mostLayers)
    }
    return balanced(layers: layers, stages: loads)
  }
}
