import Planning
import Serving

/// Offers for GPUs as a report.
public struct PriceReport {
  private let rows: [PriceRow]

  /// A report on a list's offers for some GPU types, for all where none is named.
  public init(_ list: PriceList, types: [GPUType]) {
    rows = PriceRow.rows(of: list, types: types.map(\.name))
  }

  /// The offers, type by type.
  public var table: ReportTable { ReportTable(.prices, rows) }

  /// `{"prices": [..]}`.
  public var json: JSONValue { .object([TableSchema.prices.json(rows)]) }

  /// The types among some that nobody offers, as a remark; empty: there are none.
  public func remarks(on types: [GPUType]) -> [String] {
    let missing = types.filter { type in !rows.contains { $0.price.gpu == type.name && $0.price.isOffer } }
    return missing.map { "\($0.name): no offer is known; a scenario states its price" }
  }
}
