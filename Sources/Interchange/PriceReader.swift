import Serving

/// Reads price tables: the own format, or a cloud's table of SkyPilot's catalogue.
public enum PriceReader {
  private static let ownRequired = ["gpu", "usd_per_gpu_h"]
  private static let ownOptional = ["provider", "tier", "date", "source"]
  private static let cloudRequired = ["acceleratorname", "acceleratorcount", "price"]
  private static let cloudOptional = ["spotprice", "region", "instancetype"]

  /// The header of the own format.
  public static let header = "gpu,usd_per_gpu_h,provider,tier,date,source"

  /// The offers in the file at `path`; `provider` and `date` name what the file itself does not say.
  public static func read(
    path: String, provider: String = "", date: String = "", catalogue: CatalogueNames = .standard
  ) throws -> [ListPrice] {
    let source = try SourceFile.read(path, limit: SourceFile.tableLimit)
    return try read(source, provider: provider, date: date, catalogue: catalogue)
  }

  /// The offers in `source`. In a cloud's table, GPUs that the catalogue does not know are passed over.
  public static func read(
    _ source: SourceFile, provider: String = "", date: String = "", catalogue: CatalogueNames = .standard
  ) throws -> [ListPrice] {
    let first = source.text.utf8.prefix { $0 != 0x0A }
    let isCloud = String(Substring(first)).lowercased().contains("acceleratorname")
    let reader = CSVReader(text: source.text, name: source.path)
    let problems = ProblemList()
    do {
      let table = try CSVTable(
        reader, required: isCloud ? cloudRequired : ownRequired,
        optional: isCloud ? cloudOptional : ownOptional, ignoresUnknown: isCloud, problems: problems)
      var offers: [ListPrice] = []
      while let row = try table.next() {
        if isCloud {
          offers += cloudOffers(row, table, provider: provider, date: date, catalogue: catalogue)
        } else if let offer = ownOffer(row, table, provider: provider, date: date, catalogue: catalogue) {
          offers.append(offer)
        }
      }
      try problems.throwIfAny()
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

  private static func ownOffer(
    _ row: CSVTable.Row, _ table: CSVTable, provider: String, date: String, catalogue: CatalogueNames
  ) -> ListPrice? {
    let gpu = table.known("gpu", row, find: catalogue.gpu, nearest: catalogue.nearestGPU)
    let price = table.number("usd_per_gpu_h", row, in: .positive)
    let stated = ownOptional.map { words($0, row, table) }
    guard let gpu, let price, let provider = stated[0].orIfEmpty(provider), let tier = stated[1],
      let date = stated[2].orIfEmpty(date), let source = stated[3]
    else { return nil }
    return ListPrice(
      gpu: gpu.entry.name, dollarsPerHour: price, provider: provider, tier: tier.isEmpty ? "on_demand" : tier,
      date: date, source: source.isEmpty ? "\(table.name):\(row.line)" : source)
  }

  /// On-demand and spot offers of one instance type; the table's prices are for the whole instance.
  private static func cloudOffers(
    _ row: CSVTable.Row, _ table: CSVTable, provider: String, date: String, catalogue: CatalogueNames
  ) -> [ListPrice] {
    // Instances without a GPU, and those sold without a price, are no offers.
    guard let name = row.fields["acceleratorname"]?.text.trimmed, let gpu = catalogue.gpu(cloudName(name))
    else {
      return []
    }
    guard let count = table.number("acceleratorcount", row, in: .positive) else { return [] }
    let place = [words("instancetype", row, table), words("region", row, table)].compactMap { $0 }
    // Some clouds sell GPUs beside any host: such a row has no instance type, and its price no host.
    let isAlone = row.fields["instancetype"].map { $0.text.trimmed.isEmpty } ?? false
    let source =
      ((isAlone ? ["without a host"] : []) + place.filter { !$0.isEmpty } + ["\(table.name):\(row.line)"])
      .joined(separator: ", ")
    let firm = table.optionalNumber("price", row, in: .notNegative)
    let spot = table.optionalNumber("spotprice", row, in: .notNegative)
    return [(firm, "on_demand"), (spot, "spot")].compactMap { price, tier in
      // A spot price that is the firm one says that there is no spot market.
      guard let price = price.number, price > 0, tier != "spot" || price != firm.number else { return nil }
      return ListPrice(
        gpu: gpu.name, dollarsPerHour: price / count, provider: provider, tier: tier, date: date,
        source: source)
    }
  }

  /// The catalogue's name of a GPU that such tables name otherwise: their bare A100 has 40 GB.
  private static func cloudName(_ name: String) -> String {
    name.lowercased() == "a100" ? "A100-40G-SXM" : name
  }

  /// Text that may be shown; nil, with a problem noted, where it may not.
  private static func words(_ key: String, _ row: CSVTable.Row, _ table: CSVTable) -> String? {
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
