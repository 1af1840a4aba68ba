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
    commandName: "trace", abstract: "Summarise request traces (Azure, Vidur, BurstGPT CSV) as workload types."
  )

  @Argument(help: "Trace files (CSV).")
  var files: [String]

  @OptionGroup var output: OutputOption

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var summary = TraceSummary()
      var skipped = 0
      for file in files { skipped += try TraceReader.read(path: file) { summary.add($0) } }
      guard summary.count > 0 else {
        throw FileError(
          path: files.joined(separator: ", "), reason: "no request in it", exitCode: ExitStatus.badData)
      }
      try AtomicFile.write(summary.yaml(), to: output.output)
      if skipped > 0 { StandardError.write("fleetmix: \(skipped) failed requests left out\n") }
    }
  }
}

/// `fleetmix import profile`: profile rows from benchmark results.
struct ImportProfile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Turn results of vllm bench serve (JSON) into profile rows.")

  @Argument(help: "Result files (JSON).")
  var files: [String]

  @Option(
    help: "Number format of the weights: \(Precision.allCases.map(\.rawValue).joined(separator: ", ")).")
  var precision: Precision

  @Option(help: "Pool the replica ran on, as the scenario names it.")
  var pool: String

  @Option(help: "Tensor-parallel degree of the replica.")
  var tp: Int = 1

  @OptionGroup var output: OutputOption

  func validate() throws {
    guard tp > 0 else { throw ValidationError("--tp must be at least 1") }
  }

  func run() throws {
    endOnInterrupt()
    try reportingProblems {
      var rows = [BenchmarkPoint.profileHeader]
      for file in files {
        rows += try BenchmarkReader.read(path: file).map {
          $0.profileRow(precision: precision, pool: pool, tp: tp)
        }
      }
      try AtomicFile.write(rows.joined(separator: "\n") + "\n", to: output.output)
    }
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
