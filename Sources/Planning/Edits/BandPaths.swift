import Serving

/// The written form of the kinds of replica whose error bands can be set: `bands.llama-3.1-70b on H100-SXM`, with
/// `H100-SXM+L40S` where stages are of both.
public enum BandPaths {
  /// The path of all kinds that have no position of their own.
  public static let all = "bands"
  /// The same as the scenario's file has it.
  public static let allInFile = "bands.all"
  /// Stands in a sweep's grid for the path of each kind.
  public static let each = "bands.each"

  /// The path of a kind.
  public static func path(_ kind: String) -> String { "bands.\(kind)" }

  /// The kinds that pipelines of one GPU type make, or, where they mix, of two.
  public static func kinds(pools: [Pool], models: [ServedModel], mixed: Bool = true) -> [String] {
    let types = Set(pools.map(\.type.name)).sorted()
    return models.flatMap { model -> [String] in
      let alone = types.map { BandPositions.kind(model: model.name, types: [$0]) }
      guard mixed else { return alone }
      return alone
        + types.indices.flatMap { one in
          types[(one + 1)...].map { BandPositions.kind(model: model.name, types: [types[one], $0]) }
        }
    }
  }

  /// The kind that a path names; nil: none of the scenario's.
  public static func kind(of path: String, in scenario: Scenario) -> String? {
    let prefix = Self.path("")
    guard path.hasPrefix(prefix) else { return nil }
    return kind(String(path.dropFirst(prefix.count)), pools: scenario.pools, models: scenario.models)
  }

  /// A kind by its name, types in any order; nil: no model or no type of that name.
  public static func kind(_ name: String, pools: [Pool], models: [ServedModel]) -> String? {
    let known = Set(pools.map(\.type.name))
    for model in models where name.hasPrefix("\(model.name) on ") {
      let types = name.dropFirst(model.name.count + 4).split(
        separator: "+", omittingEmptySubsequences: false
      ).map(String.init)
      if types.allSatisfy(known.contains) { return BandPositions.kind(model: model.name, types: types) }
    }
    return nil
  }
}
