import Serving

/// Which value of a scenario an edit is about. Places are indices of the scenario that the path was resolved in.
public enum EditPath: Sendable, Hashable {
  case objective, budget, demand, headroom
  /// Limits on latency that every model keeps.
  case ttft, tpot
  /// The loss to survive, the part that must remain, and how many kinds of replica may be misjudged.
  case survives, remaining, misjudged
  /// Where in their error bands all figures lie that have no position of their own.
  case bands
  /// Where the figures of one kind of replica lie in theirs.
  case bandsOfKind(String)
  /// GPUs on offer in a pool, and the price of one.
  case available(pool: Int)
  case price(pool: Int)
  /// Machines of a size on offer in a pool that rents several sizes whole, and the price of one.
  case machines(pool: Int, gpus: Int)
  case machinePrice(pool: Int, gpus: Int)
  /// Share of a model in all requests, and of a workload type in its model's.
  case modelShare(Int)
  case workloadShare(model: Int, workload: Int)

  /// Every path of a scenario, in the order of its file.
  public static func all(in scenario: Scenario) -> [EditPath] {
    var paths: [EditPath] = [
      .objective, .budget, .demand, .headroom, .ttft, .tpot, .survives, .remaining, .misjudged, .bands,
    ]
    for (pool, stated) in scenario.pools.enumerated() {
      if case .sizes(let sizes) = stated.rental {
        paths += sizes.flatMap {
          [.machines(pool: pool, gpus: $0.gpus), .machinePrice(pool: pool, gpus: $0.gpus)]
        }
      } else {
        paths += [.available(pool: pool), .price(pool: pool)]
      }
    }
    for (index, model) in scenario.models.enumerated() {
      paths.append(.modelShare(index))
      paths += model.workloads.indices.map { .workloadShare(model: index, workload: $0) }
    }
    let kinds = BandPaths.kinds(
      pools: scenario.pools, models: scenario.models, mixed: scenario.replicas.mixed)
    return paths + kinds.map { .bandsOfKind($0) }
  }

  /// The path as it is written; empty where the scenario has no such place.
  public func text(in scenario: Scenario) -> String {
    switch self {
    case .objective: "objective"
    case .budget: "budget"
    case .demand: "demand"
    case .headroom: "headroom"
    case .ttft: "slo.ttft_ms"
    case .tpot: "slo.tpot_ms"
    case .survives: "resilience.survives"
    case .remaining: "resilience.remaining"
    case .misjudged: "resilience.misjudged"
    case .bands: BandPaths.all
    case .bandsOfKind(let kind): BandPaths.path(kind)
    case .available(let pool): Self.text(of: pool, in: scenario, "available")
    case .price(let pool): Self.text(of: pool, in: scenario, "price")
    case .machines(let pool, let gpus): Self.text(of: pool, in: scenario, "machines.\(gpus).available")
    case .machinePrice(let pool, let gpus): Self.text(of: pool, in: scenario, "machines.\(gpus).price")
    case .modelShare(let model):
      scenario.models.indices.contains(model) ? "models.\(scenario.models[model].name).share" : ""
    case .workloadShare(let model, let workload):
      scenario.models.indices.contains(model)
        && scenario.models[model].workloads.indices.contains(workload)
        ? "models.\(scenario.models[model].name).workloads.\(scenario.models[model].workloads[workload].name).share"
        : ""
    }
  }

  private static func text(of pool: Int, in scenario: Scenario, _ key: String) -> String {
    scenario.pools.indices.contains(pool) ? "gpus.\(scenario.pools[pool].name).\(key)" : ""
  }

  /// The path that a text names; nil where the scenario has none of that name. Names may hold dots.
  public init?(_ text: String, in scenario: Scenario) {
    if let path = Self.all(in: scenario).first(where: { $0.text(in: scenario) == text }) {
      self = path
    } else if text == BandPaths.allInFile {
      self = .bands
    } else if let kind = BandPaths.kind(of: text, in: scenario) {
      self = .bandsOfKind(kind)
    } else {
      return nil
    }
  }

  /// The path that a text begins with, and the value that follows it after spaces or `=`: the longest one, in any case
  /// of letters.
  public static func take(_ text: String, in scenario: Scenario) -> (path: EditPath, rest: String)? {
    let lower = text.lowercased()
    var best: (path: EditPath, length: Int)?
    for path in all(in: scenario) {
      let name = path.text(in: scenario).lowercased()
      guard lower.hasPrefix(name), name.count > best?.length ?? 0 else { continue }
      let rest = text.dropFirst(name.count)
      if rest.isEmpty || rest.first == " " || rest.first == "=" { best = (path, name.count) }
    }
    return best.map { found in
      let rest = text.dropFirst(found.length).drop { $0 == " " || $0 == "=" }
      return (found.path, String(rest))
    }
  }
}
