import Serving

/// Replica configurations with the numbers that depend on nothing else, laid out flat for loops over all of them.
///
/// Stays as it is while prices, stock, budget, shares and headroom change.
struct CandidateTable: Sendable {
  /// Replica configurations, as the serving room made them.
  let candidates: [Candidate]
  /// Layouts that were refused, with the reason.
  let refusals: [LayoutRefusal]
  /// Why not every configuration was considered, as a sentence part; nil: all were.
  let omission: String?
  /// Layouts of the candidates in the pools' names, as profile files write them.
  let layouts: [String]
  /// Model of each candidate.
  let model: [Int]
  /// GPUs of one replica: candidate-major, one entry per pool.
  let use: [Int]
  /// Requests/s of one replica as stated, candidate-major, `width` per candidate, by workload type of its
  /// model; 0: cannot.
  let stated: [Double]
  /// Most workload types of a model.
  let width: Int
  /// Blocks of one replica on each pool that it stands on.
  let blocks: [[(pool: Int, blocks: BlockCounts)]]
  /// Whether the candidates and rows tell machines apart: else every GPU of a pool is as good as another, which allows
  /// all that machines do and more.
  let isPacked: Bool
  /// Packing rows found beside the levels, which fleets without room on their machines broke.
  let foundRows: [PoolPackingRow]

  init(
    _ candidates: [Candidate], refusals: [LayoutRefusal], omission: String? = nil, poolNames: [String],
    isPacked: Bool = false, foundRows: [PoolPackingRow] = []
  ) {
    let poolCount = poolNames.count
    self.isPacked = isPacked
    self.foundRows = foundRows
    blocks = candidates.map { candidate in
      var blocks: [(pool: Int, blocks: BlockCounts)] = []
      for block in candidate.blocks {
        if let place = blocks.firstIndex(where: { $0.pool == block.pool }) {
          blocks[place].blocks.add(size: block.gpus, 1)
        } else {
          blocks.append((block.pool, BlockCounts(CollectionOfOne(block.gpus))))
        }
      }
      return blocks
    }
    self.candidates = candidates
    self.refusals = refusals
    self.omission = omission
    layouts = candidates.map { $0.layout.text(poolNames: poolNames) }
    model = candidates.map(\.model)
    width = candidates.reduce(0) { max($0, $1.throughput.count) }
    var use = [Int](repeating: 0, count: candidates.count * poolCount)
    var stated = [Double](repeating: 0, count: candidates.count * width)
    for (index, candidate) in candidates.enumerated() {
      for stage in candidate.layout.stages { use[index * poolCount + stage.pool] += stage.tp }
      for (workload, figure) in candidate.throughput.enumerated() {
        stated[index * width + workload] = figure?.requestsPerSecond ?? 0
      }
    }
    self.use = use
    self.stated = stated
  }
}

extension CandidateTable {
  /// The same candidates with machines told apart, and more rows for them.
  func packed(poolNames: [String], adding rows: [PoolPackingRow] = []) -> CandidateTable {
    CandidateTable(
      candidates, refusals: refusals, omission: omission, poolNames: poolNames, isPacked: true,
      foundRows: foundRows + rows.filter { !foundRows.contains($0) })
  }
}
