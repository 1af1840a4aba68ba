import ArgumentParser
import Glibc
import Interchange

/// `fleetmix-bench trace`: how long a trace of the size of Azure's of 2024 takes to import, and in how much memory.
struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Generate a trace of 27.3 million requests and import it as workload types.",
    discussion: """
      The file has the columns, the number of rows and the week of Azure's conversation trace of 2024, 1.2 GB, and is \
      taken away afterwards. What is timed is what `fleetmix import trace` does. The exit status is 1 if it takes more \
      than 60 s, if requests are lost, or if memory grows with the file.
      """)

  @Option(help: "Requests.")
  var rows = 27_300_000

  @Option(help: "Also tell this many models apart, in a column Model; 0: no such column.")
  var models = 0

  @Option(help: "Folder for the file.")
  var folder = "/tmp"

  private static let limit = 60_000.0
  /// MB that the import may take however many requests there are, and more for each model.
  private static let memoryLimit = 100.0
  private static let memoryPerModel = 20.0

  func validate() throws {
    guard rows > 0 else { throw ValidationError("--rows must be above 0") }
    guard (0...64).contains(models) else { throw ValidationError("--models must be 0 to 64") }
  }

  func run() throws {
    #if DEBUG
      print("This is a debug build: its figures mean nothing. Build with -c release.\n")
    #endif
    let path = "\(folder)/fleetmix-trace-\(getpid()).csv"
    defer { unlink(path) }
    let size = try GeneratedTrace(rows: rows, models: models).write(to: path)
    let start = (wall: Clocks.wall(), cpu: Clocks.cpu())
    let names = TraceModels()
    var mix = TraceMix()
    let leftOut = try TraceReader.read(path: path, models: names) { mix.add($0) }.leftOut
    let text = mix.yaml(types: 9, names: names.names)
    let hours = mix.hourlyTable(types: 9, names: names.names)
    let (wall, cpu) = (Clocks.wall() - start.wall, Clocks.cpu() - start.cpu)
    let table = Table(columns: [
      Table.Column(title: "trace", width: 24, isName: true), Table.Column(title: "MB", width: 6),
      Table.Column(title: "s", width: 6), Table.Column(title: "cpu s", width: 6),
      Table.Column(title: "MB/s", width: 6), Table.Column(title: "peak MB", width: 7),
    ])
    table.begin()
    table.row([
      "\(rows) requests", "\(size / 1_000_000)", Shown.number(wall / 1000), Shown.number(cpu / 1000),
      Shown.number(Double(size) / 1000 / wall), Shown.number(Machine.peakMemory),
    ])
    print("\n\(Machine.processor), \(Machine.cores) cores, load \(Machine.load)")
    let isComplete = mix.count + leftOut == rows && hours != nil && !text.isEmpty
    let memoryLimit = Self.memoryLimit + Self.memoryPerModel * Double(models)
    if wall > Self.limit || !isComplete || Machine.peakMemory > memoryLimit { throw ExitCode.failure }
  }
}
