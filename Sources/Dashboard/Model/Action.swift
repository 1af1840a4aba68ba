import Planning

/// The meaning of a key, a click or a message from the program's other threads.
public enum Action: Sendable, Equatable {
  // The program's own messages.
  /// The screen is up: ask for the first plan.
  case start
  /// The window has a new size.
  case resize(columns: Int, rows: Int)
  /// The program's clock, in milliseconds since it started; never runs backwards.
  case tick(milliseconds: Double)
  /// A plan for the scenario of that generation; `isFinal` is false while the search goes on.
  case planArrived(Plan, generation: Int, isFinal: Bool)
  /// The planner gave up with an error, which is not the same as proving that there is no plan.
  case solveFailed(String, generation: Int)
  /// A question about the scenario's surroundings was answered.
  case explored(ExplorationTask.Question, ExplorationAnswer, request: Int)
  /// The feed has figures that differ from the ones before.
  case feedArrived([PoolFigures])
  /// The feed cannot be used; nil: it can again.
  case feedTrouble(FeedTrouble?)
  /// A scenario file was read.
  case scenarioOpened(Scenario, path: String?)
  /// A scenario file could not be read; one sentence.
  case openFailed(String)
  /// The scenario was written, and the files of these names beside it.
  case saved(Scenario, path: String, beside: [String] = [])
  /// The file exists already: ask before it is overwritten.
  case saveExists(path: String)
  /// The scenario cannot be saved without this consent; what was agreed to before.
  case saveNeeds(SaveConsent, given: SaveConsent, path: String)
  /// Files that the scenario needs beside it exist with other content: ask before they are overwritten.
  case saveExistsBeside([String], given: SaveConsent, path: String)
  /// The scenario could not be written; one sentence.
  case saveFailed(String)
  /// Earlier sessions left unsaved edits or pinned plans, the latest first.
  case leftoversFound([Leftover])
  /// The unsaved work asked for was read.
  case recovered(KeptSession)
  /// The unsaved work could not be read; one sentence.
  case recoverFailed(String)
  case recover
  /// The plan was written.
  case planSaved(path: String)
  /// The file that runs a plan was written.
  case exported(ExportLanguage, path: String)
  /// The file of an export exists already: ask before it is overwritten.
  case exportExists(ExportLanguage, path: String)
  /// Files that can be opened without typing their path.
  case filesKnown([KnownFile])
  /// The content of a folder, as asked for.
  case folderListed(FolderListing)
  /// A table was written.
  case tableSaved(path: String)
  /// A picture of the screen was written.
  case pictureSaved(path: String)
  /// The picture's file exists already: ask before it is overwritten.
  case pictureExists(path: String)
  /// Text pasted in one go.
  case paste(String)

  // Moving about.
  case nextPanel, previousPanel
  case rowUp, rowDown
  case selectTab(ResultTab)

  // Editing the focused control.
  /// Moves by a number of steps, up or down.
  case step(Int)
  /// Moves by a number of tenths of the range, up or down.
  case stepTenths(Int)
  /// To this per cent of the range.
  case moveToPercent(Int)
  case moveToLeast, moveToMost
  /// Locks a share, or switches a pool off and on.
  case toggle
  case resetControl, resetAll
  /// Sets a control to a value, as a script or a drag does.
  case set(Control, Double)
  case toggleControl(Control)
  /// Sets the value at a path, as it was typed.
  case setPath(EditPath, String)
  case resetOne(Control)
  /// Focuses a control.
  case focus(Control)
  case nextObjective
  case chooseObjective(Objective)
  case undo, redo

  // Pinned plans and their comparison.
  /// Keeps the plan shown, to compare with.
  case pinPlan
  /// Opens the screen that compares plans, or closes it.
  case toggleComparison
  /// Chooses the plan that the comparison leads to, by letter or by a number of plans to the right.
  case choosePlan(Character), moveSelection(Int)
  /// The chosen plan becomes the reference.
  case swapPlans
  case toggleDifferences
  /// Back to the chosen plan's slider positions.
  case goToPlan
  case deletePlan, beginRenaming

  // The way from a running fleet.
  /// Starts the move from the next fleet there is, or from one of them.
  case nextFleet, moveFrom(FleetSource)
  /// Charge per started replica, $/h; nil: as in the scenario's file.
  case setStartCost(Double?)
  /// Most replicas that a move may start; nil: any number.
  case setMaxStarts(Int?)

  /// Copies what the keys are on, or one thing, to the clipboard.
  case copyFocused, copy(CopySource)

  // The tour.
  case beginTour, endTour
  /// Moves on by a number of stops.
  case moveTour(Int)

  /// Sets whether the terminal's own ground shows through the theme.
  case setTransparent(Bool)

  // The list of edits.
  /// Opens the list of edits, or closes it.
  case toggleHistory
  case moveHistory(Int), goToHistory

  // Zoomed tables.
  /// Gives the panel in view the whole screen, or the others their place back.
  case toggleZoom
  /// Sorts by the next column to the right (1) or left (-1).
  case moveSort(Int), reverseSort
  /// Sorts by the column of a head; by the same once more, the other way round.
  case sortBy(String)
  case beginFilter

  /// Shows what the chosen change that gives a plan leads to, or no longer.
  case togglePreview

  // The mouse.
  case grab(Control, SliderGrip)
  case dragTo(column: Int)
  case letGo
  case focusPanel(Panel)
  case focusReplica(Int)
  /// A row of the list of commands.
  case chooseRow(Int)
  case closeOverlay
  /// Leaves the mouse to the terminal, so that text can be selected, or takes it back.
  case toggleMouse(Bool?)

  // Typing into a control, a file name or a question.
  case beginTyping, beginOpen, beginSave
  case insert(Character)
  case deleteBackward, deleteForward, deleteWord, deleteToStart
  case cursorLeft, cursorRight, cursorStart, cursorEnd
  case commit, cancel
  case answer(Bool)

  // Commands.
  case beginCommand
  /// Moves by a number of rows in the list of commands, down or up.
  case choose(Int)
  case complete
  /// Goes back by a number of commands in the history of commands run.
  case recall(Int)
  /// Runs a command line such as `set budget 40`.
  case run(String)
  case openFile(String)
  case saveFile(String)
  /// Writes what runs the chosen plan.
  case export(ExportLanguage, path: String)
  /// Writes the screen to a file, as its name's ending says.
  case savePicture(String)

  // The program.
  case toggleHelp
  /// Help on what contains these words.
  case helpAbout(String)
  case scroll(Int)
  case nextTheme
  case chooseTheme(String)
  case quit, quitNow
  case suspend, repaint
  /// A key that can do nothing at present: says why.
  case explain(String)
}

/// A side effect that an update asks of the program; the dashboard itself performs none.
public enum Effect: Sendable, Equatable {
  /// Plan this scenario; only the latest generation is wanted.
  case solve(Scenario, generation: Int)
  /// End the solve under way and keep what it found.
  case stopSolving
  /// Answer these in the background, when no scenario is being planned; they replace those asked before.
  case explore([ExplorationTask], request: Int)
  /// Write the scenario into the text it was read from; what there is no consent to is answered by
  /// `Action.saveExists` or `Action.saveNeeds`.
  case save(Scenario, path: String, consent: SaveConsent)
  /// Write the plan of a scenario under that title, as the file's name asks; without `overwrite`, an existing file is
  /// answered by `Action.saveExists`.
  case savePlan(Plan, of: Scenario, title: String, path: String, overwrite: Bool)
  /// Write what runs the plan of a scenario of that title; without `overwrite`, an existing file is answered by
  /// `Action.exportExists`.
  case export(Plan, ExportLanguage, title: String, path: String, overwrite: Bool)
  /// Write a table of texts, as the file's name asks; else as `savePlan`.
  case saveTable(header: [String], rows: [[String]], path: String, overwrite: Bool)
  /// Say what a folder holds.
  case listFolder(String)
  /// Read what an earlier session left.
  case recover(path: String)
  /// Read a scenario file.
  case open(path: String)
  /// Write a picture of the screen; without `overwrite`, an existing file is answered by `Action.pictureExists`.
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
