import Planning
import Serving

/// Reads price tables: the own format, or a cloud's table of SkyPilot's catalogue.
public enum PriceReader {
  private static let ownRequired = ["gpu", "usd_per_gpu_h"]
  private static let ownOptional = ["provider", "tier", "date", "source"]

  /// The header of the own format.
  public static let header = "gpu,usd_per_gpu_h,provider,tier,date,source"

  /// The offers in the file at `path`; `provider` and `date` name what the file itself does not say.
  public static func read(
    path: String, provider: String = "", date: String = "", catalogue: CatalogueNames = .standard,
    notes: ReadingNotes = ReadingNotes()
  ) throws -> [ListPrice] {
    try read(CSVReader(path: path), provider: provider, date: date, catalogue: catalogue, notes: notes)
  }

  /// The offers that `reader` yields, at least one. Rows of a cloud's table that do not offer whole GPUs of
  /// the catalogue are left out, with a note in `notes`.
  public static func read(
    _ reader: CSVReader, provider: String = "", date: String = "", catalogue: CatalogueNames = .standard,
    notes: ReadingNotes = ReadingNotes()
  ) throws -> [ListPrice] {
    let isCloud = try reader.header().contains("acceleratorname")
    let problems = ProblemList(notes: notes)
    do {
      let table = try CSVTable(
        reader, required: isCloud ? CloudPrices.required : ownRequired,
        optional: isCloud ? CloudPrices.optional : ownOptional, ignoresUnknown: isCloud, problems: problems)
      var offers: [ListPrice] = []
      if isCloud {
        var prices = CloudPrices(table, catalogue: catalogue)
        offers = try prices.offers(provider: provider, date: date)
      } else {
        while let row = try table.next() {
          if let offer = ownOffer(row, table, provider: provider, date: date, catalogue: catalogue) {
            offers.append(offer)
          }
        }
      }
      try problems.throwIfAny()
      guard !offers.isEmpty else {
        throw FileError(path: reader.name, reason: "holds no offer", exitCode: ExitStatus.badData)
      }
      return offers
    } catch let error as InputError {
      problems.add(error)
      throw InputError(problems.problems)
    }
  }

  /// An offer as a row of the own format.
  public static func row(_ offer: ListPrice) -> String {
    PlanCSV.row([
      offer.gpu, PlanCSV.number(offer.dollarsPerHour), offer.provider, offer.tier, offer.date, offer.source,
    ])
  }

  /// The fault of a text that is written as a day (`2026-02-30`) but is none, as a sentence part; nil also
  /// for any other text.
  public static func fault(ofDate text: String) -> String? { CalendarDate.fault(ofDay: text) }

  private static func ownOffer(
    _ row: CSVTable.Row, _ table: CSVTable, provider: String, date: String, catalogue: CatalogueNames
  ) -> ListPrice? {
    let gpu = table.known(
      "gpu", row, find: catalogue.gpu, nearest: catalogue.nearestGPU,
      refusal: catalogue.gpuRefusal)
    let price = table.number("usd_per_gpu_h", row, in: .positive)
    let stated = ownOptional.map { words($0, row, table) }
    if let field = row.fields["date"], let fault = fault(ofDate: field.text) {
      table.add(field, key: "date", fault)
      return nil
    }
    guard let gpu, let price, let provider = stated[0].orIfEmpty(provider), let tier = stated[1],
      let date = stated[2].orIfEmpty(date), let source = stated[3]
    else { return nil }
    return ListPrice(
      gpu: gpu.entry.name, dollarsPerHour: price, provider: provider, tier: tier.isEmpty ? "on_demand" : tier,
      date: date, source: source.isEmpty ? "\(table.name):\(row.line)" : source)
  }

  /// Text that may be shown; nil, with a problem noted, where it may not.
  static func words(_ key: String, _ row: CSVTable.Row, _ table: CSVTable) -> String? {
    guard let field = row.fields[key] else { return "" }
    guard !field.text.unicodeScalars.contains(where: SafeText.isUnsafe) else {
      table.add(field, key: key, "must not contain control or invisible characters")
      return nil
    }
    return field.text.trimmed
  }
}

extension String? {
  /// The text, or another in place of an empty one; nil stays.
  fileprivate func orIfEmpty(_ other: String) -> String? {
    map { $0.isEmpty ? other : $0 }
  }
}
