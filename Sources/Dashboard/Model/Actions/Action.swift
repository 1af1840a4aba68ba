/// The meaning of a key, a click or a message from the program's other threads, by feature.
public enum Action: Sendable, Equatable {
  /// What the program itself tells the dashboard, and what it is to do.
  case program(ProgramAction)
  /// Answers of the threads that plan and explore, and of the feed.
  case planner(PlannerAction)
  /// Files asked for.
  case files(FileAction)
  /// What became of files, and what was found among them.
  case reports(FileReport)
  /// Moving about among panels, rows and tabs.
  case focus(FocusAction)
  /// Changes of what is stated.
  case edit(EditAction)
  /// Steps back and forward, and the list of edits.
  case history(HistoryAction)
  /// Pinned plans and their comparison.
  case pins(PinAction)
  /// The way from a running fleet.
  case fleet(FleetAction)
  /// Zoomed tables.
  case table(TableAction)
  /// Sliders held by the mouse, and whose the mouse is.
  case mouse(MouseAction)
  /// Typing into a control, a file name or a question.
  case typing(TypingAction)
  /// The list of commands.
  case commands(CommandAction)
  /// How things are looked at: overlays, tour, theme, and what is copied.
  case view(ViewAction)
}
