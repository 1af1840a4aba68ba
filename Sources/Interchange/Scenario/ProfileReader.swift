import Planning
import Serving

/// Reads profile files: measured operating points of replica layouts.
///
/// A layout names pools or GPU types; a row by type holds for every pool of it, but where a row of the same point names
/// the pool itself. Rows about types of which the scenario has no pool are left out.
///
/// A row whose `requests_per_second` is the word `unservable` says that the layout cannot serve requests of that shape
/// inside the limits at any load. Neither it nor the shapes around it are interpolated from the other rows. A rate of 0,
/// a negative one or none at all stays an error: it may be a measurement that failed.
public enum ProfileReader {
  /// The word in `requests_per_second` for a shape that cannot be served.
  static let unservable = "unservable"

  private static let required = [
    "model", "precision", "layout", "input_tokens", "output_tokens", "requests_per_second",
  ]
  private static let optional = ["concurrency", "ttft_ms", "tpot_ms", "source"]

  /// The rows of the file at `path`; throws `FileError` or `InputError` with all problems.
  public static func read(path: String, models: [ServedModel], pools: [Pool]) throws -> [ProfileRow] {
    try read(CSVReader(path: path), models: models, pools: pools)
  }

  /// The rows of text at hand.
  public static func read(
    text: String, fileName: String, models: [ServedModel], pools: [Pool]
  ) throws -> [ProfileRow] {
    try read(CSVReader(text: text, name: fileName), models: models, pools: pools)
  }

  /// The rows that `reader` yields; remarks on rows that are not wrong go to `notes`.
  public static func read(
    _ reader: CSVReader, models: [ServedModel], pools: [Pool], notes: ReadingNotes = ReadingNotes(),
    catalogue: CatalogueNames = .standard
  ) throws -> [ProfileRow] {
    let problems = ProblemList(notes: notes)
    do {
      let table = try CSVTable(reader, required: required, optional: optional, problems: problems)
      var rows = ProfileRows(table: table, models: models, pools: pools, catalogue: catalogue)
      let result = try rows.readAll()
      try problems.throwIfAny()
      if result.isEmpty, rows.leftOut == 0 { notes.add(reader.name, "holds no row") }
      if rows.leftOut > 0 {
        notes.add(
          reader.name, "rows about GPU types of which the scenario has no pool are left out: \(rows.leftOut)")
      }
      return result
    } catch let error as InputError {
      problems.add(error)
      throw InputError(problems.problems)
    }
  }
}
