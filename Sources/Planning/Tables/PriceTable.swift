import Serving

/// A row of the price list: an offer, and whether it stands for its GPU type.
public struct PriceRow: TableRow {
  /// The offer.
  public let price: ListPrice
  /// Whether a pool of the type that states no price takes this one.
  public let isDefault: Bool

  /// The rows of a list, those of the GPU types named, or of all where none is; types in the list's order.
  public static func rows(of list: PriceList, types: [String]) -> [PriceRow] {
    var order: [String] = types
    if order.isEmpty {
      for offer in list.offers where !order.contains(offer.gpu) { order.append(offer.gpu) }
    }
    return order.flatMap { gpu in
      let usual = list.defaultPrice(for: gpu)
      return list.offers.filter { $0.gpu == gpu }.map { PriceRow(price: $0, isDefault: $0 == usual) }
    }
  }
}

extension ListPrice {
  /// What is rented at the price, in words.
  public var rentalText: String {
    guard isOffer else { return "no offer" }
    return isOfMachines ? "machine of \(gpus)" : "GPU"
  }
}

extension TableSchema<PriceRow> {
  /// Offers with what is rented, by whom, on which terms, and where the price was read.
  public static let prices = TableSchema(
    "prices", title: "Prices",
    media: [
      .text: [
        "gpu", "usd_per_gpu_h", "rented_by", "usd_per_machine_h", "provider", "tier", "date", "taken",
        "source",
      ],
      .page: [
        "gpu", "usd_per_gpu_h", "rented_by", "usd_per_machine_h", "provider", "tier", "date", "taken",
        "source",
      ],
      .csv: [
        "gpu", "usd_per_gpu_h", "offered", "gpus", "provider", "tier", "date", "default", "source",
      ],
      .json: [
        "gpu", "usd_per_gpu_h", "offered", "gpus", "provider", "tier", "date", "default", "source",
      ],
    ],
    [
      .names("gpu", "GPU", title: "gpu", caption: "GPU") { .text($0.price.gpu) },
      TableColumn(
        "usd_per_gpu_h", "$/h a GPU", caption: "\(Quantity.money.unit) a GPU", .money, decimals: 4
      ) { .figure($0.price.dollarsPerHour) },
      .names("rented_by", "rented by", caption: "Rented by") { .text($0.price.rentalText) },
      TableColumn(
        "usd_per_machine_h", "$/h a machine", caption: "\(Quantity.money.unit) a machine", .money
      ) { row in
        row.price.isOfMachines ? .figure(row.price.dollarsPerHour * Double(row.price.gpus)) : .none
      },
      .names("offered", "offered") { row in
        row.price.isOffer ? .text(row.price.isOfMachines ? "machine" : "gpu") : .none
      },
      TableColumn("gpus", "GPUs", .count) { .count($0.price.gpus) },
      .names("provider", "provider", caption: "Provider") { .text($0.price.provider) },
      .names("tier", "tier", caption: "Terms") { .text($0.price.tier) },
      .names("date", "date", caption: "Read on") { .text($0.price.date) },
      .names("taken", "taken", caption: "Taken where no price is stated") {
        .text($0.isDefault ? "yes" : "")
      },
      .names("default", "default") { .flag($0.isDefault) },
      .names("source", "source", caption: "Source") { .text($0.price.source) },
    ])
}
