/// How well typed words fit a text: whole pieces first, then first letters of its words (`gha` of `gpus.H100.available`).
enum FuzzyMatch {
  /// The fit of all words of a query; nil where one does not fit. Greater is better.
  static func score(_ query: String, in text: String) -> Int? {
    let text = Array(text.lowercased())
    var sum = 0
    for word in query.lowercased().split(separator: " ") {
      guard let score = score(Array(word), text) else { return nil }
      sum += score
    }
    return sum - text.count
  }

  private static func score(_ word: [Character], _ text: [Character]) -> Int? {
    if let place = (0...max(0, text.count - word.count)).first(where: { text[$0...].starts(with: word) }) {
      let isAtStart = place == 0 ? 400 : isBoundary(text, place) ? 300 : 0
      let end = place + word.count
      let isWhole = isAtStart > 0 && (end == text.count || isBoundary(text, end)) ? 200 : 0
      return 1000 + isAtStart + isWhole
    }
    return isAbbreviation(word[...], text, 0) ? 500 : nil
  }

  /// Whether each character follows its predecessor or begins a word.
  private static func isAbbreviation(_ word: ArraySlice<Character>, _ text: [Character], _ start: Int) -> Bool
  {
    guard let first = word.first else { return true }
    if start > 0, start < text.count, text[start] == first,
      isAbbreviation(word.dropFirst(), text, start + 1)
    {
      return true
    }
    for place in start..<max(start, text.count) where text[place] == first && isBoundary(text, place) {
      if isAbbreviation(word.dropFirst(), text, place + 1) { return true }
    }
    return false
  }

  /// Whether a word begins at a place.
  private static func isBoundary(_ text: [Character], _ place: Int) -> Bool {
    guard place > 0 else { return true }
    let isPart = text[place].isLetter || text[place].isNumber
    let wasPart = text[place - 1].isLetter || text[place - 1].isNumber
    return isPart != wasPart
  }
}
