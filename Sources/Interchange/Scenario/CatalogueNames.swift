import Planning
import Serving

/// The names and facts a scenario may rely on without stating them; tests bring their own.
public struct CatalogueNames: Sendable {
  /// The GPU type of a name or alias.
  public var gpu: @Sendable (String) -> GPUType?
  /// The known GPU name nearest to a misspelt one.
  public var nearestGPU: @Sendable (String) -> String?
  /// Why a name that people use is not a GPU type that can be described; nil where nothing is known of it.
  public var gpuRefusal: @Sendable (String) -> String?
  /// The model of a name, alias or Hugging Face id.
  public var model: @Sendable (String) -> ModelArchitecture?
  /// The known model name nearest to a misspelt one.
  public var nearestModel: @Sendable (String) -> String?
  /// The list price that stands for a GPU type.
  public var price: @Sendable (GPUType) -> ListPrice?

  /// Creates names from the functions that look them up.
  public init(
    gpu: @escaping @Sendable (String) -> GPUType?, nearestGPU: @escaping @Sendable (String) -> String?,
    gpuRefusal: @escaping @Sendable (String) -> String? = { _ in nil },
    model: @escaping @Sendable (String) -> ModelArchitecture?,
    nearestModel: @escaping @Sendable (String) -> String?, price: @escaping @Sendable (GPUType) -> ListPrice?
  ) {
    self.gpu = gpu
    self.nearestGPU = nearestGPU
    self.gpuRefusal = gpuRefusal
    self.model = model
    self.nearestModel = nearestModel
    self.price = price
  }

  /// The built-in catalogues and price list.
  public static let standard = CatalogueNames(
    gpu: { GPUCatalogue.type(named: $0) },
    nearestGPU: { $0.utf8.count > SafeText.nameLength ? nil : GPUCatalogue.nearest(to: $0) },
    gpuRefusal: { $0.utf8.count > SafeText.nameLength ? nil : GPUCatalogue.refusal(of: $0) },
    model: { ModelCatalogue.model(named: $0) },
    nearestModel: { $0.utf8.count > SafeText.nameLength ? nil : ModelCatalogue.nearest(to: $0) },
    price: { PriceList.market2026.defaultPrice(for: $0.name) })
}
