import ArgumentParser
import Interchange
import Planning
import Serving

/// `fleetmix-bench profile`: what a measured profile takes before the first plan.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Read a generated profile and build candidates of it.",
    discussion: """
      One row for each layout of one or two of the paper's GPU types, each of its nine workload types and each operating \
      point; measured figures only, as `replicas: {source: measured}`. The parts are timed apart: reading the table, and \
      building the candidates with their numbers, which is all that a plan needs before it searches.
      """)

  @OptionGroup var options: RunOptions

  @Option(help: "Operating points of each layout and workload type; each is a row.")
  var points = [1, 33]

  @Option(help: "Repetitions, of which the median counts.")
  var repetitions = 9

  private static let table = Table(columns: [
    .init(title: "rows", width: 8), .init(title: "layouts", width: 8), .init(title: "kept", width: 6),
    .init(title: "reading ms", width: 11), .init(title: "candidates ms", width: 14),
  ])

  func run() throws {
    var report = Report()
    Self.table.begin()
    var rows: [JSONValue] = []
    for points in points {
      let text = ProfileText(points: points)
      var scenario = text.scenario
      var reading: [Double] = []
      var building: [Double] = []
      var kept = 0
      for _ in 0..<max(1, repetitions) {
        let start = Clocks.cpu()
        scenario.profile = try ProfileReader.read(
          text: text.csv, fileName: "profile.csv", models: scenario.models, pools: scenario.pools)
        let middle = Clocks.cpu()
        kept = FleetData(scenario).candidates.count
        reading.append(middle - start)
        building.append(Clocks.cpu() - middle)
      }
      let figures = [Statistics.median(reading), Statistics.median(building)]
      Self.table.row(
        ["\(scenario.profile.count)", "\(text.layoutCount)", "\(kept)"] + figures.map { Shown.number($0) })
      rows.append(
        .object([
          ("rows", .integer(scenario.profile.count)), ("layouts", .integer(text.layoutCount)),
          ("candidates", .integer(kept)),
          ("ms", .numbers([("reading", figures[0]), ("candidates", figures[1])])),
        ]))
    }
    report.add("profile", rows: rows, summary: .object([]))
    try options.finish(report)
  }
}
