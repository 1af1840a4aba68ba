/// A short walk through the dashboard: a card beside the panels, while all keys go on working.
struct TourStop: Sendable, Equatable {
  /// The topic of the stop.
  var title: String
  /// The step to try, and its result.
  var text: String
}

extension TourStop {
  /// The stops, with the keys as they are bound.
  static func all(_ keys: KeyBindings) -> [TourStop] {
    func key(_ names: String...) -> String { names.map { keys.hint($0) }.joined(separator: " ") }
    return [
      TourStop(
        title: "Move the budget",
        text:
          "\(key("step-down", "step-up")) move it one step, \(key("type")) types a value. Plan, routes and cost "
          + "per token follow at once: ● is proven best, ◐ says how far it may be from that."),
      TourStop(
        title: "Take GPUs away",
        text:
          "\(key("panel-next")) goes on to POOLS. \(key("step-down")) rents one GPU or machine less, \(key("toggle")) none of "
          + "the pool, \(key("undo")) takes it back. Once more \(key("panel-next")) for prices."),
      TourStop(
        title: "Change the mix",
        text: "\(key("panel-next")) goes on to MIX: more of one kind of request, less of the others; "
          + "\(key("toggle")) locks a share. \(key("reset")) goes back to the scenario's figure."),
      TourStop(
        title: "Compare plans",
        text:
          "\(key("pin")) pins the plan on the screen, \(key("compare")) lays plans side by side: what differs, and "
          + "what to start, stop and re-route. A is the scenario as opened."),
      TourStop(
        title: "Ask why",
        text:
          "\(key("tab-frontier")) shows the best for every budget, \(key("tab-why")) what binds and what one more "
          + "GPU is worth. \(key("zoom")) gives a panel the whole screen."),
      TourStop(
        title: "Find anything",
        text:
          "\(key("command")) finds every action by name, \(key("help")) lists the keys, \(key("open")) opens a "
          + "scenario of yours. \(key("tour")) shows this again."),
    ]
  }
}
