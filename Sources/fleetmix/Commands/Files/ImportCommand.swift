import ArgumentParser
import Interchange
import Planning
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

      Where requests name their model (in a column Model, as BurstGPT's), each model gets types of its own; --model says \
      which model of the scenario a name stands for.
      """)

  @Argument(help: "Trace files (CSV, or JSON lines as Mooncake's).")
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "What numbers in time stamps count: \(TimeStampUnit.allCases.map(\.rawValue).joined(separator: ", ")). With iso only "
        + "dates are taken; auto takes what the format defines or the numbers leave no doubt of, and says so.",
      valueName: "unit"))
  var timeUnit: TimeStampUnit = .auto

  @Option(
    help: ArgumentHelp(
      "The column or key of the time stamps, where it is not the format's own; none reads no times.",
      valueName: "name"))
  var timeKey: TraceTimeKey = .ofFormat

  @Option(parsing: .unconditional, help: "Most workload types of a model (1 to 64).")
  var types: Int = 9

  @Option(help: ArgumentHelp("Also write a table of the types hour by hour.", valueName: "file"))
  var hours: String?

  @Option(
    help: ArgumentHelp(
      "What a model of the trace stands for, such as GPT-4=llama-3.1-70b; without = the model of all requests.",
      valueName: "name"))
  var model: [ModelMeaning] = []

  @OptionGroup var output: OutputOption

  func validate() throws {
    guard (1...64).contains(types) else { throw ValidationError("--types must be 1 to 64") }
    let traced = model.compactMap(\.traced)
    guard traced.isEmpty ? model.count <= 1 : traced.count == model.count else {
      throw ValidationError("--model names one model for all requests, or one for each of the trace's")
    }
    guard Set(traced).count == traced.count else {
      throw ValidationError("--model gives a model of the trace two meanings")
    }
  }

  func run() throws {
    endOnInterrupt()
    let notes = ReadingNotes()
    defer { StandardError.write(notes) }
    try reportingProblems {
      try OutputFiles.check([output.output, hours], inputs: files)
      let meanings = model.compactMap { meaning in meaning.traced.map { ($0, meaning.name) } }
      let models = TraceModels(
        meanings: Dictionary(uniqueKeysWithValues: meanings), only: meanings.isEmpty ? model.first?.name : nil
      )
      var mix = TraceMix()
      var skipped = 0
      var readings: [TraceReading] = []
      for file in files {
        let progress = ReadingProgress(of: file)
        defer { progress.finish() }
        let reading = try TraceReader.read(
          path: file, models: models, unit: timeUnit, timeKey: timeKey, notes: notes,
          progress: progress.update
        ) { mix.add($0) }
        skipped += reading.leftOut
        readings.append(reading)
      }
      guard Set(readings.compactMap(\.isCalendar)).count <= 1 else {
        throw problem("some count time from 1970, others from their beginning")
      }
      guard mix.count > 0 else { throw problem("no request in it") }
      guard !mix.isPartlyNamed else {
        throw problem("only some requests name their model; give --model for all of them")
      }
      if let name = models.unmet.first { throw problem("no request names the model '\(name)' of --model") }
      if let hours {
        guard let table = mix.hourlyTable(types: types, names: models.names) else {
          throw problem("states no times, which --hours needs")
        }
        try AtomicFile.write(table, to: hours)
      }
      let remarks = Set(readings.compactMap(\.timeStamps)).sorted()
      try AtomicFile.write(mix.yaml(types: types, names: models.names, remarks: remarks), to: output.output)
      if skipped > 0 { StandardError.write("fleetmix: \(skipped) failed requests left out\n") }
      for name in models.names where ModelCatalogue.model(named: name) == nil {
        StandardError.write(
          "fleetmix: '\(name)' is no model of the catalogue: state its shape in the scenario, or what it stands for "
            + "with --model '\(name)=NAME'\n")
      }
    }
  }

  private func problem(_ reason: String) -> FileError {
    FileError(path: files.joined(separator: ", "), reason: reason, exitCode: ExitStatus.badData)
  }
}

/// The model that one model of a trace, or all of them, stand for.
struct ModelMeaning: ExpressibleByArgument {
  /// The trace's name; nil: any.
  var traced: String?
  var name: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    guard parts.allSatisfy({ SafeText.nameProblem($0) == nil }), let name = parts.last else { return nil }
    self.name = name
    traced = parts.count == 2 ? parts[0] : nil
  }
}

/// `fleetmix import profile`: profile rows from benchmark results.
struct ImportProfile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Turn benchmark results and profiles of other tools into profile rows.",
    discussion: """
      Known are: vllm bench serve and SGLang JSON, AIPerf and genai-perf JSON and CSV, AIConfigurator result CSV, Melange \
      and AIBrix profiles (JSON), llm-inferno coefficients (JSON). What a file does not say, options have to.

      A run of whose requests more than --allow-failed failed, or that was not finished, is refused. Buckets that the \
      tool found unservable become rows marked so. What is left out or inferred is told on standard error.
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

  @Option(
    parsing: .unconditional,
    help: "Tensor-parallel degree, where the file does not say; the file's GPUs if left out.")
  var tp: Int?

  @Option(help: "Model, in place of the file's name for it.")
  var model: String?

  @Option(help: "Prompt lengths of Melange's rows, or to evaluate coefficients at: 128,512,2048.")
  var inputs: TokenList?

  @Option(help: "Answer lengths of Melange's columns, or to evaluate coefficients at.")
  var outputs: TokenList?

  @Option(help: ArgumentHelp("Largest part of a run's requests that may have failed.", valueName: "part"))
  var allowFailed: Double = BenchmarkHints.standardFailures

  @OptionGroup var output: OutputOption

  func validate() throws {
    if let tp, tp < 1 { throw ValidationError("--tp must be at least 1") }
    guard allowFailed >= 0, allowFailed < 1 else {
      throw ValidationError("--allow-failed must be at least 0 and below 1")
    }
  }

  func run() throws {
    endOnInterrupt()
    let notes = ReadingNotes()
    defer { StandardError.write(notes) }
    try reportingProblems {
      try OutputFiles.check([output.output], inputs: files)
      let hints = BenchmarkHints(
        model: model, inputs: inputs?.values ?? [], outputs: outputs?.values ?? [],
        allowedFailures: allowFailed)
      var profile = ProfileImport()
      for file in files {
        for point in try BenchmarkReader.read(path: file, hints: hints, notes: notes) {
          try profile.add(point, precision: precision, pool: pool, tp: tp, notes: notes)
        }
      }
      try AtomicFile.write(profile.lines.joined(separator: "\n") + "\n", to: output.output)
    }
  }
}

/// Lengths in tokens, separated by commas.
struct TokenList: ExpressibleByArgument {
  var values: [Int]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let values = parts.compactMap { Int($0) }.filter { (1...10_000_000).contains($0) }
    guard values.count == parts.count else { return nil }
    self.values = values
  }
}

extension Precision: ExpressibleByArgument {}
extension TimeStampUnit: ExpressibleByArgument {}

extension TraceTimeKey: ExpressibleByArgument {
  /// `none`, or a name.
  public init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self = argument == "none" ? .none : .named(argument)
  }

  /// The default in words.
  public var defaultValueDescription: String { "the format's" }
}

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

  func validate() throws {
    if let fault = PriceReader.fault(ofDate: date) { throw ValidationError("--date \(date) \(fault)") }
  }

  func run() throws {
    endOnInterrupt()
    let notes = ReadingNotes()
    defer { StandardError.write(notes) }
    try reportingProblems {
      try OutputFiles.check([output.output], inputs: files)
      var rows = [PriceReader.header]
      for file in files {
        rows += try PriceReader.read(path: file, provider: provider, date: date, notes: notes).map(
          PriceReader.row)
      }
      try AtomicFile.write(rows.joined(separator: "\n") + "\n", to: output.output)
    }
  }
}
