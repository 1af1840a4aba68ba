/// How well typed words fit a text: whole pieces first, then first letters of its words (`gha` of `gpus.H100.available`).
struct FuzzyMatch {
  /// The words in small letters, as bytes of UTF-8.
  private let words: [[UInt8]]

  /// Splits the typed text into words.
  init(_ query: String) {
    words = query.lowercased().utf8.split(separator: UInt8(ascii: " ")).map(Array.init)
  }

  /// The fit of all words; nil where one does not fit. Greater is better.
  func score(_ text: String) -> Int? {
    let text = Array(text.lowercased().utf8)
    var sum = 0
    for word in words {
      guard let score = Self.score(word, text) else { return nil }
      sum += score
    }
    return sum - text.count
  }

  private static func score(_ word: [UInt8], _ text: [UInt8]) -> Int? {
    if let place = place(of: word, in: text) {
      let isAtStart = place == 0 ? 400 : isBoundary(text, place) ? 300 : 0
      let end = place + word.count
      let isWhole = isAtStart > 0 && (end == text.count || isBoundary(text, end)) ? 200 : 0
      return 1000 + isAtStart + isWhole
    }
    return isAbbreviation(word[...], text, 0) ? 500 : nil
  }

  private static func place(of word: [UInt8], in text: [UInt8]) -> Int? {
    guard let first = word.first, text.count >= word.count else { return word.isEmpty ? 0 : nil }
    for place in 0...(text.count - word.count) where text[place] == first {
      if word.indices.allSatisfy({ text[place + $0] == word[$0] }) { return place }
    }
    return nil
  }

  /// Whether each character follows its predecessor or begins a word.
  private static func isAbbreviation(_ word: ArraySlice<UInt8>, _ text: [UInt8], _ start: Int) -> Bool {
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

  /// Whether a word begins or ends at a place.
  private static func isBoundary(_ text: [UInt8], _ place: Int) -> Bool {
    guard place > 0 else { return true }
    return isPart(text[place]) != isPart(text[place - 1])
  }

  /// Whether a byte of UTF-8 belongs to a word; of what is not ASCII, all does.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    default: false
    }
  }
}
