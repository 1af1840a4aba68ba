/// The models known by name.
public enum ModelCatalogue {
  /// Finds a model by its name, an alias or a Hugging Face id, without regard to case.
  ///
  /// Somebody else's repository of a model, such as a quantised one, is found by what is left of its name without its
  /// owner and without what says how it was tuned for instructions or quantised.
  public static func model(named name: String) -> ModelArchitecture? {
    index[name.lowercased()] ?? index[plainName(name)]
  }

  /// The known name (alias included) closest to a misspelt one.
  public static func nearest(to name: String) -> String? {
    nearestName(to: name, among: all.flatMap { [$0.name] + $0.aliases })
  }

  /// Where most entries' figures come from.
  static let configuration = "published model configuration"
  /// The same of a model that also sees or hears.
  static let languagePart = "published model configuration; language part only"

  /// Endings of a repository's name that leave the model's shape as it is.
  private static let endings = [
    "instruct", "chat", "it", "pt", "hf", "base", "bf16", "fp16", "fp8", "dynamic", "block", "int4", "int8",
    "fp4",
    "nvfp4", "mxfp4", "awq", "gptq", "quantized.w4a16", "quantized.w8a8", "w4a16", "w8a8",
  ]

  /// A name without owner and endings.
  private static func plainName(_ name: String) -> String {
    let last = name.lowercased().split(separator: "/").last ?? ""
    var parts = last.split { $0 == "-" || $0 == "_" }
    while parts.count > 1, let part = parts.last, endings.contains(String(part)) { parts.removeLast() }
    return parts.joined(separator: "-")
  }

  private static let index: [String: ModelArchitecture] = {
    var index: [String: ModelArchitecture] = [:]
    for model in all {
      let names = ([model.name] + model.aliases).map { $0.lowercased() }
      // Of several models with one plain name the first stands for it; what is written in full comes before both.
      for name in names.map(plainName) where index[name] == nil { index[name] = model }
    }
    for model in all {
      for name in [model.name] + model.aliases { index[name.lowercased()] = model }
    }
    return index
  }()
}
