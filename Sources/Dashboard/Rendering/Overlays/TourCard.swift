/// The tour's card at the lower right, where it hides no slider.
struct TourCard: Drawable {
  private static let width = 48
  /// Narrower cards hold no sentence.
  private static let leastWidth = 25

  let stop: TourStop
  /// Index of the stop, and the number of stops.
  let place: Int
  let count: Int
  /// The keys that lead on.
  let hint: String

  func draw(on canvas: inout Canvas, in area: Area) {
    let width = min(Self.width, area.width - 2)
    let lines = Canvas.wrap(stop.text, width: width - 4)
    let frame = Area(
      row: area.height - 4 - lines.count, column: area.width - 1 - width, width: width,
      height: lines.count + 2)
    guard frame.row > 0, width >= Self.leastWidth else { return }
    canvas.clear(frame)
    canvas.target(.cover, frame)
    canvas.border(frame, title: "TOUR \(place + 1)/\(count) · \(stop.title)", hint: hint)
    for (index, line) in lines.enumerated() { canvas.put(line, frame.row + 1 + index, frame.column + 2) }
  }
}
