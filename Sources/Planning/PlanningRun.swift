extension PlanningSession {
  /// The state of one solve: limits, clocks, counters, and the way out for better plans.
  struct Run {
    let fleet: FleetData
    let options: PlanningOptions
    let isCancelled: () -> Bool
    let onPlan: (Plan) -> Void
    let clock: ContinuousClock
    let start: ContinuousClock.Instant
    let isWarm: Bool
    /// Whether to find out why there is no plan.
    let diagnoses: Bool
    /// Replicas of the plan before this solve.
    var startCounts: [Int]?
    var nodes = 0
    var pivots = 0
    private let firstPlan = FirstPlan()

    /// Shared by copies of one run: when the first plan was there.
    private final class FirstPlan {
      var milliseconds: Double?
    }

    init(
      fleet: FleetData, options: PlanningOptions, isCancelled: @escaping () -> Bool,
      onPlan: @escaping (Plan) -> Void, clock: ContinuousClock, start: ContinuousClock.Instant, isWarm: Bool,
      diagnoses: Bool
    ) {
      self.fleet = fleet
      self.options = options
      self.isCancelled = isCancelled
      self.onPlan = onPlan
      self.clock = clock
      self.start = start
      self.isWarm = isWarm
      self.diagnoses = diagnoses
    }

    private func milliseconds() -> Double {
      let elapsed = (clock.now - start).components
      return Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) * 1e-15
    }

    /// Seconds left of the caller's limit; nil without one.
    func remainingSeconds() -> Double? {
      options.timeLimit.map { max(0, $0 - milliseconds() / 1e3) }
    }

    /// What the solve cost so far.
    func statistics() -> Plan.SolveStatistics {
      let now = milliseconds()
      return Plan.SolveStatistics(
        milliseconds: now, firstPlanMilliseconds: firstPlan.milliseconds ?? now, nodes: nodes, pivots: pivots,
        warm: isWarm)
    }

    /// Hands a checked plan to the caller with the bound known so far; nil: only the trivial one.
    func publish(_ counts: [Int], bound: Double?) {
      let trivial = fleet.scenario.objective == .throughput ? Double.infinity : 0
      let proof = PlanAssembly.Proof(
        isProven: false, bound: bound ?? trivial, poolValues: [], budgetValue: 0)
      guard
        let plan = PlanAssembly(fleet: fleet).plan(counts: counts, proof: proof, statistics: statistics()),
        PlanCheck(fleet: fleet).problems(of: plan).isEmpty
      else { return }
      if firstPlan.milliseconds == nil { firstPlan.milliseconds = milliseconds() }
      onPlan(plan)
    }
  }
}

extension FleetData {
  /// $/h of a set of replicas.
  func cost(of counts: [Int]) -> Double {
    var sum = 0.0
    for candidate in counts.indices where counts[candidate] > 0 {
      sum += Double(counts[candidate]) * cost[candidate]
    }
    return sum
  }
}

extension ProjectedModel {
  /// A set of replicas as a point of the program; idle time over-serves some traffic on paper.
  func point(counts: [Int], value: FleetEvaluator.Value, rate: Double?, fleet: FleetData) -> [Double] {
    var point = [Double](repeating: 0, count: program.columnCount)
    point[rateColumn] = rate ?? value.rate
    var spent = [Double](repeating: 0, count: counts.count)
    for entry in value.time {
      for column in columns(of: entry.candidate) where columnTraffic[column] == entry.traffic {
        point[column] = entry.replicas
        spent[entry.candidate] += entry.replicas
      }
    }
    for candidate in counts.indices where counts[candidate] > 0 {
      let own = columns(of: candidate)
      guard let first = own.first else { continue }
      // The idle remainder goes where time is spent already, so that no value turns negative by round-off.
      let largest = own.max { point[$0] < point[$1] } ?? first
      point[largest] += Double(counts[candidate]) - spent[candidate]
      for pool in poolColumns.indices {
        point[poolColumns[pool]] += Double(counts[candidate] * fleet.use[candidate * fleet.poolCount + pool])
      }
    }
    return point
  }
}
