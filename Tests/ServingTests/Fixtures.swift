import Serving
import Testing

/// Pools of catalogue types, named as given.
func pools(_ entries: [(name: String, type: String)]) throws -> [ServingPool] {
  try entries.map { ServingPool(name: $0.name, type: try #require(GPUCatalogue.type(named: $0.type))) }
}

/// One pool named after its type.
func pool(_ type: String) throws -> [ServingPool] {
  try pools([(type, type)])
}

/// The six pools of the paper.
func paperPools() throws -> [ServingPool] {
  try pools([
    ("4090", "RTX-4090"), ("A40", "A40"), ("A6000", "RTX-A6000"), ("L40", "L40"), ("A100", "A100"),
    ("H100", "H100"),
  ])
}

/// The paper's nine workload types.
let paperShapes: [RequestShape] = [2455, 496, 824].flatMap { input in
  [18, 253, 510].map { RequestShape(input: input, output: $0) }
}

func catalogueModel(_ name: String) throws -> ModelArchitecture {
  try #require(ModelCatalogue.model(named: name))
}

func served(_ name: String, _ precision: Precision, _ shapes: [RequestShape], slo: SLO? = nil) throws
  -> ServedModelInput
{
  ServedModelInput(
    name: name, architecture: try catalogueModel(name), precision: precision, workloads: shapes, slo: slo)
}

/// `stages` stages of pool 0 with equal layers.
func uniform(_ model: ModelArchitecture, tp: Int, stages: Int = 1) -> Layout {
  Layout(
    stages: (0..<stages).map { index in
      let layers = model.layers * (index + 1) / stages - model.layers * index / stages
      return Stage(pool: 0, tp: tp, layers: layers)
    })
}

/// The estimate, or a test failure with the refusal's reason.
func throughput(_ estimate: Estimate) throws -> Throughput {
  switch estimate {
  case .throughput(let throughput): return throughput
  case .refused(let reason):
    throw EstimateRefused(reason: reason)
  }
}

struct EstimateRefused: Error {
  var reason: String
}

/// The repository's folder, with a slash at its end.
let repositoryRoot = #filePath.split(separator: "/").dropLast(3).reduce("/") { $0 + $1 + "/" }
