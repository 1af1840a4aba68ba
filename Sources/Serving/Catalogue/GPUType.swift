/// One kind of GPU: what the serving model needs to know of it, with where each figure comes from.
public struct GPUType: Sendable, Equatable {
  /// Catalogue name, such as `H100-SXM`.
  public var name: String
  /// Other names that mean the same type, matched without regard to case.
  public var aliases: [String]
  /// Memory a process can use, in GB (10^9 bytes).
  public var memoryGB: Double
  /// Memory bandwidth in GB/s (10^9 bytes).
  public var bandwidthGBs: Double
  /// Dense bf16 rate in TFLOPS.
  public var tflops: Double
  /// Dense fp8 rate in TFLOPS; nil where the hardware has none.
  public var fp8Tflops: Double?
  /// Dense 4-bit rate in TFLOPS; nil where the hardware has none.
  public var fp4Tflops: Double?
  /// Link between the GPUs of a machine, GB/s in one direction (NVLink or PCIe).
  public var linkGBs: Double
  /// Whether `linkGBs` is NVLink (or the like); false: PCIe.
  public var hasNVLink: Bool
  /// GPUs a machine usually has.
  public var gpusPerMachine: Int
  /// Design family; the serving model's efficiencies differ by it.
  public var generation: GPUGeneration
  /// How far the figures can be trusted: `high`, `medium`, `low`, or `scenario` for the operator's own.
  public var confidence: String
  /// Where the figures come from.
  public var source: String

  /// Creates a type from its facts.
  public init(
    name: String, aliases: [String] = [], memoryGB: Double, bandwidthGBs: Double, tflops: Double,
    fp8Tflops: Double? = nil, fp4Tflops: Double? = nil, linkGBs: Double, hasNVLink: Bool,
    gpusPerMachine: Int = 8,
    generation: GPUGeneration = .other, confidence: String, source: String
  ) {
    self.name = name
    self.aliases = aliases
    self.memoryGB = memoryGB
    self.bandwidthGBs = bandwidthGBs
    self.tflops = tflops
    self.fp8Tflops = fp8Tflops
    self.fp4Tflops = fp4Tflops
    self.linkGBs = linkGBs
    self.hasNVLink = hasNVLink
    self.gpusPerMachine = gpusPerMachine
    self.generation = generation
    self.confidence = confidence
    self.source = source
  }
}

/// Design family of a GPU.
public enum GPUGeneration: String, Sendable, CaseIterable {
  case volta, turing, ampere, ada, hopper, blackwell, cdna2, cdna3, cdna4
  /// Unknown: a type that the operator describes.
  case other
}

/// An offer of GPUs by the hour, as some price list stated it.
public struct ListPrice: Sendable, Equatable {
  /// The GPU type's catalogue name.
  public var gpu: String
  /// $/h for one GPU, also where a whole machine is offered.
  public var dollarsPerHour: Double
  /// GPUs that are rented together: those of the machine offered, 1 where GPUs are rented one by one.
  public var gpus: Int
  /// Who offers it.
  public var provider: String
  /// `on_demand`, `spot`, `secure`, `community`, ...
  public var tier: String
  /// The day the price was read, as the source writes it.
  public var date: String
  /// Where the price was read.
  public var source: String

  /// Creates a list price with what is rented, its provider, terms, date and source.
  public init(
    gpu: String, dollarsPerHour: Double, gpus: Int = 1, provider: String, tier: String, date: String,
    source: String
  ) {
    self.gpu = gpu
    self.dollarsPerHour = dollarsPerHour
    self.gpus = gpus
    self.provider = provider
    self.tier = tier
    self.date = date
    self.source = source
  }

  /// Whether whole machines are offered, not single GPUs.
  public var isOfMachines: Bool { gpus > 1 }

  /// Whether somebody rents at the price: a round figure of a planning tool says only what to expect.
  public var isOffer: Bool { tier != Self.roughTier }

  /// The tier of figures that nobody rents at.
  public static let roughTier = "rough"
}
