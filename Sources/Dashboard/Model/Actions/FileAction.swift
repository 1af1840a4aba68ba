/// Files asked for.
public enum FileAction: Sendable, Equatable {
  /// Opens the list of files.
  case beginOpen
  /// Opens the field of a file name.
  case beginSave
  /// Opens a scenario file.
  case open(String)
  /// Saves what the file's name asks for.
  case save(String)
  /// Writes what runs the chosen plan.
  case export(ExportLanguage, path: String)
  /// Writes the screen to a file, as its name's ending says.
  case savePicture(String)
  /// Opens what an earlier session left.
  case recover
}
