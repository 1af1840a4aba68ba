import ArgumentParser
import Interchange
import Serving

/// `fleetmix import`: other tools' files as ours.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turn request traces, benchmark results and price tables into our files.",
    subcommands: [ImportTrace.self, ImportProfile.self, ImportPrices.self])
}

/// The file an import writes.
struct OutputOption: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("File to write.", valueName: "file"))
  var output: String
}

/// `fleetmix import trace`: workload types from a request trace.
struct ImportTrace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Summarise request traces (Azure, Vidur, BurstGPT, plain CSV, Mooncake) as workload types.",
    discussion: """
      Requests are put together into types that lose least: clusters by the logarithms of prompt and answer length. \
      The types are written as a piece of a scenario file; --hours writes requests, rate and share by hour and type.
      """)

  @Argument(help: "Trace files (CSV; Mooncake: .jsonl).")
  var files: [String]

  @Option(help: "Most workload types (1 to 64).")
  var types: Int = 9

  @Option(help: ArgumentHelp("Also write a table of the types hour by hour.", valueName: "file"))
  var hours: String?

  @OptionGroup var output: OutputOption

  func validate() throws {
    guard (1...64).contains(types) else { throw ValidationError("--types must be 1 to 64") }
  }

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var summary = TraceSummary()
      var skipped = 0
      for file in files {
        let progress = ReadingProgress(of: file)
        defer { progress.finish() }
        skipped += try TraceReader.read(path: file, progress: progress.update) { summary.add($0) }
      }
      guard summary.count > 0 else {
        throw FileError(
          path: files.joined(separator: ", "), reason: "no request in it", exitCode: ExitStatus.badData)
      }
      if let hours {
        guard let table = summary.hourlyTable(types: types) else {
          throw FileError(
            path: files.joined(separator: ", "), reason: "states no times, which --hours needs",
            exitCode: ExitStatus.badData)
        }
        try AtomicFile.write(table, to: hours)
      }
      try AtomicFile.write(summary.yaml(types: types), to: output.output)
      if skipped > 0 { StandardError.write("fleetmix: \(skipped) failed requests left out\n") }
    }
  }
}

/// `fleetmix import profile`: profile rows from benchmark results.
struct ImportProfile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Turn benchmark results and profiles of other tools into profile rows.",
    discussion: """
      Known are: vllm bench serve JSON, AIPerf and genai-perf JSON, genai-perf CSV, AIConfigurator result CSV, Melange and \
      AIBrix profiles (JSON), llm-inferno coefficients (JSON). What a file does not say, options have to.
      """)

  @Argument(help: "Result files.")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "Number format of the weights, where the file does not say: "
        + "\(Precision.allCases.map(\.rawValue).joined(separator: ", "))."))
  var precision: Precision?

  @Option(help: "Pool the replica ran on, as the scenario names it; the file's GPU if left out.")
  var pool: String?

  @Option(help: "Tensor-parallel degree, where the file does not say; the file's GPUs if left out.")
  var tp: Int?

  @Option(help: "Model, in place of the file's name for it.")
  var model: String?

  @Option(help: "Prompt lengths of Melange's rows, or to evaluate coefficients at: 128,512,2048.")
  var inputs: TokenList = TokenList(values: [])

  @Option(help: "Answer lengths of Melange's columns, or to evaluate coefficients at.")
  var outputs: TokenList = TokenList(values: [])

  @OptionGroup var output: OutputOption

  func validate() throws {
    if let tp, tp < 1 { throw ValidationError("--tp must be at least 1") }
  }

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      let hints = BenchmarkHints(model: model, inputs: inputs.values, outputs: outputs.values)
      var rows = [BenchmarkPoint.profileHeader]
      for file in files {
        rows += try BenchmarkReader.read(path: file, hints: hints).map { try row($0, file: file) }
      }
      try AtomicFile.write(rows.joined(separator: "\n") + "\n", to: output.output)
    }
  }

  private func row(_ point: BenchmarkPoint, file: String) throws -> String {
    guard let precision = point.precision ?? precision else {
      throw FileError(
        path: point.place, reason: "does not state the number format of the weights; give --precision",
        exitCode: ExitStatus.badData)
    }
    guard let pool = pool ?? point.gpu else {
      throw FileError(
        path: point.place, reason: "does not state the GPU; give --pool", exitCode: ExitStatus.badData)
    }
    return point.profileRow(precision: precision, pool: pool, tp: tp ?? point.gpuCount ?? 1)
  }
}

/// Lengths in tokens, separated by commas.
struct TokenList: ExpressibleByArgument {
  var values: [Int]

  init(values: [Int]) {
    self.values = values
  }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Int($0) }.filter { (1...10_000_000).contains($0) }
    guard values.count == parts.count else { return nil }
    self.values = values
  }
}

extension Precision: ExpressibleByArgument {}

/// `fleetmix import prices`: a price table from a cloud catalogue.
struct ImportPrices: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices",
    abstract: "Turn price tables (SkyPilot catalogues or our own) into $/h for one GPU.")

  @Argument(help: "Price files (CSV).")
  var files: [String]

  @Option(help: "Provider, where the file does not say.")
  var provider: String = ""

  @Option(help: "Day the prices were read, where the file does not say.")
  var date: String = ""

  @OptionGroup var output: OutputOption

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var rows = [PriceReader.header]
      for file in files {
        rows += try PriceReader.read(path: file, provider: provider, date: date).map(PriceReader.row)
      }
      try AtomicFile.write(rows.joined(separator: "\n") + "\n", to: output.output)
    }
  }
}
