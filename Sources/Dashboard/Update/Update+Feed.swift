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

  /// Reports that the feed cannot be used, or that it can again.
  mutating func noteFeed(_ trouble: FeedTrouble?) {
    guard let trouble else {
      feed = .live
      message = Message(.notice, "Feed: readable again, unchanged")
      return
    }
    feed = .stale(reason: trouble.reason, confirmed: trouble.age.map { now - 1000 * $0 })
    message = feedMessage
  }

  /// The feed's trouble with the age its figures have now; nil: there is none.
  var feedTrouble: FeedTrouble? {
    guard case .stale(let reason, let confirmed) = feed else { return nil }
    return FeedTrouble(reason: reason, age: confirmed.map { (now - $0) / 1000 })
  }

  /// The message about the feed's trouble. The reason may be long, with a path in it, so it comes last.
  private var feedMessage: Message? {
    feedTrouble.map { Message(.error, "Feed: \($0.kept): \($0.reason)") }
  }

  /// Sets the program's clock, and updates the age of the feed's figures in the message row.
  mutating func setClock(_ milliseconds: Double) {
    let told = feedMessage
    now = max(now, milliseconds)
    if let told, message == told { message = feedMessage }
  }

  /// Milliseconds after which the age of the feed's figures reads differently; nil: none is shown.
  public var feedStep: Double? {
    guard let age = feedTrouble?.age else { return nil }
    return age < Double(FeedTrouble.secondsShown) ? 1000 : 60_000
  }
}
