import Planning
import Serving

/// The inputs of arXiv 2502.00722 (GPU table, traces, stocks, workload types); throughput comes from our estimates.
enum PaperInputs {
  /// Catalogue name of each GPU type, in the order of `stocks`.
  static let gpus = ["RTX-4090", "A40", "RTX-A6000", "L40", "A100-80G-SXM", "H100-SXM"]
  /// $/h of each GPU type.
  static let prices = [0.53, 0.55, 0.83, 0.83, 1.75, 2.99]
  /// GPUs of each type that can be rented: the paper's four snapshots.
  static let stocks = [
    [16, 12, 8, 12, 6, 8], [32, 8, 16, 16, 7, 12], [32, 16, 8, 8, 32, 8], [24, 24, 24, 16, 4, 8],
  ]
  /// Average input and output tokens of the nine workload types.
  static let shapes = [
    (2455, 18), (2455, 253), (2455, 510), (496, 18), (496, 253), (496, 510), (824, 18), (824, 253),
    (824, 510),
  ]
  /// Per cent of the requests of each workload type, by trace: Swiss AI Center, Azure, WildGPT.
  static let traces: [(name: String, shares: [Double])] = [
    ("swiss", [33, 7, 8, 7, 27, 6, 6, 3, 3]),
    ("azure", [22, 5, 5, 21, 5, 5, 19, 6, 12]),
    ("wildgpt", [4, 1, 4, 3, 20, 27, 1, 25, 15]),
  ]
  /// Models with their part of the requests where both are served.
  static let models = [("llama-3-8b", 80.0), ("llama-3-70b", 20.0)]
  /// Budgets between which the families lie, $/h.
  static let budgets = 12.0...60.0
}

/// Catalogue entries by name, for inputs that name only what the catalogue has.
enum Catalogue {
  /// A pool of a catalogue type, named like it.
  static func pool(_ gpu: String, available: Int, price: Double) -> Pool {
    guard let type = GPUCatalogue.type(named: gpu) else { preconditionFailure("no GPU type \(gpu)") }
    return Pool(name: gpu, type: type, available: available, price: price)
  }

  /// A model in bf16 whose workload types are numbered from w1.
  static func model(
    _ name: String, share: Double, shapes: [(Int, Int)], shares: [Double]
  ) -> ServedModel {
    guard let architecture = ModelCatalogue.model(named: name) else {
      preconditionFailure("no model \(name)")
    }
    return ServedModel(
      name: name, architecture: architecture, share: share, precision: .bf16,
      workloads: shapes.indices.map { index in
        Workload(
          name: "w\(index + 1)", inputTokens: shapes[index].0, outputTokens: shapes[index].1,
          share: shares[index])
      })
  }
}
