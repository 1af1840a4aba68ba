/// Shapes that a layout was measured at and cannot serve inside the limits, whatever the load.
///
/// Longer prompts and answers only make requests harder, so a shape at least as long as an unservable one in both is
/// unservable too. Between the measured lengths a shape belongs to the bucket whose lengths are the next larger ones.
struct UnservableShapes: Sendable {
  private var sources: [(shape: RequestShape, source: String)] = []

  /// Adds a shape, with where it was measured.
  mutating func add(_ shape: RequestShape, source: String) {
    sources.append((shape, source))
  }

  /// Why `shape`, which was not measured to be servable, cannot be served; nil: nothing here speaks against it.
  ///
  /// `servable` are the layout's other shapes, `covers` tells whether shapes are measured around a shape at all. Time is
  /// linear in the number of shapes.
  func reason(
    _ shape: RequestShape, servable: some Collection<RequestShape>,
    covers: ([RequestShape], RequestShape) -> Bool
  ) -> String? {
    guard !sources.isEmpty else { return nil }
    let all = servable + sources.map(\.shape)
    var bucket = shape
    if covers(all, shape) {
      bucket.input = all.map(\.input).filter { $0 >= shape.input }.min() ?? shape.input
      bucket.output = all.map(\.output).filter { $0 >= shape.output }.min() ?? shape.output
    }
    let found = sources.first { $0.shape.input <= bucket.input && $0.shape.output <= bucket.output }
    return found.map {
      "measured as unservable at \($0.shape.input)/\($0.shape.output) tokens (\($0.source))"
    }
  }
}
