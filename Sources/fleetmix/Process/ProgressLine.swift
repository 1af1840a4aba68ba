/// A line on standard error that counts what is done; nothing where nobody sees it.
struct ProgressLine {
  private let total: Int
  private let unit: String
  private let isShown: Bool
  private var done = 0

  /// A count up to `total`, shown where standard error is a terminal that can show it.
  init(total: Int, unit: String, isShown: Bool = true) {
    self.total = total
    self.unit = unit
    self.isShown = isShown && StandardError.showsStatus
  }

  /// Counts; more than `total` may come of what is refined on the way.
  mutating func advance(by count: Int = 1) {
    done += count
    guard isShown else { return }
    let width = 24
    let filled = total > 0 ? min(width, width * done / total) : width
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    StandardError.showStatus("[\(bar)] \(done)/\(max(done, total)) \(unit)")
  }

  /// Takes the line away.
  func end() {
    if isShown { StandardError.showStatus("") }
  }
}
