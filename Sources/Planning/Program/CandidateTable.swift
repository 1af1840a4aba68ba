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

  init(
    _ candidates: [Candidate], refusals: [LayoutRefusal], omission: String? = nil, poolNames: [String]
  ) {
    let poolCount = poolNames.count
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
