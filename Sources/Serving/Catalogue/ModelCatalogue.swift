/// The models known by name.
public enum ModelCatalogue {
  /// Finds a model by its name, an alias or a Hugging Face id, without regard to case.
  public static func model(named name: String) -> ModelArchitecture? {
    index[name.lowercased()]
  }

  /// The known name (alias included) closest to a misspelt one.
  public static func nearest(to name: String) -> String? {
    nearestName(to: name, among: all.flatMap { [$0.name] + $0.aliases })
  }

  private static let index: [String: ModelArchitecture] = {
    var index: [String: ModelArchitecture] = [:]
    for model in all {
      for name in [model.name] + model.aliases { index[name.lowercased()] = model }
    }
    return index
  }()
}
