import ArgumentParser
import Serving

/// `fleetmix-bench estimates`: how long the serving model takes for everything a market offers.
struct EstimatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimates",
    abstract: "Estimate all layouts of 12 GPU types for 5 models and 16 request shapes.",
    discussion: """
      Up to eight GPUs a replica, once with each type alone and once with two types in a replica as well, for plain \
      requests and inside limits on TTFT and TPOT. The exit status is 1 if the longest takes more than 200 ms.
      """)

  @Option(help: "Runs; the fastest counts.")
  var runs = 5

  private static let limit = 200.0
  private static let types = [
    "RTX-4090", "A10G", "L4", "A40", "RTX-A6000", "L40", "L40S", "A100", "H100-PCIe", "H100", "H200", "B200",
  ]
  private static let models = [
    "llama-3.1-8b", "llama-3.1-70b", "qwen3-32b", "gpt-oss-120b", "deepseek-v3",
  ]

  func validate() throws {
    guard runs > 0 else { throw ValidationError("--runs must be above 0") }
  }

  func run() throws {
    #if DEBUG
      print("This is a debug build: its figures mean nothing. Build with -c release.\n")
    #endif
    let pools = Self.types.compactMap { name in
      GPUCatalogue.type(named: name).map { ServingPool(name: name, type: $0) }
    }
    let shapes = [256, 824, 2455, 8000].flatMap { input in
      [18, 128, 510, 1500].map { RequestShape(input: input, output: $0) }
    }
    let table = Table(columns: [
      Table.Column(title: "layouts", width: 24, isName: true), Table.Column(title: "fit", width: 6),
      Table.Column(title: "estimates", width: 9), Table.Column(title: "cpu ms", width: 7),
    ])
    table.begin()
    var slowest = 0.0
    for slo in [nil, SLO(ttftMs: 2000, tpotMs: 60)] {
      let models = Self.models.compactMap { name in
        ModelCatalogue.model(named: name).map {
          ServedModelInput(name: name, architecture: $0, precision: .fp8, workloads: shapes, slo: slo)
        }
      }
      for mixed in [false, true] {
        var candidates: [Candidate] = []
        let times = (0..<runs).map { _ in
          let start = Clocks.cpu()
          candidates =
            CandidateBuilder.build(
              models: models, pools: pools, profile: [], source: .estimated, mixed: mixed,
              pruneDominated: false
            ).candidates
          return Clocks.cpu() - start
        }
        let time = times.min() ?? .infinity
        slowest = max(slowest, time)
        let name = (mixed ? "one or two types" : "one type") + (slo == nil ? "" : ", with limits")
        let count = candidates.reduce(0) { $0 + $1.throughput.count { $0 != nil } }
        table.row([name, "\(candidates.count)", "\(count)", Shown.number(time)])
      }
    }
    print("\n\(Machine.processor), \(Machine.cores) cores, load \(Machine.load)")
    if slowest > Self.limit { throw ExitCode.failure }
  }
}
