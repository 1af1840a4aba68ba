import ArgumentParser
import Interchange
import Serving

/// `fleetmix prices`: what is known of the prices of GPUs.
struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices",
    abstract: "List offers for GPUs: provider, terms, rented by the GPU or by the machine, day and source.",
    discussion: """
      A pool that states no price takes the offer marked as taken, and is rented as it is offered: by the machine where \
      the offer is for machines like the pool's.
      """)

  @Argument(help: "GPU types; left out: all.")
  var gpus: [String] = []

  @OptionGroup var format: ReportFormat

  private static let title = "Prices of GPUs, market of 2026"

  func run() throws {
    let names = CatalogueNames.standard
    var types: [GPUType] = []
    for name in gpus {
      guard let type = names.gpu(name) else {
        let nearest = names.nearestGPU(name).map { "; did you mean '\($0)'?" } ?? ""
        throw ValidationError("no GPU type is named '\(name)'\(nearest)")
      }
      if !types.contains(type) { types.append(type) }
    }
    let report = PriceReport(.market2026, types: types)
    format.write(
      report.table, json: report.json, title: Self.title,
      remarks: report.remarks(on: types.isEmpty ? GPUCatalogue.all : types))
  }
}
