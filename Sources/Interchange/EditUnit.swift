/// What an edit's value counts, and how its unit may be written.
enum EditUnit {
  case money, rate, part, milliseconds, gpus, weight

  /// The figure without its unit, and what one of the unit is in the scenario file's.
  func split(_ value: String) -> (text: String, scale: Double) {
    var text = value.filter { !$0.isWhitespace }
    if self == .money, text.hasPrefix("$") { text.removeFirst() }
    let lower = text.lowercased()
    for (suffix, scale) in suffixes where lower.hasSuffix(suffix) && lower.count > suffix.count {
      return (String(text.dropLast(suffix.count)), scale)
    }
    return (text, 1)
  }

  /// The longest first.
  private var suffixes: [(String, Double)] {
    switch self {
    case .money: [("$/h", 1), ("/h", 1), ("$", 1)]
    case .rate: [("req/s", 1), ("rps", 1), ("/s", 1)]
    case .part: [("%", 0.01)]
    case .milliseconds: [("ms", 1), ("s", 1000)]
    case .gpus: [("gpus", 1), ("gpu", 1)]
    case .weight: []
    }
  }
}
