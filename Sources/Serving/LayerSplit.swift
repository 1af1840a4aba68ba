/// Shares a model's layers out over the stages of a pipeline.
enum LayerSplit {
  /// What one stage can take and how long a layer keeps it busy.
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
    var counts = [Int](repeating: 1, count: stages.count)
    var times = stages.map { $0.fixedSeconds + 2 * $0.secondsPerLayer }
    for _ in stages.count..<layers {
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

  /// Layers of each stage in proportion to its memory: room for the largest batch rather than equal times.
  static func byMemory(layers: Int, stages: [StageLoad]) -> [Int]? {
    let loads = stages.map {
      StageLoad(
        secondsPerLayer: 1 / Double(max(1, $0.mostLayers)), fixedSeconds: 0, mostLayers: $0.mostLayers)
    }
    return balanced(layers: layers, stages: loads)
  }
}
