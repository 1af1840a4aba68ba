/// Offers for GPUs, each with provider, tier and date.
public struct PriceList: Sendable, Equatable {
  /// Name shown beside a price taken from the list.
  public var name: String
  /// Every offer, in the order read.
  public var offers: [ListPrice]

  /// Creates a list of offers.
  public init(name: String, offers: [ListPrice]) {
    self.name = name
    self.offers = offers
  }

  /// The offer that stands for a GPU type when a scenario states no price; `gpu` is a catalogue name.
  ///
  /// The same chip costs several times as much at a hyperscaler as at a GPU cloud, so the choice is by
  /// tier first (see `preference`), then the newest date, then the lowest price. A figure that nobody rents at stands
  /// for no type.
  public func defaultPrice(for gpu: String) -> ListPrice? {
    let name = GPUCatalogue.type(named: gpu)?.name ?? gpu
    return offers.filter { $0.gpu == name && $0.isOffer }.min { first, second in
      let ranks = (preference(first), preference(second))
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      if first.date != second.date { return first.date > second.date }
      return first.dollarsPerHour < second.dollarsPerHour
    }
  }
}

/// Providers whose list prices are for committed enterprise customers; seldom what a mixed fleet is rented from.
private let hyperscalers: Set<String> = ["aws", "azure", "gcp"]

/// How well an offer stands for its type: dated firm offers of GPU clouds, then averages and starting prices,
/// then undated ones, hyperscalers, and what can be withdrawn (spot, community) last.
private func preference(_ offer: ListPrice) -> Int {
  let dated = offer.date.first == "2" && offer.date.count == 10
  switch offer.tier {
  case "on_demand", "secure":
    if hyperscalers.contains(offer.provider) { return 3 }
    return dated ? 0 : 2
  case "avg", "median", "starting_at": return 1
  case "on_demand_equiv": return 3
  case "spot", "community": return 4
  default: return 5
  }
}
