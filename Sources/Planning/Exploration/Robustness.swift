import Serving

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How a fleet fares when the throughput it was planned with is off, as far as the figures' bands say it may be.
public struct Robustness: Sendable, Equatable {
  /// Requests/s with every figure as stated.
  public var planned: Double
  /// Requests/s with every figure at the low end of its band, requests routed for the true speeds.
  public var worst: Double
  /// The same with the planned routing kept.
  public var worstKeepingRoutes: Double
  /// Requests/s in half of the samples or more, requests routed for the true speeds.
  public var median: Double
  /// Requests/s in 95 % of the samples or more.
  public var fifthPercentile: Double
  /// Requests/s in half of the samples or more with the planned routing kept.
  public var medianKeepingRoutes: Double
  /// Part of the samples that serve the scenario's demand; nil where it states none.
  public var servesDemand: Double?
  /// Samples drawn.
  public var samples: Int
}

/// Asks a plan's replicas what they do when figures move inside their bands.
///
/// Most of an estimate's error is common to all shapes of a layout, so a sample moves each layout's figures together,
/// log-uniformly inside the layout's band and independently of other layouts. Samples are the same in every run.
public struct RobustnessStudy {
  private let fleet: FleetData
  private let counts: [Int]
  private let bands: [ClosedRange<Double>]
  private let routes: [Plan.Assignment]

  /// Finds the plan's replicas among the scenario's candidates; nil where one of them is not there, or there are none.
  public init?(plan: Plan, scenario: Scenario) {
    var scenario = scenario
    // Bands are about figures as stated, wherever in them the scenario puts the truth.
    scenario.bands = BandPositions()
    let built = FleetData.buildCandidates(scenario, pruned: false)
    let names = scenario.pools.map(\.name)
    var candidates: [Candidate] = []
    var counts: [Int] = []
    for replica in plan.replicas where replica.count > 0 {
      let found = built.candidates.first { candidate in
        scenario.models[candidate.model].name == replica.model && candidate.precision == replica.precision
          && candidate.layout.text(poolNames: names) == replica.layout
      }
      guard let found else { return nil }
      candidates.append(found)
      counts.append(replica.count)
    }
    guard !candidates.isEmpty else { return nil }
    fleet = FleetData(scenario, candidates: candidates, refusals: [])
    self.counts = counts
    bands = candidates.map(\.band)
    routes = plan.assignments
  }

  /// Draws `samples` fleets and sums them up.
  public func run(samples: Int = 400) -> Robustness {
    let stated = [Double](repeating: 1, count: counts.count)
    let low = bands.map(\.lowerBound)
    var random = BandSampler(seed: 1)
    var rates: [Double] = []
    var kept: [Double] = []
    for _ in 0..<max(1, samples) {
      let factors = bands.map { random.factor(in: $0) }
      rates.append(rate(factors))
      kept.append(rateKeepingRoutes(factors))
    }
    let demand = fleet.scenario.demand
    let served = demand.map { demand in
      Double(rates.count { $0 >= demand * (1 - PlanningTolerance.check) }) / Double(rates.count)
    }
    return Robustness(
      planned: rate(stated), worst: rate(low), worstKeepingRoutes: rateKeepingRoutes(low),
      median: Self.quantile(rates, 0.5), fifthPercentile: Self.quantile(rates, 0.05),
      medianKeepingRoutes: Self.quantile(kept, 0.5), servesDemand: served, samples: rates.count)
  }

  /// The most requests/s of the fleet with each candidate's figures times its factor.
  private func rate(_ factors: [Double]) -> Double {
    FleetEvaluator(fleet: fleet).value(of: counts, factors: factors).rate
  }

  /// The same where each candidate goes on serving the planned parts of the traffic: the first one to fill up ends it.
  private func rateKeepingRoutes(_ factors: [Double]) -> Double {
    let scenario = fleet.scenario
    var most = Double.infinity
    for (index, candidate) in fleet.candidates.enumerated() {
      let layout = fleet.layouts[index]
      var time = 0.0
      for (position, entry) in fleet.traffic.enumerated() where entry.model == candidate.model {
        let workload = scenario.models[entry.model].workloads[entry.workload].name
        let part = routes.reduce(0.0) { sum, route in
          let isMeant =
            route.model == scenario.models[entry.model].name && route.workload == workload
            && route.layout == layout
          return isMeant ? sum + route.fraction : sum
        }
        let speed = fleet.rate[index * fleet.traffic.count + position] * factors[index]
        if part > 0 { time += speed > 0 ? entry.share * part / speed : .infinity }
      }
      if time > 0 { most = min(most, Double(counts[index]) / time) }
    }
    return most.isFinite ? most : 0
  }

  private static func quantile(_ values: [Double], _ part: Double) -> Double {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]
  }
}

/// Factors inside bands, the same in every run (SplitMix64).
private struct BandSampler {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func factor(in band: ClosedRange<Double>) -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    let part = Double(mixed >> 11) / Double(1 << 53)
    return band.lowerBound * pow(band.upperBound / band.lowerBound, part)
  }
}
