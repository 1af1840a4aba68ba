import Planning

/// What became of files, and what was found among them.
public enum FileReport: Sendable, Equatable {
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
}
