import Planning
import Serving

/// Reads the offers of a cloud's table in the form of SkyPilot's catalogue: prices of whole instances by their number of
/// GPUs. Rows that are no offer of whole known GPUs at a price are left out, and counted in notes.
struct CloudPrices {
  static let required = ["acceleratorname", "acceleratorcount", "price"]
  static let optional = ["spotprice", "region", "instancetype", "availabilityzone"]

  /// Hosts that a cloud sells apart from the GPUs that only they take: the names of those hosts begin so and go on with
  /// the number of GPUs. Source: SkyPilot's catalogue of Google Cloud, whose A2 and G2 machines have rows of their own.
  private static let hosts: [(accelerator: String, types: [Int: String])] = [
    (
      "a100",
      [
        1: "a2-highgpu-1g", 2: "a2-highgpu-2g", 4: "a2-highgpu-4g", 8: "a2-highgpu-8g", 16: "a2-megagpu-16g",
      ]
    ),
    (
      "a100-80gb", [1: "a2-ultragpu-1g", 2: "a2-ultragpu-2g", 4: "a2-ultragpu-4g", 8: "a2-ultragpu-8g"]
    ),
    ("l4", [1: "g2-standard-4", 2: "g2-standard-24", 4: "g2-standard-48", 8: "g2-standard-96"]),
  ]

  /// The prices of an instance or of a host.
  private struct Prices {
    var firm: Double?
    var spot: Double?
  }

  private let table: CSVTable
  private let catalogue: CatalogueNames
  private var hostPrices: [String: Prices] = [:]
  private var rows: [(row: CSVTable.Row, name: String, prices: Prices)] = []
  private var withoutGPU = 0
  private var unknown: [String: Int] = [:]
  private var withoutPrice: [Int] = []
  private var parts: [Int] = []
  private var withoutHost: [Int] = []
  private var zeros: [Int] = []

  init(_ table: CSVTable, catalogue: CatalogueNames) {
    self.table = table
    self.catalogue = catalogue
  }

  /// The offers of all rows; problems are the table's.
  mutating func offers(provider: String, date: String) throws -> [ListPrice] {
    while let row = try table.next() { take(row) }
    var found: [ListPrice] = []
    for (row, name, prices) in rows {
      found += offers(row, name, prices, provider: provider, date: date)
    }
    addNotes()
    return found
  }

  private mutating func take(_ row: CSVTable.Row) {
    guard let firm = price("price", row), let spot = price("spotprice", row) else { return }
    let prices = Prices(firm: firm.value, spot: spot.value)
    let name = row.fields["acceleratorname"]?.text.trimmed ?? ""
    guard !name.isEmpty else {
      withoutGPU += 1
      if let key = place(of: row) { hostPrices[key] = prices }
      return
    }
    rows.append((row, name, prices))
  }

  /// A price above 0, or none: such tables write nothing, NaN or 0 where an instance is not sold. Nil: a problem.
  private mutating func price(_ key: String, _ row: CSVTable.Row) -> (value: Double?, row: Int)? {
    let text = row.fields[key]?.text.trimmed.lowercased() ?? ""
    if ["nan", "null", "none", "n/a"].contains(text) { return (nil, row.line) }
    let price = table.optionalNumber(key, row, in: .notNegative)
    guard price.isRight else { return nil }
    if price.number == 0 { zeros.append(row.line) }
    return (price.number.flatMap { $0 > 0 ? $0 : nil }, row.line)
  }

  private func place(of row: CSVTable.Row, type: String? = nil) -> String? {
    let type = type ?? row.fields["instancetype"]?.text.trimmed ?? ""
    guard !type.isEmpty else { return nil }
    let places = ["region", "availabilityzone"].map { row.fields[$0]?.text.trimmed ?? "" }
    return ([type] + places).joined(separator: "\n").lowercased()
  }

  private mutating func offers(
    _ row: CSVTable.Row, _ name: String, _ prices: Prices, provider: String, date: String
  ) -> [ListPrice] {
    // The tables' bare A100 has 40 GB.
    guard let gpu = catalogue.gpu(name.lowercased() == "a100" ? "A100-40G-SXM" : name) else {
      unknown[name, default: 0] += 1
      return []
    }
    guard let count = table.number("acceleratorcount", row, in: .positive) else { return [] }
    guard count >= 1, count == count.rounded() else {
      parts.append(row.line)
      return []
    }
    guard prices.firm != nil || prices.spot != nil else {
      withoutPrice.append(row.line)
      return []
    }
    let words = ["instancetype", "region"].map { PriceReader.words($0, row, table) }
    guard let type = words[0], let region = words[1] else { return [] }
    var host = Prices(firm: 0, spot: 0)
    var remark = ""
    // Some clouds sell GPUs beside a host: such a row has no instance type, and its price no host.
    if row.fields["instancetype"] != nil, type.isEmpty {
      let hostType = Self.hosts.first { $0.accelerator == name.lowercased() }?.types[Int(count)]
      if let hostType, let key = place(of: row, type: hostType), let found = hostPrices[key] {
        host = found
        remark = "with host \(hostType)"
      } else {
        withoutHost.append(row.line)
        remark = "without a host"
      }
    }
    let source = [remark, type, region].filter { !$0.isEmpty } + ["\(table.name):\(row.line)"]
    let whole = Prices(firm: sum(prices.firm, host.firm), spot: sum(prices.spot, host.spot))
    return [(whole.firm, "on_demand"), (whole.spot, "spot")].compactMap { price, tier in
      // A spot price that is the firm one says that there is no spot market.
      guard let price, tier != "spot" || prices.spot != prices.firm else { return nil }
      // A sum with a host, or a part of an instance, may leave the range that each price keeps.
      let dollars = price / count
      guard NumberRange.positive.contains(dollars) else {
        table.problems.add(
          Diagnostic(
            file: table.name, line: row.line, column: 1, key: "price",
            message: "of one GPU must be \(NumberRange.positive.meaning)"))
        return nil
      }
      return ListPrice(
        gpu: gpu.name, dollarsPerHour: dollars, provider: provider, tier: tier, date: date,
        source: source.joined(separator: ", "))
    }
  }

  private func sum(_ first: Double?, _ second: Double?) -> Double? {
    guard let first, let second else { return nil }
    return first + second
  }

  private func addNotes() {
    let notes = table.problems.notes
    func add(_ lines: [Int], _ what: String) {
      guard !lines.isEmpty else { return }
      let places = ReadingNotes.listed(lines.map(String.init))
      notes.add(table.name, "\(lines.count) row\(lines.count > 1 ? "s" : "") \(what) (line \(places))")
    }
    if withoutGPU > 0 {
      notes.add(table.name, "\(withoutGPU) row\(withoutGPU > 1 ? "s" : "") without a GPU left out")
    }
    if !unknown.isEmpty {
      let rows = unknown.values.reduce(0, +)
      let names = ReadingNotes.listed(unknown.keys.sorted())
      notes.add(
        table.name,
        "\(rows) row\(rows > 1 ? "s" : "") of GPUs that the catalogue does not have left out: \(names)")
    }
    if !zeros.isEmpty {
      let places = ReadingNotes.listed(zeros.map(String.init))
      notes.add(
        table.name, "\(zeros.count) price\(zeros.count > 1 ? "s" : "") of 0 taken for none (line \(places))")
    }
    add(withoutPrice, "without a price left out")
    add(parts, "of a part of a GPU left out")
    add(withoutHost, "priced without the host that the GPU needs")
  }
}
