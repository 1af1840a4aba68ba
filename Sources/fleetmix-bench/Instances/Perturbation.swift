import Glibc
import Optimization
import Planning
import Serving

extension Scenario {
  /// Rents every pool in whole machines of its type's usual size, at the same price for a GPU.
  mutating func rentMachines() {
    for pool in pools.indices { pools[pool].rental = .byMachine }
  }
}

/// Random changes that turn the paper's inputs into other markets, machines and traffic.
enum Perturbation {
  /// Spread of prices: x exp(N(0, .25)).
  static let prices = 0.25
  /// Spread of throughput by GPU type and workload type, by configuration, and by single entry.
  static let throughput = (gpuAndWorkload: 0.25, configuration: 0.10, entry: 0.05)
  /// Most GPUs of a type on offer.
  static let mostStock = 32
  /// Shape of the gamma deviates that make a mix; 2 leaves no workload type dominant.
  static let mixShape = 2

  /// Other prices (whole cents), stock and mixes.
  static func perturb(_ scenario: inout Scenario, _ random: inout SplitMix) {
    for pool in scenario.pools.indices {
      let price = scenario.pools[pool].price * random.factor(spread: prices)
      scenario.pools[pool].price = max(1, (price * 100).rounded()) / 100
      scenario.pools[pool].available = random.whole(0...mostStock)
    }
    for model in scenario.models.indices {
      scenario.models[model].share = random.gamma(shape: mixShape)
      for workload in scenario.models[model].workloads.indices {
        scenario.models[model].workloads[workload].share = random.gamma(shape: mixShape)
      }
    }
  }

  /// Other throughputs, every spread times `scale`. A mixed layout takes the factors of its GPUs' types in proportion to their number.
  static func perturb(
    _ candidates: inout [Candidate], of scenario: Scenario, scale: Double = 1, _ random: inout SplitMix
  ) {
    let logarithms = scenario.models.map { model in
      scenario.pools.map { _ in model.workloads.map { _ in throughput.gpuAndWorkload * random.normal() } }
    }
    for index in candidates.indices {
      let candidate = candidates[index]
      let gpus = candidate.layout.gpus(poolCount: scenario.pools.count)
      let total = Double(candidate.layout.gpuCount)
      let own = throughput.configuration * random.normal()
      for workload in candidate.throughput.indices {
        var logarithm = own + throughput.entry * random.normal()
        for (pool, count) in gpus.enumerated() {
          logarithm += Double(count) / total * logarithms[candidate.model][pool][workload]
        }
        candidates[index].throughput[workload]?.requestsPerSecond *= exp(scale * logarithm)
      }
    }
  }
}
