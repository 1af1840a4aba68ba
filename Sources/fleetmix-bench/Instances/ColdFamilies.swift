import Optimization
import Planning
import Serving

/// Planning problems of the paper's size, from a seed.
struct ColdFamilies {
  /// The properties that the instances of a family share.
  struct Family {
    var models: Int
    var mixed: Bool
    var perturbed: Bool

    /// Such as `two mixed perturbed`.
    var name: String { "\(models == 1 ? "one" : "two") \(traits)" }

    /// The name without the number of models.
    var traits: String { "\(mixed ? "mixed" : "pure") \(perturbed ? "perturbed" : "plain")" }
  }

  /// Every family; a run takes them in turn.
  static let all: [Family] = [false, true].flatMap { perturbed in
    [(1, false), (1, true), (2, false), (2, true)].map {
      Family(models: $0.0, mixed: $0.1, perturbed: perturbed)
    }
  }
  /// Most layouts per model, as in the catalogue that the goals were set on.
  static let layoutsPerModel = 200
  /// Draws until an instance has a plan; stock and budget seldom rule all plans out.
  private static let attempts = 100

  let seed: UInt64
  /// Whether all pools are rented in whole machines.
  let rentsMachines: Bool
  private var source = CandidateSource(layoutsPerModel: layoutsPerModel)

  init(seed: UInt64, rentsMachines: Bool = false) {
    self.seed = seed
    self.rentsMachines = rentsMachines
  }

  /// Instance `index` of the seed: the same whatever else a run makes.
  mutating func instance(_ index: Int) -> Instance {
    make(Self.all[index % Self.all.count], index: index)
  }

  /// An instance of one family; `index` distinguishes it from the family's others.
  mutating func make(_ family: Family, index: Int) -> Instance {
    var random = SplitMix(seed: seed &+ 0x9E37_79B9 &* UInt64(index + 1))
    var instance = draw(family, index: index, &random)
    for _ in 0..<Self.attempts where !(rentsMachines ? Self.hasPlan(instance) : Self.hasRoom(instance.fleet))
    {
      instance = draw(family, index: index, &random)
    }
    return instance
  }

  /// Whether an instance has a plan at all, which is not seen from single replicas where machines are rented.
  private static func hasPlan(_ instance: Instance) -> Bool {
    let any = PlanningOptions(gap: 1, breaksTies: false, diagnoses: false)
    return PlanningSession(candidatesOf: instance.fleet).solve(instance.scenario, options: any)?.exists
      ?? false
  }

  private mutating func draw(_ family: Family, index: Int, _ random: inout SplitMix) -> Instance {
    let trace = random.pick(PaperInputs.traces)
    let stock = random.pick(PaperInputs.stocks)
    // Budgets in half dollars, as an operator types them.
    let steps = Int((PaperInputs.budgets.upperBound - PaperInputs.budgets.lowerBound) * 2)
    let budget = PaperInputs.budgets.lowerBound + Double(random.whole(0...steps)) / 2
    let models = family.models == 1 ? [random.pick(PaperInputs.models)] : PaperInputs.models
    let served = family.models == 1 ? String(models[0].0.split(separator: "-").last ?? "") : "both"
    let name = "\(index < 10 ? "0" : "")\(index) \(served) \(family.traits)"
    var scenario = Scenario(
      title: name, objective: .throughput, budget: budget, demand: nil,
      pools: PaperInputs.gpus.indices.map {
        Catalogue.pool(PaperInputs.gpus[$0], available: stock[$0], price: PaperInputs.prices[$0])
      },
      models: models.map {
        Catalogue.model($0.0, share: $0.1, shapes: PaperInputs.shapes, shares: trace.shares)
      },
      replicas: ReplicaOptions(source: .estimated, mixed: family.mixed))
    if family.perturbed { Perturbation.perturb(&scenario, &random) }
    if rentsMachines { scenario.rentMachines() }
    var candidates = source.candidates(for: scenario, seed: random.next())
    if family.perturbed { Perturbation.perturb(&candidates, of: scenario, &random) }
    if rentsMachines {
      // Stages that may stand on any machines find room wherever there are GPUs enough, which is all that HiGHS is told.
      for index in candidates.indices { candidates[index].needsOneMachine = false }
    }
    return Instance(name: name, family: family.name, scenario: scenario, candidates: candidates)
  }

  /// Whether stock and budget allow one replica of each model that serves everything, so that there is a plan.
  static func hasRoom(_ fleet: FleetData) -> Bool {
    let width = fleet.traffic.count
    var left = fleet.scenario.budget ?? .infinity
    var stock = fleet.scenario.pools.map(\.available)
    for model in fleet.scenario.models.indices {
      let fitting = fleet.candidates.indices.filter { candidate in
        fleet.candidates[candidate].model == model
          && fleet.traffic.indices.allSatisfy {
            fleet.traffic[$0].model != model || fleet.rate[candidate * width + $0] > 0
          }
          && stock.indices.allSatisfy { fleet.use[candidate * fleet.poolCount + $0] <= stock[$0] }
      }
      guard let cheapest = fitting.min(by: { fleet.cost[$0] < fleet.cost[$1] }) else { return false }
      left -= fleet.cost[cheapest]
      for pool in stock.indices { stock[pool] -= fleet.use[cheapest * fleet.poolCount + pool] }
    }
    return left >= 0
  }
}
