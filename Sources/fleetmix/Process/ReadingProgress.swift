import Interchange
import Planning

/// A line on standard error that shows how much of a file is read; nothing where nobody watches.
final class ReadingProgress {
  private static let interval = ContinuousClock.Duration.milliseconds(200)

  private let name: String
  private let isShown = StandardError.showsStatus
  private var last = ContinuousClock.now

  /// Creates a progress line for the file at `path`.
  init(of path: String) {
    name = path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Shows the bytes read and the part of the file they are, five times per second.
  func update(bytes: Int, size: Int?) {
    guard isShown, ContinuousClock.now - last > Self.interval else { return }
    last = ContinuousClock.now
    let part = size.map { $0 > 0 ? " of \($0 >> 20) MB, \(100 * bytes / $0) %" : " MB" } ?? " MB"
    StandardError.showStatus("\(SafeText.printable(name, limit: 60)): \(bytes >> 20)\(part)")
  }

  /// Takes the line away.
  func finish() {
    if isShown { StandardError.showStatus("") }
  }
}
