/// Drops candidates that no plan needs.
enum Dominance {
  /// Leaves out each candidate that another one of the same model beats: no more GPUs of any pool, no less
  /// throughput for any workload type. Of equals the first stays. Holds at any price and any stock.
  static func pruned(_ candidates: [Candidate], poolCount: Int) -> [Candidate] {
    let entries = candidates.map { candidate in
      Entry(
        model: candidate.model, gpus: candidate.layout.gpus(poolCount: poolCount),
        rates: candidate.throughput.map { $0?.requestsPerSecond ?? 0 })
    }
    // Fewer GPUs first: what dominates comes before what it dominates, equals in their own order.
    let order = entries.indices.sorted { first, second in
      let sizes = (entries[first].size, entries[second].size)
      return sizes.0 != sizes.1 ? sizes.0 < sizes.1 : first < second
    }
    var kept: [Int] = []
    var start = 0
    while start < order.count {
      // Candidates of one size may dominate each other only with the very same GPUs.
      var end = start
      while end < order.count, entries[order[end]].size == entries[order[start]].size { end += 1 }
      let group = order[start..<end]
      for index in group {
        let entry = entries[index]
        if kept.contains(where: { entries[$0].dominates(entry) }) { continue }
        let isBeaten = group.contains { other in
          other != index && entries[other].dominates(entry)
            && (other < index || !entry.dominates(entries[other]))
        }
        if !isBeaten { kept.append(index) }
      }
      start = end
    }
    return kept.sorted().map { candidates[$0] }
  }

  private struct Entry {
    let model: Int
    let gpus: [Int]
    let rates: [Double]
    let size: Int

    init(model: Int, gpus: [Int], rates: [Double]) {
      self.model = model
      self.gpus = gpus
      self.rates = rates
      size = gpus.reduce(0, +)
    }

    func dominates(_ other: Entry) -> Bool {
      guard model == other.model else { return false }
      for index in gpus.indices where gpus[index] > other.gpus[index] { return false }
      for index in rates.indices where rates[index] < other.rates[index] { return false }
      return true
    }
  }
}
