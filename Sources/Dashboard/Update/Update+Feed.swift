import Planning

extension DashboardState {
  /// Takes a feed's figures as one step of the history. A pool that is switched off stays off: what it would offer
  /// changes.
  mutating func takeFeed(_ figures: [PoolFigures]) -> [Effect] {
    feed = .live
    var next = statement
    var changes: [String] = []
    for entry in figures {
      guard let pool = scenario.pools.firstIndex(where: { $0.name == entry.pool }) else { continue }
      if let available = entry.available {
        let isOff = next.switchedOff[pool] != nil
        let before = next.switchedOff[pool] ?? next.scenario.pools[pool].available
        if before != available {
          changes.append("\(entry.pool) \(before) → \(available)")
          if isOff {
            next.switchedOff[pool] = available
          } else {
            next.scenario.pools[pool].available = available
          }
        }
      }
      if let price = entry.price, price != next.scenario.pools[pool].price {
        let before = next.scenario.pools[pool].price
        changes.append(
          "\(entry.pool) \(Numbers.fixed(before, 2)) → \(Numbers.fixed(price, 2)) $/h")
        next.scenario.pools[pool].price = price
        next.scenario.pools[pool].priceSource = .scenario
      }
    }
    guard next != statement else { return [] }
    return adopt(next, Message(.edit, subject: "Feed", changes.joined(separator: ", ")))
  }

  /// Tells that the feed cannot be used, or that it can again.
  mutating func noteFeed(trouble reason: String?) {
    feed = reason == nil ? .live : .stale
    message =
      reason.map { Message(.error, "Feed: \($0)") } ?? Message(.notice, "Feed: readable again, unchanged")
  }
}
