/// How things are looked at: overlays, tour, theme, and what is copied.
public enum ViewAction: Sendable, Equatable {
  /// Closes what is in front of the panels.
  case closeOverlay
  /// Opens the key table, or closes it.
  case toggleHelp
  /// Help on what contains these words.
  case helpAbout(String)
  /// Scrolls the help or the comparison by a number of rows.
  case scroll(Int)
  /// Shows the first stop of the tour.
  case beginTour
  /// Ends the tour.
  case endTour
  /// Moves on by a number of stops.
  case moveTour(Int)
  /// Chooses the next theme.
  case nextTheme
  /// Chooses a theme by its name.
  case chooseTheme(String)
  /// Sets whether the terminal's own ground shows through the theme.
  case setTransparent(Bool)
  /// Copies what the keys are on to the clipboard.
  case copyFocused
  /// Copies one thing to the clipboard.
  case copy(CopySource)
}
