extension Screen {
  private static let tourWidth = 48

  /// The tour's card at the lower right, where it hides no slider.
  mutating func tourCard(_ stop: Int) {
    let stops = state.tourStops
    guard stops.indices.contains(stop) else { return }
    let width = min(Self.tourWidth, grid.columns - 2)
    let lines = Self.wrap(stops[stop].text, width: width - 4)
    let frame = Area(
      row: grid.rows - 4 - lines.count, column: grid.columns - 1 - width, width: width,
      height: lines.count + 2)
    guard frame.row > 0, width > 24 else { return }
    clear(frame)
    target(.cover, frame)
    border(
      frame, title: "TOUR \(stop + 1)/\(stops.count) · \(stops[stop].title)",
      hint: tourHint(stop, stops.count))
    for (index, line) in lines.enumerated() { put(line, frame.row + 1 + index, frame.column + 2) }
  }

  private func tourHint(_ stop: Int, _ count: Int) -> String {
    guard state.keyContext == .tour else { return "" }
    let next = "\(state.keys.hint("tour-next")) \(stop + 1 < count ? "next" : "end")"
    let back = stop > 0 ? " · \(state.keys.hint("tour-back")) back" : ""
    return stop + 1 < count ? "\(next)\(back) · \(state.keys.hint("tour-end")) ends" : next + back
  }
}
