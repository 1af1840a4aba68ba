import Serving

/// The nearest valid name, with a bound on what is compared.
public enum Suggestion {
  /// Longest text compared; a longer one is no misspelling, and comparing is quadratic.
  private static let longest = 100
  /// Most candidates compared.
  private static let mostCandidates = 2000

  /// The candidate nearest to `text`; nil where none is near.
  public static func nearest(to text: String, among candidates: [String]) -> String? {
    guard !text.isEmpty, text.utf8.count <= longest else { return nil }
    let near = candidates.prefix(mostCandidates).filter { $0.utf8.count <= longest }
    return nearestName(to: text, among: near)
  }
}
