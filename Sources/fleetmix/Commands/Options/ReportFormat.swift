import ArgumentParser
import Interchange
import Planning

/// How a report is printed: for people, or as JSON, CSV or Markdown.
struct ReportFormat: ParsableArguments {
  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Print CSV.")
  var csv = false

  @Flag(help: "Print Markdown.")
  var markdown = false

  func validate() throws {
    if [json, csv, markdown].filter({ $0 }).count > 1 {
      throw ValidationError("choose one of --json, --csv and --markdown")
    }
  }

  /// Prints a report; people also get a heading, and remarks below the table.
  func write(_ table: ReportTable, json value: JSONValue, title: String, remarks: [String] = []) {
    if json { return StandardOutput.write(value.pretty + "\n") }
    if csv { return StandardOutput.write(table.csv) }
    let notes = remarks.isEmpty ? "" : "\n" + remarks.map { $0 + "\n" }.joined()
    let heading = SafeText.printable(title, limit: SafeText.shownPathLength)
    StandardOutput.write(
      (markdown ? "# \(heading)\n\n" + table.markdown : heading + "\n" + table.text) + notes)
  }
}
