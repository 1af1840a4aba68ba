import ArgumentParser
import Foundation
import Interchange
import Planning

/// `fleetmix sweep`: thousands of scenarios.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Solve every combination, or random samples, of the values in a grid; resumable, in shards.",
    discussion: """
      The grid names paths as --set does: "vary: {budget: [15, 30], gpus.H100.available: {from: 0, to: 8, count: 5}}", \
      and with "samples: 2000" draws from them instead of combining all. A line of JSON is written a scenario; shards \
      one after the other are the whole, byte for byte. Interrupted, it goes on with --resume. Plans are proven to \
      0.5 % unless --gap says otherwise. After --time-limit seconds, or at Ctrl-C, it ends between two chunks of \
      scenarios; --resume goes on.
      """)

  /// Job descriptions that run all shards.
  enum Job: String, ExpressibleByArgument, CaseIterable { case kubernetes, slurm }

  @Argument(help: "Scenario file (YAML).")
  var scenario: String

  @Argument(help: "Grid (YAML): vary, samples, seed.")
  var grid: String

  @OptionGroup var edits: EditOptions
  @OptionGroup var solve: SolveOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Results (JSON lines).", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Solve one of n parts only.", valueName: "i/n"))
  var shard: Shard = Shard(number: 1, count: 1)

  @Flag(help: "Go on with a file that an interrupted sweep left.")
  var resume = false

  @Option(help: ArgumentHelp("Also write the results as CSV.", valueName: "file"))
  var csv: String?

  @Option(help: ArgumentHelp("A saved plan whose regret is told in every scenario.", valueName: "plan"))
  var keep: String?

  @Option(parsing: .unconditional, help: "Threads; one a core if left out.")
  var threads: Int?

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Flag(help: "Print the summary as Markdown.")
  var markdown = false

  @Option(help: "Print the manifest of a job that runs all shards, and solve nothing: kubernetes or slurm.")
  var job: Job?

  @Option(parsing: .unconditional, help: "Shards of the job.")
  var shards = 16

  @Option(help: "Container image of the job.")
  var image = "fleetmix:latest"

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024")
    }
    if json && markdown { throw ValidationError("choose one of --json and --markdown") }
    if job == nil && output == nil { throw ValidationError("name the file for the results with -o") }
    if !(1...100_000).contains(shards) { throw ValidationError("--shards must be between 1 and 100000") }
  }

  func run() throws {
    endOnInterrupt()
    let options = planning
    try reportingProblems {
      let base = try edits.read(scenario)
      let grid = try SweepGrid.read(path: grid, scenario: base)
      if !grid.paths.contains("objective") {
        var varied = base
        varied.demand = base.demand ?? 1
        var ignored = IgnoredSettings()
        ignored.tell(grid.paths.map { Edit(path: $0, value: "") }, of: varied)
      }
      if let job {
        let sweep = SweepJob(
          arguments: [scenario, self.grid], output: output ?? "sweep.jsonl", shards: shards, image: image)
        return StandardOutput.write(job == .kubernetes ? sweep.kubernetes : sweep.slurm)
      }
      try solve(grid, base, options)
    }
  }

  private func solve(_ grid: SweepGrid, _ base: Scenario, _ options: PlanningOptions) throws {
    guard let output else { return }
    try OutputFiles.check(
      [output, csv], inputs: edits.files(of: base, at: scenario) + [self.grid] + [keep].compactMap { $0 })
    if LineLog.exists(output) && !resume {
      throw FileError(
        path: output, reason: "is there already; --resume goes on with it", exitCode: ExitStatus.cannotWrite)
    }
    let saved = try keep.map { try PlanReader.read(path: $0).plan }
    let kept = try saved.map { plan -> KeptFleet in
      guard let fleet = KeptFleet(plan, of: base) else {
        throw FileError(
          path: keep ?? "", reason: "rents replicas that the scenario does not know",
          exitCode: ExitStatus.badData)
      }
      return fleet
    }
    let sweep = Self.fingerprint([
      ScenarioWriter.text(base), try SourceFile.read(self.grid).text, "\(options.gap)",
      saved.map { PlanJSON.text($0) } ?? "",
    ])
    let range = grid.range(shard: shard.number, of: shard.count)
    let pools = base.pools.map(\.name)
    var summary = SweepSummary(pools: pools)
    var rows = csv == nil ? "" : SweepLine.csvHeader(paths: grid.paths, pools: pools)
    var done = range.lowerBound
    func take(_ line: SweepLine) {
      summary.add(line)
      if csv != nil { rows += line.csv(paths: grid.paths, pools: pools) }
      done += 1
    }
    func next() -> String? {
      done < range.upperBound ? SweepLine.beginning(index: done, sweep: sweep) : nil
    }
    let log = try LineLog(path: output, beginning: next) { text, number in
      let line = try SweepLine(text, file: output, line: number)
      guard line.sweep == sweep, line.index == done, done < range.upperBound else {
        throw FileError(
          path: output, reason: "line \(number) belongs to another sweep or shard",
          exitCode: ExitStatus.badData)
      }
      take(line)
    }
    let solver = SweepSolver(
      base: try grid.scenario(range.lowerBound, of: base), options: options, kept: kept)
    let first = done / SweepSolver.chunk
    let last = (range.upperBound + SweepSolver.chunk - 1) / SweepSolver.chunk
    let pool = SweepPool(
      chunks: min(first, last)..<last, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
    ) { chunk in
      Self.lines(chunk, grid, base, solver, end: range.upperBound, sweep: sweep)
    }
    var progress = ProgressLine(total: range.count, unit: "scenarios")
    progress.advance(by: done - range.lowerBound)
    try Interruption.stopping {
      try pool.forEach { outcome in
        // A chunk that was interrupted is solved again as a whole: its results depend on each other's order.
        guard let lines = try outcome.get() else { return false }
        let fresh = lines.filter { $0.index >= done }
        try log.append(fresh.map { $0.json.compact + "\n" }.joined())
        fresh.forEach(take)
        progress.advance(by: fresh.count)
        return true
      }
    }
    progress.end()
    summary.isComplete = done >= range.upperBound
    defer {
      if !summary.isComplete {
        Interruption.reportShortfall(
          "\(done - range.lowerBound) of \(range.count) scenarios are solved; --resume goes on")
      }
    }
    if let csv { try AtomicFile.write(rows, to: csv) }
    if json {
      StandardOutput.write(summary.json.pretty + "\n")
    } else {
      let table = markdown ? summary.table.markdown : summary.table.text
      StandardOutput.write(table + "\n" + summary.remarks.map { $0 + "\n" }.joined())
    }
    try Interruption.endIfRaised()
  }

  private var planning: PlanningOptions {
    var planning = solve.planning()
    if solve.gap == nil { planning.gap = SweepSolver.usualGap }
    return planning
  }

  private static func lines(
    _ chunk: Int, _ grid: SweepGrid, _ base: Scenario, _ solver: SweepSolver, end: Int, sweep: String
  ) -> SweepPool.Outcome {
    let first = chunk * SweepSolver.chunk
    let numbers = first..<min(end, first + SweepSolver.chunk)
    do {
      let scenarios = try numbers.map { try grid.scenario($0, of: base) }
      guard let results = solver.solve(scenarios, first: first) else { return .success(nil) }
      return .success(results.map { SweepLine($0, edits: grid.edits($0.index), sweep: sweep) })
    } catch let problem as EditProblem {
      return .failure(problem)
    } catch {
      return .failure(EditProblem(path: "scenario \(first)", message: "\(error)"))
    }
  }

  /// A name for a sweep that another scenario, grid, gap or kept plan does not have (FNV-1a, 64 bits).
  private static func fingerprint(_ parts: [String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in Array(part.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// One of n parts, written `i/n`.
struct Shard: ExpressibleByArgument {
  var number: Int
  var count: Int

  init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count <= 100_000,
      (1...max(1, count)).contains(number), count > 0
    else { return nil }
    self.init(number: number, count: count)
  }

  var defaultValueDescription: String { "\(number)/\(count)" }
}
