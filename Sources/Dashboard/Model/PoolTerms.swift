import Planning

extension Pool {
  /// Place and terms of its rental: `RunPod, EU-RO-1, spot 0.02/h`; nil where nothing is stated.
  var offerText: String? {
    var words = [offer.provider, offer.region].compactMap { $0 }
    if offer.tier == .spot {
      let rate = offer.interruptionsPerHour
      words.append(rate > 0 ? "spot, \(Numbers.fixed(rate, 3)) interruptions/h a machine" : "spot")
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// Where its price comes from: `list price of 2026-11-20, RunPod on demand`; nil where the scenario or a slider
  /// states it.
  var listPriceText: String? {
    guard case .list(let price) = priceSource else { return nil }
    let unit = price.isOfMachines ? ", by the machine of \(price.gpus)" : ""
    return "list price of \(price.date), \(price.provider) \(price.tier.replacing("_", with: " "))\(unit)"
  }
}
