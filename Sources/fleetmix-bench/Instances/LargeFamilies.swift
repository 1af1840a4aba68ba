import Optimization
import Planning
import Serving

/// Planning problems ten times the paper's size: four models on twelve GPU types with sixteen workload types.
struct LargeFamilies {
  /// Catalogue types on offer; their prices are the catalogue's, perturbed.
  static let gpus = [
    "RTX-4090", "L4", "A10G", "A40", "RTX-A6000", "L40", "L40S", "RTX-PRO-6000", "A100-80G-SXM", "H100-SXM",
    "H200-SXM", "B200-SXM",
  ]
  /// Catalogue models.
  static let models = ["llama-3-8b", "mistral-small-24b", "qwen3-32b", "llama-3-70b"]
  /// Tokens of prompts and of answers; every pair is a workload type.
  static let lengths = (inputs: [256, 824, 2455, 6000], outputs: [18, 128, 253, 510])
  /// $/h; instances take turns.
  static let budgets = [40.0, 80, 150]
  /// GPUs of a type on offer.
  static let stock = 4...32
  /// Layouts per model: with 16 workload types some 58,000 columns before pruning.
  static let layoutsPerModel = 900

  let seed: UInt64
  /// Part of the spreads of `Perturbation` that throughputs of the perturbed half get.
  ///
  /// With all of it each of 64 workload types wants a GPU type of its own, and the root relaxation lies up to 30 %
  /// above any plan; estimates as they are leave 3 to 10 %.
  let spread: Double
  /// Whether all pools are rented in whole machines, of twice the stock.
  let rentsMachines: Bool
  /// The usual part.
  static let usualSpread = 0.4
  private var source = CandidateSource(layoutsPerModel: layoutsPerModel)

  init(seed: UInt64, spread: Double = usualSpread, rentsMachines: Bool = false) {
    self.seed = seed
    self.rentsMachines = rentsMachines
    self.spread = spread
  }

  /// Instance `index` of the seed: the same whatever else a run makes. Three with our estimates, one per
  /// budget, take turns with three whose throughputs are perturbed; prices, stock and mixes always are.
  mutating func instance(_ index: Int) -> Instance {
    var random = SplitMix(seed: seed &+ 0xB5_297A_4D &* UInt64(index + 1))
    let budget = Self.budgets[index % Self.budgets.count]
    let shapes = Self.lengths.inputs.flatMap { input in Self.lengths.outputs.map { (input, $0) } }
    let isPerturbed = index / Self.budgets.count % 2 == 1
    let name = "large \(index) \(Int(budget)) $/h \(isPerturbed ? "perturbed" : "plain")"
    var scenario = Scenario(
      title: name, objective: .throughput, budget: budget, demand: nil,
      pools: Self.gpus.map { gpu in
        Catalogue.pool(
          gpu, available: 0, price: PriceList.market2026.defaultPrice(for: gpu)?.dollarsPerHour ?? 1)
      },
      models: Self.models.map {
        Catalogue.model($0, share: 1, shapes: shapes, shares: shapes.map { _ in 1 })
      },
      replicas: ReplicaOptions(source: .estimated))
    Perturbation.perturb(&scenario, &random)
    for pool in scenario.pools.indices { scenario.pools[pool].available = random.whole(Self.stock) }
    if rentsMachines {
      for pool in scenario.pools.indices { scenario.pools[pool].available *= 2 }
      scenario.rentMachines()
    }
    var candidates = source.candidates(for: scenario, seed: random.next())
    if isPerturbed { Perturbation.perturb(&candidates, of: scenario, scale: spread, &random) }
    return Instance(name: name, family: "large", scenario: scenario, candidates: candidates)
  }
}
