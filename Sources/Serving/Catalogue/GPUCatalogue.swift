/// The GPU types known by name.
public enum GPUCatalogue {
  /// Finds a type by its name or an alias, without regard to case.
  public static func type(named name: String) -> GPUType? {
    index[name.lowercased()]
  }

  /// The known name (alias included) closest to a misspelt one.
  public static func nearest(to name: String) -> String? {
    nearestName(to: name, among: all.flatMap { [$0.name] + $0.aliases })
  }

  private static let index: [String: GPUType] = {
    var index: [String: GPUType] = [:]
    for type in all {
      for name in [type.name] + type.aliases { index[name.lowercased()] = type }
    }
    return index
  }()
}
