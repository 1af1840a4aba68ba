/// The place that the keys act on, and the page that shows it.
public struct FocusState: Sendable, Equatable {
  /// The page that fills the screen.
  public internal(set) var page: Page = .panels
  /// The panel the keys act on.
  public internal(set) var panel: Panel = .controls
  /// The results a small screen shows.
  public internal(set) var tab: ResultTab = .plan
  /// Whether the screen previews the result of the chosen change.
  var isPreviewing = false
}
