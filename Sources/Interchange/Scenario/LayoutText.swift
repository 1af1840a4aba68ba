import Planning
import Serving

/// Reads the layout notation: stages joined by `+`, a stage is `POOL*TP`.
public enum LayoutText {
  /// Most pipeline stages of a layout.
  static let mostStages = 64
  /// Largest tensor-parallel degree of a stage.
  static let largestTP = 64

  /// Why a text is no layout of the scenario's pools.
  public struct Failure: Error, Equatable {
    /// The problem, as a sentence part.
    public var message: String
    /// The nearest valid text.
    public var suggestion: String?
  }

  /// Whether the pool name can be part of a layout.
  static func poolNameProblem(_ name: String) -> String? {
    if let problem = SafeText.nameProblem(name) { return problem }
    if let sign = name.first(where: { $0 == "*" || $0 == "+" }) {
      return "must not contain '\(sign)', which layouts are written with"
    }
    return nil
  }

  /// The layout `text` stands for.
  public static func layout(_ text: String, pools: [Pool]) -> Result<Layout, Failure> {
    named(text, pools: pools, gpu: { _ in nil }).flatMap { found in
      // Without types a text names one layout.
      found.first.map { .success($0.layout) } ?? .failure(Failure(message: "must name at least one stage"))
    }
  }

  /// A layout that a text stands for.
  struct Named {
    var layout: Layout
    /// Whether the text names its pools, and not only their GPU type.
    var isByPool: Bool
  }

  /// The layouts that `text` stands for where its stages name pools or, by any name that `gpu` knows, GPU types: a type
  /// stands for each pool of it, the same one in all stages that name it. None where the scenario has no pool of a type.
  static func named(_ text: String, pools: [Pool], gpu: (String) -> GPUType?) -> Result<[Named], Failure> {
    guard !text.isEmpty else { return .failure(Failure(message: "must name at least one stage")) }
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard parts.count <= mostStages else {
      return .failure(Failure(message: "has more than \(mostStages) stages"))
    }
    var stages: [(name: String, tp: Int)] = []
    var choices: [(name: String, pools: [Int], own: Int?)] = []
    for part in parts {
      switch stage(String(part), pools: pools) {
      case .failure(let failure): return .failure(failure)
      case .success(let stage): stages.append(stage)
      }
      guard let name = stages.last?.name, !choices.contains(where: { $0.name == name }) else { continue }
      let own = pools.firstIndex { $0.name == name }
      let type = gpu(name)?.name
      // The name of a pool that is its type's as well stands for the type.
      let isType = type != nil && (own.map { pools[$0].type.name == type } ?? true)
      let alike = isType ? pools.indices.filter { pools[$0].type.name == type && $0 != own } : []
      if own == nil, !isType { return .failure(unknown(name, pools)) }
      choices.append((name, (own.map { [$0] } ?? []) + alike, own))
    }
    var picks: [[String: Int]] = [[:]]
    for choice in choices {
      picks = picks.flatMap { pick in
        choice.pools.map { pool in pick.merging([choice.name: pool]) { first, _ in first } }
      }
    }
    var found: [Named] = []
    var tooWide: Failure?
    for pick in picks {
      let layout = Layout(stages: stages.map { Stage(pool: pick[$0.name] ?? 0, tp: $0.tp) })
      if let wide = layout.stages.first(where: { $0.tp > pools[$0.pool].gpusPerMachine }) {
        let pool = pools[wide.pool]
        tooWide =
          tooWide
          ?? Failure(
            message:
              "TP \(wide.tp) does not fit into a machine of \(pool.name), which has \(pool.gpusPerMachine) GPUs"
          )
      } else {
        found.append(Named(layout: layout, isByPool: choices.allSatisfy { pick[$0.name] == $0.own }))
      }
    }
    if found.isEmpty, let tooWide { return .failure(tooWide) }
    return .success(found)
  }

  private static func unknown(_ name: String, _ pools: [Pool]) -> Failure {
    let shown = SafeText.printable(name, limit: SafeText.shownValueLength)
    return Failure(
      message: "names the pool '\(shown)', which the scenario does not have",
      suggestion: Suggestion.nearest(to: name, among: pools.map(\.name)))
  }

  private static func stage(_ text: String, pools: [Pool]) -> Result<(name: String, tp: Int), Failure> {
    guard let star = text.lastIndex(of: "*") else {
      let isPool = pools.contains { $0.name == text }
      return .failure(
        Failure(
          message: "a stage is written POOL*TP, such as H100*4", suggestion: isPool ? text + "*1" : nil))
    }
    let name = String(text[..<star])
    let degree = text[text.index(after: star)...]
    let isDigits = !degree.isEmpty && degree.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isDigits, let tp = Int(degree), (1...largestTP).contains(tp) else {
      return .failure(Failure(message: "the TP after '*' must be a whole number from 1 to \(largestTP)"))
    }
    return .success((name, tp))
  }
}
