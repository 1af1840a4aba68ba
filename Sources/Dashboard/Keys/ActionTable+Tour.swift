extension ActionTable {
  /// Keys of the tour; every other key does what it does without it.
  static let tour: [ActionEntry] = [
    ActionEntry("tour-next", [.character("n")], "n", "the tour's next stop", in: "TOUR", context: .tour) {
      _ in
      .view(.moveTour(1))
    },
    ActionEntry("tour-back", [.character("N")], "N", "the tour's stop before", in: "TOUR", context: .tour) {
      _ in
      .view(.moveTour(-1))
    },
    ActionEntry("tour-end", [.escape], "Esc", "end the tour", in: "TOUR", context: .tour) { _ in
      .view(.endTour)
    },
  ]
}
