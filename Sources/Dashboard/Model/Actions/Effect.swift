import Planning

/// A side effect that an update asks of the program; the dashboard itself performs none.
public enum Effect: Sendable, Equatable {
  /// Plan this scenario; only the latest generation is wanted.
  case solve(Scenario, generation: Int)
  /// End the solve under way and keep what it found.
  case stopSolving
  /// Answer these in the background, when no scenario is being planned; they replace those asked before.
  case explore([ExplorationTask], request: Int)
  /// Write the scenario into the text it was read from; what there is no consent to is answered by
  /// `FileReport.saveExists` or `FileReport.saveNeeds`.
  case save(Scenario, path: String, consent: SaveConsent)
  /// Write the plan of a scenario under that title, as the file's name asks; without `overwrite`, an existing file is
  /// answered by `FileReport.saveExists`.
  case savePlan(Plan, of: Scenario, title: String, path: String, overwrite: Bool)
  /// Write what runs the plan of a scenario of that title; without `overwrite`, an existing file is answered by
  /// `FileReport.exportExists`.
  case export(Plan, ExportLanguage, title: String, path: String, overwrite: Bool)
  /// Write a table of texts, as the file's name asks; else as `savePlan`.
  case saveTable(header: [String], rows: [[String]], path: String, overwrite: Bool)
  /// Say what a folder holds.
  case listFolder(String)
  /// Read what an earlier session left.
  case recover(path: String)
  /// Read a scenario file.
  case open(path: String)
  /// Write a picture of the screen; without `overwrite`, an existing file is answered by `FileReport.pictureExists`.
  case savePicture(path: String, overwrite: Bool)
  /// Leave the program.
  case quit
  /// Take the mouse, or leave it to the terminal.
  case captureMouse(Bool)
  /// Hand the terminal back to the shell until the program is continued.
  case suspend
  /// Draw every cell anew.
  case repaint
  /// Put a text, or a plan as Markdown, on the clipboard.
  case copy(String)
  case copyPlan(Plan, title: String)
}
