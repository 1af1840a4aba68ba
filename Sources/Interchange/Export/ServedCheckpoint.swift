import Planning
import Serving

/// The repository that a replica's engine loads, and whether it holds what the plan was made for.
struct ServedCheckpoint {
  /// The Hugging Face id.
  let repository: String
  private let replica: Plan.Replica
  /// Whether the scenario names it, and not the catalogue.
  private let isStated: Bool

  /// Words in the name of a repository that tell four-bit and eight-bit integer weights.
  private static let fourBitWords = ["awq", "gptq", "int4", "w4a16", "w4a8", "fp4", "4bit", "4-bit"]
  private static let eightBitWords = ["int8", "w8a8", "w8a16", "8bit", "8-bit"]

  /// The checkpoint of a replica. Plans of earlier versions name none: then the model's name where it is one, else the
  /// catalogue's.
  init(_ replica: Plan.Replica, scenario: Scenario? = nil) {
    self.replica = replica
    let published = CatalogueNames.standard.model(replica.model)?.repository(for: replica.precision)
    repository =
      replica.checkpoint ?? (replica.model.contains("/") ? replica.model : published ?? replica.model)
    if let stated = scenario?.models.first(where: { $0.name == replica.model }) {
      isStated = stated.checkpoint != nil
    } else {
      isStated = replica.checkpoint.map { $0 != replica.model && $0 != published } ?? false
    }
  }

  private var architecture: ModelArchitecture? { CatalogueNames.standard.model(repository) }

  /// Whether its weights are in FP8 already, so that the engine need not quantise them.
  var isInFP8: Bool { architecture?.isInFP8(repository) ?? repository.lowercased().contains("fp8") }

  /// Why no engine can serve the replica from it, as a sentence part; nil: one can. Engines quantise to FP8 while they
  /// load; weights of fewer bits, and integers, are quantised ahead.
  var refusal: String? {
    switch replica.precision {
    case .bf16, .fp16, .fp8: return nil
    case .int8: return holds(Self.eightBitWords) ? nil : missing("8-bit integer")
    case .int4, .mxfp4, .nvfp4, .awq, .gptq: return holdsFourBits ? nil : missing("four-bit")
    }
  }

  /// Whether the publisher's own weights have four bits in the format asked for, or the repository's name says so.
  private var holdsFourBits: Bool {
    let published = architecture?.published
    let isPublished = published.map {
      $0 == replica.precision || $0.hasFourBits && replica.precision == .int4
    }
    if isPublished == true || isStated { return true }
    let words = replica.precision == .int4 ? Self.fourBitWords : [replica.precision.rawValue]
    return holds(words)
  }

  private func holds(_ words: [String]) -> Bool {
    let name = repository.lowercased()
    return isStated || words.contains { name.contains($0) }
  }

  private func missing(_ kind: String) -> String {
    "\(SafeText.printable(repository, limit: 200)) is not known to hold \(kind) weights: `checkpoint: ORG/NAME` of the "
      + "model names a repository that does"
  }
}
