/// Changes of a text at places given in Unicode scalars of the original, made all at once.
struct TextChanges {
  /// The original.
  let scalars: [Unicode.Scalar]
  private var changes: [(range: Range<Int>, text: String)] = []

  /// Starts with no change.
  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// Puts `text` in the place of a range; of several insertions at one place the first comes first.
  mutating func replace(_ range: Range<Int>, by text: String) {
    changes.append((range, text))
  }

  /// The text with all changes; nil: two of them overlap.
  func result() -> String? {
    var output = String.UnicodeScalarView()
    var place = 0
    for (_, change) in changes.enumerated().sorted(by: {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }) {
      guard change.range.lowerBound >= place, change.range.upperBound <= scalars.count else { return nil }
      output.append(contentsOf: scalars[place..<change.range.lowerBound])
      output.append(contentsOf: change.text.unicodeScalars)
      place = change.range.upperBound
    }
    output.append(contentsOf: scalars[place...])
    return String(output)
  }

  /// Where the line of a place begins.
  func lineStart(_ place: Int) -> Int {
    scalars[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }

  /// Where the line after that of a place begins; the end of the text where there is none.
  func nextLine(_ place: Int) -> Int {
    scalars[place...].firstIndex(of: "\n").map { $0 + 1 } ?? scalars.count
  }

  /// How the text ends its lines.
  var lineEnd: String {
    guard let first = scalars.firstIndex(of: "\n"), first > 0, scalars[first - 1] == "\r" else { return "\n" }
    return "\r\n"
  }
}
