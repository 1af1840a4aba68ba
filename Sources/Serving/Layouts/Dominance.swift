/// Drops candidates that no plan needs.
package enum Dominance {
  /// Leaves out each candidate that another one of the same model beats: no more GPUs of any pool, no less
  /// throughput for any workload type. Of equals the first stays. Holds at any price and any stock.
  ///
  /// - Parameter comparesBlocks: whether it must also find room wherever the other one does, on machines of any size.
  package static func pruned(_ candidates: [Candidate], comparesBlocks: Bool = false) -> [Candidate] {
    let entries = entries(of: candidates, comparesBlocks: comparesBlocks)
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

  /// Leaves out each candidate of which two others of the same model do all the work with the same GPUs: what a
  /// pipeline serves, its halves may serve side by side.
  ///
  /// Capacity regions are simplices, so two regions' sum holds a third one as soon as it holds its corners: no
  /// less summed throughput for any workload type. The halves may be left out themselves, for smaller ones.
  /// Holds at any price and any stock, but not where a replica costs something besides its GPUs.
  package static func withoutSums(_ candidates: [Candidate], comparesBlocks: Bool = false) -> [Candidate] {
    let entries = entries(of: candidates, comparesBlocks: comparesBlocks)
    let byUse = Dictionary(grouping: entries.indices) {
      Use(model: entries[$0].model, gpus: entries[$0].gpus)
    }
    return candidates.indices.filter { index in
      let entry = entries[index]
      for (use, members) in parts(of: entry, byUse) {
        let rest = Use(model: use.model, gpus: zip(entry.gpus, use.gpus).map { $0 - $1 })
        guard let partners = byUse[rest] else { continue }
        for member in members {
          if partners.contains(where: { entry.isBeaten(by: entries[member], and: entries[$0]) }) {
            return false
          }
        }
      }
      return true
    }.map { candidates[$0] }
  }

  private static func entries(of candidates: [Candidate], comparesBlocks: Bool) -> [Entry] {
    // Of hundreds of pools in a scenario the candidates compared stand on a few.
    var places: [Int: Int] = [:]
    for candidate in candidates {
      for stage in candidate.layout.stages where places[stage.pool] == nil {
        places[stage.pool] = places.count
      }
    }
    return candidates.map { candidate in
      var gpus = [Int](repeating: 0, count: places.count)
      for stage in candidate.layout.stages { gpus[places[stage.pool] ?? 0] += stage.tp }
      var blocks: [[Int]]?
      if comparesBlocks {
        var sizes = [[Int]](repeating: [], count: places.count)
        for block in candidate.blocks { sizes[places[block.pool] ?? 0].append(block.gpus) }
        blocks = sizes
      }
      return Entry(
        model: candidate.model, gpus: gpus, blocks: blocks,
        rates: candidate.throughput.map { $0?.requestsPerSecond ?? 0 })
    }
  }

  /// Candidates by GPUs, for each way to take a part, but not all, of the entry's GPUs.
  private static func parts(of entry: Entry, _ byUse: [Use: [Int]]) -> [(use: Use, members: [Int])] {
    var parts: [[Int]] = [[]]
    for count in entry.gpus {
      parts = parts.flatMap { part in (0...count).map { part + [$0] } }
    }
    return parts.compactMap { gpus in
      let use = Use(model: entry.model, gpus: gpus)
      // Either half stands for the pair: the smaller one is enough.
      guard gpus != entry.gpus, gpus.reduce(0, +) * 2 <= entry.size, let members = byUse[use] else {
        return nil
      }
      return (use, members)
    }
  }

  private struct Use: Hashable {
    let model: Int
    let gpus: [Int]
  }

  private struct Entry {
    let model: Int
    let gpus: [Int]
    /// Sizes of the blocks on each pool; nil where they do not count.
    let blocks: [[Int]]?
    let rates: [Double]
    let size: Int

    init(model: Int, gpus: [Int], blocks: [[Int]]?, rates: [Double]) {
      self.model = model
      self.gpus = gpus
      self.blocks = blocks
      self.rates = rates
      size = gpus.reduce(0, +)
    }

    func isBeaten(by first: Entry, and second: Entry) -> Bool {
      for index in rates.indices where first.rates[index] + second.rates[index] < rates[index] {
        return false
      }
      guard let blocks, let one = first.blocks, let other = second.blocks else { return true }
      return blocks.indices.allSatisfy { BlockRefinement.cuts(blocks[$0], into: one[$0] + other[$0]) }
    }

    func dominates(_ other: Entry) -> Bool {
      guard model == other.model else { return false }
      for index in gpus.indices where gpus[index] > other.gpus[index] { return false }
      for index in rates.indices where rates[index] < other.rates[index] { return false }
      guard let blocks, let others = other.blocks else { return true }
      return blocks.indices.allSatisfy { BlockRefinement.cuts(others[$0], into: blocks[$0]) }
    }
  }
}
